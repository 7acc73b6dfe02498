// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/masking.h"

#include <algorithm>
#include <cmath>

namespace corespan::model {
namespace {

using Shown = HiddenStretch::Shown;

/// At least 1, with the given mean: each further position follows with probability 1 - 1 / mean.
std::int64_t drawLength(double mean, std::mt19937_64& generator)
{
    const double u = drawUnit(generator);
    if (mean <= 1.0)
        return 1;
    return 1 + static_cast<std::int64_t>(std::floor(std::log1p(-u) / std::log1p(-1.0 / mean)));
}

Shown drawShown(const PretrainConfig& config, std::mt19937_64& generator)
{
    const double u = drawUnit(generator);
    if (u < config.randomShare)
        return Shown::Random;
    return u < config.randomShare + config.keptShare ? Shown::Kept : Shown::Masked;
}

} // namespace

std::vector<HiddenStretch> drawHidden(std::int64_t length, const PretrainConfig& config, std::mt19937_64& generator)
{
    // Visible gaps are geometric too, with the mean that gives the share. Neither remembers how long it has been going
    // on, so a sequence that begins inside one needs no other law.
    const double gap = config.spanLength * (1.0 - config.maskShare) / config.maskShare;
    std::vector<HiddenStretch> hidden;
    std::int64_t at = drawUnit(generator) < config.maskShare ? 0 : drawLength(gap, generator);
    while (at < length) {
        const std::int64_t end = std::min(length, at + drawLength(config.spanLength, generator));
        hidden.push_back({{at, end}, drawShown(config, generator)});
        at = end + drawLength(gap, generator);
    }
    if (hidden.empty() && length > 0) {
        at = drawInteger(generator, 0, length - 1);
        hidden.push_back({{at, at + 1}, drawShown(config, generator)});
    }
    return hidden;
}

MaskedSequence maskSequence(std::string_view sequence, std::span<const HiddenStretch> hidden,
                            const Tokenizer& tokenizer, const TokenizerConfig& config, std::int64_t maskId,
                            std::mt19937_64& generator)
{
    const auto length = static_cast<std::int64_t>(sequence.size());
    const std::vector<std::int64_t> truth = tokenizer.encode(sequence);
    std::string shown(sequence);
    for (const HiddenStretch& stretch : hidden)
        for (std::int64_t i = stretch.span.begin; stretch.shown == Shown::Random && i < stretch.span.end; ++i)
            shown[static_cast<std::size_t>(i)] =
                sequence[static_cast<std::size_t>(drawInteger(generator, 0, length - 1))];
    MaskedSequence masked;
    masked.ids = tokenizer.encode(shown);
    masked.targets.assign(truth.size(), -100);
    const std::int64_t reach = config.kind == TokenizerKind::Kmer ? (config.k - 1) / 2 : 0;
    for (const HiddenStretch& stretch : hidden) {
        for (std::int64_t i = stretch.span.begin; i < stretch.span.end; ++i) {
            const std::int64_t token = truth[static_cast<std::size_t>(i)];
            masked.targets[static_cast<std::size_t>(i)] = token == config.unknownId ? -100 : token;
        }
        if (stretch.shown == Shown::Masked)
            std::fill(masked.ids.begin() + std::max<std::int64_t>(0, stretch.span.begin - reach),
                      masked.ids.begin() + std::min(length, stretch.span.end + reach), maskId);
    }
    return masked;
}

std::vector<Slice> drawPieces(std::span<const TrainRecord> records, std::int64_t pieceLength,
                              std::mt19937_64& generator)
{
    std::vector<Slice> pieces;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto length = static_cast<std::int64_t>(records[i].sequence.size());
        std::int64_t begin = 0, end = std::min(length, pieceLength);
        if (length > pieceLength)
            end = drawInteger(generator, 1, pieceLength);
        while (begin < end) {
            pieces.push_back({i, begin, end});
            begin = end;
            end = std::min(length, end + pieceLength);
        }
    }
    return pieces;
}

} // namespace corespan::model
