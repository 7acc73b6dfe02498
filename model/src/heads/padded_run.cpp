// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/padded_run.h"

#include "nn/decoder.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <limits>

namespace corespan::model {
namespace {

using at::Tensor;

constexpr std::int64_t preColumn = 0, coreColumn = 1, postColumn = 2, firstLabelColumn = 3;

/// Logits of the three things that a token can say, each [rows], double on the CPU.
struct Classes
{
    Tensor pre, core, post;

    explicit Classes(const Tensor& logits)
    {
        const Tensor wide = logits.to(at::kCPU, at::kDouble);
        pre = wide.select(1, preColumn);
        post = wide.select(1, postColumn);
        const Tensor labels = wide.narrow(1, firstLabelColumn, wide.size(1) - firstLabelColumn);
        core = at::logsumexp(at::cat({wide.narrow(1, coreColumn, 1), labels}, 1), 1);
    }
};

/// What a run that writes nothing but `<pre>` says, from one pass over all positions at once.
Classes onlyBefore(const nn::Network& network, const PaddedTokens& tokens, const Tensor& hidden,
                   const nn::Packed& packed)
{
    const Tensor inputs = at::full({packed.rows()}, tokens.pre, hidden.options().dtype(at::kLong));
    for (std::int64_t s = 0; s < packed.sequences(); ++s)
        inputs[packed.offsets[static_cast<std::size_t>(s)]].fill_(network.config.decoder.startId);
    const Tensor states = nn::decode(network, hidden, inputs, packed);
    return Classes(nn::outputLogits(network, states, tokens.pre, tokens.count()));
}

std::vector<double> part(const Tensor& values, std::int64_t first, std::int64_t count)
{
    const Tensor rows = values.narrow(0, first, count).contiguous();
    const double* from = rows.const_data_ptr<double>();
    return {from, from + count};
}

/// All of a batch, to be cut by sequence.
struct BatchSteps
{
    Tensor waits, begins, stays, leaves; ///< [rows] double
    Tensor written;                      ///< [rows, columns] float on the CPU, logits of the greedy run
    Tensor tokens;                       ///< [rows] long on the CPU
    Tensor allInside, allAround;         ///< [rows] log of the sum over what may follow inside and before the core
};

PaddedSteps stepsOf(const BatchSteps& all, const PaddedTokens& tokens, std::int64_t first, std::int64_t length)
{
    PaddedSteps steps{part(all.waits, first, length),
                      part(all.begins, first, length),
                      part(all.stays, first, length),
                      part(all.leaves, first, length),
                      std::vector<double>(static_cast<std::size_t>(length)),
                      {}};
    const auto* token = all.tokens.const_data_ptr<std::int64_t>() + first;
    const float* logits = all.written.const_data_ptr<float>() + first * tokens.count();
    const auto *inside = all.allInside.const_data_ptr<double>() + first,
               *around = all.allAround.const_data_ptr<double>() + first;
    bool before = true;
    for (std::int64_t i = 0; i < length && token[i] != tokens.post(); ++i) {
        const auto logit = static_cast<double>(logits[i * tokens.count() + token[i] - tokens.pre]);
        steps.tokens[static_cast<std::size_t>(i)] = logit - (before ? around[i] : inside[i]);
        if (token[i] == tokens.pre)
            continue;
        steps.core = {before ? i : steps.core.begin, i + 1};
        before = false;
    }
    if (steps.core.length() > 0 && steps.core.end < length)
        steps.tokens[static_cast<std::size_t>(steps.core.end)] = steps.leaves[static_cast<std::size_t>(steps.core.end)];
    return steps;
}

} // namespace

nn::StepRules paddedRules(const PaddedTokens& tokens)
{
    constexpr float never = -std::numeric_limits<float>::infinity();
    nn::StepRules rules;
    rules.first = tokens.pre;
    rules.finalState = 2;
    rules.allowed = at::full({3, tokens.count()}, never);
    rules.next = at::ones({tokens.count()}, at::kLong);
    rules.next[preColumn].fill_(0);
    rules.next[postColumn].fill_(2);
    for (const std::int64_t state : {0, 1}) {
        rules.allowed[state][coreColumn].fill_(0.0F);
        rules.allowed[state].narrow(0, firstLabelColumn, tokens.labels).fill_(0.0F);
    }
    rules.allowed[0][preColumn].fill_(0.0F);
    rules.allowed[1][postColumn].fill_(0.0F);
    rules.allowed[2][postColumn].fill_(0.0F);
    return rules;
}

PaddedRun runPadded(const nn::Network& network, const Tensor& hidden, const nn::Packed& packed,
                    const nn::GreedyOptions& options)
{
    const c10::InferenceMode inference;
    const PaddedTokens tokens = paddedTokens(network.config);
    const nn::GreedyOutput greedy = nn::greedyDecode(network, hidden, packed, paddedRules(tokens), options);
    const Classes before = onlyBefore(network, tokens, hidden, packed), written(greedy.logits);
    BatchSteps all;
    const Tensor waitOrBegin = at::logaddexp(before.pre, before.core);
    all.waits = before.pre - waitOrBegin;
    all.begins = before.core - waitOrBegin;
    all.allInside = at::logaddexp(written.core, written.post).contiguous();
    all.allAround = at::logaddexp(written.pre, written.core).contiguous();
    all.stays = written.core - all.allInside;
    all.leaves = written.post - all.allInside;
    all.written = greedy.logits.to(at::kCPU, at::kFloat).contiguous();
    all.tokens = greedy.tokens.cpu();

    PaddedRun run;
    run.tokens = all.tokens;
    run.steps = greedy.steps;
    run.tracks = at::empty({packed.rows(), paddedTracks});
    for (std::int64_t s = 0; s < packed.sequences(); ++s) {
        const std::int64_t first = packed.offsets[static_cast<std::size_t>(s)];
        const auto tracks = makePaddedTracks(stepsOf(all, tokens, first, packed.length(s) - 1));
        std::ranges::copy(tracks, run.tracks.data_ptr<float>() + first * paddedTracks);
    }
    if (tokens.labels > 0)
        run.labels = all.written.narrow(1, firstLabelColumn, tokens.labels).contiguous();
    return run;
}

} // namespace corespan::model
