// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_task.h"
#include "read_arguments.h"

#include "core/datasets/windows_dataset.h"

#include <CLI/CLI.hpp>

namespace corespan::cli {

namespace {

using Kind = WindowsOptions::Kind;

class DatasetWindows final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    std::vector<std::string> m_in;
    std::string m_out;
    std::string m_flanks = "200-1000";
    WindowsOptions m_options;
    ReadArguments m_reading;
    bool m_json = false;
};

void DatasetWindows::declare(CLI::App& app)
{
    app.add_option("--in", m_in, "Annotated sequences: GenBank, EMBL, GFF3 or BED with their FASTA, JSONL, ...")
        ->required()
        ->check(CLI::ExistingFile);
    app.add_option("--kind", m_options.kind,
                   "tiles: windows of one size; around: each gene; whole: sequences as they are")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Kind>{{"tiles", Kind::Tiles}, {"around", Kind::Around}, {"whole", Kind::Whole}}))
        ->default_str("tiles");
    app.add_option("--size", m_options.size, "Of tiles, letters")->capture_default_str();
    app.add_option("--overlap", m_options.overlap, "Letters that neighbouring tiles share")->capture_default_str();
    app.add_option("--flank", m_flanks, "Context each side of a gene, drawn between A and B")
        ->check(pairProblem, "A-B")
        ->capture_default_str();
    app.add_option("--max-length", m_options.maxLength, "Leave out genes with longer windows; 0: none")
        ->capture_default_str();
    app.add_option("--strands", m_options.strands,
                   "mixed: forward, cores of both strands, those of the other one typed *_reverse; along: read along a "
                   "strand (the gene's; tiles along each), with the cores of that strand")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Strands>{{"mixed", Strands::Mixed}, {"along", Strands::Along}}))
        ->default_str("mixed");
    app.add_option("--negatives", m_options.negatives,
                   "Windows without a core, as a multiple of those with one, of each sequence; tiles: -1 for all")
        ->capture_default_str();
    app.add_option("--min-piece", m_options.minPiece,
                   "Cores that an edge cuts to less than this become zones that nothing is learned from")
        ->capture_default_str();
    app.add_flag("--complete", m_options.complete,
                 "Sequences of which the annotation says nothing have no core; else they are left out");
    app.add_option("--seed", m_options.seed, "The same seed gives the same file")->capture_default_str();
    m_reading.declare(app);
    app.add_option("--out", m_out, "Gold JSONL to write; its manifest goes beside it")->required();
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer(
        "Genes of several cores (exons) stay together in \"meta\": {\"groups\": ...}. A core that a window's edge\n"
        "cuts is open there (\"<\", \">\").\n"
        "Examples:\n"
        "  corespan-cli dataset windows --in genome.gff3 --in genome.fa.gz --size 8192 --overlap 2048 \\\n"
        "      --strands along --negatives 0.5 --out windows.jsonl\n"
        "  corespan-cli dataset windows --in loci.gb --kind around --flank 200-1000 --strands along \\\n"
        "      --max-length 20000 --out exons.jsonl\n"
        "  corespan-cli dataset windows --in loci.gb --kind whole --out loci.jsonl");
}

ExitCode DatasetWindows::run()
{
    const Result<ReadOptions> reading = m_reading.options();
    if (!reading) {
        complain(reading.error().message);
        return ExitCode::Usage;
    }
    m_options.reading = *reading;
    if (const auto flanks = parsePair(m_flanks)) {
        m_options.minFlank = flanks->begin;
        m_options.maxFlank = flanks->end;
    }
    Progress progress(QStringLiteral("Reading"), QStringLiteral("MB"));
    const Result<WindowsReport> report =
        writeWindowsDataset(toList(m_in), QString::fromStdString(m_out), m_options, datasetControl(progress));
    progress.clear();
    if (!report)
        return fail(report.error());
    QString line = QStringLiteral("%1 windows of %2 sequences, %3 without a core; %4 cores, %5 cut by an edge")
                       .arg(report->windows)
                       .arg(report->sequences)
                       .arg(report->background)
                       .arg(report->cores)
                       .arg(report->cutCores);
    if (report->notAnnotated > 0)
        line += QStringLiteral("; %1 sequences without annotation left out (--complete keeps them)")
                    .arg(report->notAnnotated);
    if (report->tooLong > 0)
        line += QStringLiteral("; %1 genes too long").arg(report->tooLong);
    return tellDataset(report->read, m_json, report->toJson(), line);
}

const DatasetRegistration registration{{40, "windows", "Windows over, or around the genes of, any annotated sequences",
                                        [] { return std::make_unique<DatasetWindows>(); }}};

} // namespace

} // namespace corespan::cli
