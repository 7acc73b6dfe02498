// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/picture.h"

#include <QObject>

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Actions;
class Dialogs;

/// Pictures of views into files and to the clipboard.
class PictureController : public QObject
{
    Q_OBJECT
public:
    /// What the menu's commands are about.
    using Source = std::function<widgets::Picture()>;
    PictureController(const Actions& actions, Source source, Dialogs& dialogs, Settings& settings, QWidget* window);

    void setTheme(const widgets::Theme& theme) { m_theme = theme; }
    /// Asks for size, theme and a file, and writes it. \param parent whose dialogs these are
    void ask(const widgets::Picture& picture, QWidget* parent);
    /// As it is shown.
    void copy(const widgets::Picture& picture);

signals:
    void told(const QString& text);

private:
    void copy(const widgets::Picture& picture, const widgets::PictureFormat& format);
    void askFile(const widgets::Picture& picture, const widgets::PictureFormat& format, QWidget* parent);

    Source m_source;
    Dialogs& m_dialogs;
    Settings& m_settings;
    QWidget* m_window;
    widgets::Theme m_theme = widgets::Theme::light();
};

} // namespace corespan::gui
