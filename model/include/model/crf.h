// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corespan::model {

// A linear-chain conditional random field over R tags (Lafferty, McCallum and Pereira, ICML 2001), equal to that of
// pytorch-crf 0.7.2: a sequence of tags y over emissions e scores
//     start[y0] + sum_i e[i][y_i] + sum_i transitions[y_(i-1)][y_i] + end[y_(L-1)].
// Nothing is illegal here, as it is there; decodeTags() is what keeps to a tag scheme. Everything is computed in
// double, in O(L R^2) time and O(L R) memory, relative to the sum so far, so numbers stay small in records of any
// length. The empty record has one sequence, with score 0. Functions are pure and may be called from any thread.

/// Views of the weights, in natural logarithms. Each must be a finite number.
struct CrfWeights
{
    std::span<const float> start;       ///< [R]
    std::span<const float> end;         ///< [R]
    std::span<const float> transitions; ///< [R * R], from-major: [from * R + to]
};

/// Derivatives of a log-likelihood. Functions that fill it overwrite all four.
struct CrfGradients
{
    std::vector<double> emissions;   ///< [L * R]
    std::vector<double> start;       ///< [R]
    std::vector<double> end;         ///< [R]
    std::vector<double> transitions; ///< [R * R], from-major
};

/// Which tags may begin, follow each other and end; see tagConstraints(). 0 forbids.
struct CrfConstraints
{
    std::vector<std::uint8_t> start;       ///< [R]
    std::vector<std::uint8_t> end;         ///< [R]
    std::vector<std::uint8_t> transitions; ///< [R * R], from-major
};

struct CrfPath
{
    std::vector<std::int16_t> tags; ///< [L]
    double score = 0.0;
};

/// In a reference: this position's tag is not known.
constexpr std::int16_t unknownTag = -1;

/// log P(tags | emissions), at most 0; by forward-backward its derivatives too, where they are asked for.
/// emissions: [L * R], row-major by position; tags: [L].
/// \throws ModelError for sizes that do not fit together, a tag outside 0 .. R-1, a number that is not finite; with the
/// position.
double crfLogLikelihood(std::span<const float> emissions, std::span<const std::int16_t> tags, const CrfWeights& weights,
                        CrfGradients* gradients = nullptr);

/// The same where the tags of some positions are `unknownTag`: log of the summed probability of all sequences that
/// agree with the known ones (Tsuboi et al., COLING 2008). With `constraints` only legal sequences are summed; the
/// normaliser stays that of all sequences, so illegal ones lose probability in training. A record without a known tag
/// and without constraints has likelihood 1 and no gradient.
/// \throws ModelError as above, and where no legal sequence agrees, with the first position that no tag can take.
double crfPartialLogLikelihood(std::span<const float> emissions, std::span<const std::int16_t> tags,
                               const CrfWeights& weights, const CrfConstraints* constraints = nullptr,
                               CrfGradients* gradients = nullptr);

/// The general case: allowed[i * R + r] != 0 where position i may have tag r, [L * R]. For open ends, where a position
/// is known to lie inside a core but not whether the core begins there.
double crfAllowedLogLikelihood(std::span<const float> emissions, std::span<const std::uint8_t> allowed,
                               const CrfWeights& weights, const CrfConstraints* constraints = nullptr,
                               CrfGradients* gradients = nullptr);

/// Score of one sequence of tags, not normalised.
double crfScore(std::span<const float> emissions, std::span<const std::int16_t> tags, const CrfWeights& weights);

/// Logarithm of the sum of exp(score) over all R^L sequences.
double crfLogPartition(std::span<const float> emissions, const CrfWeights& weights);

/// P(tag r at position i), [L * R]; each row sums to 1.
std::vector<double> crfMarginals(std::span<const float> emissions, const CrfWeights& weights);

/// The sequence of greatest score (Viterbi). Of equals the one whose tags, read from the last position backwards, are
/// smallest.
CrfPath crfViterbi(std::span<const float> emissions, const CrfWeights& weights);

/// The `count` sequences of greatest score, best first; fewer where R^L is smaller. O(count * L * R) beyond Viterbi.
std::vector<CrfPath> crfBestPaths(std::span<const float> emissions, const CrfWeights& weights, std::size_t count);

} // namespace corespan::model
