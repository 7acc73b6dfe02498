// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"
#include "model/selection.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// The padded decoder, the baseline that span finding is measured against: a T5 decoder (Raffel 2020) reads the encoded
/// record and writes one token a position, `<pre>` before the core, the label of each of the core's positions (`<core>`
/// where a position has none), `<post>` behind it, and `</s>`. A record without a core is all `<pre>`. It finds at most
/// one core of one type.
///
/// Decoding is greedy: at each position the most probable token of those that may follow.
/// `<pre>` or a core token follows `<pre>` and begins the record, a core token or `<post>` follows a core token, only
/// `<post>` follows `<post>`, and `</s>` ends the record behind its last position. All probabilities are among the
/// tokens that may follow.
namespace corespan::model {

/// Ids of the tokens that a padded decoder writes: behind the tokenizer's, in this order. `</s>` is the tokenizer's.
struct PaddedTokens
{
    std::int64_t pre = 0;
    std::int64_t labels = 0; ///< how many

    std::int64_t core() const { return pre + 1; } ///< inside a core, label not known
    std::int64_t post() const { return pre + 2; }
    std::int64_t label(std::int64_t index) const { return pre + 3 + index; }
    std::int64_t count() const { return 3 + labels; }
    std::int64_t end() const { return pre + count(); }
};

PaddedTokens paddedTokens(const ModelConfig& config);

/// What the decoder said of one record of L positions, natural logarithms of probabilities. `begins` and `waits` are of
/// a run that has written nothing but `<pre>`, so they hold for every position; the others are of the greedy run.
struct PaddedSteps
{
    std::vector<double> waits;  ///< [L] P(`<pre>` here | only `<pre>` before)
    std::vector<double> begins; ///< [L] P(some core token here | only `<pre>` before)
    std::vector<double> stays;  ///< [L] P(some core token here); read behind the first position of the core
    std::vector<double> leaves; ///< [L] P(`<post>` here); read behind the first position of the core
    std::vector<double> tokens; ///< [L] P(the token written here)
    Span core;                  ///< what was written; empty: no core
};

/// Columns of a record's tracks, [L + 1, paddedTracks]. Logarithms of probability 0 are -1e4.
enum class PaddedTrack : std::int8_t {
    Start, ///< log P(the core begins here), exact; last row: log P(no core), exact
    /// log P(the core's last position is here | it begins where the greedy run's does and has its labels); last row:
    /// log P(it is longer than the greedy run's | the same)
    End,
    Core,  ///< P(position lies in a core): see decodePadded()
    Class, ///< what the greedy run wrote: 0 `<pre>`, 1 a core token, 2 `<post>`; last row: 0
    Token, ///< log P(the token written here); last row: 0
};
inline constexpr std::int64_t paddedTracks = 5;

/// Tracks of one record, row-major. O(L). \throws ModelError for parts of different lengths or a core outside of them
std::vector<float> makePaddedTracks(const PaddedSteps& steps);

struct PaddedDecodeOptions
{
    std::int64_t minLength = 1;
    std::int64_t maxLength = 0; ///< 0: no limit
    std::size_t nBest = 5;      ///< candidates
};

/// Reads a record off its tracks.
///
/// The decision is the greedy run's core, or none. Where its length is not allowed, the most probable end that is takes
/// its place, among those before the greedy one; none: "no core". A core's score is log P(the written sequence, up to
/// and with the token behind the core), its probability P(it begins here) * P(it ends there | it begins here, labels as
/// written): of the positions, whatever the labels. Candidates are the cores with the same begin and an end up to the
/// greedy one, most probable first.
///
/// pStart and nullProbability are exact; pEnd is P(core) times the End track: ends of cores that begin where the greedy
/// run's does. pCore is P(begun) - P(ended) from these two; what is longer than the greedy core counts as ended with
/// it. Where the greedy run finds no core nothing is known of ends: pEnd is 0 and pCore is pStart. margin compares the
/// decision with the best other candidate and "no core".
///
/// nullBias, allowNull, temperature and grammars have no part in a greedy run.
/// \param tracks [(L + 1) * paddedTracks] \throws ModelError for a size that is no whole number of rows, values that
/// are not finite and options that allow nothing
Selection decodePadded(std::span<const float> tracks, const PaddedDecodeOptions& options);

/// The same for tracks that were put together from windows, each decoded on its own: cores are the runs of core tokens,
/// any number of them, each with the probability that its window gave it; those whose length is not allowed are left
/// out. nullProbability is that of none of them.
Selection decodePaddedStitched(std::span<const float> tracks, const PaddedDecodeOptions& options);

} // namespace corespan::model
