// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/core_controller.h"

#include "core/domain/core_edits.h"
#include "core/domain/edits.h"
#include "core/domain/span_text.h"
#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/dialogs/dialogs.h"
#include "gui/document/record_text.h"
#include "gui/panels/core_field.h"
#include "gui/panels/core_table.h"
#include "gui/panels/side_panel.h"

#include <QAction>
#include <QMenu>

#include <algorithm>
#include <tuple>

namespace corespan::gui {

namespace {
constexpr qint64 kAround = 50; ///< positions shown on either side of one that is gone to
} // namespace

CoreController::CoreController(Document& document, Actions& actions, widgets::TrackView& tracks, SidePanel& side,
                               Dialogs& dialogs, Settings& settings, QObject* parent)
    : QObject(parent), m_document(document), m_actions(actions), m_tracks(tracks), m_dialogs(dialogs),
      m_settings(settings)
{
    wireActions(actions);
    wireSnapping(actions);
    connect(&tracks, &widgets::TrackView::coreDrawn, this, &CoreController::makeCore);
    connect(&tracks, &widgets::TrackView::coreMenuRequested, this, &CoreController::openMenu);
    connect(&side.coreField(), &CoreField::typed, this, [this](const QVector<Core>& cores) {
        set(withTypesOf(cores, m_document.current().shownCores(), newType()));
        m_tracks.setFocus();
    });
    wireTable(side.coreTable());
}

void CoreController::wireTable(CoreTable& table)
{
    connect(&m_tracks, &widgets::TrackView::activeCoreChanged, &table, &CoreTable::choose);
    connect(&table, &CoreTable::edited, this, [this](const QVector<Core>& cores) { set(cores); });
    connect(&table, &CoreTable::refused, this, &CoreController::hint);
    connect(&table, &CoreTable::chosen, this, [this](int row) {
        m_tracks.setActiveCore(row);
        const QVector<widgets::CoreSpan>& cores = m_tracks.curated();
        if (row >= 0 && row < cores.size())
            m_tracks.reveal(cores[row].range);
    });
}

void CoreController::wireActions(Actions& actions)
{
    connect(actions.core.make, &QAction::triggered, this, &CoreController::makeOfSelection);
    connect(actions.core.split, &QAction::triggered, this, &CoreController::split);
    connect(actions.core.merge, &QAction::triggered, this, &CoreController::merge);
    connect(actions.core.remove, &QAction::triggered, this, &CoreController::remove);
    connect(actions.core.type, &QAction::triggered, this, &CoreController::askType);
    connect(actions.core.openBegin, &QAction::triggered, this, [this] { toggleOpen(widgets::Edge::Begin); });
    connect(actions.core.openEnd, &QAction::triggered, this, [this] { toggleOpen(widgets::Edge::End); });
    connect(actions.core.next, &QAction::triggered, this, [this] { m_tracks.stepCore(1); });
    connect(actions.core.previous, &QAction::triggered, this, [this] { m_tracks.stepCore(-1); });
    const std::pair<QAction*, int> moves[] = {
        {actions.core.left, -1}, {actions.core.right, 1}, {actions.core.farLeft, -10}, {actions.core.farRight, 10}};
    for (const auto& [action, by] : moves)
        connect(action, &QAction::triggered, this, [this, by = by] {
            if (activeCore())
                m_tracks.nudgeCore(by);
        });
    connect(actions.view.goTo, &QAction::triggered, this, &CoreController::goToPosition);
}

void CoreController::wireSnapping(Actions& actions)
{
    const std::tuple<QAction*, const SettingKey<bool>*, bool widgets::SnapSources::*> sources[] = {
        {actions.snap.crossings, &keys::snapToCrossings, &widgets::SnapSources::crossings},
        {actions.snap.steps, &keys::snapToSteps, &widgets::SnapSources::steps},
        {actions.snap.runs, &keys::snapToRuns, &widgets::SnapSources::runs},
        {actions.snap.candidates, &keys::snapToCandidates, &widgets::SnapSources::candidates},
        {actions.snap.frame, &keys::snapToFrame, &widgets::SnapSources::frame}};
    widgets::SnapSources chosen;
    for (const auto& source : sources) {
        const auto [action, key, field] = source;
        chosen.*field = m_settings.get(*key);
        action->setChecked(chosen.*field);
        connect(action, &QAction::toggled, this, [this, key = key, field = field](bool on) {
            m_settings.set(*key, on);
            widgets::SnapSources now = m_tracks.snapSources();
            now.*field = on;
            m_tracks.setSnapSources(now);
        });
    }
    m_tracks.setSnapSources(chosen);
}

void CoreController::set(const QVector<Core>& cores)
{
    const std::int64_t length = m_document.current().record.length;
    if (const QString problem = coresProblem(cores, length); !problem.isEmpty()) {
        emit hint(tr("Not changed: %1.").arg(problem));
        return;
    }
    m_document.edit([cores](const CurrentRecord& now) {
        return setCoresEdit(now.record.id, now.curation, cores, now.predicted());
    });
}

QString CoreController::newType() const
{
    const QStringList types = m_document.types();
    return types.contains(m_type) ? m_type : types.first();
}

void CoreController::makeCore(widgets::PositionRange range)
{
    if (!m_document.isWritable() || range.isEmpty())
        return;
    const QVector<Core> shown = m_document.current().shownCores();
    const Span span{range.begin, range.end};
    for (const Core& core : shown)
        if (core.span.overlaps(span)) {
            emit hint(tr("There is a core at %1 already: move its edges, or split it.").arg(closedText(core.span)));
            return;
        }
    const QVector<Core> cores = withCore(shown, Core{span, newType()});
    set(cores);
    m_tracks.setSelection({});
    m_tracks.setActiveCore(int(coreAtOrBefore(cores, span.begin)));
}

void CoreController::makeOfSelection()
{
    const widgets::PositionRange range = m_tracks.selection();
    if (range.isEmpty())
        emit hint(tr("Select positions first: click or drag over the letters, or Shift+arrows."));
    else
        makeCore(range);
}

std::optional<qsizetype> CoreController::activeCore()
{
    const int active = m_tracks.activeCore();
    if (active >= 0 && active < m_document.current().shownCores().size())
        return active;
    emit hint(tr("This record has no core: draw one, or press 1–5 for a candidate."));
    return std::nullopt;
}

void CoreController::split()
{
    const QVector<Core> shown = m_document.current().shownCores();
    const widgets::PositionRange caret = m_tracks.selection();
    if (caret.isEmpty()) {
        emit hint(tr("Click where the core shall be cut: the cut is before the chosen position."));
        return;
    }
    const QVector<Core> cores = splitAt(shown, caret.begin);
    if (cores.size() == shown.size())
        emit hint(tr("Position %1 is not inside a core.").arg(caret.begin + 1));
    else
        set(cores);
}

void CoreController::merge()
{
    const QVector<Core> shown = m_document.current().shownCores();
    const auto active = activeCore();
    if (!active)
        return;
    if (shown.size() < 2) {
        emit hint(tr("There is no other core to join."));
        return;
    }
    set(mergedWithNext(shown, std::min(*active, shown.size() - 2)));
}

void CoreController::remove()
{
    const auto active = activeCore();
    if (!active)
        return;
    const QVector<Core> cores = withoutCore(m_document.current().shownCores(), *active);
    set(cores);
    if (cores.isEmpty())
        emit hint(tr("That was the last core: the record counts as one without."));
}

void CoreController::setType(const QString& type)
{
    const auto active = activeCore();
    if (!active || type.isEmpty())
        return;
    m_type = type;
    QVector<Core> cores = m_document.current().shownCores();
    cores[*active].type = type;
    set(cores);
}

void CoreController::toggleOpen(widgets::Edge edge)
{
    const auto active = activeCore();
    if (!active)
        return;
    QVector<Core> cores = m_document.current().shownCores();
    bool& open = edge == widgets::Edge::Begin ? cores[*active].openBegin : cores[*active].openEnd;
    open = !open;
    set(cores);
}

QPoint CoreController::belowActiveCore() const
{
    const QRect lane = m_tracks.laneRect(widgets::Lane::Curated);
    const int active = m_tracks.activeCore();
    double x = lane.center().x();
    if (active >= 0 && active < m_tracks.curated().size())
        x = m_tracks.xOf(double(m_tracks.curated()[active].range.begin));
    return m_tracks.mapToGlobal(QPoint(std::clamp(int(x), lane.left(), lane.right()), lane.bottom() + 4));
}

void CoreController::askType()
{
    if (activeCore())
        openTypes(belowActiveCore());
}

void CoreController::fillTypes(QMenu& menu)
{
    const QStringList types = m_document.types();
    for (const QString& type : types)
        connect(menu.addAction(type), &QAction::triggered, this, [this, type] { setType(type); });
    menu.addSeparator();
    connect(menu.addAction(tr("&Another…")), &QAction::triggered, this, [this] {
        m_dialogs.askText(&m_tracks,
                          {tr("Type of the core"), tr("Name"), {}, tr("A letter or a word, as models name it")},
                          [this](const QString& text) { setType(text.trimmed()); });
    });
}

void CoreController::openTypes(const QPoint& where)
{
    auto* menu = new QMenu(&m_tracks);
    menu->setObjectName(QStringLiteral("typeMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillTypes(*menu);
    menu->popup(where);
}

void CoreController::openMenu(int core, qint64 position, const QPoint& where)
{
    if (!m_document.isWritable())
        return;
    if (!m_tracks.selection().contains(position))
        m_tracks.setSelection({position, position + 1}); // what the commands on positions are about
    auto* menu = new QMenu(&m_tracks);
    menu->setObjectName(QStringLiteral("coreMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (core < 0) {
        menu->addAction(tr("Draw a core: drag over the lane"))->setEnabled(false);
        menu->addAction(m_actions.core.make);
    } else {
        connect(menu->addAction(tr("&Split before %1").arg(position + 1)), &QAction::triggered, this,
                [this, position] { set(splitAt(m_document.current().shownCores(), position)); });
        for (QAction* action : {m_actions.core.merge, m_actions.core.remove})
            menu->addAction(action);
        fillTypes(*menu->addMenu(tr("&Type")));
        for (QAction* action : {m_actions.core.openBegin, m_actions.core.openEnd})
            menu->addAction(action);
    }
    menu->addSeparator();
    for (QAction* action : {m_actions.zone.make, m_actions.zone.remove})
        menu->addAction(action);
    menu->popup(where);
}

void CoreController::goToPosition()
{
    const std::int64_t length = m_document.current().record.length;
    m_dialogs.askText(
        &m_tracks, {tr("Go to position"), tr("Position or range"), {}, tr("1 to %1, or 25–54").arg(length)},
        [this, length](const QString& text) {
            QString plain = text;
            plain.remove(QLatin1Char(','));
            const auto span = parseSpan(plain.trimmed(), length);
            if (!span) {
                emit hint(tr("\"%1\" is no position between 1 and %2.").arg(text.trimmed()).arg(length));
                return;
            }
            const qint64 around = span->length() > 1 ? 0 : kAround;
            m_tracks.goTo({std::max<qint64>(span->begin - around, 0), std::min<qint64>(span->end + around, length)});
            m_tracks.setSelection({span->begin, span->end});
            m_tracks.setFocus();
        });
}

} // namespace corespan::gui
