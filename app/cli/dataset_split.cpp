// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_task.h"
#include "read_arguments.h"

#include "core/datasets/split_dataset.h"

#include <CLI/CLI.hpp>

namespace corespan::cli {

namespace {

using By = SplitOptions::By;

class DatasetSplit final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    Result<SplitOptions> options() const;

    std::vector<std::string> m_in;
    std::string m_out;
    std::vector<std::string> m_parts;
    std::vector<std::string> m_ranges;
    std::string m_key = "gene";
    std::string m_pattern;
    std::string m_program = "mmseqs";
    SplitOptions m_options;
    ReadArguments m_reading;
    bool m_json = false;
};

void DatasetSplit::declare(CLI::App& app)
{
    app.add_option("--in", m_in, "JSONL, or any other files of records")->required()->check(CLI::ExistingFile);
    app.add_option(
           "--by", m_options.by,
           "similarity: clusters stay together (MMseqs2); group: records of one key do; position: ranges of contigs")
        ->transform(CLI::CheckedTransformer(std::map<std::string, By>{
            {"similarity", By::Similarity}, {"group", By::Group}, {"position", By::Position}}))
        ->required();
    app.add_option("--parts", m_parts, "NAME=SHARE, with commas between; shares are relative to their sum")
        ->delimiter(',');
    app.add_option(
           "--ranges", m_ranges,
           "By position: NAME=CONTIG:A-B, NAME=A-B or NAME=CONTIG (1-based, both included); a part may have several")
        ->delimiter(',');
    app.add_option("--key", m_key, "By group: id, or a key of \"meta\"")->capture_default_str();
    app.add_option("--pattern", m_pattern, "By group: regular expression whose first (...) in the key is the group");
    app.add_option("--min-identity", m_options.similarity.minIdentity, "Share of equal letters of similar sequences")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    app.add_option("--coverage", m_options.similarity.coverage, "Share of the shorter sequence that has to be aligned")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    app.add_flag("--linear", m_options.similarity.linear, "linclust: for millions of records; misses distant pairs");
    app.add_option("--threads", m_options.similarity.threads, "Of MMseqs2; 0: one a core")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    app.add_option("--mmseqs", m_program, "Program to call")->capture_default_str();
    app.add_option("--seed", m_options.seed, "The same seed gives the same parts")->capture_default_str();
    m_reading.declare(app);
    app.add_option("--out", m_out, "Folder for NAME.jsonl and dataset.json")->required();
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer(
        "Records of equal sequences never end up apart. By position, records that reach over the end of a range\n"
        "are left out.\n"
        "Examples:\n"
        "  corespan-cli dataset split --in proteins.jsonl --by similarity --min-identity 0.3 \\\n"
        "      --parts train=0.8,valid=0.1,test=0.1 --out split\n"
        "  corespan-cli dataset split --in genes.jsonl --by group --key id --pattern '^(.*)\\.[0-9]+$' \\\n"
        "      --parts train=9,test=1 --out split\n"
        "  corespan-cli dataset split --in windows.jsonl --by position \\\n"
        "      --ranges train=chr1:1-3200000,train=chr2,test=chr1:3200001-3500000 --out split");
}

Result<SplitOptions> DatasetSplit::options() const
{
    const auto bad = [](const QString& message) { return Error{message, Error::Kind::BadInput}; };
    SplitOptions options = m_options;
    const bool byPosition = options.by == By::Position;
    for (const QString& text : toList(byPosition ? m_ranges : m_parts)) {
        const QString name = text.section(QLatin1Char('='), 0, 0);
        const QString value = text.section(QLatin1Char('='), 1);
        auto part = std::ranges::find(options.parts, name, &SplitOptions::Part::name);
        if (part != options.parts.end() && !byPosition)
            return bad(QStringLiteral("--parts names %1 twice").arg(name));
        if (part == options.parts.end())
            part = options.parts.insert(part, {name, 0.0, {}});
        bool isNumber = true;
        const auto range = parsePartRange(value);
        if (!byPosition)
            part->share = value.toDouble(&isNumber);
        else if (range)
            part->ranges.append(*range);
        if (!isNumber || (byPosition && !range))
            return bad(QStringLiteral("%1: expected %2").arg(text, byPosition ? "NAME=CONTIG:A-B" : "NAME=SHARE"));
    }
    if (options.parts.isEmpty())
        return bad(byPosition ? QStringLiteral("--by position needs --ranges") : QStringLiteral("--parts is needed"));
    const Result<ReadOptions> reading = m_reading.options();
    if (!reading)
        return reading.error();
    options.reading = *reading;
    options.key = QString::fromStdString(m_key);
    options.pattern = QString::fromStdString(m_pattern);
    options.similarity.program = QString::fromStdString(m_program);
    return options;
}

ExitCode DatasetSplit::run()
{
    const Result<SplitOptions> wanted = options();
    if (!wanted) {
        complain(wanted.error().message);
        return ExitCode::Usage;
    }
    Progress progress(QStringLiteral("Reading"), QStringLiteral("MB"));
    const Result<SplitReport> report =
        splitDataset(toList(m_in), QString::fromStdString(m_out), *wanted, datasetControl(progress));
    progress.clear();
    if (!report)
        return fail(report.error());
    QStringList parts;
    QJsonObject json = report->toJson();
    QJsonObject counts;
    for (const auto& [name, count] : report->parts) {
        parts << QStringLiteral("%1 %2").arg(name).arg(count.records);
        counts[name] = count.toJson();
    }
    json["parts"] = counts;
    QString line = parts.join(QStringLiteral(", "));
    if (wanted->by != By::Position)
        line += QStringLiteral("; %1 groups, the largest of %2").arg(report->groups).arg(report->largestGroup);
    if (!report->clusteredBy.isEmpty())
        line += QStringLiteral(" (%1)").arg(report->clusteredBy);
    if (report->outside > 0)
        line += QStringLiteral("; %1 records lie in no range").arg(report->outside);
    if (report->withoutKey > 0)
        line += QStringLiteral("; %1 records without the key").arg(report->withoutKey);
    return tellDataset(report->read, m_json, json, line);
}

const DatasetRegistration registration{
    {50, "split", "Parts between which nothing leaks", [] { return std::make_unique<DatasetSplit>(); }}};

} // namespace

} // namespace corespan::cli
