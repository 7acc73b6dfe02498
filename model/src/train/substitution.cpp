// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/substitution.h"

#include "train/examples.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

namespace corespan::model {
namespace {

// Henikoff & Henikoff, PNAS 1992: BLOSUM62 in half bits, lower triangle in the order of `aminoAcids`.
constexpr std::int8_t blosum62[] = {4,                                                                              // A
                                    -1, 5,                                                                          // R
                                    -2, 0,  6,                                                                      // N
                                    -2, -2, 1,  6,                                                                  // D
                                    0,  -3, -3, -3, 9,                                                              // C
                                    -1, 1,  0,  0,  -3, 5,                                                          // Q
                                    -1, 0,  0,  2,  -4, 2,  5,                                                      // E
                                    0,  -2, 0,  -1, -3, -2, -2, 6,                                                  // G
                                    -2, 0,  1,  -1, -3, 0,  0,  -2, 8,                                              // H
                                    -1, -3, -3, -3, -1, -3, -3, -4, -3, 4,                                          // I
                                    -1, -2, -3, -4, -1, -2, -3, -4, -3, 2,  4,                                      // L
                                    -1, 2,  0,  -1, -3, 1,  1,  -2, -1, -3, -2, 5,                                  // K
                                    -1, -1, -2, -3, -1, 0,  -2, -3, -2, 1,  2,  -1, 5,                              // M
                                    -2, -3, -3, -3, -2, -3, -3, -3, -1, 0,  0,  -3, 0,  6,                          // F
                                    -1, -2, -2, -1, -3, -1, -1, -2, -2, -3, -3, -1, -2, -4, 7,                      // P
                                    1,  -1, 1,  0,  -1, 0,  0,  0,  -1, -2, -2, 0,  -1, -2, -1, 4,                  // S
                                    0,  -1, 0,  -1, -1, -1, -1, -2, -2, -1, -1, -1, -1, -2, -1, 1,  5,              // T
                                    -3, -3, -4, -4, -2, -2, -3, -2, -2, -3, -2, -3, -1, 1,  -4, -3, -2, 11,         // W
                                    -2, -2, -2, -3, -2, -1, -2, -3, 2,  -1, -1, -2, -1, 3,  -3, -2, -2, 2,  7,      // Y
                                    0,  -3, -3, -3, -1, -2, -2, -3, -3, 3,  1,  -2, 1,  -1, -2, -2, 0,  -3, -1, 4}; // V

// Robinson & Robinson, PNAS 1991, in the same order.
constexpr double background[] = {0.07805, 0.05129, 0.04487, 0.05364, 0.01925, 0.04264, 0.06295,
                                 0.07377, 0.02199, 0.05142, 0.09019, 0.05744, 0.02243, 0.03856,
                                 0.05203, 0.07120, 0.05841, 0.01330, 0.03216, 0.06441};

int score(std::size_t a, std::size_t b)
{
    const std::size_t row = std::max(a, b), column = std::min(a, b);
    return blosum62[row * (row + 1) / 2 + column];
}

/// One of the other letters; `letter` itself where it is none of those that are replaced.
char otherNucleotide(char letter, bool rna, std::mt19937_64& generator)
{
    const std::string_view letters = rna ? "ACGU" : "ACGT";
    const bool uracil = letter == 'U' && !rna, thymine = letter == 'T' && rna;
    const std::size_t at = letters.find(uracil ? 'T' : thymine ? 'U' : letter);
    const auto step = static_cast<std::size_t>(drawInteger(generator, 1, 3));
    return at == std::string_view::npos ? letter : letters[(at + step) % 4];
}

char otherAminoAcid(char letter, std::mt19937_64& generator)
{
    static const auto table = [] {
        std::array<std::array<double, 20>, 20> rows{};
        for (std::size_t a = 0; a < rows.size(); ++a)
            rows[a] = replacements(a);
        return rows;
    }();
    double left = drawUnit(generator);
    const std::size_t at = aminoAcids.find(letter);
    if (at == std::string_view::npos)
        return letter;
    for (std::size_t b = 0; b < aminoAcids.size(); ++b) {
        left -= table[at][b];
        if (left < 0.0)
            return aminoAcids[b];
    }
    return letter;
}

/// [L] probability that each letter is replaced.
std::vector<double> ratesOf(const TrainRecord& record, const AugmentationConfig& config)
{
    const auto length = static_cast<std::int64_t>(record.sequence.size());
    std::vector<double> rates(record.sequence.size(), config.flankSubstitution);
    const auto fill = [&](std::int64_t begin, std::int64_t end, double rate) {
        begin = std::clamp<std::int64_t>(begin, 0, length);
        std::fill(rates.begin() + begin, rates.begin() + std::clamp(end, begin, length), rate);
    };
    for (const GoldCore& core : record.cores)
        fill(core.span.begin, core.span.end, config.coreSubstitution);
    for (const GoldCore& core : record.cores)
        for (const std::int64_t boundary : {core.span.begin, core.span.end})
            fill(boundary - config.protectedZone, boundary + config.protectedZone, 0.0);
    return rates;
}

} // namespace

std::array<double, 20> replacements(std::size_t aminoAcid)
{
    std::array<double, 20> shares{};
    for (std::size_t b = 0; b < shares.size(); ++b)
        shares[b] = b == aminoAcid ? 0.0 : background[b] * std::exp2(score(aminoAcid, b) / 2.0);
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares)
        share /= sum;
    return shares;
}

void substitute(TrainRecord& record, const Span& shown, const AugmentationConfig& config, Alphabet alphabet,
                std::mt19937_64& generator)
{
    const std::vector<double> rates = ratesOf(record, config);
    for (auto i = static_cast<std::size_t>(shown.begin); i < static_cast<std::size_t>(shown.end); ++i) {
        if (drawUnit(generator) >= rates[i])
            continue;
        const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(record.sequence[i])));
        record.sequence[i] = alphabet == Alphabet::Protein
                                 ? otherAminoAcid(letter, generator)
                                 : otherNucleotide(letter, alphabet == Alphabet::Rna, generator);
    }
}

} // namespace corespan::model
