// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/track_presenter.h"

#include "gui/document/record_text.h"

#include <QEvent>
#include <QLocale>
#include <QTimer>

#include <algorithm>

namespace corespan::gui {

namespace {

constexpr int kSettleTime = 150;                 ///< ms
constexpr std::int64_t kLongestMatrix = 200'000; ///< positions whose labels' probabilities are kept at once
constexpr int kOtherRuns = 8;                    ///< the newest ones are snapped to

/// The same cores come of both, whatever is predicted.
bool decidesAlike(const Curation& a, const Curation& b)
{
    return a.annotated == b.annotated && a.cores == b.cores &&
           (a.state == ReviewState::Rejected) == (b.state == ReviewState::Rejected);
}

widgets::PositionRange toRange(const Span& span)
{
    return {span.begin, span.end};
}

/// What the label heat map covers: the predicted and the shown cores.
widgets::PositionRange hull(const CurrentRecord& current)
{
    QVector<Core> cores = current.shownCores();
    cores << current.predicted();
    if (cores.isEmpty())
        return {};
    widgets::PositionRange range = toRange(cores.first().span);
    for (const Core& core : cores) {
        range.begin = std::min<qint64>(range.begin, core.span.begin);
        range.end = std::max<qint64>(range.end, core.span.end);
    }
    return range;
}

QVector<widgets::PositionRange> correctedRanges(const CurrentRecord& current)
{
    QVector<widgets::PositionRange> ranges;
    const auto& labels = current.curation.labels;
    for (auto it = labels.keyBegin(); it != labels.keyEnd(); ++it) {
        if (!ranges.isEmpty() && ranges.last().end == *it)
            ranges.last().end = *it + 1;
        else
            ranges.append({*it, *it + 1});
    }
    return ranges;
}

} // namespace

TrackPresenter::TrackPresenter(Document& document, widgets::TrackView& view, QObject* parent)
    : QObject(parent), m_document(document), m_view(view), m_settle(new QTimer(this))
{
    m_settle->setSingleShot(true);
    m_settle->setInterval(kSettleTime);
    connect(m_settle, &QTimer::timeout, this, &TrackPresenter::askForMatrix);
    connect(&document, &Document::currentChanged, this, &TrackPresenter::showRecord);
    connect(&document, &Document::predictionChanged, this, &TrackPresenter::showPrediction);
    connect(&document, &Document::comparedChanged, this, &TrackPresenter::showCompared);
    connect(&document, &Document::curationChanged, this, [this] {
        showCurated();
        updateLabels();
        showMatrix();
    });
    connect(&document, &Document::labelsChanged, this, [this] {
        readLabelSet();
        showLabels();
    });
    connect(&document, &Document::opened, this, [this] {
        wireInference();
        readLabelSet();
        showRecord();
    });
    connect(&document, &Document::closed, this, [this] { showRecord(); });
    m_view.installEventFilter(this);
}

void TrackPresenter::setModelFinder(FindModel find, PredictorSettings settings)
{
    m_findModel = std::move(find);
    m_settings = settings;
}

void TrackPresenter::wireInference()
{
    if (!m_document.isWritable())
        return;
    connect(&m_document.inference(), &InferenceService::labelMatrixReady, this, &TrackPresenter::matrixReady);
    connect(&m_document.inference(), &InferenceService::labelMatrixFailed, this, &TrackPresenter::matrixFailed);
}

void TrackPresenter::readLabelSet()
{
    const corespan::LabelSet& labels = m_document.labels();
    m_labels = widgets::makeLabelSet(labels.names());
    m_view.setLabelSet(m_labels);
}

void TrackPresenter::showRecord()
{
    const CurrentRecord& current = m_document.current();
    m_settle->stop();
    m_asked = 0;
    m_matrix = {};
    if (!current.isValid()) {
        m_view.clear();
        m_shown.clear();
        emit countsChanged();
        return;
    }
    m_view.setRecord({current.record.name, current.record.length, current.residues,
                      hasCodons(current, m_document.labels().names())});
    showOtherRuns();
    showPrediction();
}

void TrackPresenter::showPrediction()
{
    const CurrentRecord& current = m_document.current();
    widgets::TrackData tracks;
    tracks.start = current.tracks.start;
    tracks.end = current.tracks.end;
    tracks.core = current.tracks.core;
    readTypes();
    const std::int64_t length = current.record.length;
    if (length > 0 && current.tracks.types.size() == length * current.run.types.size())
        for (qsizetype type = 0; type < current.run.types.size(); ++type)
            tracks.types.append({current.run.types[type], colourOf(current.run.types[type]),
                                 current.tracks.types.mid(type * length, length)});
    m_view.setTracks(tracks);
    QVector<widgets::CandidateSpan> alternatives;
    if (current.prediction) {
        for (const Candidate& candidate : current.prediction->candidates)
            alternatives.append({toRange(candidate.span), candidate.probability, colourOf(candidate.type)});
    }
    m_view.setPredicted(current.prediction ? toSpans(current.prediction->predicted) : QVector<widgets::CoreSpan>());
    showCompared();
    m_view.setAlternatives(alternatives);
    m_matrix = {};
    m_matrixNote = current.prediction ? QString() : tr("not predicted yet");
    showMatrix();
    showCurated();
    showLabels();
    if (current.prediction)
        m_settle->start();
}

QVector<widgets::CoreSpan> TrackPresenter::toSpans(const QVector<PredictedCore>& cores) const
{
    QVector<widgets::CoreSpan> spans;
    for (const PredictedCore& each : cores)
        spans.append({toRange(each.core.span), each.core.type, each.probability, colourOf(each.core.type),
                      each.core.openBegin, each.core.openEnd});
    return spans;
}

/// A second run's decision, where it has made one.
void TrackPresenter::showCompared()
{
    const CurrentRecord& current = m_document.current();
    if (!current.isValid())
        return;
    std::optional<QVector<widgets::CoreSpan>> shown;
    const RunId run = m_document.comparedRun();
    if (run != RunId::None && run != m_document.shownRun() && !current.withheld)
        if (const auto other = m_document.reader().prediction(current.record.id, run); other && *other)
            shown = toSpans((*other)->predicted);
    m_view.setCompared(shown);
}

void TrackPresenter::readTypes()
{
    const QStringList types = m_document.types();
    m_types = types.size() > 1 ? widgets::makeLabelSet(types) : widgets::LabelSet();
}

QColor TrackPresenter::colourOf(const QString& type) const
{
    for (const widgets::LabelStyle& style : m_types)
        if (style.name == type)
            return style.color;
    return {};
}

/// Edges snap to what other runs have predicted.
void TrackPresenter::showOtherRuns()
{
    const RecordId record = m_document.current().record.id;
    QVector<widgets::PositionRange> ranges;
    int read = 0;
    for (const Run& run : m_document.runs()) { // newest first
        if (m_document.current().withheld || run.id == m_document.shownRun() || ++read > kOtherRuns)
            continue;
        if (const auto prediction = m_document.reader().prediction(record, run.id); prediction && *prediction)
            for (const PredictedCore& each : (*prediction)->predicted)
                ranges.append(toRange(each.core.span));
    }
    m_view.setExtraSnapPoints(widgets::rangeBoundaries(ranges));
}

void TrackPresenter::showCurated()
{
    const CurrentRecord& current = m_document.current();
    // A prediction waits for the end of a drag; what the curator decides meanwhile, undo for one, ends it.
    if (m_view.isMovingCores() && decidesAlike(current.curation, m_shownCuration)) {
        m_curatedWaits = true;
        return;
    }
    m_curatedWaits = false;
    m_shownCuration = current.curation;
    readTypes();
    const bool proposed = current.coreSource() == CoreSource::Proposed;
    QVector<widgets::CoreSpan> shown;
    for (const Core& core : current.shownCores())
        shown.append({toRange(core.span), proposed ? tr("%1 as predicted").arg(core.type) : core.type, -1.0,
                      colourOf(core.type), core.openBegin, core.openEnd});
    m_view.setCurated(shown);
    QVector<widgets::PositionRange> zones;
    for (const Span& zone : current.shownZones())
        zones.append(toRange(zone));
    m_view.setAmbiguous(zones);
    showNotes();
}

void TrackPresenter::showNotes()
{
    const CurrentRecord& current = m_document.current();
    widgets::LaneNotes notes;
    if (current.curation.state == ReviewState::Rejected && !current.curation.annotated)
        notes.curated = tr("prediction rejected");
    else if (current.curation.state == ReviewState::Ambiguous && !current.curation.annotated)
        notes.curated = tr("ambiguous: nothing is learned from this record");
    else if (current.coreSource() == CoreSource::Curated || current.coreSource() == CoreSource::Gold)
        notes.curated = tr("no core");
    else if (current.withheld)
        notes.curated = tr("blind: draw a core or type one, then Enter; N: no core");
    else if (m_document.isWritable())
        notes.curated = current.prediction && !current.prediction->candidates.isEmpty()
                            ? tr("none: 1–5 takes a candidate, Ctrl+G types a core")
                            : tr("none: Ctrl+G types a core");
    const bool nowhere = !m_matrix.labels.isEmpty() || m_matrixNote.isEmpty();
    notes.labelMatrix = nowhere && hull(current).isEmpty() ? tr("shown where there is a core") : m_matrixNote;
    if (notes != m_view.notes())
        m_view.setNotes(notes);
}

void TrackPresenter::showLabels()
{
    const CurrentRecord& current = m_document.current();
    if (!current.isValid())
        return;
    if (m_labels.isEmpty()) // nothing to be found in what may be a chromosome
        m_shown.clear();
    else
        m_shown.read(current, m_document.labels().names());
    m_view.setLabels({m_shown.labels(), correctedRanges(current)});
    emit countsChanged();
}

void TrackPresenter::updateLabels()
{
    const CurrentRecord& current = m_document.current();
    if (!current.isValid() || m_labels.isEmpty() || m_shown.labels().size() != current.record.length)
        return showLabels();
    QVector<widgets::PositionRange> changed;
    for (const Span& range : m_shown.update(current))
        changed << toRange(range);
    m_view.changeLabels(changed, {m_shown.labels(), correctedRanges(current)});
    emit countsChanged();
}

void TrackPresenter::askForMatrix()
{
    const CurrentRecord& current = m_document.current();
    if (!current.prediction || current.run.labels.isEmpty())
        return;
    const QString model = m_findModel ? m_findModel(current.run) : QString();
    if (current.record.length > kLongestMatrix) {
        m_matrixNote =
            tr("not computed for sequences beyond %1 positions").arg(QLocale().toString(qlonglong(kLongestMatrix)));
    } else if (!m_document.isWritable()) {
        m_matrixNote = tr("not computed while the project is only looked at");
    } else if (model.isEmpty()) {
        m_matrixNote = tr("the model %1 is not installed").arg(current.run.model);
    } else {
        m_matrixNote = tr("being computed…");
        m_asked = m_document.inference().recomputeLabelMatrix(m_document.path(), model, current.run.weightsSha256,
                                                              current.record.id, m_settings, current.run.options);
    }
    showNotes();
}

void TrackPresenter::matrixReady(Generation generation, RecordId record, const LabelMatrix& matrix)
{
    const CurrentRecord& current = m_document.current();
    if (generation != m_asked || record != current.record.id || matrix.length != current.record.length)
        return;
    m_matrix = matrix;
    m_matrixNote.clear();
    showMatrix();
}

void TrackPresenter::matrixFailed(Generation generation, RecordId record, const QString& message)
{
    if (generation != m_asked || record != m_document.current().record.id)
        return;
    m_matrixNote = message;
    showNotes();
}

/// What is known of the labels' probabilities, as far as the cores reach now.
void TrackPresenter::showMatrix()
{
    const widgets::PositionRange range =
        m_matrix.labels.isEmpty() ? widgets::PositionRange{} : hull(m_document.current());
    const QStringList names = m_document.labels().names();
    widgets::LabelMatrix shown;
    if (!range.isEmpty()) {
        shown.range = range;
        shown.labels = int(names.size());
        shown.values.fill(std::numeric_limits<float>::quiet_NaN(), names.size() * range.length());
    }
    for (qsizetype label = 0; label < m_matrix.labels.size(); ++label) {
        const auto row = names.indexOf(m_matrix.labels[label]);
        if (row < 0)
            continue;
        for (qint64 at = range.begin; at < range.end; ++at)
            shown.values[row * range.length() + at - range.begin] = m_matrix.at(at, label);
    }
    m_view.setLabelMatrix(shown);
    showNotes();
}

bool TrackPresenter::eventFilter(QObject* watched, QEvent* event)
{
    const bool mayEndDrag = event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::KeyPress ||
                            event->type() == QEvent::FocusOut;
    if (m_curatedWaits && mayEndDrag) // after the view has handled it
        QTimer::singleShot(0, this, [this] {
            if (m_curatedWaits)
                showCurated();
        });
    return QObject::eventFilter(watched, event);
}

} // namespace corespan::gui
