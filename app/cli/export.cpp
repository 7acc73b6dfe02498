// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "interrupt.h"
#include "progress.h"

#include "core/exporting/export_project.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::cli {

namespace {

QJsonObject toJson(const ExportReport& report)
{
    return {{"records", qint64(report.records)},
            {"with_core", qint64(report.withCore)},
            {"no_core", qint64(report.noCore)},
            {"positions", qint64(report.positions)},
            {"skipped", qint64(report.skipped)},
            {"issues", QJsonArray::fromStringList(report.issues)},
            {"sha256", report.sha256}};
}

class Export final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    std::string m_project;
    std::string m_format;
    std::string m_out;
    std::string m_only;
    bool m_json = false;
};

void Export::declare(CLI::App& app)
{
    app.add_option("project", m_project, "Project file")->required()->check(CLI::ExistingFile);
    app.add_option("--format", m_format,
                   "jsonl, conll, gff3, bed, 3line, fasta, or training: a folder with records.jsonl and dataset.json")
        ->required()
        ->check(CLI::IsMember({"jsonl", "conll", "gff3", "bed", "3line", "fasta", "training"}));
    app.add_option("--out", m_out, "File to write (training: folder)")->required();
    app.add_option("--only", m_only, "reviewed: accepted, corrected and \"no core\" records; always so for training")
        ->check(CLI::IsMember({"reviewed"}));
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer(
        "A curator's decision goes before the gold that a record came with. GFF3 holds predicted cores too, told by\n"
        "the attribute \"evidence\". The file appears whole or not at all.\n"
        "Examples:\n"
        "  corespan-cli export lambda.corespan --format jsonl --out reviewed.jsonl --only reviewed\n"
        "  corespan-cli export lambda.corespan --format gff3 --out lambda.gff3\n"
        "  corespan-cli export lambda.corespan --format training --out lambda-training");
}

ExitCode Export::run()
{
    Progress progress(QStringLiteral("Exporting"), QStringLiteral("records"));
    const auto show = [&progress](std::int64_t done, std::int64_t total) { progress.update(done, total); };
    const QString project = QString::fromStdString(m_project);
    const QString out = QString::fromStdString(m_out);
    const auto format = exportFormatFromText(QString::fromStdString(m_format));
    const Result<ExportReport> report =
        format ? exportProject(project, out, {*format, !m_only.empty(), RunId::None}, show, interruptToken())
               : exportTrainingSet(project, out, RunId::None, show, interruptToken());
    progress.clear();
    if (!report)
        return fail(report.error());
    for (const QString& issue : report->issues)
        complain(issue);
    if (report->skipped > report->issues.size())
        complain(QStringLiteral("%1 more skipped records are not listed").arg(report->skipped - report->issues.size()));
    if (m_json)
        print(QString::fromUtf8(QJsonDocument(toJson(*report)).toJson()).trimmed());
    else
        print(QStringLiteral("%1 records written: %2 with cores, %3 without, %4 not annotated")
                  .arg(report->records)
                  .arg(report->withCore)
                  .arg(report->noCore)
                  .arg(report->records - report->withCore - report->noCore));
    return report->skipped > 0 ? ExitCode::Partly : ExitCode::Ok;
}

const Registration registration{
    {60, "export", "Write a project's records to a file", [] { return std::make_unique<Export>(); }}};

} // namespace

} // namespace corespan::cli
