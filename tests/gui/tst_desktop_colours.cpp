// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include <QActionGroup>
#include <QDBusConnection>
#include <QDBusVariant>
#include <QProcess>
#include <QStandardPaths>

using namespace corespan;
using namespace corespan::test;

/// The part of a desktop's settings portal that tells about dark and light.
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint preference = 0;

public slots:
    // NOLINTNEXTLINE(readability-identifier-naming): the interface's own name
    QDBusVariant Read(const QString& group, const QString& key) const
    {
        const bool known =
            group == QStringLiteral("org.freedesktop.appearance") && key == QStringLiteral("color-scheme");
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? preference : 99U)));
    }

signals:
    // NOLINTNEXTLINE(readability-identifier-naming): the interface's own name
    void SettingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

/// The desktop's setting, over a bus of the test's own.
class TestDesktopColours : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void askedAtTheStart();
    void followedWhileOpen();

private:
    static bool isDark();
    void tell(const QString& key, uint value);

    QProcess m_bus;
    Portal m_portal;
};

void TestDesktopColours::initTestCase()
{
    const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
    if (daemon.isEmpty())
        QSKIP("no dbus-daemon to play a desktop with");
    m_bus.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
    QVERIFY(m_bus.waitForReadyRead(20'000));
    const QByteArray address = m_bus.readLine().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    auto desktop = QDBusConnection::connectToBus(QString::fromLocal8Bit(address), QStringLiteral("desktop"));
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &m_portal,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
}

void TestDesktopColours::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    m_bus.terminate();
    m_bus.waitForFinished();
}

bool TestDesktopColours::isDark()
{
    return QApplication::palette().color(QPalette::Window) == widgets::Theme::darkTheme().window;
}

void TestDesktopColours::tell(const QString& key, uint value)
{
    emit m_portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), key, QDBusVariant(value));
}

void TestDesktopColours::askedAtTheStart()
{
    m_portal.preference = 1;
    GuiFixture fixture;
    fixture.show();
    QTRY_VERIFY(isDark());
}

void TestDesktopColours::followedWhileOpen()
{
    const auto scheme = QStringLiteral("color-scheme");
    m_portal.preference = 2;
    GuiFixture fixture;
    fixture.show();
    QVERIFY(!isDark());
    tell(scheme, 1);
    QTRY_VERIFY(isDark());
    tell(QStringLiteral("accent-color"), 2); // another setting
    tell(scheme, 2);
    QTRY_VERIFY(!isDark());
    fixture.window->actions().view.themes->actions().last()->trigger(); // dark, for good
    QVERIFY(isDark());
    tell(scheme, 1);
    tell(scheme, 2);
    QTest::qWait(100);
    QVERIFY(isDark());
}

QTEST_MAIN(TestDesktopColours)
#include "tst_desktop_colours.moc"
