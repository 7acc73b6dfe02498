// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

#include <functional>

class QDBusVariant;

namespace corespan::gui {

/// Whether the desktop is dark, also when that changes while the program runs. Two sources: the desktop's own setting
/// (org.freedesktop.appearance of the XDG settings portal), which is heard where there is a session bus, and the
/// palette of Qt's platform theme, which is looked at anew when Qt tells of another one. GUI thread.
class SystemColours : public QObject
{
    Q_OBJECT
public:
    /// \param dark as found at the start, see systemIsDark()
    explicit SystemColours(bool dark, QObject* parent = nullptr);

    bool isDark() const { return m_dark; }
    void setDark(bool dark);
    /// For changes of style and palette that are the program's own.
    void withoutLooking(const std::function<void()>& change);

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private slots:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void hearDesktop();
    void preferenceIs(uint preference);

    bool m_dark;
    bool m_told = false;   ///< the desktop has said what it wants: its palette does not matter
    bool m_paused = false; ///< own changes are under way
};

} // namespace corespan::gui
