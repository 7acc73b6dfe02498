// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/crf.h"
#include "model/selection.h"
#include "model/type_grammar.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace corespan::model {

/// Bio: a core is B I I ... (IOB2 of Tjong Kim Sang and Veenstra, EACL 1999); B right behind a core begins another.
/// Bioes: B I ... E, or S where it has one position.
enum class TagScheme { Bio, Bioes };

// Tags in order, for core types t = 0 .. T-1. 0 is O, outside. Bio: 1 + 2t = B, 2 + 2t = I. Bioes: 1 + 4t + {0, 1, 2,
// 3} = B, I, E, S. All functions below are pure and may be called from any thread.

/// R: 2T + 1 or 4T + 1. \throws ModelError for types < 1 or more tags than 16 bits hold
int tagCount(TagScheme scheme, int types);

/// "O", "B-1", ...
std::string tagName(std::int16_t tag, TagScheme scheme);

bool isLegal(std::int16_t from, std::int16_t to, TagScheme scheme);
bool isLegalStart(std::int16_t tag, TagScheme scheme);
bool isLegalEnd(std::int16_t tag, TagScheme scheme);

/// The same as tables, for partial references.
CrfConstraints tagConstraints(TagScheme scheme, int types);

/// Cores to tags, [length]. Cores may be in any order; score and probability are not looked at.
/// \throws ModelError for a core that is empty, outside [0, length), of no such type or overlaps another; names it
std::vector<std::int16_t> tagsOf(std::span<const ScoredSpan> cores, std::int64_t length, TagScheme scheme, int types);

struct TagFault
{
    std::int64_t position = 0;
    std::string reason; ///< "I-0 follows O"
};

/// The first position at which a sequence of tags breaks the scheme, for training data. `unknownTag` agrees with all.
std::optional<TagFault> firstFault(std::span<const std::int16_t> tags, TagScheme scheme, int types);

/// Tags to cores, by begin. \throws ModelError where firstFault() finds one, or for an unknown tag
std::vector<ScoredSpan> coresOf(std::span<const std::int16_t> tags, TagScheme scheme, int types);

struct TagDecodeOptions
{
    std::int64_t minLength = 1;
    std::int64_t maxLength = 0;          ///< 0: no limit
    std::vector<LengthRange> typeLimits; ///< [T] instead of the two above; empty: those hold for every type
    bool allowNull = true;               ///< false: records without a core are impossible
    double nullBias = 0.0;               ///< added to the score of "no core"; > 0 makes it more likely
    bool singleCore = false;             ///< at most one core
    std::size_t nBest = 5;               ///< candidates returned
    double temperature = 1.0;            ///< divides every score before probabilities are taken
    TypeRules rules = {};                ///< which types may be where; see applyTypeGrammar()
};

/// A legal sequence of tags.
struct TagPath
{
    std::vector<std::int16_t> tags; ///< [L]
    double score = 0.0;             ///< sum of its emissions and CRF weights, and the null bias where it has no core
    double probability = 0.0;       ///< among all legal sequences
};

/// Decodes emissions [L * R], row-major by position. `crf` null: legal sequences score the sum of their emissions.
///
/// The distribution is over all sequences of tags that are legal in the scheme and whose cores keep to limits and
/// rules; no other has a share, whatever its score. Length limits make it a semi-Markov model (Sarawagi and Cohen, NIPS
/// 2004), computed in O(L T (T + 1)) time and O(L T) memory whatever the limits are. Rules keep that order.
///
///  - cores: those of the most probable sequence. "No core" wins only where it is strictly better.
///  - score of a core: that of the sequence which has this core and no other, be that legal or not; nullScore is that
///  of all O.
///  - probability of a core: that a sequence has exactly this core (begin, end and type), by forward-backward.
///  - candidates: the nBest cores of greatest probability. Of equals at the end of the list any may be the one left
///  out.
///  - margin: probability of the best sequence minus that of the second best, 1 where there is one only.
///  - tracks: exact marginals; pType is empty for one type. logPartition: over legal sequences, scores over
///  temperature.
///
/// L = 0 has one sequence, without a core. Where nothing is legal (allowNull false and no core possible) all
/// probabilities are 0 and logPartition is -infinity. Scores are sums in double: beside an emission of 1e30 in one
/// sequence, smaller differences to others are lost.
/// \throws ModelError for options that make no sense, sizes that do not fit, numbers that are not finite (with
/// position)
Selection decodeTags(std::span<const float> emissions, TagScheme scheme, int types, const CrfWeights* crf,
                     const TagDecodeOptions& options);

/// The `count` best sequences under the same rules, best first; fewer where fewer are legal. \throws ModelError as
/// above
std::vector<TagPath> bestPaths(std::span<const float> emissions, TagScheme scheme, int types, const CrfWeights* crf,
                               const TagDecodeOptions& options, std::size_t count);

} // namespace corespan::model
