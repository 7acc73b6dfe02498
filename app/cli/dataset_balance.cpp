// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_task.h"
#include "read_arguments.h"

#include "core/datasets/balance_dataset.h"

#include <CLI/CLI.hpp>

namespace corespan::cli {

namespace {

class DatasetBalance final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    Result<BalanceOptions> options() const;

    std::vector<std::string> m_in;
    std::string m_out;
    std::vector<std::string> m_types;
    std::vector<std::int64_t> m_bins;
    double m_noCore = -1.0;
    BalanceOptions m_options;
    ReadArguments m_reading;
    bool m_json = false;
};

void DatasetBalance::declare(CLI::App& app)
{
    app.add_option("--in", m_in, "JSONL, or any other files of records")->required()->check(CLI::ExistingFile);
    app.add_option("--max-type", m_types, "TYPE=N, with commas between: no more than N cores of that type")
        ->delimiter(',');
    app.add_option("--length-bins", m_bins, "Ends of bins of record length, with commas between; the last is open")
        ->delimiter(',');
    app.add_option("--per-bin", m_options.perBin, "No more records of one bin; 0: no limit")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    app.add_option("--no-core", m_noCore, "Records without a core, as a multiple of those with one; default: all")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--max-records", m_options.maxRecords, "No more in all; 0: no limit")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    app.add_option("--seed", m_options.seed, "The same seed gives the same file")->capture_default_str();
    m_reading.declare(app);
    app.add_option("--out", m_out, "JSONL to write; its manifest goes beside it")->required();
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer("Examples:\n"
               "  corespan-cli dataset balance --in windows.jsonl --no-core 0.5 --seed 1 --out balanced.jsonl\n"
               "  corespan-cli dataset balance --in all.jsonl --max-type core_reverse=5000 \\\n"
               "      --length-bins 500,1000,2000 --per-bin 1000 --out even.jsonl");
}

Result<BalanceOptions> DatasetBalance::options() const
{
    BalanceOptions options = m_options;
    for (const QString& text : toList(m_types)) {
        bool isNumber = false;
        const qsizetype equals = text.lastIndexOf(QLatin1Char('='));
        const qint64 most = text.mid(equals + 1).toLongLong(&isNumber);
        if (equals < 1 || !isNumber || most < 0)
            return Error{QStringLiteral("--max-type %1: expected TYPE=N").arg(text), Error::Kind::BadInput};
        options.maxByType[text.left(equals)] = most;
    }
    options.lengthBins = QVector<std::int64_t>(m_bins.begin(), m_bins.end());
    if (m_noCore >= 0.0)
        options.noCore = m_noCore;
    const Result<ReadOptions> reading = m_reading.options();
    if (!reading)
        return reading.error();
    options.reading = *reading;
    return options;
}

ExitCode DatasetBalance::run()
{
    const Result<BalanceOptions> wanted = options();
    if (!wanted) {
        complain(wanted.error().message);
        return ExitCode::Usage;
    }
    Progress progress(QStringLiteral("Reading"), QStringLiteral("MB"));
    const Result<BalanceReport> report =
        balanceDataset(toList(m_in), QString::fromStdString(m_out), *wanted, datasetControl(progress));
    progress.clear();
    if (!report)
        return fail(report.error());
    return tellDataset(report->read, m_json, report->toJson(),
                       QStringLiteral("%1 of %2 records: %3 of %4 with cores, %5 of %6 without")
                           .arg(report->after.records)
                           .arg(report->before.records)
                           .arg(report->after.withCore)
                           .arg(report->before.withCore)
                           .arg(report->after.noCore)
                           .arg(report->before.noCore));
}

const DatasetRegistration registration{{60, "balance", "Fewer records of kinds that outweigh the others",
                                        [] { return std::make_unique<DatasetBalance>(); }}};

} // namespace

} // namespace corespan::cli
