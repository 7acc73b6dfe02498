// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/lanes_controller.h"

#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/dialogs/dialogs.h"
#include "gui/jobs/latest_job.h"

#include <QAction>
#include <QFileInfo>
#include <QMenu>

namespace corespan::gui {

namespace {

struct Wanted
{
    QVector<SequenceLane> lanes;
    QVector<std::shared_ptr<const UserLane>> files;
    Record record;
    QByteArray residues;
    QVector<Core> cores;
};

QVector<AnnotationLane> made(SequenceLane lane, const Wanted& wanted, const std::stop_token& stop)
{
    switch (lane) {
    case SequenceLane::Complement:
        return {complementLane(wanted.residues)};
    case SequenceLane::Frames: {
        constexpr std::int64_t shortestFrame = 90;
        return frameLanes(wanted.residues, shortestFrame, stop);
    }
    case SequenceLane::CodonRuler:
        return {codonRuler(wanted.cores)};
    case SequenceLane::GcContent:
        return {gcLane(wanted.residues)};
    case SequenceLane::Hydropathy:
        return {hydropathyLane(wanted.residues)};
    case SequenceLane::Charge:
        return {chargeLane(wanted.residues)};
    }
    return {};
}

QVector<AnnotationLane> made(const Wanted& wanted, const std::stop_token& stop)
{
    QVector<AnnotationLane> lanes;
    for (const SequenceLane lane : wanted.lanes)
        if (!stop.stop_requested())
            lanes += made(lane, wanted, stop);
    for (const auto& file : wanted.files)
        if (const auto lane = laneOf(*file, wanted.record); lane && !stop.stop_requested())
            lanes += *lane;
    return lanes;
}

} // namespace

LanesController::LanesController(Document& document, const Actions& actions, widgets::TrackView& tracks,
                                 Dialogs& dialogs, Settings& settings, QWidget* window)
    : QObject(window), m_document(document), m_actions(actions), m_tracks(tracks), m_dialogs(dialogs),
      m_settings(settings), m_window(window), m_job(new LatestJob(this)), m_reader(new LatestJob(this))
{
    const QStringList shown = m_settings.get(keys::lanes);
    for (QAction* action : m_actions.lanes.sequence) {
        action->setChecked(shown.contains(action->data().toString()));
        connect(action, &QAction::toggled, this, &LanesController::choose);
    }
    connect(m_actions.lanes.load, &QAction::triggered, this, &LanesController::askFiles);
    connect(m_actions.lanes.unload, &QAction::triggered, this, &LanesController::unload);
    m_actions.lanes.unload->setEnabled(!m_settings.get(keys::laneFiles).isEmpty());
    connect(&m_document, &Document::currentChanged, this, &LanesController::refresh);
    connect(&m_document, &Document::curationChanged, this, [this] {
        if (m_document.current().shownCores() != m_ruledCores)
            refresh();
    });
}

LanesController::~LanesController() = default;

void LanesController::setOwn(const QString& owner, const QVector<AnnotationLane>& lanes)
{
    if (lanes.isEmpty() && !m_own.contains(owner))
        return;
    if (lanes.isEmpty())
        m_own.remove(owner);
    else
        m_own.insert(owner, lanes);
    show();
}

void LanesController::setTheme(const widgets::Theme& theme)
{
    m_theme = theme;
    show();
}

void LanesController::choose()
{
    QStringList shown;
    for (const QAction* action : m_actions.lanes.sequence)
        if (action->isChecked())
            shown << action->data().toString();
    m_settings.set(keys::lanes, shown);
    refresh();
}

void LanesController::askFiles()
{
    m_dialogs.askFiles(m_window,
                       {FileQuestion::Kind::OpenMany,
                        tr("Show files as lanes"),
                        tr("bedGraph, BED, GFF3 (*.bedgraph *.bg *.bed *.gff *.gff3 *.gz);;All files (*)"),
                        {},
                        m_settings.get(keys::lastFolder)},
                       [this](const QStringList& files) { load(files); });
}

void LanesController::load(const QStringList& files)
{
    readRemembered();
    for (const QString& file : files)
        m_reading << QFileInfo(file).absoluteFilePath();
    m_reading.removeDuplicates();
    m_reader->start(nullptr, [this, files = m_reading](const std::stop_token& stop) -> std::function<void()> {
        QVector<Result<UserLane>> read;
        for (const QString& file : files)
            if (!stop.stop_requested())
                read.append(readUserLane(file));
        return [this, files, read] { take(files, read); };
    });
}

void LanesController::take(const QStringList& files, const QVector<Result<UserLane>>& read)
{
    m_reading.clear();
    QStringList known = m_settings.get(keys::laneFiles);
    for (qsizetype i = 0; i < read.size(); ++i) {
        m_loaded.removeIf([&file = files[i]](const auto& lane) { return lane->file == file; }); // read anew
        known.removeAll(files[i]);
        if (!read[i]) {
            m_dialogs.fail(m_window, tr("Lane not shown"), read[i].error().message);
            continue;
        }
        known << files[i];
        tellOf(*read[i]);
        m_loaded.append(std::make_shared<const UserLane>(*read[i]));
    }
    m_settings.set(keys::laneFiles, known);
    m_actions.lanes.unload->setEnabled(!known.isEmpty());
    refresh();
}

void LanesController::tellOf(const UserLane& lane)
{
    if (lane.leftOut > 0)
        emit told(tr("%1: %2 lines left out; %3").arg(lane.name).arg(lane.leftOut).arg(lane.issues.first().text()));
    else if (m_document.current().isValid() && !laneOf(lane, m_document.current().record))
        emit told(tr("%1 says nothing of this record; it appears with those that it names.").arg(lane.name));
}

/// When a record is first looked at, not at the start: the files may be large, or gone.
void LanesController::readRemembered()
{
    if (std::exchange(m_remembered, true))
        return;
    QStringList there;
    for (const QString& file : m_settings.get(keys::laneFiles)) {
        if (QFileInfo::exists(file))
            there << file;
        else
            emit told(tr("The lane %1 is no longer there.").arg(file));
    }
    m_settings.set(keys::laneFiles, there);
    if (!there.isEmpty())
        load(there);
}

void LanesController::unload()
{
    m_reader->cancel();
    m_reading.clear();
    m_loaded.clear();
    m_settings.set(keys::laneFiles, {});
    m_actions.lanes.unload->setEnabled(false);
    refresh();
}

void LanesController::refresh()
{
    m_job->cancel();
    const CurrentRecord& current = m_document.current();
    m_ruledCores = current.shownCores();
    if (!current.isValid()) {
        m_lanes.clear();
        return show();
    }
    readRemembered();
    Wanted wanted{{}, m_loaded, current.record, current.residues, m_ruledCores};
    for (const SequenceLane lane : sequenceLanesOf(current.record.alphabet))
        if (m_actions.lanes.sequence.value(static_cast<qsizetype>(lane))->isChecked())
            wanted.lanes << lane;
    if (wanted.lanes.isEmpty() && wanted.files.isEmpty()) {
        m_lanes.clear();
        return show();
    }
    const auto work = [this, wanted](const std::stop_token& stop) -> std::function<void()> {
        const QVector<AnnotationLane> lanes = made(wanted, stop);
        return [this, lanes] {
            m_lanes = lanes;
            show();
        };
    };
    constexpr qsizetype atOnce = 20'000; // letters that are read in less than a frame
    if (wanted.residues.size() <= atOnce)
        work({})();
    else
        m_job->start(nullptr, work);
}

widgets::ExtraLane LanesController::drawn(const AnnotationLane& lane) const
{
    widgets::ExtraLane row{lane.name, lane.explanation};
    for (const LaneFeature& feature : lane.features) {
        const QColor color = feature.tone == LaneTone::Strong  ? m_theme.accent
                             : feature.tone == LaneTone::Other ? m_theme.curatedFill
                                                               : m_theme.alternative;
        row.spans.append({{feature.span.begin, feature.span.end}, feature.text, color});
    }
    row.curve = lane.curve;
    row.values = lane.values;
    row.low = lane.low;
    row.high = lane.high;
    row.baseline = lane.baseline;
    row.letters = lane.letters;
    row.letterWidth = lane.letterWidth;
    return row;
}

void LanesController::show()
{
    QVector<widgets::ExtraLane> rows;
    for (const QVector<AnnotationLane>& lanes : m_own)
        for (const AnnotationLane& lane : lanes)
            rows.append(drawn(lane));
    for (const AnnotationLane& lane : m_lanes)
        rows.append(drawn(lane));
    m_tracks.setExtraLanes(rows);
}

} // namespace corespan::gui
