// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/padded_decoder.h"
#include "model/tokenizer.h"

#include <algorithm>
#include <cmath>

namespace corespan::model {
namespace {

constexpr double never = -1e4; ///< log of probability 0, finite so that files and checks can hold it

class Rows
{
public:
    explicit Rows(std::size_t count) : m_values(count * static_cast<std::size_t>(paddedTracks), 0.0F) {}

    void set(std::size_t row, PaddedTrack track, double value)
    {
        m_values[row * static_cast<std::size_t>(paddedTracks) + static_cast<std::size_t>(track)] =
            static_cast<float>(std::max(value, never));
    }
    std::vector<float> take() { return std::move(m_values); }

private:
    std::vector<float> m_values;
};

void check(const PaddedSteps& steps)
{
    const std::size_t length = steps.tokens.size();
    for (const std::vector<double>* part : {&steps.waits, &steps.begins, &steps.stays, &steps.leaves}) {
        if (part->size() != length)
            throw ModelError("padded decoder: " + std::to_string(part->size()) + " steps beside " +
                             std::to_string(length) + " tokens.");
    }
    const Span& core = steps.core;
    if (core.length() < 0 || core.begin < 0 || core.end > static_cast<std::int64_t>(length))
        throw ModelError("padded decoder: the core does not fit its record.");
}

/// Log-probabilities of the last positions of a core that begins where the greedy one does, [its length], and of its
/// being longer.
std::pair<std::vector<double>, double> endsOf(const PaddedSteps& steps)
{
    std::vector<double> ends;
    double stayed = 0.0;
    for (auto i = static_cast<std::size_t>(steps.core.begin); i < static_cast<std::size_t>(steps.core.end); ++i) {
        const bool last = i + 1 == steps.tokens.size(); // only `</s>` follows
        ends.push_back(last ? stayed : stayed + steps.leaves[i + 1]);
        stayed = last ? never : stayed + steps.stays[i + 1];
    }
    return {std::move(ends), stayed};
}

} // namespace

PaddedTokens paddedTokens(const ModelConfig& config)
{
    return {Tokenizer(config.tokenizer, config.alphabet).size(), static_cast<std::int64_t>(config.labels.size())};
}

std::vector<float> makePaddedTracks(const PaddedSteps& steps)
{
    check(steps);
    const std::size_t length = steps.tokens.size();
    const bool none = steps.core.length() == 0;
    const auto [ends, longer] = endsOf(steps);
    double null = 0.0;
    for (const double wait : steps.waits)
        null += wait;
    const double some = -std::expm1(std::min(null, 0.0));
    Rows rows(length + 1);
    double waited = 0.0, begun = 0.0, ended = 0.0; // the first a logarithm
    for (std::size_t i = 0; i < length; ++i) {
        const auto position = static_cast<std::int64_t>(i);
        const double start = waited + steps.begins[i];
        waited += steps.waits[i];
        begun += std::exp(start);
        rows.set(i, PaddedTrack::Start, start);
        rows.set(i, PaddedTrack::Core, none ? std::exp(start) : std::clamp(begun - ended, 0.0, 1.0));
        const bool inside = steps.core.contains(position);
        const double end = inside ? ends[i - static_cast<std::size_t>(steps.core.begin)] : never;
        ended += some * std::exp(end);
        if (inside && position + 1 == steps.core.end)
            ended += some * std::exp(longer);
        rows.set(i, PaddedTrack::End, end);
        const double written = inside ? 1.0 : !none && position >= steps.core.end ? 2.0 : 0.0;
        rows.set(i, PaddedTrack::Class, written);
        rows.set(i, PaddedTrack::Token, steps.tokens[i]);
    }
    rows.set(length, PaddedTrack::Start, null);
    rows.set(length, PaddedTrack::End, none ? never : longer);
    return rows.take();
}

} // namespace corespan::model
