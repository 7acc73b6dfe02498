// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/bench_decoders.h"

#include "model/config.h"
#include "model/ctc_decoder.h"
#include "model/listed_decoder.h"
#include "model/mask_decoder.h"
#include "model/padded_decoder.h"
#include "model/span_decoder.h"
#include "model/tag_decoder.h"
#include "nn/peak_memory.h"

#include <algorithm>
#include <chrono>

namespace corespan::model {
namespace {

constexpr std::int64_t period = 1000, coreBegin = 300, coreEnd = 700;
constexpr int ctcLabels = 20;

/// Noise of about -1 .. 1; fast, since there are hundreds of millions of logits.
class Noise
{
public:
    explicit Noise(std::uint64_t seed) : m_state(seed * 2 + 0x9e3779b97f4a7c15ULL) {}
    float operator()()
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 7;
        m_state ^= m_state << 17;
        return static_cast<float>(m_state >> 40) / static_cast<float>(1 << 23) - 1.0F;
    }

private:
    std::uint64_t m_state;
};

bool inside(std::int64_t position)
{
    const std::int64_t p = position % period;
    return p >= coreBegin && p < coreEnd;
}

/// [L * columns], `peak` where the column is the one that `columnOf` names, else 0, and noise.
template <typename ColumnOf>
std::vector<float> logits(std::int64_t length, int columns, float peak, std::uint64_t seed, ColumnOf columnOf)
{
    Noise noise(seed);
    std::vector<float> values(static_cast<std::size_t>(length * columns));
    auto value = values.begin();
    for (std::int64_t i = 0; i < length; ++i) {
        const int top = columnOf(i);
        for (int c = 0; c < columns; ++c)
            *value++ = noise() + (c == top ? peak : 0.0F);
    }
    return values;
}

int tagOf(std::int64_t i, TagScheme scheme)
{
    if (!inside(i))
        return 0;
    if (i % period == coreBegin)
        return 1;
    return scheme == TagScheme::Bioes && i % period == coreEnd - 1 ? 3 : 2;
}

std::vector<ScoredSpan> listedSpans(std::int64_t length, std::uint64_t seed)
{
    Noise noise(seed);
    std::vector<ScoredSpan> spans;
    for (std::int64_t i = 0; i + 60 < length; i += 20)
        spans.push_back({{i, i + 60}, static_cast<double>(noise()) * 4.0});
    return spans;
}

using Decode = std::function<Selection()>;

Decode prepareTags(std::int64_t length, TagScheme scheme, bool crf, std::uint64_t seed)
{
    const int tags = tagCount(scheme, 1);
    auto values = std::make_shared<std::vector<float>>(
        logits(length, tags, 4.0F, seed, [scheme](std::int64_t i) { return tagOf(i, scheme); }));
    const auto count = static_cast<std::size_t>(tags);
    auto weights = std::make_shared<std::vector<float>>(
        logits(static_cast<std::int64_t>(2 + count), tags, 0.0F, seed + 1, [](std::int64_t) { return 0; }));
    return [=] {
        const std::span<const float> all(*weights);
        const CrfWeights learned{all.first(count), all.subspan(count, count), all.subspan(2 * count)};
        return decodeTags(*values, scheme, 1, crf ? &learned : nullptr, {});
    };
}

/// Tracks as of a greedy run that wrote the cores, put together from windows.
Decode preparePadded(std::int64_t length, std::uint64_t seed)
{
    constexpr int columns = static_cast<int>(paddedTracks);
    auto tracks = std::make_shared<std::vector<float>>(static_cast<std::size_t>((length + 1) * columns));
    Noise noise(seed);
    for (std::int64_t i = 0; i < length; ++i) {
        const auto set = [&](PaddedTrack track, float value) {
            (*tracks)[static_cast<std::size_t>(i * columns + static_cast<int>(track))] = value;
        };
        set(PaddedTrack::Start, i % period == coreBegin ? -0.1F : -9.0F + noise());
        set(PaddedTrack::End, i % period == coreEnd - 1 ? -0.1F : -9.0F + noise());
        set(PaddedTrack::Core, inside(i) ? 0.9F : 0.1F);
        set(PaddedTrack::Class, inside(i) ? 1.0F : 0.0F);
        set(PaddedTrack::Token, -0.1F);
    }
    return [=] { return decodePaddedStitched(*tracks, {}); };
}

/// The logits are made here; what is returned decodes them.
Decode prepare(const std::string& name, std::int64_t length, std::uint64_t seed)
{
    if (name == "span") {
        const auto edge = [&](std::int64_t at) {
            return std::make_shared<std::vector<float>>(
                logits(length, 1, 9.0F, seed, [at](std::int64_t i) { return i % period == at ? 0 : -1; }));
        };
        return [start = edge(coreBegin), end = edge(coreEnd - 1)] { return decodeSpan({*start, *end, 0.0, 0.0}, {}); };
    }
    if (name == "span-set") {
        auto spans = std::make_shared<std::vector<ScoredSpan>>(listedSpans(length, seed));
        return [=] { return decodeListedSet(*spans, length, 1, {}); };
    }
    if (name == "mask" || name == "mask-exact") {
        auto values = std::make_shared<std::vector<float>>(
            logits(length, 1, 4.0F, seed, [](std::int64_t i) { return inside(i) ? 0 : -1; }));
        for (float& x : *values)
            x -= 2.0F;
        MaskDecodeOptions options;
        options.exact = name == "mask-exact";
        options.minLength = 10;
        return [=] { return decodeMask(*values, 1, options); };
    }
    if (name == "ctc") {
        auto values =
            std::make_shared<std::vector<float>>(logits(length, ctcLabels + 1, 8.0F, seed, [](std::int64_t i) {
                return inside(i) && i % 3 == 1 ? static_cast<int>(i / 3 % ctcLabels) : ctcLabels;
            }));
        return [=] { return decodeCtc({*values, ctcLabels}, {}).selection; };
    }
    if (name == "padded")
        return preparePadded(length, seed);
    if (name != "bio" && name != "bioes" && name != "bioes-crf")
        throw ModelError("bench: no decoder is called \"" + name + "\"");
    return prepareTags(length, name == "bio" ? TagScheme::Bio : TagScheme::Bioes, name == "bioes-crf", seed);
}

DecoderBenchRow measure(const std::string& name, std::int64_t length, const DecoderBenchOptions& options)
{
    using Clock = std::chrono::steady_clock;
    DecoderBenchRow row{name, length, 1e30};
    const Decode decode = prepare(name, length, options.seed);
    for (int repeat = 0; repeat < std::max(1, options.repeats); ++repeat) {
        const nn::PeakMemory memory;
        const auto began = Clock::now();
        const Selection found = decode();
        row.seconds = std::min(row.seconds, std::chrono::duration<double>(Clock::now() - began).count());
        row.cores = static_cast<std::int64_t>(found.cores.size());
        row.bytesPerPosition = std::max(0.0, memory.mib()) * 1048576.0 / static_cast<double>(length);
    }
    return row;
}

} // namespace

std::vector<std::string> decoderNames()
{
    return {"span", "span-set", "mask", "mask-exact", "bio", "bioes", "bioes-crf", "ctc", "padded"};
}

std::vector<DecoderBenchRow> benchDecoders(const DecoderBenchOptions& options,
                                           const std::function<void(const DecoderBenchRow&)>& onRow)
{
    if (std::ranges::any_of(options.lengths, [](std::int64_t n) { return n < 1; }))
        throw ModelError("bench: lengths have to be at least 1");
    std::vector<DecoderBenchRow> rows;
    for (const std::string& name : options.decoders.empty() ? decoderNames() : options.decoders)
        for (const std::int64_t length : options.lengths) {
            rows.push_back(measure(name, length, options));
            if (onRow)
                onRow(rows.back());
        }
    return rows;
}

} // namespace corespan::model
