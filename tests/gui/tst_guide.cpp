// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/key_map.h"
#include "gui/panels/guide_window.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QTextBrowser>

using namespace corespan;
using namespace corespan::test;
using namespace corespan::gui;

/// The guide says what is so: its keys are the program's, its links lead somewhere.
class TestGuide : public QObject
{
    Q_OBJECT
private slots:
    void keysAreThoseAtFirst();
    void linksLeadToPlaces();
    void keysAreThoseOfNow();
    void opensAndFinds();
};

void TestGuide::keysAreThoseAtFirst()
{
    GuiFixture fixture(1);
    fixture.show();
    const KeyTable& table = fixture.window->keyMap().table();
    static const QRegularExpression key(QStringLiteral("<kbd data-command=\"([^\"]+)\">([^<]*)</kbd>"));
    int keys = 0;
    for (auto each = key.globalMatch(GuideWindow::source()); each.hasNext(); ++keys) {
        const QRegularExpressionMatch match = each.next();
        const auto& rows = table.rows();
        const auto row =
            std::find_if(rows.begin(), rows.end(), [&match](const KeyRow& one) { return one.id == match.captured(1); });
        QVERIFY2(row != rows.end(), qPrintable(match.captured(1)));
        QCOMPARE(match.captured(2), keyText(row->standard).toHtmlEscaped());
    }
    QVERIFY(keys > 30);
}

void TestGuide::linksLeadToPlaces()
{
    const QString html = GuideWindow::source();
    static const QRegularExpression link(QStringLiteral("href=\"#([^\"]+)\""));
    int links = 0;
    for (auto each = link.globalMatch(html); each.hasNext(); ++links)
        QVERIFY(html.contains(QStringLiteral("<a name=\"%1\"").arg(each.next().captured(1))));
    QCOMPARE(links, 15);
}

void TestGuide::keysAreThoseOfNow()
{
    KeyTable table({{"a.b", "Do", QKeySequence(Qt::Key_A), QKeySequence(Qt::CTRL | Qt::Key_Less)},
                    {"c.d", "None", QKeySequence(Qt::Key_C), {}}});
    QCOMPARE(guideWithKeys(QStringLiteral("x <kbd data-command=\"a.b\">A</kbd>, <kbd data-command=\"c.d\">C</kbd>, "
                                          "<kbd data-command=\"e.f\">E</kbd>."),
                           table),
             QStringLiteral("x <b><code>Ctrl+&lt;</code></b>, <b><code>no key</code></b>, <b><code>E</code></b>."));
}

void TestGuide::opensAndFinds()
{
    GuiFixture fixture(1);
    fixture.show();
    fixture.dialogs.remap = [](KeyTable table) {
        table.set(QStringLiteral("review.flag"), QKeySequence(Qt::Key_G));
        return table;
    };
    fixture.window->actions().keys->trigger();
    fixture.window->actions().guide->trigger();
    auto* guide = fixture.window->findChild<GuideWindow*>();
    QVERIFY(guide && guide->isVisible());
    QVERIFY(guide->text().toPlainText().contains(QStringLiteral("\nG\nanother look is needed")));
    guide->searchField().setText(QStringLiteral("open ends"));
    QTest::keyClick(&guide->searchField(), Qt::Key_Return);
    QCOMPARE(guide->text().textCursor().selectedText().toLower(), QStringLiteral("open ends"));
    QTest::keyClick(&guide->searchField(), Qt::Key_Return); // there is no other: the same again, from the beginning
    QVERIFY(guide->text().textCursor().hasSelection());
    guide->searchField().setText(QStringLiteral("there is no such thing"));
    QTest::keyClick(&guide->searchField(), Qt::Key_Return);
    QVERIFY(!guide->text().textCursor().hasSelection());
    fixture.window->actions().guide->trigger(); // the same window
    QCOMPARE(fixture.window->findChildren<GuideWindow*>().size(), 1);
}

QTEST_MAIN(TestGuide)
#include "tst_guide.moc"
