// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/span_views.h"

#include "heads/decode_selector.h"
#include "model/listed_decoder.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace corespan::model {
namespace {

// What is further down a window's list has next to no probability beside what is above it.
constexpr std::size_t perWindow = 8;
// Logits in float do not tell smaller doubts apart.
constexpr double leastDoubt = 1e-9;

} // namespace

bool readsByViews(const ModelConfig& config, const DecodeOptions& options)
{
    const bool rules = options.grammar && config.selector.grammar.kind == GrammarConfig::Kind::Types;
    return config.selector.kind == SelectorKind::Span && !rules;
}

SpanViews::SpanViews(const nn::Network& network, std::string_view residues, std::int64_t length,
                     const PredictOptions& options)
    : m_network(network), m_residues(residues), m_length(length), m_options(options.decode)
{
    m_options.nBest = std::max(m_options.nBest, perWindow);
    m_options.allowNull = true; // a record that has to have a core need not have one in every window
}

void SpanViews::add(const Window& window, const BatchOutput& output, std::int64_t s)
{
    const std::int64_t first = output.packed.offsets[static_cast<std::size_t>(s)], length = window.seen.length();
    const bool pieces = static_cast<std::int64_t>(m_residues.size()) != m_length;
    const std::string_view part =
        pieces ? std::string_view()
               : m_residues.substr(static_cast<std::size_t>(window.seen.begin), static_cast<std::size_t>(length));
    const Selection found =
        decodeSelector(m_network, output.selector.narrow(0, first, length + 1), part, m_options).selection;
    const bool left = window.seen.begin == 0, right = window.seen.end == m_length;
    for (const ScoredSpan& core : found.candidates) {
        if ((core.span.begin == 0 && !left) || (core.span.end == length && !right) || core.probability < leastDoubt)
            continue;
        const double doubt = std::max(1.0 - core.probability, leastDoubt);
        const Key key{{window.seen.begin + core.span.begin, window.seen.begin + core.span.end}, core.type};
        const double logOdds = std::log(core.probability / doubt);
        const auto [entry, fresh] = m_logOdds.emplace(key, logOdds);
        if (!fresh)
            entry->second = std::max(entry->second, logOdds);
    }
}

std::vector<ScoredSpan> SpanViews::take() const
{
    std::vector<ScoredSpan> cores;
    for (const auto& [key, logOdds] : m_logOdds)
        cores.push_back({key.span, logOdds, 0.0, key.type});
    return cores;
}

Selection decodeViews(const ModelConfig& config, const std::vector<ScoredSpan>& forward,
                      const std::vector<ScoredSpan>* reverse, std::int64_t length, const DecodeOptions& options)
{
    const int types = static_cast<int>(config.selector.types.size());
    std::vector<ScoredSpan> cores = forward;
    if (reverse != nullptr)
        for (ScoredSpan core : *reverse) {
            core.span = {length - core.span.end, length - core.span.begin};
            core.type += types;
            cores.push_back(core);
        }
    ListedDecodeOptions listed; // temperature and null bias are in each window's probabilities already
    listed.allowNull = options.allowNull;
    listed.singleCore = options.singleCore;
    listed.nBest = options.nBest;
    return decodeListedSet(cores, length, reverse != nullptr ? 2 * types : types, listed);
}

} // namespace corespan::model
