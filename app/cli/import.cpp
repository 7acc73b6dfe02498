// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "import_text.h"
#include "interrupt.h"
#include "progress.h"

#include "core/domain/names.h"
#include "core/importing/import_files.h"
#include "core/store/project_writer.h"

#include <CLI/CLI.hpp>

#include <QFileInfo>
#include <QJsonDocument>

namespace corespan::cli {

namespace {

/// The first sound record's alphabet, for a project that is made by this import; the error of the first file otherwise.
Result<Alphabet> alphabetOf(const QStringList& files, const ReadOptions& options)
{
    std::optional<Error> problem;
    for (const QString& file : files) {
        ImportReport report;
        Result<RecordStream> stream = RecordStream::open(file, options, report);
        if (!stream) {
            problem = problem.value_or(stream.error());
            continue;
        }
        const Result<std::optional<ImportedRecord>> first = stream->next();
        if (first && *first)
            return (*first)->record.alphabet;
        const QString reason = !first                    ? first.error().message
                               : report.issues.isEmpty() ? QStringLiteral("%1 holds no records").arg(file)
                                                         : report.issues.first().text();
        problem = problem.value_or(Error{reason, Error::Kind::BadInput});
    }
    return problem.value_or(Error{QStringLiteral("no files given"), Error::Kind::BadInput});
}

class Import final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    Result<std::unique_ptr<ProjectWriter>> openProject(const QStringList& files, const ReadOptions& options) const;
    ReadOptions options() const;

    std::string m_project;
    std::vector<std::string> m_files;
    std::string m_format;
    std::string m_alphabet;
    bool m_json = false;
};

void Import::declare(CLI::App& app)
{
    app.add_option("project", m_project, "Project file; made when it is not there")->required();
    app.add_option("files", m_files, "FASTA (plain, gzip, bgzip), GenBank, 3-line or JSONL")->required();
    app.add_option("--format", m_format, "Read the files as this format; default: by their content")
        ->check(CLI::IsMember({"fasta", "genbank", "3line", "jsonl"}));
    app.add_option("--alphabet", m_alphabet, "What the letters are; default: by the letters of each record")
        ->check(CLI::IsMember({"protein", "dna", "rna", "text"}));
    app.add_flag("--json", m_json, "Print the report as JSON");
    app.footer("Records that are not sound are left out and named; the others are kept (exit code 3).\n"
               "Examples:\n"
               "  corespan-cli import lambda.corespan lambda.fa.gz\n"
               "  corespan-cli import plasmid.corespan NC_005816.gb --alphabet dna\n"
               "  corespan-cli import peptides.corespan fold0.3line fold1.3line --json");
}

ReadOptions Import::options() const
{
    ReadOptions options;
    options.format = readFormat(m_format);
    options.alphabet = alphabetFromText(QString::fromStdString(m_alphabet));
    return options;
}

Result<std::unique_ptr<ProjectWriter>> Import::openProject(const QStringList& files, const ReadOptions& options) const
{
    const QString path = QString::fromStdString(m_project);
    if (!QFileInfo::exists(path)) {
        const Result<Alphabet> alphabet = alphabetOf(files, options);
        if (!alphabet)
            return alphabet.error(); // no empty project is left behind
        const Status made = ProjectWriter::create(path, {QFileInfo(path).completeBaseName(), *alphabet, {}});
        if (!made)
            return made.error();
    }
    return ProjectWriter::open(path);
}

ExitCode Import::run()
{
    QStringList files;
    for (const std::string& file : m_files)
        files.append(QString::fromStdString(file));
    const Result<std::unique_ptr<ProjectWriter>> project = openProject(files, options());
    if (!project)
        return fail(project.error());
    Progress progress(QStringLiteral("Importing"), QStringLiteral("MB"));
    const auto add = [&project](const QVector<ImportedRecord>& records) { return (*project)->addRecords(records); };
    const auto show = [&progress](const ImportProgress& now) {
        progress.update(now.bytesDone / 1000000, now.bytesTotal / 1000000);
    };
    const Result<ImportReport> report = importFiles(files, options(), add, show, interruptToken());
    progress.clear();
    if (!report)
        return fail(report.error());
    complainOf(*report);
    if (m_json)
        print(QString::fromUtf8(QJsonDocument(toJson(*report)).toJson()).trimmed());
    else
        print(report->summary());
    if (report->isClean())
        return ExitCode::Ok;
    return report->imported > 0 ? ExitCode::Partly : ExitCode::Failed;
}

const Registration registration{
    {10, "import", "Read sequences into a project", [] { return std::make_unique<Import>(); }}};

} // namespace

} // namespace corespan::cli
