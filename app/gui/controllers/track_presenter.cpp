// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/track_presenter.h"

#include "gui/document/record_text.h"

#include <QEvent>
#include <QTimer>

#include <algorithm>

namespace corespan::gui {

namespace {

constexpr int kSettleTime = 150; ///< ms

widgets::PositionRange toRange(const Span& span)
{
    return {span.begin, span.end};
}

/// What the label heat map covers: the predicted and the shown cores.
widgets::PositionRange hull(const CurrentRecord& current)
{
    QVector<Core> cores = current.shownCores();
    if (const auto predicted = current.predicted())
        cores << Core{*predicted};
    if (cores.isEmpty())
        return {};
    widgets::PositionRange range = toRange(cores.first().span);
    for (const Core& core : cores) {
        range.begin = std::min<qint64>(range.begin, core.span.begin);
        range.end = std::max<qint64>(range.end, core.span.end);
    }
    return range;
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
    connect(&document, &Document::curationChanged, this, [this] {
        showCurated();
        showLabels();
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
    if (!current.isValid()) {
        m_view.clear();
        m_counts.fill(0, m_labels.size());
        emit countsChanged();
        return;
    }
    m_view.setRecord({current.record.name, current.record.length, current.residues});
    showPrediction();
}

void TrackPresenter::showPrediction()
{
    const CurrentRecord& current = m_document.current();
    widgets::TrackData tracks;
    tracks.start = current.tracks.start;
    tracks.end = current.tracks.end;
    tracks.core = current.tracks.core;
    m_view.setTracks(tracks);
    QVector<widgets::CoreSpan> predicted;
    QVector<widgets::CandidateSpan> alternatives;
    if (current.prediction) {
        if (current.prediction->best)
            predicted.append({toRange(*current.prediction->best), tr("core"), current.prediction->score});
        for (const Candidate& candidate : current.prediction->candidates)
            alternatives.append({toRange(candidate.span), candidate.probability});
    }
    m_view.setPredicted(predicted);
    m_view.setAlternatives(alternatives);
    m_view.setLabelMatrix({});
    showCurated();
    showLabels();
    if (current.prediction)
        m_settle->start();
}

void TrackPresenter::showCurated()
{
    if (m_view.drag().isActive()) {
        m_curatedWaits = true;
        return;
    }
    m_curatedWaits = false;
    const CurrentRecord& current = m_document.current();
    const bool proposed = current.coreSource() == CoreSource::Proposed;
    QVector<widgets::CoreSpan> shown;
    for (const Core& core : current.shownCores())
        shown.append({toRange(core.span), proposed ? tr("%1 as predicted").arg(core.type) : core.type, -1.0});
    m_view.setCurated(shown);
}

void TrackPresenter::showLabels()
{
    const CurrentRecord& current = m_document.current();
    if (!current.isValid())
        return;
    const QVector<Core> cores = current.shownCores();
    widgets::LabelTrack track;
    track.labels = shownLabels(current, cores, m_document.labels().names());
    for (auto it = current.curation.labels.keyBegin(); it != current.curation.labels.keyEnd(); ++it) {
        if (!track.corrected.isEmpty() && track.corrected.last().end == *it)
            track.corrected.last().end = *it + 1;
        else
            track.corrected.append({*it, *it + 1});
    }
    m_view.setLabels(track);
    m_counts = labelCounts(track.labels, cores, m_labels.size());
    emit countsChanged();
}

void TrackPresenter::askForMatrix()
{
    const CurrentRecord& current = m_document.current();
    if (!current.prediction || !m_document.isWritable() || !m_findModel || current.run.labels.isEmpty())
        return;
    const QString model = m_findModel(current.run);
    if (!model.isEmpty())
        m_asked = m_document.inference().recomputeLabelMatrix(m_document.path(), model, current.run.weightsSha256,
                                                              current.record.id, m_settings);
}

void TrackPresenter::matrixReady(Generation generation, RecordId record, const LabelMatrix& matrix)
{
    const CurrentRecord& current = m_document.current();
    if (generation != m_asked || record != current.record.id || matrix.length != current.record.length)
        return;
    const widgets::PositionRange range = hull(current);
    const auto perPosition = matrix.labels.size();
    const QStringList names = m_document.labels().names();
    widgets::LabelMatrix shown;
    shown.range = range;
    shown.labels = int(names.size());
    shown.values.fill(std::numeric_limits<float>::quiet_NaN(), names.size() * range.length());
    for (qsizetype label = 0; label < perPosition; ++label) {
        const auto row = names.indexOf(matrix.labels[label]);
        if (row < 0)
            continue;
        for (qint64 at = range.begin; at < range.end; ++at)
            shown.values[row * range.length() + at - range.begin] = matrix.at(at, label);
    }
    m_view.setLabelMatrix(shown);
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
