// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "import_text.h"
#include "interrupt.h"
#include "progress.h"
#include "read_arguments.h"

#include "core/importing/import_files.h"
#include "core/store/project_writer.h"

#include <CLI/CLI.hpp>

#include <QFileInfo>
#include <QJsonDocument>

namespace corespan::cli {

namespace {

class Import final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    Result<std::unique_ptr<ProjectWriter>> openProject(const QStringList& files, const ReadOptions& options);
    void close(std::unique_ptr<ProjectWriter> project) const;
    ExitCode tell(const ImportReport& report) const;

    std::string m_project;
    std::vector<std::string> m_files;
    ReadArguments m_reading;
    bool m_json = false;
    bool m_made = false;       ///< the project, by this import
    std::int64_t m_stored = 0; ///< records
};

void Import::declare(CLI::App& app)
{
    app.add_option("project", m_project, "Project file; made when it is not there")->required();
    app.add_option("files", m_files,
                   "FASTA, FASTQ, GenBank, EMBL, UniProt, 3-line, JSONL, CoNLL, Stockholm, CSV or TSV; and annotations "
                   "for their sequences: GFF3, BED, CSV. Plain, gzip or bgzip")
        ->required();
    m_reading.declare(app);
    app.add_flag("--json", m_json, "Print the report as JSON");
    app.footer("Records that are not sound are left out and named; the others are kept (exit code 3).\n"
               "Ctrl+C keeps what is stored by then (exit code 130); the same command goes on with the others.\n"
               "Examples:\n"
               "  corespan-cli import lambda.corespan lambda.fa.gz\n"
               "  corespan-cli import plasmid.corespan NC_005816.gb --alphabet dna\n"
               "  corespan-cli import fly.corespan chr4.fa.gz chr4.gff3.gz --features CDS\n"
               "  corespan-cli import table.corespan spans.tsv proteins.fa --columns id=Entry,begin=From,end=To\n"
               "  corespan-cli import peptides.corespan fold0.3line fold1.3line --json");
}

Result<std::unique_ptr<ProjectWriter>> Import::openProject(const QStringList& files, const ReadOptions& options)
{
    const QString path = QString::fromStdString(m_project);
    if (!QFileInfo::exists(path)) {
        const Result<Alphabet> alphabet = firstAlphabet(files, options);
        if (!alphabet)
            return alphabet.error(); // no empty project is left behind
        const Status made = ProjectWriter::create(path, {QFileInfo(path).completeBaseName(), *alphabet, {}});
        if (!made)
            return made.error();
        m_made = true;
    }
    return ProjectWriter::open(path);
}

/// Closes the project; one that was made for this import and got nothing goes again.
void Import::close(std::unique_ptr<ProjectWriter> project) const
{
    const QString path = project->report().path;
    project.reset();
    if (m_made && m_stored == 0)
        QFile::remove(path);
}

ExitCode Import::run()
{
    const std::stop_token stop = interruptToken(); // from here on nothing is left half-made
    QStringList files;
    for (const std::string& file : m_files)
        files.append(QString::fromStdString(file));
    const Result<ReadOptions> options = m_reading.options();
    if (!options) {
        complain(options.error().message);
        return ExitCode::Usage;
    }
    Result<std::unique_ptr<ProjectWriter>> project = openProject(files, *options);
    if (!project)
        return fail(project.error());
    Progress progress(QStringLiteral("Importing"), QStringLiteral("MB"));
    const auto add = [&](const QVector<ImportedRecord>& records) {
        Result<AddReport> added = (*project)->addRecords(records);
        m_stored += added ? added->added.size() : 0;
        return added;
    };
    const auto show = [&progress](const ImportProgress& now) {
        progress.update(now.bytesDone / 1000000, now.bytesTotal / 1000000);
    };
    const Result<ImportReport> report = importFiles(files, *options, add, show, stop);
    progress.clear();
    close(*std::move(project));
    if (!report) {
        complain(QStringLiteral("%1 records were stored before this:").arg(m_stored));
        return fail(report.error());
    }
    return tell(*report);
}

ExitCode Import::tell(const ImportReport& report) const
{
    complainOf(report);
    if (report.cancelled)
        complain(QStringLiteral("interrupted: what was stored is kept, the same command goes on with the others"));
    if (m_json)
        print(QString::fromUtf8(QJsonDocument(toJson(report)).toJson()).trimmed());
    else
        print(report.summary());
    if (report.cancelled)
        return ExitCode::Interrupted;
    if (report.isClean())
        return ExitCode::Ok;
    return report.imported > 0 ? ExitCode::Partly : ExitCode::Failed;
}

const Registration registration{
    {10, "import", "Read sequences into a project", [] { return std::make_unique<Import>(); }}};

} // namespace

} // namespace corespan::cli
