// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_task.h"

#include "core/importing/dataset.h"

#include <CLI/CLI.hpp>

namespace corespan::cli {

namespace {

class DatasetLoci final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    Result<DatasetReport> write() const;

    std::string m_in;
    std::string m_out;
    std::vector<std::string> m_starts{"ATG", "GTG", "TTG"};
    std::string m_prefix;
    LociDatasetOptions m_options;
    bool m_json = false;
};

void DatasetLoci::declare(CLI::App& app)
{
    app.add_option("--in", m_in, "Genome: FASTA or GenBank, plain or gzip")->required()->check(CLI::ExistingFile);
    app.add_option("--min-length", m_options.minLength, "Shortest frame, nt, stop included")
        ->check(CLI::Range(6, 100000))
        ->capture_default_str();
    app.add_option("--flank", m_options.flank, "Context each side, nt")
        ->check(CLI::Range(0, 1000000))
        ->capture_default_str();
    app.add_option("--starts", m_starts, "Start codons")
        ->delimiter(',')
        ->check(CLI::IsMember({"ATG", "GTG", "TTG", "CTG", "ATT", "ATC", "ATA"}))
        ->capture_default_str();
    app.add_option("--prefix", m_prefix, "Of the ids; default: the name of the sequence");
    app.add_option("--out", m_out, "JSONL to write")->required();
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer(
        "Frames run from the first start codon after the previous stop to their stop. Those of the other strand\n"
        "are written reverse-complemented; genome coordinates are in \"meta\".\n"
        "Examples:\n"
        "  corespan-cli dataset loci --in lambda_virus.fa --prefix lambda --out loci.jsonl\n"
        "  corespan-cli dataset loci --in genome.fa.gz --starts ATG --min-length 300 --out loci.jsonl");
}

Result<DatasetReport> DatasetLoci::write() const
{
    Progress progress(QStringLiteral("Reading"), QStringLiteral("MB"));
    LociDatasetOptions options = m_options;
    options.prefix = QString::fromStdString(m_prefix);
    options.starts.clear();
    for (const std::string& start : m_starts)
        options.starts.append(QByteArray::fromStdString(start));
    return writeLociDataset(QString::fromStdString(m_in), QString::fromStdString(m_out), options,
                            datasetControl(progress));
}

ExitCode DatasetLoci::run()
{
    const Result<DatasetReport> report = write();
    if (!report)
        return fail(report.error());
    return tellDataset(
        {}, m_json, report->toJson(),
        QStringLiteral("%1 loci of %2 sequences, %3 nt").arg(report->loci).arg(report->contigs).arg(report->positions));
}

const DatasetRegistration registration{{20, "loci", "Every open reading frame of a genome with its context",
                                        [] { return std::make_unique<DatasetLoci>(); }}};

} // namespace

} // namespace corespan::cli
