// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/model_catalog.h"
#include "core/inference/model_summary.h"
#include "gui/document/document.h"

#include <QObject>

class QMenu;
class QWidget;

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Actions;
class Dialogs;

/// Which model predicts, and with which decoding options.
class ModelController : public QObject
{
    Q_OBJECT
public:
    ModelController(Document& document, Actions& actions, Dialogs& dialogs, Settings& settings, QWidget* window);

    /// A name or a directory, for this and later sessions.
    void choose(const QString& nameOrPath);
    /// What the model of that name runs with: its own options, or those that the user has set for it.
    RunOptions runOptions(const QString& name, const RunOptions& own) const;
    /// Absent: nobody has set any.
    std::optional<RunOptions> setOptions(const QString& name) const;
    void askRunOptions();
    void askFolder();

signals:
    /// For the status line.
    void told(const QString& text);
    void failed(const QString& title, const QString& text);

private:
    void fill();
    void addModel(QMenu& menu, const ModelEntry& model);
    void keepOptions(const QString& name, const RunOptions& options, const RunOptions& own);

    Document& m_document;
    Actions& m_actions;
    Dialogs& m_dialogs;
    Settings& m_settings;
    QWidget* m_window;
};

/// "cds — DNA · span · core · grammar orf"
QString modelText(const QString& name, const ModelSummary& summary);
/// Why records of `alphabet` cannot be predicted with it; empty: they can.
QString modelProblem(const ModelSummary& summary, Alphabet alphabet);

} // namespace corespan::gui
