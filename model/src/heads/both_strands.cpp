// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/both_strands.h"

#include "heads/decode_orfs.h"
#include "heads/merge_strands.h"
#include "heads/tag_scheme.h"

#include <ATen/ATen.h>

#include <array>

namespace corespan::model {
namespace {

/// Positions in the other order; the last row, of `</s>`, stays.
at::Tensor turned(const at::Tensor& rows)
{
    const std::int64_t length = rows.size(0) - 1;
    return at::cat({rows.narrow(0, 0, length).flip({0}), rows.narrow(0, length, 1)});
}

/// Each logit relative to the strand's null, where there is one: strands compare by what a core gains over none.
at::Tensor spanRows(const SelectorConfig& selector, const StrandRows& forward, const StrandRows& reverse)
{
    const auto types = static_cast<std::int64_t>(selector.types.size());
    const auto gained = [&](const at::Tensor& rows) {
        return selector.null ? rows - rows[rows.size(0) - 1].narrow(0, 0, 2).repeat({types}) : rows;
    };
    const at::Tensor other = turned(gained(reverse.rows));
    const at::Tensor swapped = other.view({-1, types, 2}).flip({2}).reshape(other.sizes()); // begins are its ends
    return at::cat({gained(forward.rows), swapped}, 1);
}

/// The tag that a strand of the model's scheme has where both strands together have `within` (B, I, E, S) of a core.
std::int64_t strandTag(TagScheme scheme, std::int64_t type, int within, bool reverse)
{
    const bool before = within == 1 || within == 2, after = within == 0 || within == 1;
    return tagFor(scheme, static_cast<int>(type), reverse ? after : before, reverse ? before : after);
}

/// For each tag but O of both strands together, BIOES of 2 T types: the strand's own.
std::vector<std::int64_t> strandTags(const SelectorConfig& selector)
{
    const auto types = static_cast<std::int64_t>(selector.types.size());
    std::vector<std::int64_t> tags;
    for (const bool reverse : {false, true})
        for (std::int64_t t = 0; t < types; ++t)
            for (int within = 0; within < 4; ++within)
                tags.push_back(strandTag(tagScheme(selector.kind), t, within, reverse));
    return tags;
}

/// Emissions relative to O.
at::Tensor tagRows(const SelectorConfig& selector, const StrandRows& forward, const StrandRows& reverse)
{
    const at::Tensor tags = at::tensor(strandTags(selector), at::kLong);
    const std::int64_t half = tags.size(0) / 2;
    const auto pick = [&](const at::Tensor& rows, std::int64_t from) {
        return (rows - rows.narrow(1, 0, 1)).index_select(1, tags.narrow(0, from, half));
    };
    const at::Tensor outside = at::zeros({forward.rows.size(0), 1});
    return at::cat({outside, pick(forward.rows, 0), pick(turned(reverse.rows), half)}, 1);
}

/// Weights of both chains, each of which has O where the other has a core, relative to O O O ...
void liftCrf(const nn::Network& network, nn::Network& lifted)
{
    const std::vector<std::int64_t> own = strandTags(network.config.selector);
    const std::size_t half = own.size() / 2, count = own.size() + 1;
    const at::Tensor start = network.crfStart - network.crfStart[0], end = network.crfEnd - network.crfEnd[0];
    const at::Tensor steps = (network.crfTransitions - network.crfTransitions[0][0]).contiguous();
    const std::int64_t tags = steps.size(0);
    const float* weights = steps.const_data_ptr<float>();
    /// From tag a to tag b, of both together, as one strand sees it.
    const auto seen = [&](std::size_t a, std::size_t b, bool reverse) {
        const auto on = [&](std::size_t tag) { return tag > 0 && (tag > half) == reverse ? own[tag - 1] : 0; };
        return reverse ? weights[on(b) * tags + on(a)] : weights[on(a) * tags + on(b)];
    };
    lifted.crfStart = at::zeros({static_cast<std::int64_t>(count)});
    lifted.crfEnd = at::zeros_like(lifted.crfStart);
    lifted.crfTransitions = at::zeros({static_cast<std::int64_t>(count), static_cast<std::int64_t>(count)});
    for (std::size_t a = 1; a < count; ++a) {
        const auto to = static_cast<std::int64_t>(a);
        lifted.crfStart[to] = (a > half ? end : start)[own[a - 1]];
        lifted.crfEnd[to] = (a > half ? start : end)[own[a - 1]];
    }
    float* to = lifted.crfTransitions.data_ptr<float>();
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = 0; b < count; ++b)
            to[a * count + b] = seen(a, b, false) + seen(a, b, true);
}

bool allowed(const std::vector<std::uint8_t>& mask, std::size_t index)
{
    return mask.empty() || mask[index] != 0;
}

/// `next` or `touching` of 2 T types: on the reverse strand the order is turned; between strands a chain of cores is
/// whole before the next one begins.
std::vector<std::uint8_t> liftPairs(const TypeGrammar& grammar, const std::vector<std::uint8_t>& pairs, std::size_t T)
{
    std::vector<std::uint8_t> lifted(4 * T * T);
    for (std::size_t a = 0; a < T; ++a)
        for (std::size_t b = 0; b < T; ++b) {
            lifted[a * 2 * T + b] = allowed(pairs, a * T + b);
            lifted[(T + b) * 2 * T + T + a] = allowed(pairs, a * T + b);
            lifted[a * 2 * T + T + b] = allowed(grammar.last, a) && allowed(grammar.last, b);
            lifted[(T + a) * 2 * T + b] = allowed(grammar.first, a) && allowed(grammar.first, b);
        }
    return lifted;
}

TypeGrammar liftGrammar(const TypeGrammar& grammar, std::size_t T)
{
    const bool placed = std::ranges::any_of(grammar.atStart, [](std::int64_t k) { return k > 0; });
    const auto sided = [](const TypeSides& s) { return !s.begin.empty() || !s.end.empty(); };
    if (placed || std::ranges::any_of(grammar.sides, sided))
        throw ModelError("both strands: the model's grammar says where its types lie (at_start, sides), which has no "
                         "meaning on the other strand; predict one strand, or with --grammar off");
    TypeGrammar lifted;
    const auto joined = [](auto own, const auto& other) {
        own.insert(own.end(), other.begin(), other.end());
        return own;
    };
    if (!grammar.first.empty() || !grammar.last.empty()) {
        const std::vector<std::uint8_t> all(T, 1);
        const auto& first = grammar.first.empty() ? all : grammar.first;
        const auto& last = grammar.last.empty() ? all : grammar.last;
        lifted.first = joined(first, last);
        lifted.last = joined(last, first);
    }
    lifted.next = liftPairs(grammar, grammar.next, T);
    lifted.touching = liftPairs(grammar, grammar.touching, T);
    lifted.lengths = joined(grammar.lengths, grammar.lengths);
    return lifted;
}

/// A network of 2 T types with nothing in it but what decoders read.
nn::Network lift(const nn::Network& network, const DecodeOptions& options)
{
    nn::Network lifted;
    lifted.config = network.config;
    SelectorConfig& selector = lifted.config.selector;
    const std::vector<std::string> types = selector.types;
    selector.types.insert(selector.types.end(), types.begin(), types.end());
    if (options.grammar && selector.grammar.kind == GrammarConfig::Kind::Types)
        selector.grammar.types = liftGrammar(selector.grammar.types, types.size());
    if (selector.kind == SelectorKind::Bio)
        selector.kind = SelectorKind::Bioes;
    if (network.crfStart.defined())
        liftCrf(network, lifted);
    return lifted;
}

} // namespace

SelectorResult decodeBothStrands(const nn::Network& network, const StrandRows& forward, const StrandRows& reverse,
                                 const DecodeOptions& options, bool several)
{
    const SelectorConfig& selector = network.config.selector;
    const bool orfs = options.grammar && selector.grammar.kind == GrammarConfig::Kind::Orf;
    if (selector.kind == SelectorKind::Padded) {
        const auto decode = several ? decodeStitched : decodeSelector;
        return mergeStrands(decode(network, forward.rows, forward.sequence, options),
                            decode(network, reverse.rows, reverse.sequence, options), options);
    }
    if (selector.kind == SelectorKind::Ctc) {
        DecodeOptions free = options;
        free.grammar = false;
        SelectorResult merged = mergeStrands(decodeSelector(network, forward.rows, forward.sequence, free),
                                             decodeSelector(network, reverse.rows, reverse.sequence, free), options);
        if (orfs)
            merged.selection = decodeOrfs(network, forward, reverse, options);
        return merged;
    }
    if (orfs)
        return {decodeOrfs(network, forward, reverse, options)};
    at::Tensor rows;
    switch (selector.kind) {
    case SelectorKind::Span:
        rows = spanRows(selector, forward, reverse);
        break;
    case SelectorKind::Mask:
        rows = at::cat({forward.rows, turned(reverse.rows)}, 1);
        break;
    case SelectorKind::Bio:
    case SelectorKind::Bioes:
        rows = tagRows(selector, forward, reverse);
        break;
    case SelectorKind::Ctc:
    case SelectorKind::Padded:
        break; // above
    }
    const nn::Network lifted = lift(network, options);
    return several ? decodeStitched(lifted, rows.contiguous(), forward.sequence, options)
                   : decodeSelector(lifted, rows.contiguous(), forward.sequence, options);
}

} // namespace corespan::model
