// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/robot/robot.h"

#include "gui/controllers/key_map.h"
#include "gui/controllers/track_presenter.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/core_field.h"
#include "gui/panels/side_panel.h"
#include "gui/parts/note_edit.h"

#include <QLineEdit>
#include <QMenu>

#include <algorithm>

namespace corespan::test {

namespace {

QMenu* openMenu(gui::MainWindow& window, const QString& name)
{
    for (QMenu* menu : window.findChildren<QMenu*>(name))
        if (menu->isVisible())
            return menu;
    return nullptr;
}

/// Places where a boundary can be taken hold of: two cores that touch have one in common.
QVector<std::int64_t> boundaries(const QVector<Core>& cores)
{
    QVector<std::int64_t> found;
    for (const Core& core : cores)
        found << core.span.begin << core.span.end;
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace

widgets::TrackView& Robot::tracks()
{
    return window().centrePanel().tracks();
}

/// The offscreen platform gives the window nothing back when a menu closes.
void Robot::wake()
{
    if (window().isActiveWindow())
        return;
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void Robot::press(const char* command)
{
    wake();
    tracks().setFocus();
    const QKeySequence keys = window().keyMap().table().keys(QString::fromLatin1(command));
    QTest::keyClick(&tracks(), keys[0].key(), keys[0].keyboardModifiers());
}

QPoint Robot::place(std::int64_t boundary)
{
    return {qRound(tracks().xOf(double(boundary))), tracks().laneRect(widgets::Lane::Curated).center().y()};
}

void Robot::mouse(const QPoint& from, const QPoint& to, bool givenUp)
{
    QTest::mousePress(&tracks(), Qt::LeftButton, Qt::ShiftModifier, from); // Shift: no snapping
    QTest::mouseMove(&tracks(), (from + to) / 2);
    QTest::mouseMove(&tracks(), to);
    if (givenUp)
        QTest::keyClick(&tracks(), Qt::Key_Escape);
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, to);
}

void Robot::accept()
{
    tracks().setSelection({}); // over one, Enter makes a core
    m_plain.edit(m_record, plainAccept);
    press("review.accept");
}

void Robot::reject()
{
    m_plain.edit(m_record, plainReject);
    press("review.reject");
}

void Robot::noCore()
{
    m_plain.edit(m_record, plainNoCore);
    press("review.no_core");
}

void Robot::flag()
{
    m_plain.edit(m_record, [](const auto& entry) { return plainFlag(entry, ReviewState::Flagged); });
    press("review.flag");
}

void Robot::ambiguous()
{
    m_plain.edit(m_record, [](const auto& entry) { return plainFlag(entry, ReviewState::Ambiguous); });
    press("review.ambiguous");
}

void Robot::takeCandidate()
{
    const int row = pick(5);
    if (now().predicted && row < now().candidates.size()) {
        const QVector<Core> taken = plainTaken(now(), now().candidates[row]);
        m_plain.edit(m_record, [taken](const auto& entry) { return plainCores(entry, taken); });
    }
    press(qPrintable(QStringLiteral("review.candidate_%1").arg(row + 1)));
}

void Robot::dragEdge()
{
    const QVector<std::int64_t> places = boundaries(cores());
    if (places.isEmpty())
        return;
    tracks().zoomToWhole();
    const std::int64_t from = places[pick(int(places.size()))];
    const std::int64_t to = position(0, now().length);
    const QVector<Core> moved = plainMovedBoundary(cores(), from, to, now().length);
    if (moved != cores())
        m_plain.edit(m_record, [moved](const auto& entry) { return plainMoved(entry, moved); });
    mouse(place(from), place(to), false);
}

void Robot::giveUpDrag()
{
    const QVector<std::int64_t> places = boundaries(cores());
    tracks().zoomToWhole();
    const std::int64_t from = places.isEmpty() ? position(0, now().length) : places[pick(int(places.size()))];
    mouse(place(from), place(position(0, now().length)), true);
}

void Robot::nudgeEdge()
{
    const int active = tracks().activeCore();
    const bool end = oneIn(2);
    const bool right = oneIn(2);
    if (active >= 0 && active < cores().size()) {
        const Span span = cores()[active].span;
        const std::int64_t from = end ? span.end : span.begin;
        const QVector<Core> moved = plainMovedBoundary(cores(), from, from + (right ? 1 : -1), now().length);
        if (moved != cores())
            m_plain.edit(m_record, [moved](const auto& entry) { return plainMoved(entry, moved); });
    }
    // The keys move the active edge: these commands name one.
    const auto& review = window().actions().review;
    (end ? (right ? review.endRight : review.endLeft) : (right ? review.startRight : review.startLeft))->trigger();
}

void Robot::moveCore()
{
    static const std::pair<const char*, int> ways[] = {
        {"core.left", -1}, {"core.right", 1}, {"core.far_left", -10}, {"core.far_right", 10}};
    const auto& [command, by] = ways[pick(4)];
    const int active = tracks().activeCore();
    if (active >= 0 && active < cores().size()) {
        const QVector<Core> moved = plainShifted(cores(), active, by, now().length);
        if (moved != cores())
            m_plain.edit(m_record, [moved](const auto& entry) { return plainMoved(entry, moved); });
    }
    press(command);
}

void Robot::drawCore()
{
    tracks().zoomToWhole();
    const Span range = someRange();
    const QVector<Core> before = cores();
    for (const Core& core : before) // the hand is off all handles
        if (core.span.begin < range.end + 2 && core.span.end > range.begin - 2)
            return;
    if (range.begin == 0 || range.end == now().length)
        return;
    mouse(place(range.begin), place(range.end), false);
    takeOver(before, range);
}

void Robot::selectAndMake()
{
    const Span range = someRange();
    const QVector<Core> before = cores();
    tracks().setSelection({range.begin, range.end});
    const bool free =
        std::none_of(before.cbegin(), before.cend(), [range](const Core& core) { return core.span.overlaps(range); });
    press("core.make");
    if (free)
        takeOver(before, range);
}

/// A new core has the type that was used last: any that is known will do.
void Robot::takeOver(const QVector<Core>& before, const Span& range)
{
    Core made{range};
    for (const Core& core : m_fixture.current().curation.cores)
        if (core.span == range)
            made.type = core.type;
    QVector<Core> cores = before;
    cores << made;
    std::sort(cores.begin(), cores.end(), [](const Core& a, const Core& b) { return a.span < b.span; });
    m_plain.edit(m_record, [cores](const auto& entry) { return plainCores(entry, cores); });
}

void Robot::split()
{
    const std::int64_t at = position(0, now().length - 1);
    QVector<Core> made;
    for (const Core& core : cores()) {
        made << core;
        if (core.span.begin >= at || core.span.end <= at)
            continue;
        Core right = core;
        right.span.begin = made.last().span.end = at;
        right.openBegin = made.last().openEnd = false;
        made << right;
    }
    if (made.size() > cores().size())
        m_plain.edit(m_record, [made](const auto& entry) { return plainCores(entry, made); });
    tracks().setSelection({at, at + 1});
    press("core.split");
}

void Robot::join()
{
    const int active = tracks().activeCore();
    QVector<Core> made = cores();
    if (active >= 0 && active < made.size() && made.size() > 1) {
        const qsizetype left = std::min<qsizetype>(active, made.size() - 2);
        const Core right = made.takeAt(left + 1);
        Core& core = made[left];
        core.type = right.span.length() > core.span.length() ? right.type : core.type;
        core.span.end = right.span.end;
        core.openEnd = right.openEnd;
        m_plain.edit(m_record, [made](const auto& entry) { return plainCores(entry, made); });
    }
    press("core.join");
}

void Robot::remove()
{
    const int active = tracks().activeCore();
    QVector<Core> made = cores();
    if (active >= 0 && active < made.size()) {
        made.removeAt(active);
        m_plain.edit(m_record, [made](const auto& entry) { return plainCores(entry, made); });
    }
    press("core.remove");
}

void Robot::setType()
{
    const int active = tracks().activeCore();
    QVector<Core> made = cores();
    press("core.type");
    QMenu* menu = openMenu(window(), QStringLiteral("typeMenu"));
    if (menu == nullptr) {
        if (active >= 0 && active < made.size())
            m_problem = QStringLiteral("the key for types opens no menu");
        return;
    }
    const QStringList types{QStringLiteral("core"), QStringLiteral("helix"), QStringLiteral("strand")};
    m_fixture.dialogs.text = types[pick(3)];
    made[active].type = m_fixture.dialogs.text;
    m_plain.edit(m_record, [made](const auto& entry) { return plainCores(entry, made); });
    menu->actions().last()->trigger(); // "Another…"
    menu->close();
}

void Robot::openEnd()
{
    const bool begin = oneIn(2);
    const int active = tracks().activeCore();
    QVector<Core> made = cores();
    if (active >= 0 && active < made.size()) {
        bool& open = begin ? made[active].openBegin : made[active].openEnd;
        open = !open;
        m_plain.edit(m_record, [made](const auto& entry) { return plainCores(entry, made); });
    }
    const auto& core = window().actions().core;
    (begin ? core.openBegin : core.openEnd)->trigger();
}

void Robot::typeCores()
{
    QVector<Core> made;
    QStringList text;
    std::int64_t from = 0;
    for (int left = 1 + pick(3); left > 0 && from + 2 < now().length; --left) {
        const std::int64_t begin = position(from, std::min(from + 25, now().length - 1));
        made << Core{{begin, position(begin + 1, std::min(begin + 15, now().length))}};
        text << QStringLiteral("%1-%2").arg(begin + 1).arg(made.last().span.end);
        from = made.last().span.end;
    }
    const bool wrong = oneIn(5);
    if (wrong)
        text << QStringLiteral("%1-%2").arg(made.first().span.end).arg(now().length + pick(3)); // overlaps
    wake();
    QLineEdit& field = window().sidePanel().coreField().field();
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, text.join(QStringLiteral("; ")));
    QTest::keyClick(&field, Qt::Key_Return);
    if (wrong) {
        QTest::keyClick(&field, Qt::Key_Escape);
        tracks().setFocus();
        return;
    }
    const QVector<Core> found = m_fixture.current().curation.cores;
    for (qsizetype core = 0; core < made.size() && core < found.size(); ++core)
        made[core].type = found[core].type; // kept from what was there: tested by itself
    m_plain.edit(m_record, [made](const auto& entry) { return plainCores(entry, made); });
}

void Robot::zone()
{
    const Span range = someRange();
    const bool add = !oneIn(3);
    if (!add && range.length() == 1) // that takes a whole zone away
        return;
    m_plain.edit(m_record, [range, add](const auto& entry) { return plainZone(entry, range, add); });
    tracks().setSelection({range.begin, range.end});
    press(add ? "zone.make" : "zone.remove");
}

void Robot::label()
{
    const Span range = someRange();
    tracks().setSelection({range.begin, range.end});
    press("edit.labels");
    QMenu* menu = openMenu(window(), QStringLiteral("labelMenu"));
    if (menu == nullptr) {
        if (!window().presenter().labels().isEmpty())
            m_problem = QStringLiteral("the key for labels opens no menu");
        return;
    }
    const int choice = pick(4); // A, B, as the model says, or none of them
    const QString name = choice == 0 ? QStringLiteral("A") : choice == 1 ? QStringLiteral("B") : QString();
    if (choice < 3)
        m_plain.edit(m_record, [range, name](const auto& entry) { return plainLabels(entry, range, name); });
    if (choice < 2)
        QTest::keyClick(menu, choice == 0 ? Qt::Key_A : Qt::Key_B);
    else if (choice == 2)
        menu->actions().last()->trigger();
    menu->close();
}

void Robot::note()
{
    wake();
    gui::NoteEdit& note = window().sidePanel().note();
    note.setFocus();
    note.selectAll();
    const QString text = QStringLiteral("n%1 rdf").arg(pick(1000)); // letters that are commands elsewhere
    QTest::keyClicks(&note, text);
    m_plain.edit(m_record, [text](const PlainProject::Entry& entry) {
        Curation made = entry.curation;
        made.note = text;
        return made;
    });
    if (oneIn(2))
        QTest::keyClick(&note, Qt::Key_Return, Qt::ControlModifier);
    else
        tracks().setFocus();
}

} // namespace corespan::test
