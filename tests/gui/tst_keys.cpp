// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/key_map.h"
#include "gui/dialogs/keys_dialog.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/command_palette.h"

#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QSet>

using namespace corespan;
using namespace corespan::test;
using namespace corespan::gui;

class TestKeys : public QObject
{
    Q_OBJECT
private slots:
    void tableRefusesWhatIsTaken();
    void tableGoesThroughJson();
    void words();
    void everyCommandHasItsOwnKeys();
    void otherKeysWorkAndAreShown();
    void dialogRefusesConflicts();
    void paletteFindsAndRuns();
};

namespace {

KeyTable three()
{
    return KeyTable({{"a", "Accept", QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Return)},
                     {"b", "Flag", QKeySequence(Qt::Key_F), QKeySequence(Qt::Key_F)},
                     {"c", "About", {}, {}}});
}

} // namespace

void TestKeys::tableRefusesWhatIsTaken()
{
    KeyTable table = three();
    QCOMPARE(table.set("b", QKeySequence(Qt::Key_Return)), QStringLiteral("Enter is taken: Accept."));
    QCOMPARE(
        table.set("b", QKeySequence(Qt::Key_Enter)),
        QStringLiteral("Enter is taken: Accept.").replace("Enter is", keyText(QKeySequence(Qt::Key_Enter)) + " is"));
    QCOMPARE(table.keys("b"), QKeySequence(Qt::Key_F));
    QVERIFY(!table.set("b", QKeySequence(Qt::Key_Home)).isEmpty()); // moves about in the picture
    QCOMPARE(table.set("b", QKeySequence(Qt::Key_G)), QString());
    QCOMPARE(table.set("c", QKeySequence(Qt::Key_F)), QString()); // free now
    QVERIFY(!table.set("b", QKeySequence(Qt::Key_F)).isEmpty());  // though it was its own at first
    QCOMPARE(table.set("a", {}), QString());
    table.reset();
    QCOMPARE(table.keys("a"), QKeySequence(Qt::Key_Return));
}

void TestKeys::tableGoesThroughJson()
{
    KeyTable table = three();
    QVERIFY(table.toJson().isEmpty());
    QVERIFY(table.set("a", {}).isEmpty());
    QVERIFY(table.set("b", QKeySequence(Qt::Key_Return)).isEmpty());
    QVERIFY(table.set("a", QKeySequence(Qt::Key_F)).isEmpty()); // the two have swapped
    KeyTable read = three();
    read.read(table.toJson());
    QCOMPARE(read.keys("a"), QKeySequence(Qt::Key_F));
    QCOMPARE(read.keys("b"), QKeySequence(Qt::Key_Return));
    read.read({{"c", "F"}, {"unknown", "X"}}); // a file written by hand: F belongs to "b"
    QCOMPARE(read.keys("c"), QKeySequence());
    QCOMPARE(read.keys("b"), QKeySequence(Qt::Key_F));
}

void TestKeys::words()
{
    QCOMPARE(keyText(QKeySequence(Qt::ALT | Qt::Key_Left)), QStringLiteral("Alt+←"));
    QCOMPARE(keyText(QKeySequence(Qt::Key_Return)), QStringLiteral("Enter"));
    QCOMPARE(keyText({}), QString());
    const QString take = QStringLiteral("Review › Take candidate 2");
    QCOMPARE(commandRank(take, QStringLiteral("cand 2")), 0);
    QCOMPARE(commandRank(take, QStringLiteral("did")), 1);
    QCOMPARE(commandRank(take, QStringLiteral("rev take")), 2);
    QCOMPARE(commandRank(take, QStringLiteral("cand 3")), -1);
    QCOMPARE(commandRank(take, QStringLiteral("take shown"), QStringLiteral("As it is shown")), 3);
    QCOMPARE(commandRank(take, QStringLiteral("take hidden"), QStringLiteral("As it is shown")), -1);
    QCOMPARE(plainChord(Qt::SHIFT | Qt::Key_Less), QKeyCombination(Qt::Key_Less));
    QCOMPARE(plainChord(Qt::SHIFT | Qt::Key_F), QKeyCombination(Qt::SHIFT | Qt::Key_F));
}

void TestKeys::everyCommandHasItsOwnKeys()
{
    GuiFixture fixture(1);
    fixture.show();
    QSet<QString> seen, ids;
    for (const KeyRow& row : fixture.window->keyMap().table().rows()) {
        QVERIFY2(!row.text.isEmpty(), qPrintable(row.id));
        QVERIFY2(!ids.contains(row.id), qPrintable(row.id));
        ids.insert(row.id);
        if (row.keys.isEmpty())
            continue;
        QVERIFY2(!seen.contains(row.keys.toString()), qPrintable(row.id));
        seen.insert(row.keys.toString());
    }
    QVERIFY(ids.contains(QStringLiteral("review.accept")));
}

void TestKeys::otherKeysWorkAndAreShown()
{
    GuiFixture fixture(2);
    fixture.dialogs.remap = [](KeyTable table) {
        table.set(QStringLiteral("review.flag"), QKeySequence(Qt::Key_G));
        table.set(QStringLiteral("edit.find"), QKeySequence(Qt::CTRL | Qt::Key_U));
        return table;
    };
    fixture.open();
    fixture.window->actions().keys->trigger();
    widgets::TrackView& tracks = fixture.window->centrePanel().tracks();
    tracks.setFocus();
    QTest::keyClick(&tracks, Qt::Key_F);
    QVERIFY(fixture.current().curation.state != ReviewState::Flagged);
    QTest::keyClick(&tracks, Qt::Key_G);
    QCOMPARE(fixture.current().curation.state, ReviewState::Flagged);
    QVERIFY(fixture.window->actions().review.flag->toolTip().endsWith(QStringLiteral("(G)")));
    QVERIFY(fixture.window->actions().review.flag->text().endsWith(QStringLiteral("\tG")));
    QCOMPARE(fixture.window->actions().edit.find->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_U));
    QTRY_VERIFY(fixture.isSaved());
    fixture.close();
    fixture.open(); // remembered
    QCOMPARE(fixture.window->keyMap().table().keys(QStringLiteral("review.flag")), QKeySequence(Qt::Key_G));
}

void TestKeys::dialogRefusesConflicts()
{
    KeysDialog dialog(three());
    dialog.show();
    dialog.choose(QStringLiteral("b"));
    QTest::keyClick(&dialog.field(), Qt::Key_Return);
    QTRY_COMPARE(dialog.problem(), QStringLiteral("Enter is taken: Accept."));
    QCOMPARE(dialog.table().keys(QStringLiteral("b")), QKeySequence(Qt::Key_F));
    dialog.choose(QStringLiteral("c"));
    QTest::keyClick(&dialog.field(), Qt::Key_U, Qt::ControlModifier);
    QTRY_COMPARE(dialog.table().keys(QStringLiteral("c")), QKeySequence(Qt::CTRL | Qt::Key_U));
    QCOMPARE(dialog.problem(), QString());
}

void TestKeys::paletteFindsAndRuns()
{
    GuiFixture fixture(1);
    fixture.open();
    CommandPalette& palette = fixture.window->palette();
    fixture.window->actions().view.commands->trigger();
    QVERIFY(palette.isVisible());
    const qsizetype all = palette.shown().size();
    QVERIFY(all > 40);
    QTest::keyClicks(&palette.field(), QStringLiteral("rev flag"));
    QCOMPARE(palette.shown(), QStringList{QStringLiteral("Review › Flag")});
    QTest::keyClick(&palette.field(), Qt::Key_Return);
    QVERIFY(!palette.isVisible());
    QCOMPARE(fixture.current().curation.state, ReviewState::Flagged);
    fixture.window->actions().view.commands->trigger();
    QCOMPARE(palette.shown().size(), all); // the field is empty again
    QTest::keyClick(&palette.field(), Qt::Key_Escape);
    QVERIFY(!palette.isVisible());
}

QTEST_MAIN(TestKeys)
#include "tst_keys.moc"
