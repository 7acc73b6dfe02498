// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_task.h"
#include "read_arguments.h"

#include "core/datasets/set_statistics.h"

#include <CLI/CLI.hpp>

namespace corespan::cli {

namespace {

QString row(const QString& what, const Spread& spread)
{
    return QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8 %9 %10")
        .arg(what, -18)
        .arg(spread.count, 9)
        .arg(spread.least, 8)
        .arg(spread.p5, 8)
        .arg(spread.p25, 8)
        .arg(spread.median, 8)
        .arg(spread.p75, 8)
        .arg(spread.p95, 8)
        .arg(spread.most, 9)
        .arg(spread.mean, 10, 'f', 1);
}

QString counts(const QMap<QString, std::int64_t>& all)
{
    QStringList parts;
    for (auto each = all.cbegin(); each != all.cend(); ++each)
        parts << QStringLiteral("%1 %2").arg(each.key()).arg(each.value());
    return parts.isEmpty() ? QStringLiteral("none") : parts.join(QStringLiteral(", "));
}

QString asText(const SetStatistics& all)
{
    QStringList lines;
    lines << QStringLiteral("%1 records: %2 with cores, %3 without, %4 not annotated; %5 positions")
                 .arg(all.counts.records)
                 .arg(all.counts.withCore)
                 .arg(all.counts.noCore)
                 .arg(all.notAnnotated)
                 .arg(all.counts.positions);
    lines << QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8 %9 %10")
                 .arg(QString(), -18)
                 .arg("count", 9)
                 .arg("min", 8)
                 .arg("5 %", 8)
                 .arg("25 %", 8)
                 .arg("median", 8)
                 .arg("75 %", 8)
                 .arg("95 %", 8)
                 .arg("max", 9)
                 .arg("mean", 10);
    lines << row(QStringLiteral("length"), all.lengths);
    for (auto type = all.coreLengths.cbegin(); type != all.coreLengths.cend(); ++type)
        lines << row(QStringLiteral("core ") + type.key(), *type);
    lines << row(QStringLiteral("before first core"), all.before) << row(QStringLiteral("after last core"), all.after);
    QStringList several;
    for (auto count = all.coresARecord.cbegin(); count != all.coresARecord.cend(); ++count)
        several << QStringLiteral("%1 in %2").arg(count.key()).arg(count.value());
    if (several.size() > 12) // the rest is in --json
        several = several.mid(0, 12) << QStringLiteral("...");
    lines << QStringLiteral("cores a record: ") + several.join(QStringLiteral(", "));
    lines << QStringLiteral("%1 open ends, %2 cores of fragmented genes, %3 ambiguous positions")
                 .arg(all.openEnds)
                 .arg(all.fragmented)
                 .arg(all.ambiguousPositions);
    lines << QStringLiteral("labels in %1 records, targets in %2; labelled positions: %3")
                 .arg(all.withLabels)
                 .arg(all.withTarget)
                 .arg(counts(all.counts.labels));
    lines << QStringLiteral("%1 records have a sequence that came before").arg(all.sameSequence);
    return lines.join(QLatin1Char('\n'));
}

class DatasetStats final : public Command
{
public:
    void declare(CLI::App& app) override
    {
        app.add_option("files", m_in, "JSONL, or any other files of records")->required()->check(CLI::ExistingFile);
        m_reading.declare(app);
        app.add_flag("--json", m_json, "Print everything as JSON");
        app.footer("Examples:\n"
                   "  corespan-cli dataset stats train.jsonl\n"
                   "  corespan-cli dataset stats genome.gff3 genome.fa.gz --features exon --json");
    }

    ExitCode run() override
    {
        const Result<ReadOptions> reading = m_reading.options();
        if (!reading) {
            complain(reading.error().message);
            return ExitCode::Usage;
        }
        Progress progress(QStringLiteral("Reading"), QStringLiteral("MB"));
        const Result<SetStatistics> all = statisticsOf(toList(m_in), *reading, datasetControl(progress));
        progress.clear();
        if (!all)
            return fail(all.error());
        return tellDataset(all->read, m_json, all->toJson(), asText(*all));
    }

private:
    std::vector<std::string> m_in;
    ReadArguments m_reading;
    bool m_json = false;
};

const DatasetRegistration registration{
    {70, "stats", "Records, lengths, cores and labels of a set", [] { return std::make_unique<DatasetStats>(); }}};

} // namespace

} // namespace corespan::cli
