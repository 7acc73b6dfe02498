// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/data_controller.h"

#include "core/importing/import_files.h"
#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/project_controller.h"
#include "gui/dialogs/dialogs.h"
#include "gui/document/record_text.h"
#include "gui/panels/empty_page.h"
#include "gui/panels/status_line.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace corespan::gui {

namespace {

QString issuesText(const ImportReport& report)
{
    QStringList lines;
    for (const ImportIssue& issue : report.failedFiles)
        lines << issue.text();
    for (const ImportIssue& issue : report.issues)
        lines << issue.text();
    for (const ImportIssue& issue : report.notes)
        lines << issue.text();
    return lines.join(QLatin1Char('\n'));
}

} // namespace

DataController::DataController(Document& document, Actions& actions, EmptyPage& empty, ProjectController& projects,
                               StatusLine& status, Dialogs& dialogs, Settings& settings, QWidget* window)
    : QObject(window), m_document(document), m_actions(actions), m_projects(projects), m_status(status),
      m_dialogs(dialogs), m_settings(settings), m_window(window)
{
    connect(actions.data.import, &QAction::triggered, this, &DataController::askImport);
    connect(actions.data.exportSet, &QAction::triggered, this, &DataController::askExport);
    connect(&empty, &EmptyPage::importRequested, this, &DataController::askImport);
    connect(&status, &StatusLine::cancelRequested, this, [this](Job job) {
        if (job == Job::Import && m_import)
            m_import->cancel();
        if (job == Job::Export && m_export)
            m_export->cancel();
    });
}

void DataController::askImport()
{
    m_dialogs.askFiles(
        m_window,
        {FileQuestion::Kind::OpenMany,
         tr("Import sequences"),
         tr("Sequences and annotations (*.fa *.fasta *.faa *.fna *.ffn *.fq *.fastq *.gz *.bgz *.gb *.gbk "
            "*.gbff *.embl *.dat *.txt *.3line *.jsonl *.conll *.bio *.sto *.stk *.csv *.tsv *.gff *.gff3 "
            "*.bed);;All files (*)"),
         {},
         m_settings.get(keys::lastFolder)},
        [this](const QStringList& files) { importFiles(files); });
}

void DataController::importFiles(const QStringList& files)
{
    if (files.isEmpty())
        return;
    const auto first = firstAlphabet(files, {});
    const auto looksLike = first ? std::optional(*first) : std::nullopt;
    if (!m_document.isOpen()) { // a project to hold them comes first
        m_projects.askCreate(looksLike, [this, files] { startImport(files); });
        return;
    }
    const auto info = m_document.reader().info();
    if (!info || !looksLike || *looksLike == info->alphabet || info->alphabet == Alphabet::Text) {
        startImport(files);
        return;
    }
    m_dialogs.ask(
        m_window,
        {tr("These letters look like %1").arg(alphabetName(*looksLike)),
         tr("The project is for %1. %2 looks like %3; its records would be read as %1, and those with other "
            "letters left out.")
             .arg(alphabetName(info->alphabet), QFileInfo(files.first()).fileName(), alphabetName(*looksLike)),
         {},
         tr("Import as %1").arg(alphabetName(info->alphabet)),
         true},
        [this, files](bool anyway) {
            if (anyway)
                startImport(files);
        });
}

void DataController::startImport(const QStringList& files)
{
    if (!m_document.isWritable() || (m_import && m_import->isRunning()))
        return;
    m_import = std::make_unique<ImportJob>();
    connect(m_import.get(), &ImportJob::progress, this,
            [this](const QString& file, qint64 read, qint64 total, qint64 records) {
                m_status.showJob(
                    Job::Import,
                    {tr("Importing %1").arg(file), read, total, tr("%1 records").arg(QLocale().toString(records)), {}});
            });
    connect(m_import.get(), &ImportJob::finished, this, &DataController::importEnded);
    m_status.showJob(Job::Import, {tr("Importing %1").arg(QFileInfo(files.first()).fileName()), 0, 0, {}, {}});
    m_actions.data.import->setEnabled(false);
    // What the project was made for decides, not a guess for each record: a short peptide may look like DNA.
    ReadOptions options;
    if (const auto info = m_document.reader().info())
        options.alphabet = info->alphabet;
    m_import->start(m_document.store(), files, options);
}

void DataController::importEnded(const ImportReport& report)
{
    m_actions.data.import->setEnabled(true);
    m_status.endJob(Job::Import, report.summary());
    m_document.refresh();
    if (!report.failedFiles.isEmpty() || report.skipped > 0) {
        const QString first = report.failedFiles.isEmpty()
                                  ? (report.issues.isEmpty() ? QString() : report.issues.first().text())
                                  : report.failedFiles.first().text();
        m_dialogs.fail(m_window, report.imported > 0 ? tr("Imported in part") : tr("Nothing was imported"),
                       tr("%1\n\n%2\n\nRecords that were imported are kept.").arg(report.summary(), first),
                       issuesText(report));
    }
    emit imported(report);
}

void DataController::askExport()
{
    const QString name = QFileInfo(m_document.path()).completeBaseName() + QStringLiteral("-training");
    m_dialogs.askFiles(m_window,
                       {FileQuestion::Kind::Save,
                        tr("Export training set: name of its folder"),
                        tr("Folders (*)"),
                        {},
                        QDir(m_settings.get(keys::lastFolder)).filePath(name)},
                       [this](const QStringList& folders) {
                           if (!folders.isEmpty())
                               exportTo(folders.first());
                       });
}

void DataController::exportTo(const QString& folder)
{
    if (!m_document.isOpen() || (m_export && m_export->isRunning()))
        return;
    m_export = std::make_unique<ExportJob>();
    connect(m_export.get(), &ExportJob::progress, this, [this](qint64 done, qint64 total) {
        m_status.showJob(
            Job::Export,
            {tr("Exporting reviewed records"), done, total, tr("%1 written").arg(QLocale().toString(done)), {}});
    });
    connect(m_export.get(), &ExportJob::finished, this, &DataController::exportEnded);
    m_status.showJob(Job::Export, {tr("Exporting reviewed records"), 0, 0, {}, {}});
    m_actions.data.exportSet->setEnabled(false);
    m_export->start(m_document.isWritable() ? &m_document.store() : nullptr, m_document.path(), folder);
}

void DataController::exportEnded(const ExportOutcome& outcome)
{
    m_actions.data.exportSet->setEnabled(m_document.isOpen());
    const QString folder = QDir::toNativeSeparators(outcome.folder);
    if (outcome.error) {
        m_status.endJob(Job::Export, tr("Not exported"));
        if (outcome.error->kind != Error::Kind::Cancelled)
            m_dialogs.fail(m_window, tr("Training set not exported"),
                           tr("%1\n\n%2\nThe project is unchanged.").arg(folder, outcome.error->message));
    } else {
        m_status.endJob(Job::Export, tr("%1 reviewed records exported to %2").arg(outcome.records).arg(folder));
    }
    emit exported(outcome);
}

void DataController::stop()
{
    m_import.reset();
    m_export.reset();
}

} // namespace corespan::gui
