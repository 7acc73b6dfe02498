// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/training/train_job.h"
#include "core/training/train_setup.h"
#include "gui/document/document.h"
#include "widgets/theme.h"

#include <QObject>

class QWidget;

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Actions;
class Dialogs;
class ModelController;
class TrainWindow;
struct TrainQuestion;

/// Training in a process of its own. One at a time; it goes on when the window is closed, and the next window takes it
/// up.
class TrainController : public QObject
{
    Q_OBJECT
public:
    /// \param program corespan-cli; empty: the one beside this program
    TrainController(Document& document, Actions& actions, ModelController& models, Dialogs& dialogs, Settings& settings,
                    const QString& program, QWidget* window);

    /// Shows the training that runs or has ended last; without one, asks for another.
    void show();
    void ask();
    void start(const TrainSetup& setup);
    void setTheme(const widgets::Theme& theme);
    TrainWindow& view() { return *m_view; }
    const std::optional<TrainJob>& job() const { return m_job; }

signals:
    /// For the status line.
    void told(const QString& text);
    void failed(const QString& title, const QString& text);

private:
    void wire();
    void takeUp();
    void stop();
    void resume();
    void use();
    void keep(const TrainJob& job);
    void ended(bool stopped, const QString& error);
    TrainQuestion question() const;

    Document& m_document;
    ModelController& m_models;
    Dialogs& m_dialogs;
    Settings& m_settings;
    QWidget* m_window;
    TrainProcess m_process;
    TrainWindow* m_view;
    std::optional<TrainJob> m_job;
    bool m_told = false; ///< an earlier window has said how it ended
};

} // namespace corespan::gui
