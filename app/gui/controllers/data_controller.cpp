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
constexpr int kTableRows = 12; ///< that are shown of a table
}

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
    if (files.isEmpty() || (m_document.isOpen() && !m_document.isWritable()))
        return;
    QStringList tables = files;
    tables.removeIf([](const QString& file) { return !isTable(file); });
    if (tables.size() != 1) { // of several, each has to have the usual names
        importWith(files, {});
        return;
    }
    const auto table = previewTable(tables.first(), kTableRows);
    if (table)
        m_dialogs.askColumns(m_window, *table, [this, files](const TableOptions& columns) {
            ReadOptions options;
            options.table = columns;
            importWith(files, options);
        });
    else
        m_dialogs.fail(m_window, tr("Nothing was imported"), table.error().message);
}

void DataController::importWith(const QStringList& files, const ReadOptions& options)
{
    const auto first = firstAlphabet(files, options);
    const auto looksLike = first ? std::optional(*first) : std::nullopt;
    if (!m_document.isOpen()) { // a project to hold them comes first
        m_projects.askCreate(looksLike, [this, files, options] { startImport(files, options); });
        return;
    }
    const auto info = m_document.reader().info();
    if (!info || !looksLike || *looksLike == info->alphabet || info->alphabet == Alphabet::Text) {
        startImport(files, options);
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
        [this, files, options](bool anyway) {
            if (anyway)
                startImport(files, options);
        });
}

void DataController::startImport(const QStringList& files, ReadOptions options)
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
    if (const auto info = m_document.reader().info())
        options.alphabet = info->alphabet;
    m_import->start(m_document.store(), files, options);
}

void DataController::importEnded(const ImportReport& report)
{
    m_actions.data.import->setEnabled(true);
    m_status.endJob(Job::Import, report.summary());
    m_document.refresh();
    if (!report.failedFiles.isEmpty() || report.skipped > 0 || report.partsLeftOut > 0)
        m_dialogs.showReport(m_window, report);
    emit imported(report);
}

void DataController::askExport()
{
    if (!m_document.isOpen())
        return;
    m_dialogs.askExport(m_window,
                        {m_document.counts(), m_document.types(), m_settings.get(keys::lastFolder),
                         QFileInfo(m_document.path()).completeBaseName(), !m_document.runs().isEmpty()},
                        [this](const ExportRequest& request) { exportTo(request); });
}

void DataController::exportTo(const ExportRequest& request)
{
    if (!m_document.isOpen() || (m_export && m_export->isRunning()))
        return;
    m_settings.set(keys::lastFolder, QFileInfo(request.path).absolutePath());
    m_export = std::make_unique<ExportJob>();
    const QString what = tr("Exporting %1").arg(QFileInfo(request.path).fileName());
    connect(m_export.get(), &ExportJob::progress, this, [this, what](qint64 done, qint64 total) {
        m_status.showJob(Job::Export, {what, done, total, tr("%1 written").arg(QLocale().toString(done)), {}});
    });
    connect(m_export.get(), &ExportJob::finished, this, &DataController::exportEnded);
    m_status.showJob(Job::Export, {what, 0, 0, {}, {}});
    m_actions.data.exportSet->setEnabled(false);
    m_export->start(m_document.isWritable() ? &m_document.store() : nullptr, m_document.path(), request);
}

void DataController::exportEnded(const ExportOutcome& outcome)
{
    m_actions.data.exportSet->setEnabled(m_document.isOpen());
    const QString path = QDir::toNativeSeparators(outcome.path);
    if (outcome.error) {
        m_status.endJob(Job::Export, tr("Not exported"));
        if (outcome.error->kind != Error::Kind::Cancelled)
            m_dialogs.fail(m_window, tr("Not exported"),
                           tr("%1\n\n%2\nThe project is unchanged.").arg(path, outcome.error->message));
    } else {
        m_status.endJob(Job::Export, tr("%1 records exported to %2").arg(outcome.records).arg(path));
        if (outcome.skipped > 0)
            m_dialogs.tell(m_window, tr("Exported in part"),
                           tr("%1 records were written to %2. The format cannot hold %3 others.")
                               .arg(outcome.records)
                               .arg(path)
                               .arg(outcome.skipped),
                           outcome.issues.join(QLatin1Char('\n')));
    }
    emit exported(outcome);
}

void DataController::stop()
{
    m_import.reset();
    m_export.reset();
}

} // namespace corespan::gui
