// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_task.h"

#include "core/importing/dataset.h"

#include <CLI/CLI.hpp>

#include <QJsonDocument>

namespace corespan::cli {

namespace {

class DatasetSegments final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    std::vector<std::string> m_files;
    std::string m_types;
    std::string m_ambiguous;
    std::string m_exclude;
    std::int64_t m_maxLength = 0;
    bool m_labels = false;
    std::string m_out;
    bool m_json = false;
};

void DatasetSegments::declare(CLI::App& app)
{
    app.add_option("--in", m_files, "3-line files, or JSONL with labels; plain or gzip")
        ->required()
        ->check(CLI::ExistingFile);
    app.add_option("--types", m_types,
                   "Types of cores: a letter, or NAME=LETTERS, with commas between; IN/OUT=LETTERS names "
                   "those from inside (1) to outside (2), and those back")
        ->required();
    app.add_option("--ambiguous", m_ambiguous, "Letters of positions that nothing is learned from");
    app.add_option("--exclude", m_exclude, "File of names to leave out, one a line")->check(CLI::ExistingFile);
    app.add_option("--max-length", m_maxLength, "Leave out longer records; 0: none")
        ->check(CLI::Range(0, 100000000))
        ->capture_default_str();
    app.add_flag("--labels", m_labels, "Write the letters as labels too, for the translator");
    app.add_option("--out", m_out, "Gold JSONL to write")->required();
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer("A core is a run of one letter. Records without any are examples of \"no core\".\n"
               "Examples:\n"
               "  corespan-cli dataset segments --in fold0.3line --in fold1.3line --types S,H/h=Hh,B/b=Bb \\\n"
               "      --ambiguous U --labels --out train.jsonl\n"
               "  corespan-cli dataset segments --in topology.3line --types S,H=Hh,B=Bb --out undirected.jsonl");
}

ExitCode DatasetSegments::run()
{
    const Result<SegmentRule> rule =
        parseSegmentRule(QString::fromStdString(m_types), QString::fromStdString(m_ambiguous));
    if (!rule)
        return fail(rule.error());
    QStringList files;
    for (const std::string& file : m_files)
        files.append(QString::fromStdString(file));
    Progress progress(QStringLiteral("Reading"), QStringLiteral("MB"));
    const Result<SegmentsReport> report = writeSegmentsDataset(
        files, QString::fromStdString(m_out), {*rule, QString::fromStdString(m_exclude), m_maxLength, m_labels},
        datasetControl(progress));
    progress.clear();
    if (!report)
        return fail(report.error());
    for (const QString& issue : report->issues)
        complain(issue);
    if (m_json) {
        print(QString::fromUtf8(QJsonDocument(report->toJson()).toJson()).trimmed());
    } else {
        QStringList types;
        for (auto at = report->segments.cbegin(); at != report->segments.cend(); ++at)
            types << QStringLiteral("%1 %2").arg(at.value()).arg(at.key());
        print(QStringLiteral("%1 records, %2 without a core; cores: %3")
                  .arg(report->records)
                  .arg(report->withoutCore)
                  .arg(types.isEmpty() ? QStringLiteral("none") : types.join(QStringLiteral(", "))));
    }
    return report->issues.isEmpty() ? ExitCode::Ok : ExitCode::Partly;
}

const DatasetRegistration registration{{30, "segments", "Typed cores from files with a letter a position",
                                        [] { return std::make_unique<DatasetSegments>(); }}};

} // namespace

} // namespace corespan::cli
