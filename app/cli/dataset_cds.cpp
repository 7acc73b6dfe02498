// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_task.h"

#include "core/importing/dataset.h"

#include <CLI/CLI.hpp>

namespace corespan::cli {

namespace {

class DatasetCds final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    Result<DatasetReport> write() const;

    std::string m_in;
    std::string m_out;
    std::string m_range;
    std::string m_flanks = "50-400";
    std::string m_pieces;
    CdsDatasetOptions m_options;
    bool m_json = false;
};

void DatasetCds::declare(CLI::App& app)
{
    app.add_option("--genbank", m_in, "Annotated genome, plain or gzip")->required()->check(CLI::ExistingFile);
    app.add_option("--range", m_range, "Only what lies in positions A-B, 1-based, both included; default: all")
        ->check(pairProblem, "A-B");
    app.add_option("--flank", m_flanks, "Context each side, drawn between A and B")
        ->check(pairProblem, "A-B")
        ->capture_default_str();
    app.add_option("--negatives", m_options.negatives, "Non-coding frames, as a multiple of the coding sequences")
        ->check(CLI::Range(0.0, 1000.0))
        ->capture_default_str();
    app.add_option("--min-length", m_options.minOrf, "Shortest non-coding frame, nt")
        ->check(CLI::Range(6, 100000))
        ->capture_default_str();
    app.add_option(
           "--supervision", m_options.supervision,
           "What records say of their gene: all, cores, labels, or target (the protein without positions, for ctc)")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Supervision>{{"all", Supervision::All},
                                                                               {"cores", Supervision::Cores},
                                                                               {"labels", Supervision::Labels},
                                                                               {"target", Supervision::Target}}))
        ->default_str("all");
    app.add_option("--pieces", m_pieces,
                   "Cut genes into pieces of A-B codons; context stands before the first and after the last only")
        ->check(pairProblem, "A-B");
    app.add_option("--seed", m_options.seed, "The same seed gives the same file")->capture_default_str();
    app.add_option("--out", m_out, "Gold JSONL to write")->required();
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer("Coding sequences are complete, in one piece and in step with their /translation.\n"
               "Examples:\n"
               "  corespan-cli dataset cds --genbank genome.gbk.gz --range 1-3200000 --flank 50-400 \\\n"
               "      --negatives 0.5 --seed 1 --out train.jsonl");
}

Result<DatasetReport> DatasetCds::write() const
{
    Progress progress(QStringLiteral("Reading"), QStringLiteral("MB"));
    CdsDatasetOptions options = m_options;
    if (const auto range = parsePair(m_range))
        options.range = {range->begin - 1, range->end};
    if (const auto flanks = parsePair(m_flanks)) {
        options.minFlank = flanks->begin;
        options.maxFlank = flanks->end;
    }
    if (const auto pieces = parsePair(m_pieces)) {
        options.minPiece = pieces->begin;
        options.maxPiece = pieces->end;
    }
    return writeCdsDataset(QString::fromStdString(m_in), QString::fromStdString(m_out), options,
                           datasetControl(progress));
}

ExitCode DatasetCds::run()
{
    const Result<DatasetReport> report = write();
    if (!report)
        return fail(report.error());
    return tellDataset({}, m_json, report->toJson(),
                       QStringLiteral("%1 coding sequences, %2 non-coding frames, %3 nt")
                           .arg(report->positives)
                           .arg(report->negatives)
                           .arg(report->positions));
}

const DatasetRegistration registration{{10, "cds", "Windows around coding sequences and around frames that are none",
                                        [] { return std::make_unique<DatasetCds>(); }}};

} // namespace

} // namespace corespan::cli
