// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/panels/centre_panel.h"
#include "gui/style/system_colours.h"

#include <QActionGroup>

using namespace corespan;
using namespace corespan::test;

/// Light and dark, as the system says or the user.
class TestTheme : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void followsTheSystem();
    void userDecides();
    void looksAgainWhenQtTells();
    void looksUnderItsOwnPalette();

private:
    static bool showsDark(GuiFixture& fixture);
    static void choose(GuiFixture& fixture, const QString& name);
};

void TestTheme::initTestCase()
{
    // The desktop that the test runs on is not asked.
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qunsetenv("XDG_RUNTIME_DIR");
}

void TestTheme::init()
{
    QApplication::setPalette(QPalette()); // what a window before has put on
}

/// The whole application, and what is painted by hand.
bool TestTheme::showsDark(GuiFixture& fixture)
{
    const bool dark = QApplication::palette().color(QPalette::Window) == widgets::Theme::darkTheme().window;
    const bool light = QApplication::palette().color(QPalette::Window) == widgets::Theme::light().window;
    const bool tracks = fixture.window->centrePanel().tracks().theme() == widgets::Theme::darkTheme();
    if (dark == light || tracks != dark)
        QTest::qFail("neither dark nor light throughout", __FILE__, __LINE__);
    return dark;
}

void TestTheme::choose(GuiFixture& fixture, const QString& name)
{
    for (QAction* action : fixture.window->actions().view.themes->actions())
        if (action->data().toString() == name)
            action->trigger();
}

void TestTheme::followsTheSystem()
{
    GuiFixture fixture;
    fixture.show();
    QVERIFY(!showsDark(fixture));
    fixture.window->systemColours().setDark(true);
    QVERIFY(showsDark(fixture));
    fixture.window->systemColours().setDark(false);
    QVERIFY(!showsDark(fixture));
}

void TestTheme::userDecides()
{
    GuiFixture fixture;
    fixture.show();
    choose(fixture, QStringLiteral("light"));
    fixture.window->systemColours().setDark(true);
    QVERIFY(!showsDark(fixture));
    choose(fixture, QStringLiteral("system"));
    QVERIFY(showsDark(fixture)); // what has changed meanwhile
    choose(fixture, QStringLiteral("dark"));
    fixture.window->systemColours().setDark(false);
    QVERIFY(showsDark(fixture));
    fixture.close();
    fixture.show();
    QVERIFY(showsDark(fixture)); // remembered
}

void TestTheme::looksAgainWhenQtTells()
{
    GuiFixture fixture;
    fixture.show();
    const bool real = gui::systemIsDark(); // of the platform that the test runs on
    for (const bool byTheme : {true, false}) {
        fixture.window->systemColours().setDark(!real);
        QCOMPARE(showsDark(fixture), !real);
        QEvent event(byTheme ? QEvent::ThemeChange : QEvent::ApplicationPaletteChange);
        QApplication::sendEvent(byTheme ? static_cast<QObject*>(fixture.window.get()) : qApp, &event);
        QCOMPARE(showsDark(fixture), real);
    }
}

void TestTheme::looksUnderItsOwnPalette()
{
    GuiFixture fixture;
    fixture.show();
    const bool real = gui::systemIsDark();
    choose(fixture, real ? QStringLiteral("light") : QStringLiteral("dark"));
    const QPalette own = QApplication::palette();
    QCOMPARE(gui::systemIsDark(), real);
    QCOMPARE(QApplication::palette(), own);
    QCOMPARE(showsDark(fixture), !real);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
