// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/predictor.h"

#include "model/safetensors.h"
#include "nn/runtime.h"
#include "nn/weights_io.h"
#include "predict/assemble.h"
#include "predict/batching.h"
#include "predict/long_record.h"
#include "predict/positions.h"
#include "predict/self_test.h"
#include "predict/stitch.h"

#include <c10/util/Exception.h>

namespace corespan::model {
namespace {

// A CPU is fastest while a batch's activations stay in its cache; a GPU wants to be filled.
constexpr std::int64_t cpuBudget = 1024;
constexpr std::int64_t gpuBudget = 65536;

bool isOutOfMemory(const std::exception& e)
{
    return dynamic_cast<const c10::OutOfMemoryError*>(&e) != nullptr ||
           dynamic_cast<const std::bad_alloc*>(&e) != nullptr ||
           std::string_view(e.what()).find("out of memory") != std::string_view::npos ||
           std::string_view(e.what()).find("can't allocate memory") != std::string_view::npos;
}

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

    WindowConfig windowOf(const PredictOptions& options) const
    {
        WindowConfig window = network.config.window;
        window.size = options.windowSize < 0 ? window.size : options.windowSize;
        window.overlap = options.windowOverlap < 0 ? window.overlap : options.windowOverlap;
        return window;
    }

    bool fits(std::string_view sequence, const WindowConfig& window) const
    {
        if (window.size == 0 || static_cast<std::int64_t>(sequence.size()) <= window.size)
            return true; // there are no more pieces than positions
        return !tokenizer.onePerPosition() && LongRecord(tokenizer, sequence).length() <= window.size;
    }

    /// A record that is longer than a window, in batches of windows. False when stopped before its end.
    bool runLong(std::string_view sequence, const WindowConfig& config, const PredictOptions& options,
                 const std::stop_token& stop, const std::function<void(std::int64_t positions)>& onPositions,
                 Prediction& prediction, PredictSummary& summary)
    {
        const LongRecord record(tokenizer, sequence);
        const std::int64_t length = record.length();
        const std::vector<Window> windows = planWindows(length, config.size, config.overlap);
        auto each = static_cast<std::size_t>(std::max<std::int64_t>(1, budget / (config.size + 1)));
        Stitcher stitcher(network, length, options);
        for (std::size_t from = 0; from < windows.size();) {
            if (stop.stop_requested())
                return false;
            const std::span batch = std::span(windows).subspan(from, std::min(each, windows.size() - from));
            std::vector<Encoding> parts;
            for (const Window& w : batch)
                parts.push_back(record.cut(w.seen));
            BatchOutput output;
            try {
                output = infer(network, packEncodings(std::move(parts), device.device), false);
            } catch (const std::exception& e) {
                if (!isOutOfMemory(e) || each == 1)
                    throw ModelError("a record of " + std::to_string(sequence.size()) + " positions, from " +
                                     std::to_string(record.positionsBefore(batch.front().seen.begin) + 1) +
                                     " on: " + e.what());
                each /= 2;
                ++summary.oomRetries;
                continue;
            }
            from += batch.size();
            for (std::size_t i = 0; i < batch.size(); ++i)
                stitcher.add(batch[i], output, static_cast<std::int64_t>(i));
            onPositions(record.positionsBefore(batch.back().kept.end));
        }
        prediction = stitcher.finish(sequence);
        if (record.pieces() != nullptr)
            toPositions(*record.pieces(), network.config.labels.size(), prediction);
        return true;
    }

    /// Runs one batch; halves it as often as memory asks for. \throws ModelError when a single record does not fit
    void runBatch(std::span<const std::size_t> indices, std::span<const std::string_view> sequences,
                  const PredictOptions& options, const OnPrediction& onPrediction, PredictSummary& summary)
    {
        BatchOutput output;
        try {
            std::vector<std::string_view> part;
            for (const std::size_t index : indices)
                part.push_back(sequences[index]);
            output = infer(network, encodeBatch(tokenizer, part, device.device), false);
        } catch (const std::exception& e) {
            if (!isOutOfMemory(e))
                throw ModelError(std::string("prediction failed: ") + e.what());
            if (indices.size() < 2)
                throw ModelError("record number " + std::to_string(indices.front() + 1) + " with " +
                                 std::to_string(sequences[indices.front()].size()) +
                                 " positions does not fit into memory");
            ++summary.oomRetries;
            const std::size_t half = indices.size() / 2;
            runBatch(indices.first(half), sequences, options, onPrediction, summary);
            runBatch(indices.subspan(half), sequences, options, onPrediction, summary);
            return;
        }
        for (std::size_t i = 0; i < indices.size(); ++i) {
            onPrediction(indices[i], assemblePrediction(network, output, static_cast<std::int64_t>(i),
                                                        sequences[indices[i]], options));
            ++summary.done;
            summary.positions += static_cast<std::int64_t>(sequences[indices[i]].size());
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
    const WindowConfig window = d->windowOf(options);
    std::vector<std::int64_t> lengths;
    std::vector<std::size_t> whole, longer;
    PredictProgress progress;
    progress.total = sequences.size();
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        const auto length = static_cast<std::int64_t>(sequences[i].size());
        progress.positionsTotal += length;
        const bool fits = d->fits(sequences[i], window);
        (fits ? whole : longer).push_back(i);
        if (fits)
            lengths.push_back(length + 1);
    }
    PredictSummary summary;
    for (auto batch : makeBatches(lengths, d->budget)) {
        for (std::size_t& index : batch)
            index = whole[index];
        if (stop.stop_requested()) {
            summary.cancelled = true;
            break;
        }
        d->runBatch(batch, sequences, options, onPrediction, summary);
        progress.done = summary.done;
        progress.positionsDone = summary.positions;
        if (onProgress)
            onProgress(progress);
    }
    for (const std::size_t index : longer) {
        Prediction prediction;
        const auto onPositions = [&](std::int64_t positions) {
            progress.positionsDone = summary.positions + positions;
            if (onProgress)
                onProgress(progress);
        };
        if (summary.cancelled ||
            !d->runLong(sequences[index], window, options, stop, onPositions, prediction, summary)) {
            summary.cancelled = true;
            break;
        }
        onPrediction(index, std::move(prediction));
        progress.done = ++summary.done;
        summary.positions += static_cast<std::int64_t>(sequences[index].size());
        onPositions(0);
    }
    return summary;
}

RawLogits Predictor::logits(std::string_view sequence)
{
    const std::string_view one[] = {sequence};
    return assembleLogits(infer(d->network, encodeBatch(d->tokenizer, one, d->device.device), true), 0);
}

} // namespace corespan::model
