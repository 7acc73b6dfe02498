// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "interrupt.h"
#include "progress.h"
#include "read_arguments.h"

#include "core/domain/names.h"
#include "core/exporting/curated_gold.h"
#include "core/exporting/training_set.h"

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

std::vector<std::string> toStrings(const QStringList& texts)
{
    std::vector<std::string> strings;
    for (const QString& text : texts)
        strings.push_back(text.toStdString());
    return strings;
}

QStringList formatNames()
{
    QStringList names;
    for (const ExportFormat format : allExportFormats())
        names << toText(format);
    return names;
}

QStringList stateNames()
{
    QStringList names;
    for (const ReviewState state : allReviewStates())
        names << toText(state);
    return names;
}

class Export final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    ExportChoice choice() const;
    Result<std::optional<SplitOptions>> split() const;
    QString problem(ExportFormat format) const;
    Result<ExportReport> write(const ExportProgress& show) const;
    std::string m_project;
    std::string m_format;
    std::string m_out;
    std::string m_only;
    std::vector<std::string> m_states;
    std::vector<std::string> m_types;
    ExportChoice m_choice;
    std::vector<std::string> m_parts;
    std::string m_splitBy = "similarity";
    std::string m_pattern;
    SplitOptions m_split;
    bool m_json = false;
};

void Export::declare(CLI::App& app)
{
    app.add_option("project", m_project, "Project file")->required()->check(CLI::ExistingFile);
    app.add_option("--format", m_format,
                   "One of " + formatNames().join(", ").toStdString() +
                       ", or training: a folder with records.jsonl and dataset.json")
        ->required()
        ->check(CLI::IsMember(toStrings(formatNames() << QStringLiteral("training"))));
    app.add_option("--out", m_out, "File to write (training: folder)")->required();
    app.add_option("--only", m_only,
                   "reviewed: accepted, corrected and \"no core\" records, as a training set has them")
        ->check(CLI::IsMember({"reviewed"}));
    app.add_option("--states", m_states,
                   "Records of these states only, with commas between: " + stateNames().join(", ").toStdString())
        ->delimiter(',')
        ->excludes("--only")
        ->check(CLI::IsMember(toStrings(stateNames())));
    app.add_option("--types", m_types, "Cores of these types only, with commas between; a record of others has none")
        ->delimiter(',');
    app.add_flag("--mask-flanks", m_choice.maskFlanks,
                 "Leave out labels outside cores (jsonl, conll, 3line, training)");
    app.add_flag("--provenance", m_choice.provenance,
                 "Say of each core who set it, when, and which run has the same (jsonl, conll, gff3, training)");
    auto* parts =
        app.add_option("--split", m_parts, "Training: NAME=SHARE with commas between, a file each; nothing leaks")
            ->delimiter(',');
    app.add_option("--split-by", m_splitBy,
                   "similarity: similar sequences stay together (MMseqs2); else what a group shares: id, or a key of "
                   "\"meta\" (gene, contig)")
        ->needs(parts)
        ->capture_default_str();
    app.add_option("--pattern", m_pattern, "Regular expression whose first (...) in that key is the group")
        ->needs(parts);
    app.add_option("--min-identity", m_split.similarity.minIdentity, "Share of equal letters of similar sequences")
        ->needs(parts)
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    app.add_option("--seed", m_split.seed, "The same seed gives the same parts")->needs(parts)->capture_default_str();
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer(
        "A curator's decision goes before the gold that a record came with. GFF3 holds predicted cores too, told by\n"
        "the attribute \"evidence\". \"corrections\" is a CSV table of what curators made of the latest run's cores.\n"
        "Nothing is lost in jsonl and conll; the other formats hold no labels (3line: no types), and no ambiguous\n"
        "zones but in genbank. The file appears whole or not at all.\n"
        "Examples:\n"
        "  corespan-cli export lambda.corespan --format jsonl --out reviewed.jsonl --only reviewed\n"
        "  corespan-cli export lambda.corespan --format gff3 --out lambda.gff3\n"
        "  corespan-cli export lambda.corespan --format genbank --types core --out lambda.gb\n"
        "  corespan-cli export lambda.corespan --format corrections --states corrected --out corrections.csv\n"
        "  corespan-cli export lambda.corespan --format training --out lambda-training\n"
        "  corespan-cli export lambda.corespan --format training --split train=8,valid=1,test=1 --out lambda-parts");
}

ExportChoice Export::choice() const
{
    ExportChoice choice = m_choice;
    if (!m_only.empty())
        choice.states = exampleStates();
    for (const std::string& state : m_states)
        choice.states.append(*reviewStateFromText(QString::fromStdString(state)));
    choice.types = toList(m_types);
    return choice;
}

Result<std::optional<SplitOptions>> Export::split() const
{
    const auto bad = [](const QString& message) { return Error{message, Error::Kind::BadInput}; };
    if (m_parts.empty())
        return std::optional<SplitOptions>();
    if (m_format != "training")
        return bad(QStringLiteral("--split is for --format training"));
    SplitOptions options = m_split;
    options.by = m_splitBy == "similarity" ? SplitOptions::By::Similarity : SplitOptions::By::Group;
    if (options.by == SplitOptions::By::Group)
        options.key = QString::fromStdString(m_splitBy);
    options.pattern = QString::fromStdString(m_pattern);
    for (const QString& text : toList(m_parts)) {
        bool isNumber = false;
        const double share = text.section(QLatin1Char('='), 1).toDouble(&isNumber);
        if (!isNumber)
            return bad(QStringLiteral("--split %1: expected NAME=SHARE").arg(text));
        options.parts.append({text.section(QLatin1Char('='), 0, 0), share, {}});
    }
    return std::optional(options);
}

/// What was asked for and the format cannot hold; empty: nothing.
QString Export::problem(ExportFormat format) const
{
    if (m_choice.maskFlanks && !holdsLabels(format))
        return QStringLiteral("--mask-flanks: %1 holds no labels; leave the option out, or take jsonl, conll or 3line")
            .arg(toText(format));
    if (m_choice.provenance && !holdsProvenance(format))
        return QStringLiteral("--provenance: %1 cannot say where a core comes from; jsonl, conll and gff3 can")
            .arg(toText(format));
    return {};
}

Result<ExportReport> Export::write(const ExportProgress& show) const
{
    const QString project = QString::fromStdString(m_project);
    const QString out = QString::fromStdString(m_out);
    const auto parts = split();
    if (!parts)
        return parts.error();
    if (const auto format = exportFormatFromText(QString::fromStdString(m_format))) {
        if (const QString why = problem(*format); !why.isEmpty())
            return Error{why, Error::Kind::BadInput};
        return exportProject(project, out, {*format, choice()}, show, interruptToken());
    }
    return exportTrainingSet(project, out, {choice(), *parts}, show, interruptToken());
}

ExitCode Export::run()
{
    Progress progress(QStringLiteral("Exporting"), QStringLiteral("records"));
    const Result<ExportReport> report =
        write([&progress](std::int64_t done, std::int64_t total) { progress.update(done, total); });
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
