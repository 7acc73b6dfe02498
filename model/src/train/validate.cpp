// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/validate.h"

#include "heads/decode_selector.h"
#include "predict/assemble.h"
#include "predict/batching.h"

#include <algorithm>

namespace corespan::model {

namespace {

bool sameCores(const std::vector<ScoredSpan>& predicted, const std::vector<GoldCore>& gold)
{
    return std::ranges::equal(
        predicted, gold, [](const ScoredSpan& p, const GoldCore& g) { return p.span == g.span && p.type == g.type; });
}

/// The best string; the search keeps the empty one where nothing is better.
bool sameString(const std::vector<CtcHypothesis>& strings, const std::vector<std::int16_t>& target)
{
    return !strings.empty() && std::ranges::equal(strings.front().labels, target);
}

} // namespace

ValidationResult validateNetwork(const nn::Network& network, const Tokenizer& tokenizer,
                                 std::span<const TrainRecord> records, std::int64_t tokenBudget)
{
    std::vector<std::int64_t> lengths;
    for (const TrainRecord& record : records)
        lengths.push_back(static_cast<std::int64_t>(record.sequence.size()) + 1);
    PredictOptions options;
    options.decode = decodeOptionsOf(network.config);
    options.decode.nBest = 1;
    std::int64_t annotated = 0, right = 0, labelled = 0, same = 0;
    const std::int64_t budget = network.config.isPadded() ? std::max(tokenBudget, decoderBudget) : tokenBudget;
    for (const auto& indices : makeBatches(lengths, budget)) {
        std::vector<std::string_view> part;
        for (const std::size_t index : indices)
            part.emplace_back(records[index].sequence);
        const BatchOutput output = infer(network, encodeBatch(tokenizer, part, network.embedding.device()), false);
        for (std::size_t i = 0; i < indices.size(); ++i) {
            const TrainRecord& record = records[indices[i]];
            const Prediction prediction =
                assemblePrediction(network, output, static_cast<std::int64_t>(i), part[i], options);
            if (network.config.selector.kind == SelectorKind::Ctc) {
                const bool known =
                    !record.target.empty() || (record.annotated && record.cores.empty() && record.ambiguous.empty());
                annotated += known ? 1 : 0;
                right += known && sameString(prediction.strings, record.target) ? 1 : 0;
            } else if (record.annotated) {
                ++annotated;
                right += sameCores(prediction.selector.cores, record.cores) ? 1 : 0;
            }
            for (std::size_t p = 0; p < std::min(record.labels.size(), prediction.topLabel.size()); ++p) {
                labelled += record.labels[p] >= 0 ? 1 : 0;
                same += record.labels[p] >= 0 && record.labels[p] == prediction.topLabel[p] ? 1 : 0;
            }
        }
    }
    const auto share = [](std::int64_t part, std::int64_t all) {
        return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : 0.0;
    };
    return {share(right, annotated), share(same, labelled)};
}

} // namespace corespan::model
