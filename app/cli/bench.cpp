// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_part.h"

#include "core/exporting/atomic_file.h"
#include "core/inference/model_catalog.h"

#include "model/bench.h"

#include <CLI/CLI.hpp>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::cli {

namespace {

const std::vector<std::string> builtInShapes = {"t5-small", "t5-base", "prott5", "longt5-tiny"};

QJsonObject toJson(const model::BenchResult& result)
{
    return {{"shape", QString::fromStdString(result.shape)},
            {"device", QString::fromStdString(result.device)},
            {"precision", QString::fromStdString(result.precision)},
            {"threads", result.threads},
            {"sequences", qint64(result.sequences)},
            {"tokens", qint64(result.tokens)},
            {"tokens_per_s", result.tokensPerSecond},
            {"best_tokens_per_s", result.bestTokensPerSecond},
            {"padded_share", result.paddedShare},
            {"gflops", result.gflops},
            {"gemm_gflops", result.gemmGflops},
            {"share_of_gemm", result.shareOfGemm},
            {"peak_memory_mib", result.peakMemoryMiB}};
}

QString toText(const model::BenchResult& result)
{
    return QStringLiteral("%1 on %2 in %3, %4 threads: %5 sequences, %6 tokens\n"
                          "%7 tokens/s, padding %8 %, %9 GFLOP/s of %10 (%11 % of the GEMM rate), peak memory %12 MiB")
        .arg(QString::fromStdString(result.shape), QString::fromStdString(result.device),
             QString::fromStdString(result.precision))
        .arg(result.threads)
        .arg(result.sequences)
        .arg(result.tokens)
        .arg(qRound64(result.tokensPerSecond))
        .arg(result.paddedShare * 100.0, 0, 'f', 1)
        .arg(result.gflops, 0, 'f', 1)
        .arg(result.gemmGflops, 0, 'f', 1)
        .arg(result.shareOfGemm * 100.0, 0, 'f', 1)
        .arg(result.peakMemoryMiB, 0, 'f', 0);
}

/// One whole number above 0 a line; empty lines and lines that begin with # are skipped.
Result<std::vector<std::int64_t>> readLengths(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return Error{QStringLiteral("%1: %2").arg(path, file.errorString())};
    std::vector<std::int64_t> lengths;
    for (int number = 1; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        bool valid = false;
        const qint64 length = line.toLongLong(&valid);
        if (!valid || length < 1) {
            return Error{QStringLiteral("%1:%2: \"%3\" is no length")
                             .arg(path)
                             .arg(number)
                             .arg(QString::fromUtf8(line.left(40))),
                         Error::Kind::BadInput};
        }
        lengths.push_back(length);
    }
    if (lengths.empty())
        return Error{QStringLiteral("%1: no lengths in it").arg(path), Error::Kind::BadInput};
    return lengths;
}

class Bench final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    model::BenchOptions m_options;
    CLI::Option* m_shape = nullptr;
    std::string m_lengths;
    std::string m_device = "cpu";
    std::string m_svg;
    int m_repeats = 3;
    bool m_json = false;
    std::vector<std::unique_ptr<BenchPart>> m_parts;
};

void Bench::declare(CLI::App& app)
{
    m_shape =
        app.add_option("--shape", m_options.shape,
                       "t5-small, t5-base, prott5 (XL: 1.2 G parameters), longt5-tiny, or a model (directory or name)")
            ->capture_default_str();
    app.add_option("--lengths", m_lengths,
                   "File with one sequence length a line; default: log-normal, median 415, to 1,500")
        ->check(CLI::ExistingFile);
    app.add_option("--count", m_options.count, "Sequences, where --lengths is not given")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--seed", m_options.seed, "For lengths and tokens")->capture_default_str();
    app.add_option("--threads", m_options.threads, "0: all cores")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    app.add_option("--device", m_device, "cpu or cuda; the parts below are measured on the CPU")
        ->check(CLI::IsMember({"cpu", "cuda"}))
        ->capture_default_str();
    app.add_flag("--fp32", m_options.fp32, "With --device cuda: compute in fp32, not in bf16");
    app.add_option("--token-budget", m_options.tokenBudget, "Positions in a batch; 0: chosen by device")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    app.add_flag("--train", m_options.train, "Measure training steps in place of prediction");
    app.add_option("--train-tokens", m_options.trainTokens, "With --train: positions in a batch")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--train-steps", m_options.trainSteps, "With --train: steps measured")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--repeats", m_repeats, "With --decoders or --padded: runs of which the fastest counts")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--svg", m_svg, "With --decoders, --lengths-sweep or --padded: draw the figure into FILE");
    app.add_flag("--json", m_json, "Print the figures as JSON");
    m_parts.push_back(makeDecoderBench());
    m_parts.push_back(makeLengthBench());
    m_parts.push_back(makeCompareBench());
    m_parts.push_back(makePaddedBench());
    for (const auto& part : m_parts)
        part->declare(app);
    app.footer(
        "tokens_per_s counts real positions, never padding; share_of_gemm compares with the rate of plain matrix\n"
        "products of the model's own shapes, measured in the same process.\n"
        "Examples:\n"
        "  corespan-cli bench\n"
        "  corespan-cli bench --shape longt5-tiny --train --json\n"
        "  corespan-cli bench --shape cds --lengths lengths.txt\n"
        "  corespan-cli bench --decoders --svg decoders.svg\n"
        "  corespan-cli bench --lengths-sweep --shape longt5-tiny --sizes 4096,16384\n"
        "  corespan-cli bench --compare --with other_infer.json --with other_train.json\n"
        "  corespan-cli bench --padded --svg cost.svg");
}

ExitCode Bench::run()
{
    std::vector<BenchPart*> asked;
    for (const auto& part : m_parts)
        if (part->asked())
            asked.push_back(part.get());
    if (asked.size() > 1 || (!m_svg.empty() && (asked.empty() || !asked.front()->drawsFigure()))) {
        complain(asked.size() > 1 ? QStringLiteral("bench measures one thing at a time: name one of --decoders, "
                                                   "--lengths-sweep, --compare and --padded")
                                  : QStringLiteral("--svg needs --decoders, --lengths-sweep or --padded"));
        return ExitCode::Usage;
    }
    if (!asked.empty() && m_device != "cpu") {
        complain(
            QStringLiteral("--decoders, --lengths-sweep, --compare and --padded measure the CPU; leave --device out"));
        return ExitCode::Usage;
    }
    m_options.device = m_device == "cuda" ? model::DeviceChoice::Cuda : model::DeviceChoice::Cpu;
    if (!m_lengths.empty()) {
        Result<std::vector<std::int64_t>> lengths = readLengths(QString::fromStdString(m_lengths));
        if (!lengths)
            return fail(lengths.error());
        m_options.lengths = *std::move(lengths);
    }
    if (std::find(builtInShapes.begin(), builtInShapes.end(), m_options.shape) == builtInShapes.end()) {
        const Result<ModelEntry> entry = ModelCatalog().find(QString::fromStdString(m_options.shape));
        if (!entry)
            return fail(entry.error());
        m_options.shape = entry->directory.toStdString();
    }
    if (!asked.empty())
        return asked.front()->run({m_options, m_shape->count() > 0, m_repeats, QString::fromStdString(m_svg), m_json});
    const model::BenchResult result = model::bench(m_options);
    print(m_json ? QString::fromUtf8(QJsonDocument(toJson(result)).toJson()).trimmed() : toText(result));
    return ExitCode::Ok;
}

const Registration registration{
    {90, "bench", "Measure speed beside this machine's GEMM rate", [] { return std::make_unique<Bench>(); }}};

} // namespace

Status BenchPart::writeFigure(const QString& path, const QString& svg)
{
    if (path.isEmpty())
        return ok();
    AtomicFile file(path);
    if (Status opened = file.open(); !opened)
        return opened;
    file.write(svg.toUtf8());
    return file.commit();
}

} // namespace corespan::cli
