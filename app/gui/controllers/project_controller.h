// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"

#include <QObject>

class QWidget;

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Actions;
class Dialogs;
class EmptyPage;

/// Opening, making and closing projects, and the list of recent ones.
class ProjectController : public QObject
{
    Q_OBJECT
public:
    ProjectController(Document& document, Actions& actions, EmptyPage& empty, Dialogs& dialogs, Settings& settings,
                      QWidget* window);

    void open(const QString& path);
    void askOpen();
    /// Asks where to and for what letters, makes it and opens it; then `onMade`.
    /// \param looksLike the alphabet of what is to be imported; absent: the user has to choose
    void askCreate(std::optional<Alphabet> looksLike = {}, std::function<void()> onMade = {});
    void openDemo();
    void close();
    /// Goes on at once where every correction is on disk; else asks whether to lose those that are not.
    void whenSaved(const std::function<void()>& goOn);
    /// The name that edits are signed with.
    QString author() const;
    static QString demoPath();

private:
    void opened();
    void openFailed(const QString& path, const Error& error);
    void rememberFolder(const QString& path);
    void showRecent();

    Document& m_document;
    Actions& m_actions;
    EmptyPage& m_empty;
    Dialogs& m_dialogs;
    Settings& m_settings;
    QWidget* m_window;
    std::function<void()> m_onMade; ///< waits for the project that was made to be open
};

} // namespace corespan::gui
