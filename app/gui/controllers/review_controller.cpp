// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/review_controller.h"

#include "core/domain/core_edits.h"
#include "core/domain/edits.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/queue_controller.h"
#include "gui/panels/side_panel.h"
#include "gui/parts/note_edit.h"

#include <QAction>
#include <QTimer>

#include <algorithm>

namespace corespan::gui {

namespace {
constexpr int kSeenAfter = 800; ///< ms; shorter, one only passed by
}

ReviewController::ReviewController(Document& document, Actions& actions, QueueController& queue, SidePanel& side,
                                   widgets::TrackView& tracks, QObject* parent)
    : QObject(parent), m_document(document), m_actions(actions), m_queue(queue), m_side(side), m_tracks(tracks),
      m_looking(new QTimer(this))
{
    wireActions(actions);
    connect(&tracks, &widgets::TrackView::boundaryMoveRequested, this, &ReviewController::moveBoundaries);
    connect(&tracks, &widgets::TrackView::candidateActivated, this, &ReviewController::takeCandidate);
    connect(&tracks, &widgets::TrackView::predictedActivated, this, [this] {
        if (const QVector<Core> predicted = m_document.current().predicted(); !predicted.isEmpty())
            setCores(predicted);
    });
    connect(&side, &SidePanel::candidateActivated, this, &ReviewController::takeCandidate);
    connect(&side.note(), &NoteEdit::noteWritten, this, [this](const QString& note) {
        m_document.edit([note](const CurrentRecord& now) { return setNoteEdit(now.record.id, now.curation, note); });
    });
    connect(&queue, &QueueController::aboutToLeave, &side.note(), &NoteEdit::commit);
    m_looking->setSingleShot(true);
    m_looking->setInterval(kSeenAfter);
    connect(m_looking, &QTimer::timeout, this, &ReviewController::markSeen);
    connect(&document, &Document::currentChanged, m_looking, qOverload<>(&QTimer::start));
}

void ReviewController::wireActions(Actions& actions)
{
    connect(actions.review.accept, &QAction::triggered, this, &ReviewController::accept);
    connect(actions.review.reject, &QAction::triggered, this, &ReviewController::reject);
    connect(actions.review.noCore, &QAction::triggered, this, &ReviewController::noCore);
    connect(actions.review.flag, &QAction::triggered, this, &ReviewController::flag);
    connect(actions.review.ambiguous, &QAction::triggered, this, &ReviewController::ambiguous);
    connect(actions.review.next, &QAction::triggered, &m_queue, &QueueController::next);
    connect(actions.review.previous, &QAction::triggered, &m_queue, &QueueController::previous);
    for (int row = 0; row < actions.review.candidates.size(); ++row)
        connect(actions.review.candidates[row], &QAction::triggered, this, [this, row] { takeCandidate(row); });
    const std::tuple<QAction*, widgets::Edge, int> nudges[] = {{actions.review.endLeft, widgets::Edge::End, -1},
                                                               {actions.review.endRight, widgets::Edge::End, 1},
                                                               {actions.review.startLeft, widgets::Edge::Begin, -1},
                                                               {actions.review.startRight, widgets::Edge::Begin, 1}};
    for (const auto& nudge : nudges)
        connect(std::get<0>(nudge), &QAction::triggered, this,
                [this, edge = std::get<1>(nudge), by = std::get<2>(nudge)] { m_tracks.nudgeEdge(edge, by); });
}

void ReviewController::accept()
{
    const auto accepted = [](const CurrentRecord& now) {
        const std::optional<QVector<Core>> gold =
            now.gold.annotated ? std::optional(now.gold.cores) : std::optional<QVector<Core>>();
        const std::optional<QVector<Core>> predicted =
            now.prediction ? std::optional(now.predicted()) : std::optional<QVector<Core>>();
        return acceptShownEdit(now.record.id, now.curation, gold, predicted);
    };
    if (!accepted(m_document.current())) {
        emit hint(m_document.current().withheld
                      ? tr("Blind review: draw a core or type one first, or press N for no core.")
                      : tr("There is nothing to accept: this record has no prediction and no core."));
        return;
    }
    m_document.edit([accepted](const CurrentRecord& now) { return accepted(now).value_or(Edit()); });
    decided();
}

void ReviewController::reject()
{
    m_document.edit([](const CurrentRecord& now) { return rejectEdit(now.record.id, now.curation); });
    decided();
}

void ReviewController::noCore()
{
    m_document.edit([](const CurrentRecord& now) { return noCoreEdit(now.record.id, now.curation); });
    decided();
}

void ReviewController::flag()
{
    m_document.edit([](const CurrentRecord& now) { return toggleFlagEdit(now.record.id, now.curation); });
}

void ReviewController::ambiguous()
{
    const bool wasAmbiguous = m_document.current().curation.state == ReviewState::Ambiguous;
    m_document.edit([](const CurrentRecord& now) { return toggleAmbiguousEdit(now.record.id, now.curation); });
    if (!wasAmbiguous)
        decided();
}

void ReviewController::decided()
{
    if (m_actions.review.advance->isChecked())
        m_queue.next();
}

void ReviewController::takeCandidate(int row)
{
    const CurrentRecord& current = m_document.current();
    if (!current.prediction || row < 0 || row >= current.prediction->candidates.size()) {
        emit hint(tr("There is no candidate %1.").arg(row + 1));
        return;
    }
    const Candidate& candidate = current.prediction->candidates[row];
    const Core taken{candidate.span, candidate.type};
    QVector<Core> cores = current.shownCores();
    if (cores.size() < 2) {
        setCores({taken});
        return;
    }
    // Among several it takes the place of those that it overlaps.
    cores.removeIf([&taken](const Core& core) { return core.span.overlaps(taken.span); });
    setCores(withCore(cores, taken));
}

void ReviewController::setCores(const QVector<Core>& cores)
{
    m_document.edit([cores](const CurrentRecord& now) {
        return setCoresEdit(now.record.id, now.curation, cores, now.predicted());
    });
}

void ReviewController::moveBoundaries(const QVector<widgets::CoreChange>& changes)
{
    // What the gesture started from is what the view shows, also where a prediction has come in meanwhile.
    QVector<Core> cores;
    const QVector<Core> known = m_document.current().shownCores();
    for (const widgets::CoreSpan& shown : m_tracks.curated()) {
        Core core{{shown.range.begin, shown.range.end}};
        const auto same = std::lower_bound(known.cbegin(), known.cend(), core,
                                           [](const Core& a, const Core& b) { return a.span < b.span; });
        cores << (same != known.cend() && same->span == core.span ? *same : core);
    }
    for (const widgets::CoreChange& change : changes)
        if (change.core >= 0 && change.core < cores.size())
            cores[change.core].span = {change.range.begin, change.range.end};
    std::sort(cores.begin(), cores.end(), [](const Core& a, const Core& b) { return a.span < b.span; });
    m_document.edit([cores](const CurrentRecord& now) {
        return moveBoundaryEdit(now.record.id, now.curation, cores, now.predicted());
    });
}

void ReviewController::markSeen()
{
    if (m_document.current().curation.state == ReviewState::Unseen)
        m_document.edit([](const CurrentRecord& now) { return markSeenEdit(now.record.id, now.curation); });
}

} // namespace corespan::gui
