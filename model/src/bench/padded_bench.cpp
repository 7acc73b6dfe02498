// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/padded_bench.h"

#include "bench/shapes.h"
#include "heads/padded_run.h"
#include "nn/initialise.h"
#include "nn/peak_memory.h"
#include "nn/runtime.h"
#include "predict/assemble.h"
#include "train/loss.h"
#include "train/optimizer.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace corespan::model {
namespace {

using Clock = std::chrono::steady_clock;

nn::Network networkOf(const PaddedBenchOptions& options, bool padded)
{
    ModelConfig config = shapeConfig(options.shape);
    if (padded) {
        config.selector.kind = SelectorKind::Padded;
        config.decoder.numLayers = config.encoder.numLayers;
    }
    validate(config, "bench");
    nn::Network network = nn::Network::allocate(config);
    nn::initialise(network, options.seed);
    return network;
}

std::int64_t parameterCount(const nn::Network& network)
{
    std::int64_t count = 0;
    for (const nn::Parameter& p : network.parameters())
        count += p.tensor.numel();
    return count;
}

/// Random residues with the core in the middle, every one of its positions labelled.
std::vector<TrainRecord> randomRecords(const ModelConfig& config, std::int64_t count, std::int64_t length, double share,
                                       std::uint64_t seed)
{
    std::mt19937_64 generator(seed);
    const auto core = std::clamp<std::int64_t>(std::llround(share * static_cast<double>(length)), 1, length);
    const Span span{(length - core) / 2, (length - core) / 2 + core};
    const auto labels = static_cast<std::int64_t>(config.labels.size());
    std::vector<TrainRecord> records(static_cast<std::size_t>(count));
    for (TrainRecord& record : records) {
        record.cores = {{span}};
        for (std::int64_t i = 0; i < length; ++i) {
            const auto letter =
                drawInteger(generator, 0, static_cast<std::int64_t>(config.tokenizer.symbols.size()) - 1);
            record.sequence += config.tokenizer.symbols[static_cast<std::size_t>(letter)];
            const auto label = static_cast<std::int16_t>(drawInteger(generator, 0, labels - 1));
            record.labels.push_back(span.contains(i) ? label : std::int16_t{-100});
        }
    }
    return records;
}

/// The fastest of the repeats: other work on the machine only ever adds. Memory is the first run's, when nothing that
/// the allocator kept can hide it.
template <typename Work>
Cost measure(int repeats, const Work& work)
{
    Cost cost{std::numeric_limits<double>::infinity(), 0.0};
    for (int i = 0; i < repeats; ++i) {
        const nn::PeakMemory memory;
        const auto began = Clock::now();
        work();
        cost.seconds = std::min(cost.seconds, std::chrono::duration<double>(Clock::now() - began).count());
        cost.peakMiB = i == 0 ? memory.mib() : cost.peakMiB;
    }
    return cost;
}

/// One model with its records at one length.
class Contender
{
public:
    Contender(const nn::Network& network, const std::vector<TrainRecord>& records, const PaddedBenchOptions& options)
        : m_network(network), m_records(records), m_options(options),
          m_tokenizer(network.config.tokenizer, network.config.alphabet)
    {
        for (const TrainRecord& record : records)
            m_sequences.emplace_back(record.sequence);
    }

    Cost training() const
    {
        const TrainConfig config;
        std::vector<Slice> slices;
        for (std::size_t i = 0; i < m_records.size(); ++i)
            slices.push_back({i, 0, static_cast<std::int64_t>(m_records[i].sequence.size())});
        for (const nn::Parameter& p : m_network.parameters())
            p.tensor.requires_grad_(true);
        AdamW optimizer(m_network.parameters(), config);
        const nn::TrainingMode mode{m_network.config.encoder.dropout, 1};
        const Cost cost = measure(m_options.repeats, [&] {
            std::mt19937_64 generator(m_options.seed);
            const TrainBatch batch = makeTrainBatch(m_records, slices, m_tokenizer);
            batchLosses(m_network, batch, config, 0.0, mode, generator).total.backward();
            optimizer.step(1e-4);
        });
        for (const nn::Parameter& p : m_network.parameters())
            p.tensor.requires_grad_(false);
        return cost;
    }

    Cost inference() const
    {
        return measure(m_options.repeats, [&] {
            const BatchOutput output = infer(m_network, encodeBatch(m_tokenizer, m_sequences, at::kCPU), false);
            for (std::size_t i = 0; i < m_sequences.size(); ++i)
                assemblePrediction(m_network, output, static_cast<std::int64_t>(i), m_sequences[i], {});
        });
    }

    /// Greedy decoding and nothing else.
    Cost plainDecoding() const
    {
        const nn::StepRules rules = paddedRules(paddedTokens(m_network.config));
        return measure(m_options.repeats, [&] {
            const c10::InferenceMode inference;
            const EncodedBatch batch = encodeBatch(m_tokenizer, m_sequences, at::kCPU);
            const nn::NetworkOutput encoded = nn::forward(m_network, batch.ids, batch.packed);
            nn::greedyDecode(m_network, encoded.hidden, batch.packed, rules, {.stopEarly = false});
        });
    }

    /// What prediction does. A decoder with random weights would put its core anywhere, so the run is cut where the
    /// true core would end it.
    Cost earlyDecoding() const
    {
        const std::int64_t steps = std::min<std::int64_t>(static_cast<std::int64_t>(m_sequences.front().size()),
                                                          m_records.front().cores.front().span.end + 1);
        return measure(m_options.repeats, [&] {
            const c10::InferenceMode inference;
            const EncodedBatch batch = encodeBatch(m_tokenizer, m_sequences, at::kCPU);
            const nn::NetworkOutput encoded = nn::forward(m_network, batch.ids, batch.packed);
            const PaddedRun run = runPadded(m_network, encoded.hidden, batch.packed, {false, steps});
            const BatchOutput output{batch.packed, {}, {}, run.tracks, run.labels};
            for (std::size_t i = 0; i < m_sequences.size(); ++i)
                assemblePrediction(m_network, output, static_cast<std::int64_t>(i), m_sequences[i], {});
        });
    }

private:
    const nn::Network& m_network;
    const std::vector<TrainRecord>& m_records;
    const PaddedBenchOptions& m_options;
    Tokenizer m_tokenizer;
    std::vector<std::string_view> m_sequences;
};

PaddedBenchRow measureRow(const nn::Network& span, const nn::Network& padded, const PaddedBenchOptions& options,
                          std::int64_t length, double share)
{
    PaddedBenchRow row;
    row.length = length;
    row.coreShare = share;
    row.records = std::max<std::int64_t>(1, options.batchTokens / length);
    const auto records = randomRecords(span.config, row.records, length, share, options.seed);
    const Contender heads(span, records, options), decoder(padded, records, options);
    row.spanInference = heads.inference();
    row.paddedInference = decoder.plainDecoding();
    row.paddedEarly = decoder.earlyDecoding();
    row.spanTraining = heads.training();
    row.paddedTraining = decoder.training();
    return row;
}

void check(const PaddedBenchOptions& options)
{
    if (options.lengths.empty() || std::ranges::min(options.lengths) < 1)
        throw ModelError("bench: lengths have to be at least 1");
    const auto possible = [](double share) { return share > 0.0 && share <= 1.0; };
    if (options.coreShares.empty() || !std::ranges::all_of(options.coreShares, possible))
        throw ModelError("bench: a core is more than 0 and at most 1 of its record");
    if (options.repeats < 1 || options.batchTokens < 1)
        throw ModelError("bench: repeats and positions of a batch have to be at least 1");
}

} // namespace

PaddedBenchResult benchPadded(const PaddedBenchOptions& options,
                              const std::function<void(std::size_t, std::size_t)>& onProgress)
{
    check(options);
    nn::chooseDevice(DeviceChoice::Cpu);
    PaddedBenchResult result{options.shape, "CPU", nn::setThreads(options.threads, false), 0, 0, {}};
    const nn::Network span = networkOf(options, false), padded = networkOf(options, true);
    result.spanParameters = parameterCount(span);
    result.paddedParameters = parameterCount(padded);
    const std::size_t total = options.lengths.size() * options.coreShares.size();
    for (const std::int64_t length : options.lengths) {
        for (const double share : options.coreShares) {
            result.rows.push_back(measureRow(span, padded, options, length, share));
            if (onProgress)
                onProgress(result.rows.size(), total);
        }
    }
    return result;
}

} // namespace corespan::model
