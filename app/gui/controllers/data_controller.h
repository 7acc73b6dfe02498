// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "gui/jobs/export_job.h"
#include "gui/jobs/import_job.h"

#include <QObject>

class QWidget;

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Actions;
class Dialogs;
class EmptyPage;
class ProjectController;
class StatusLine;

/// Data into the project and out of it: import, export.
class DataController : public QObject
{
    Q_OBJECT
public:
    DataController(Document& document, Actions& actions, EmptyPage& empty, ProjectController& projects,
                   StatusLine& status, Dialogs& dialogs, Settings& settings, QWidget* window);

    void askImport();
    void importFiles(const QStringList& files);
    void askExport();
    void exportTo(const ExportRequest& request);
    /// Ends what runs; what is imported by then stays.
    void stop();

signals:
    void imported(const corespan::ImportReport& report);
    void exported(const corespan::gui::ExportOutcome& outcome);

private:
    void importWith(const QStringList& files, const ReadOptions& options);
    void startImport(const QStringList& files, ReadOptions options);
    void importEnded(const ImportReport& report);
    void exportEnded(const ExportOutcome& outcome);

    Document& m_document;
    Actions& m_actions;
    ProjectController& m_projects;
    StatusLine& m_status;
    Dialogs& m_dialogs;
    Settings& m_settings;
    QWidget* m_window;
    std::unique_ptr<ImportJob> m_import;
    std::unique_ptr<ExportJob> m_export;
};

} // namespace corespan::gui
