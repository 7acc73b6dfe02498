// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/label_controller.h"

#include "core/domain/codons.h"
#include "core/domain/edits.h"
#include "core/domain/span_text.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/track_presenter.h"
#include "gui/document/record_text.h"
#include "gui/jobs/latest_job.h"
#include "gui/panels/side_panel.h"
#include "gui/parts/label_palette.h"

#include <QAction>
#include <QTimer>

#include <algorithm>
#include <numeric>
#include <utility>

namespace corespan::gui {

namespace {

constexpr int kSettleTime = 200; ///< ms
constexpr std::int64_t kAtOnce = 100'000; ///< positions in cores whose codons are read in less than a frame

std::int64_t positionsOf(const QVector<Core>& cores)
{
    return std::accumulate(cores.begin(), cores.end(), std::int64_t(0),
                           [](std::int64_t sum, const Core& core) { return sum + core.span.length(); });
}

QVector<widgets::PositionNote> notesOf(const CodonConflicts& conflicts)
{
    QVector<widgets::PositionNote> notes;
    for (const CodonConflict& each : conflicts.told)
        notes.append({{each.codon.begin, each.codon.end},
                      LabelController::tr("codon %1 is %2, the label says %3").arg(each.read, each.says, each.label)});
    return notes;
}

} // namespace

LabelController::LabelController(Document& document, const Actions& actions, SidePanel& side,
                                 widgets::TrackView& tracks, TrackPresenter& presenter, QObject* parent)
    : QObject(parent), m_document(document), m_side(side), m_tracks(tracks), m_presenter(presenter),
      m_conflicts(new LatestJob(this)), m_settle(new QTimer(this))
{
    m_settle->setSingleShot(true);
    m_settle->setInterval(kSettleTime);
    connect(m_settle, &QTimer::timeout, this, &LabelController::searchLong);
    connect(actions.edit.labels, &QAction::triggered, this, &LabelController::openByKey);
    connect(actions.edit.repeatLabel, &QAction::triggered, this, &LabelController::repeat);
    connect(actions.edit.labelRun, &QAction::triggered, this, &LabelController::selectRun);
    connect(&tracks, &widgets::TrackView::labelMenuRequested, this, &LabelController::openPalette);
    connect(&presenter, &TrackPresenter::countsChanged, this, &LabelController::findConflicts);
    connect(&side, &SidePanel::conflictChosen, this, [this](qint64 position) {
        m_tracks.goTo({position, position + 3});
        m_tracks.setSelection({position, position + 3});
        m_tracks.setFocus();
    });
}

void LabelController::setLabel(widgets::PositionRange range, const QString& label)
{
    if (!label.isEmpty())
        m_last = label;
    m_document.edit([range, label](const CurrentRecord& now) {
        return setLabelsEdit(now.record.id, now.curation, {range.begin, range.end}, label);
    });
}

widgets::PositionRange LabelController::selection()
{
    const widgets::PositionRange range = m_tracks.selection();
    if (range.isEmpty())
        emit hint(tr("Select positions in the sequence first: click or drag over the letters."));
    return range;
}

void LabelController::openByKey()
{
    const widgets::PositionRange range = selection();
    if (range.isEmpty())
        return;
    const int x = int(m_tracks.xOf(double(range.begin)));
    openPalette(range, m_tracks.mapToGlobal(QPoint(std::clamp(x, 0, m_tracks.width() - 40), m_tracks.height() / 2)));
}

void LabelController::openPalette(widgets::PositionRange range, const QPoint& where)
{
    if (!m_document.isWritable() || range.isEmpty())
        return;
    if (m_presenter.labels().isEmpty()) {
        emit hint(tr("This project has no labels: import labelled records or predict with a model that labels."));
        return;
    }
    auto* menu = new LabelPalette(m_presenter.labels(), &m_tracks);
    menu->setObjectName(QStringLiteral("labelMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu, &LabelPalette::chosen, this, [this, range](const QString& label) { setLabel(range, label); });
    menu->addSeparator();
    menu->addAction(tr("As the model says"), this, [this, range] { setLabel(range, {}); });
    menu->popup(where);
}

void LabelController::selectRun()
{
    const widgets::PositionRange caret = selection();
    if (caret.isEmpty())
        return;
    const QVector<qint16>& labels = m_presenter.positionLabels();
    const qint16 label = caret.begin < labels.size() ? labels[caret.begin] : qint16(-1);
    if (label < 0) {
        emit hint(tr("Position %1 has no label.").arg(caret.begin + 1));
        return;
    }
    const auto other = [label](qint16 each) { return each != label; };
    const auto at = labels.cbegin() + caret.begin;
    const auto end = std::find_if(at, labels.cend(), other);
    const auto begin = std::find_if(std::make_reverse_iterator(at), labels.crend(), other).base();
    m_tracks.setSelection({begin - labels.cbegin(), end - labels.cbegin()});
}

void LabelController::repeat()
{
    if (m_last.isEmpty()) {
        emit hint(tr("No label was set yet: L opens the palette."));
        return;
    }
    if (const widgets::PositionRange range = selection(); !range.isEmpty())
        setLabel(range, m_last);
}

void LabelController::findConflicts()
{
    const CurrentRecord& current = m_document.current();
    const QStringList names = m_document.labels().names();
    const QVector<qint16>& labels = m_presenter.positionLabels();
    m_conflicts->cancel();
    m_settle->stop();
    if (std::exchange(m_shownFor, current.record.id) != current.record.id)
        showConflicts({}, {}); // those of another record say nothing of this one
    if (!current.isValid() || !hasCodons(current, names) || labels.size() != current.residues.size())
        return showConflicts({}, {});
    if (positionsOf(current.shownCores()) > kAtOnce)
        return m_settle->start();
    const CodonConflicts conflicts = codonConflicts(current.residues, current.shownCores(), labels, names);
    showConflicts(conflicts, notesOf(conflicts));
}

void LabelController::searchLong()
{
    const CurrentRecord& current = m_document.current();
    m_conflicts->start(nullptr, [this, residues = current.residues, cores = current.shownCores(),
                                 labels = m_presenter.positionLabels(), names = m_document.labels().names()](
                                    const std::stop_token& stop) -> std::function<void()> {
        const CodonConflicts conflicts = codonConflicts(residues, cores, labels, names, stop);
        return [this, conflicts, notes = notesOf(conflicts)] { showConflicts(conflicts, notes); };
    });
}

void LabelController::showConflicts(const CodonConflicts& conflicts, const QVector<widgets::PositionNote>& notes)
{
    m_tracks.setWarnings(notes);
    m_side.showConflicts(conflicts);
}

} // namespace corespan::gui
