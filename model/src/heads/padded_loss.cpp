// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/padded_loss.h"

#include "model/padded_decoder.h"
#include "nn/decoder.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace corespan::model {
namespace {

using at::Tensor;

/// The tokens of one sequence, `</s>` included, and which of them are judged.
class Sequence
{
public:
    Sequence(const ModelConfig& config, const SelectorTruth& truth, const std::int64_t* labels)
        : m_tokens(paddedTokens(config)), m_unknown(config.tokenizer.unknownId), m_truth(truth), m_labels(labels)
    {
        const auto rows = static_cast<std::size_t>(truth.length) + 1;
        read.assign(rows, Tokenizer::endId);
        judged.assign(rows, truth.annotated ? Tokenizer::endId : PaddedTargets::ignored);
        for (std::int64_t i = 0; i < truth.length; ++i)
            write(i);
        leaveOut();
    }

    std::vector<std::int64_t> read;   ///< true tokens
    std::vector<std::int64_t> judged; ///< targets

private:
    void write(std::int64_t i)
    {
        const auto at = static_cast<std::size_t>(i);
        const bool labelled = m_labels[i] >= 0 && m_labels[i] < m_tokens.labels;
        if (!m_truth.annotated) {
            read[at] = labelled ? m_tokens.label(m_labels[i]) : m_unknown;
            judged[at] = labelled ? read[at] : PaddedTargets::ignored;
            return;
        }
        const bool none = m_truth.cores.empty();
        const Span core = none ? Span{m_truth.length, m_truth.length} : m_truth.cores.front().span;
        if (core.contains(i)) {
            read[at] = labelled ? m_tokens.label(m_labels[i]) : m_tokens.core();
            judged[at] = labelled ? read[at] : PaddedTargets::someCore;
        } else {
            read[at] = judged[at] = i < core.begin ? m_tokens.pre : m_tokens.post();
        }
    }

    void leaveOut()
    {
        for (const Span& zone : m_truth.ambiguous)
            std::fill(judged.begin() + zone.begin, judged.begin() + zone.end, PaddedTargets::ignored);
        if (m_truth.cores.empty())
            return;
        const GoldCore& core = m_truth.cores.front();
        if (core.openBegin && core.span.begin > 0)
            judged[static_cast<std::size_t>(core.span.begin)] = PaddedTargets::ignored;
        if (core.openEnd && core.span.end < m_truth.length)
            judged[static_cast<std::size_t>(core.span.end)] = PaddedTargets::ignored;
    }

    PaddedTokens m_tokens;
    std::int64_t m_unknown;
    const SelectorTruth& m_truth;
    const std::int64_t* m_labels;
};

/// -log P(some core token), [rows].
Tensor someCoreLoss(const Tensor& logits, const PaddedTokens& tokens)
{
    const Tensor labels = logits.narrow(1, tokens.label(0), tokens.labels);
    return at::logsumexp(logits, 1) - at::logsumexp(at::cat({logits.narrow(1, tokens.core(), 1), labels}, 1), 1);
}

double meanOver(const Tensor& losses, const Tensor& rows)
{
    const auto count = rows.sum().item<std::int64_t>();
    return count > 0 ? losses.detach().masked_select(rows).mean().item<double>() : 0.0;
}

} // namespace

PaddedTargets paddedTargets(const ModelConfig& config, const TrainBatch& batch)
{
    PaddedTargets result{at::empty({batch.packed.rows()}, at::kLong), at::empty({batch.packed.rows()}, at::kLong)};
    auto *inputs = result.inputs.data_ptr<std::int64_t>(), *targets = result.targets.data_ptr<std::int64_t>();
    const auto* labels = batch.labels.const_data_ptr<std::int64_t>();
    for (std::size_t s = 0; s < batch.truth.size(); ++s) {
        const std::int64_t first = batch.packed.offsets[s];
        const Sequence sequence(config, batch.truth[s], labels + first);
        inputs[first] = config.decoder.startId;
        std::copy(sequence.read.begin(), sequence.read.end() - 1, inputs + first + 1);
        std::ranges::copy(sequence.judged, targets + first);
    }
    return result;
}

Losses paddedLoss(const nn::Network& network, const Tensor& hidden, const TrainBatch& batch, double labelSmoothing,
                  const nn::TrainingMode* training)
{
    const PaddedTokens tokens = paddedTokens(network.config);
    const PaddedTargets targets = paddedTargets(network.config, batch);
    const Tensor wanted = targets.targets.to(hidden.device());
    const Tensor judged = wanted != PaddedTargets::ignored;
    const auto count = judged.sum().item<std::int64_t>();
    if (count == 0)
        return {};
    const Tensor states = nn::decode(network, hidden, targets.inputs.to(hidden.device()), batch.packed, training);
    const Tensor logits = nn::outputLogits(network, states, 0, network.config.encoder.vocabSize);
    const Tensor some = wanted == PaddedTargets::someCore;
    const Tensor known = wanted.masked_fill(wanted < 0, PaddedTargets::ignored);
    Tensor losses =
        at::cross_entropy_loss(logits, known, {}, at::Reduction::None, PaddedTargets::ignored, labelSmoothing);
    if (some.any().item<bool>())
        losses = at::where(some, someCoreLoss(logits, tokens), losses);
    const Tensor inside = some | (wanted == tokens.core()) | (wanted >= tokens.label(0));
    return {losses.sum() / static_cast<double>(count), meanOver(losses, inside), meanOver(losses, judged & ~inside)};
}

} // namespace corespan::model
