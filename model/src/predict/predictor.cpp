// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/predictor.h"

#include "model/safetensors.h"
#include "nn/runtime.h"
#include "nn/weights_io.h"
#include "predict/assemble.h"
#include "predict/batching.h"
#include "predict/long_record.h"
#include "predict/run_windows.h"
#include "predict/self_test.h"
#include "predict/span_views.h"
#include "text/reverse_complement.h"

#include <chrono>

namespace corespan::model {
namespace {

// A CPU is fastest while a batch's activations stay in its cache; a GPU wants to be filled, but the mask of attention
// grows with batch and length (an H200 reads t5-small's batches of 8,192 faster than those of 32,768).
constexpr std::int64_t cpuBudget = 1024;
constexpr std::int64_t gpuBudget = 16384;

/// \throws ModelError
WindowConfig windowOf(const WindowConfig& own, const PredictOptions& options)
{
    WindowConfig window = own;
    window.size = options.windowSize < 0 ? own.size : options.windowSize;
    window.overlap = options.windowOverlap;
    if (window.overlap < 0)
        window.overlap = options.windowSize < 0 ? own.overlap : window.size / 2;
    if (window.size > 0)
        planWindows(0, window.size, window.overlap);
    else if (options.windowOverlap > 0)
        throw ModelError("an overlap of " + std::to_string(window.overlap) +
                         " positions without windows: give the size of a window too, above the overlap");
    return window;
}

/// Sizes and overlaps of a record's windows, the largest first.
std::vector<std::pair<std::int64_t, std::int64_t>> windowSizes(const WindowConfig& window, bool views)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> sizes{{window.size, window.overlap}};
    for (std::int64_t n = 1; views && n < window.scales && sizes.back().first > 1; ++n)
        sizes.emplace_back(sizes.back().first / 2, sizes.back().second / 2);
    return sizes;
}

/// What a call of predict() has to hold together.
struct Work
{
    std::span<const std::string_view> sequences;
    const PredictOptions& options;
    WindowConfig window;
    const Predictor::OnPrediction& onPrediction;
    const Predictor::OnProgress& onProgress;
    std::stop_token stop;
    PredictSummary summary = {};
    PredictProgress progress = {};

    std::int64_t length(std::size_t index) const { return static_cast<std::int64_t>(sequences[index].size()); }

    void finish(std::size_t index, Prediction prediction)
    {
        onPrediction(index, std::move(prediction));
        progress.done = ++summary.done;
        summary.positions += length(index);
    }
    /// `further`: positions of the record that is being done.
    void tell(std::int64_t further = 0)
    {
        progress.positionsDone = summary.positions + further;
        if (onProgress)
            onProgress(progress);
    }
};

/// Ids for weights are enough to load them; letters need to know theirs.
nn::Network loadWithTokenizer(const std::filesystem::path& directory)
{
    if (!readModelConfig(directory).hasTokenizer)
        throw ModelError(
            directory.string() +
            ": nothing says which tokens its letters are: config.json has no \"corespan\" object, and there "
            "is no spiece.model. Copy the model's spiece.model there, or add to config.json: \"corespan\": "
            "{\"tokenizer\": {\"kind\": \"residue\", \"symbols\": …}, \"selector\": false}.");
    return nn::loadNetwork(directory);
}

} // namespace

struct Predictor::Private
{
    nn::Network network;
    nn::Device device;
    Tokenizer tokenizer;
    std::string sha256;
    std::int64_t budget = 0;

    Private(const std::filesystem::path& directory, const PredictorOptions& options)
        : network(loadWithTokenizer(directory)), device(nn::chooseDevice(options.device)),
          tokenizer(network.config.tokenizer, network.config.alphabet), sha256(model::weightsSha256(directory))
    {
        nn::setThreads(options.threads, true);
        if (device.info.cuda)
            moveToGpu(network, device, options.device == DeviceChoice::Auto);
        const std::int64_t usual = network.config.isPadded() ? decoderBudget : cpuBudget;
        budget = options.tokenBudget > 0 ? options.tokenBudget : device.info.cuda ? gpuBudget : usual;
    }

    bool fits(std::string_view sequence, const WindowConfig& window) const
    {
        if (window.size == 0 || static_cast<std::int64_t>(sequence.size()) <= window.size)
            return true; // there are no more pieces than positions
        return !tokenizer.onePerPosition() && LongRecord(tokenizer, sequence).length() <= window.size;
    }

    /// \throws ModelError where the model cannot be run on both strands
    void checkStrands() const
    {
        reverseComplement({}, network.config.alphabet);
        if (!tokenizer.onePerPosition())
            throw ModelError("both strands: the model's tokens are pieces of several positions, whose borders differ "
                             "between the strands; predict the forward strand");
    }

    /// Runs one batch of records that fit a window; halves it as often as memory asks for. \throws ModelError when a
    /// single record does not fit
    void runBatch(std::span<const std::size_t> indices, Work& work)
    {
        std::vector<std::string> reversed;
        std::vector<std::string_view> part;
        for (const std::size_t index : indices) {
            part.push_back(work.sequences[index]);
            if (work.options.bothStrands)
                reversed.push_back(reverseComplement(work.sequences[index], network.config.alphabet));
        }
        part.insert(part.end(), reversed.begin(), reversed.end());
        BatchOutput output;
        try {
            output =
                timed(work.summary, [&] { return infer(network, encodeBatch(tokenizer, part, device.device), false); });
        } catch (const std::exception& e) {
            if (!isOutOfMemory(e))
                throw ModelError(std::string("prediction failed: ") + e.what());
            if (indices.size() < 2)
                throw ModelError("record number " + std::to_string(indices.front() + 1) + " with " +
                                 std::to_string(work.length(indices.front())) + " positions does not fit into memory");
            ++work.summary.oomRetries;
            const std::size_t half = indices.size() / 2;
            runBatch(indices.first(half), work);
            runBatch(indices.subspan(half), work);
            return;
        }
        const auto strand = [&](std::size_t i) {
            return wholeStrand(network, output, static_cast<std::int64_t>(i), part[i], work.options);
        };
        for (std::size_t i = 0; i < indices.size(); ++i) {
            std::optional<Strand> reverse;
            if (work.options.bothStrands)
                reverse = strand(indices.size() + i);
            work.finish(indices[i], assembleRecord(network, strand(i), std::move(reverse), work.options));
        }
    }

    /// A strand that is longer than a window. `before`: strands done already. Nothing when stopped before its end.
    std::optional<Strand> runStrand(const LongRecord& record, std::string_view residues, Work& work,
                                    std::int64_t before)
    {
        const WindowRunner runner{network, device.device, budget, work.stop};
        const bool views = readsByViews(network.config, work.options.decode) && network.selectorWeight.defined();
        const std::int64_t length = record.length(), positions = record.positionsBefore(length);
        const std::vector<std::pair<std::int64_t, std::int64_t>> sizes = windowSizes(work.window, views);
        const std::int64_t rounds = (work.options.bothStrands ? 2 : 1) * static_cast<std::int64_t>(sizes.size());
        std::int64_t round = before * static_cast<std::int64_t>(sizes.size());
        Stitcher stitcher(network, length, work.options, true);
        SpanViews found(network, residues, length, work.options);
        for (const auto& [size, overlap] : sizes) {
            const bool largest = size == work.window.size;
            const auto take = [&](const Window& window, const BatchOutput& output, std::int64_t s) {
                if (largest)
                    stitcher.add(window, output, s);
                if (views)
                    found.add(window, output, s);
            };
            const auto tell = [&](std::int64_t done) { work.tell((round * positions + done) / rounds); };
            if (!runner.run(record, size, overlap, take, tell, work.summary))
                return std::nullopt;
            ++round;
        }
        Strand done{residues, stitcher.take(), record.pieces()};
        done.tracks.views = found.take();
        return done;
    }

    /// A record that is longer than a window, one strand after the other. False when stopped before its end.
    bool runLong(std::size_t index, Work& work)
    {
        const LongRecord record(tokenizer, work.sequences[index]);
        std::optional<Strand> forward = runStrand(record, work.sequences[index], work, 0), reverse;
        if (!forward)
            return false;
        std::string other;
        if (work.options.bothStrands) {
            other = reverseComplement(work.sequences[index], network.config.alphabet);
            reverse = runStrand(LongRecord(tokenizer, other), other, work, 1);
            if (!reverse)
                return false;
        }
        work.finish(index, assembleRecord(network, *std::move(forward), std::move(reverse), work.options));
        return true;
    }

    /// Those that fit a window in batches, then the longer ones.
    void predictAll(Work& work)
    {
        const std::int64_t strands = work.options.bothStrands ? 2 : 1;
        std::vector<std::int64_t> lengths;
        std::vector<std::size_t> whole, longer;
        work.progress.total = work.sequences.size();
        for (std::size_t i = 0; i < work.sequences.size(); ++i) {
            work.progress.positionsTotal += work.length(i);
            const bool inOnePiece = fits(work.sequences[i], work.window);
            (inOnePiece ? whole : longer).push_back(i);
            if (inOnePiece)
                lengths.push_back(strands * (work.length(i) + 1));
        }
        for (auto batch : makeBatches(lengths, budget)) {
            for (std::size_t& index : batch)
                index = whole[index];
            if (work.stop.stop_requested()) {
                work.summary.cancelled = true;
                return;
            }
            runBatch(batch, work);
            work.tell();
        }
        for (const std::size_t index : longer) {
            if (!runLong(index, work)) {
                work.summary.cancelled = true;
                break;
            }
            work.tell();
        }
    }
};

Predictor::Predictor(const std::filesystem::path& directory, const PredictorOptions& options)
    : d(std::make_unique<Private>(directory, options))
{
}

Predictor::~Predictor() = default;
Predictor::Predictor(Predictor&&) noexcept = default;
Predictor& Predictor::operator=(Predictor&&) noexcept = default;

const ModelConfig& Predictor::config() const
{
    return d->network.config;
}

const DeviceInfo& Predictor::device() const
{
    return d->device.info;
}

const std::string& Predictor::weightsSha256() const
{
    return d->sha256;
}

PredictSummary Predictor::predict(std::span<const std::string_view> sequences, const PredictOptions& options,
                                  const OnPrediction& onPrediction, const OnProgress& onProgress, std::stop_token stop)
{
    Work work{sequences,    options,    windowOf(d->network.config.window, options),
              onPrediction, onProgress, std::move(stop)};
    if (options.bothStrands)
        d->checkStrands();
    const auto began = std::chrono::steady_clock::now();
    d->predictAll(work);
    work.summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return work.summary;
}

RawLogits Predictor::logits(std::string_view sequence)
{
    const std::string_view one[] = {sequence};
    return assembleLogits(infer(d->network, encodeBatch(d->tokenizer, one, d->device.device), true), 0);
}

} // namespace corespan::model
