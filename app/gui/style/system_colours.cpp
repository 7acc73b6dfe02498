// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/system_colours.h"

#include "gui/style/app_style.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEvent>
#include <QFileInfo>

#include <utility>

namespace corespan::gui {

namespace {

// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
constexpr uint kNoPreference = 0;
constexpr uint kDark = 1;
constexpr QLatin1String kService("org.freedesktop.portal.Desktop");
constexpr QLatin1String kPath("/org/freedesktop/portal/desktop");
constexpr QLatin1String kInterface("org.freedesktop.portal.Settings");
constexpr QLatin1String kGroup("org.freedesktop.appearance");
constexpr QLatin1String kKey("color-scheme");

/// Without one, asking for it would start a bus of our own.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace

SystemColours::SystemColours(bool dark, QObject* parent) : QObject(parent), m_dark(dark)
{
    QCoreApplication::instance()->installEventFilter(this);
    if (hasSessionBus())
        hearDesktop();
}

void SystemColours::setDark(bool dark)
{
    if (std::exchange(m_dark, dark) != dark)
        emit changed();
}

void SystemColours::withoutLooking(const std::function<void()>& change)
{
    const bool before = std::exchange(m_paused, true);
    change();
    m_paused = before;
}

bool SystemColours::eventFilter(QObject* watched, QEvent* event)
{
    const bool palette = event->type() == QEvent::ThemeChange ||
                         (event->type() == QEvent::ApplicationPaletteChange && watched == QCoreApplication::instance());
    if (palette && !m_paused && !m_told)
        withoutLooking([this] { setDark(systemIsDark()); });
    return QObject::eventFilter(watched, event);
}

void SystemColours::hearDesktop()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage ask = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    ask.setArguments({kGroup, kKey});
    auto* reply = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(reply, &QDBusPendingCallWatcher::finished, this, [this, reply] {
        const QDBusPendingReply<QDBusVariant> answer = *reply;
        reply->deleteLater();
        if (answer.isError())
            return; // no portal, or one that does not know: the palette has to do
        const QVariant value = answer.value().variant();
        preferenceIs((value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value).toUInt());
    });
}

void SystemColours::settingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == kGroup && key == kKey)
        preferenceIs(value.variant().toUInt());
}

void SystemColours::preferenceIs(uint preference)
{
    m_told = preference != kNoPreference;
    if (m_told)
        setDark(preference == kDark);
    else
        withoutLooking([this] { setDark(systemIsDark()); });
}

} // namespace corespan::gui
