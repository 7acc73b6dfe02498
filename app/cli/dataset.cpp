// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "interrupt.h"

#include "core/importing/dataset.h"

#include <CLI/CLI.hpp>

#include <QJsonDocument>
#include <QStringList>

namespace corespan::cli {

namespace {

/// "A-B" with whole numbers, 0 <= A <= B.
std::optional<Span> parsePair(const std::string& text)
{
    const QStringList parts = QString::fromStdString(text).split(QLatin1Char('-'));
    bool first = false;
    bool second = false;
    const qint64 low = parts.value(0).toLongLong(&first);
    const qint64 high = parts.value(1).toLongLong(&second);
    if (parts.size() != 2 || !first || !second || low < 0 || high < low)
        return std::nullopt;
    return Span{low, high};
}

std::string pairProblem(const std::string& text)
{
    return parsePair(text) ? std::string() : "expected A-B with whole numbers, A <= B, not " + text;
}

class Dataset final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    void declareCds(CLI::App& app);
    void declareLoci(CLI::App& app);
    Result<DatasetReport> writeCds() const;
    void declareSegments(CLI::App& app);
    Result<DatasetReport> writeLoci() const;
    ExitCode runSegments() const;

    CLI::App* m_cdsApp = nullptr;
    CLI::App* m_segmentsApp = nullptr;
    std::vector<std::string> m_files;
    std::string m_types;
    std::string m_ambiguous;
    std::string m_exclude;
    std::int64_t m_maxLength = 0;
    std::string m_in;
    std::string m_out;
    std::string m_range;
    std::string m_flanks = "50-400";
    std::vector<std::string> m_starts{"ATG", "GTG", "TTG"};
    std::string m_prefix;
    CdsDatasetOptions m_cds;
    LociDatasetOptions m_loci;
    bool m_json = false;
};

void Dataset::declare(CLI::App& app)
{
    app.require_subcommand(1);
    m_cdsApp = app.add_subcommand("cds", "Windows around coding sequences and around frames that are none");
    declareCds(*m_cdsApp);
    declareLoci(*app.add_subcommand("loci", "Every open reading frame of a genome with its context"));
    m_segmentsApp = app.add_subcommand("segments", "Typed cores from files with a letter a position");
    declareSegments(*m_segmentsApp);
}

void Dataset::declareCds(CLI::App& app)
{
    app.add_option("--genbank", m_in, "Annotated genome, plain or gzip")->required()->check(CLI::ExistingFile);
    app.add_option("--range", m_range, "Only what lies in positions A-B, 1-based, both included; default: all")
        ->check(pairProblem, "A-B");
    app.add_option("--flank", m_flanks, "Context each side, drawn between A and B")
        ->check(pairProblem, "A-B")
        ->capture_default_str();
    app.add_option("--negatives", m_cds.negatives, "Non-coding frames, as a multiple of the coding sequences")
        ->check(CLI::Range(0.0, 1000.0))
        ->capture_default_str();
    app.add_option("--min-length", m_cds.minOrf, "Shortest non-coding frame, nt")
        ->check(CLI::Range(6, 100000))
        ->capture_default_str();
    app.add_option(
           "--supervision", m_cds.supervision,
           "What records say of their gene: all, cores, labels, or target (the protein without positions, for ctc)")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Supervision>{{"all", Supervision::All},
                                                                               {"cores", Supervision::Cores},
                                                                               {"labels", Supervision::Labels},
                                                                               {"target", Supervision::Target}}))
        ->default_str("all");
    app.add_option("--seed", m_cds.seed, "The same seed gives the same file")->capture_default_str();
    app.add_option("--out", m_out, "Gold JSONL to write")->required();
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer("Coding sequences are complete, in one piece and in step with their /translation.\n"
               "Examples:\n"
               "  corespan-cli dataset cds --genbank genome.gbk.gz --range 1-3200000 --flank 50-400 \\\n"
               "      --negatives 0.5 --seed 1 --out train.jsonl");
}

void Dataset::declareLoci(CLI::App& app)
{
    app.add_option("--in", m_in, "Genome: FASTA or GenBank, plain or gzip")->required()->check(CLI::ExistingFile);
    app.add_option("--min-length", m_loci.minLength, "Shortest frame, nt, stop included")
        ->check(CLI::Range(6, 100000))
        ->capture_default_str();
    app.add_option("--flank", m_loci.flank, "Context each side, nt")
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

void Dataset::declareSegments(CLI::App& app)
{
    app.add_option("--in", m_files, "3-line files, or JSONL with labels; plain or gzip")
        ->required()
        ->check(CLI::ExistingFile);
    app.add_option("--types", m_types, "Types of cores: a letter, or NAME=LETTERS, with commas between")->required();
    app.add_option("--ambiguous", m_ambiguous, "Letters of positions that nothing is learned from");
    app.add_option("--exclude", m_exclude, "File of names to leave out, one a line")->check(CLI::ExistingFile);
    app.add_option("--max-length", m_maxLength, "Leave out longer records; 0: none")
        ->check(CLI::Range(0, 100000000))
        ->capture_default_str();
    app.add_option("--out", m_out, "Gold JSONL to write")->required();
    app.add_flag("--json", m_json, "Print the counts as JSON");
    app.footer("A core is a run of one letter. Records without any are examples of \"no core\".\n"
               "Examples:\n"
               "  corespan-cli dataset segments --in fold0.3line --in fold1.3line --types S,H,h,B,b \\\n"
               "      --ambiguous U --out train.jsonl\n"
               "  corespan-cli dataset segments --in topology.3line --types S,H=Hh,B=Bb --out undirected.jsonl");
}

ExitCode Dataset::runSegments() const
{
    const Result<SegmentRule> rule =
        parseSegmentRule(QString::fromStdString(m_types), QString::fromStdString(m_ambiguous));
    if (!rule)
        return fail(rule.error());
    QStringList files;
    for (const std::string& file : m_files)
        files.append(QString::fromStdString(file));
    const Result<SegmentsReport> report =
        writeSegmentsDataset(files, QString::fromStdString(m_out),
                             {*rule, QString::fromStdString(m_exclude), m_maxLength}, interruptToken());
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

Result<DatasetReport> Dataset::writeCds() const
{
    CdsDatasetOptions options = m_cds;
    if (const auto range = parsePair(m_range))
        options.range = {range->begin - 1, range->end};
    if (const auto flanks = parsePair(m_flanks)) {
        options.minFlank = flanks->begin;
        options.maxFlank = flanks->end;
    }
    return writeCdsDataset(QString::fromStdString(m_in), QString::fromStdString(m_out), options, interruptToken());
}

Result<DatasetReport> Dataset::writeLoci() const
{
    LociDatasetOptions options = m_loci;
    options.prefix = QString::fromStdString(m_prefix);
    options.starts.clear();
    for (const std::string& start : m_starts)
        options.starts.append(QByteArray::fromStdString(start));
    return writeLociDataset(QString::fromStdString(m_in), QString::fromStdString(m_out), options, interruptToken());
}

ExitCode Dataset::run()
{
    if (m_segmentsApp->parsed())
        return runSegments();
    const bool cds = m_cdsApp->parsed();
    const Result<DatasetReport> report = cds ? writeCds() : writeLoci();
    if (!report)
        return fail(report.error());
    if (m_json)
        print(QString::fromUtf8(QJsonDocument(report->toJson()).toJson()).trimmed());
    else if (cds)
        print(QStringLiteral("%1 coding sequences, %2 non-coding frames, %3 nt")
                  .arg(report->positives)
                  .arg(report->negatives)
                  .arg(report->positions));
    else
        print(QStringLiteral("%1 loci of %2 sequences, %3 nt")
                  .arg(report->loci)
                  .arg(report->contigs)
                  .arg(report->positions));
    return ExitCode::Ok;
}

const Registration registration{{20, "dataset", "Make windows for training or prediction from genomes",
                                 [] { return std::make_unique<Dataset>(); }}};

} // namespace

} // namespace corespan::cli
