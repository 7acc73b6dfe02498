// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/selection.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace corespan::model {

struct TagDecodeOptions;

struct LengthRange
{
    std::int64_t minLength = 1;
    std::int64_t maxLength = 0; ///< 0: no limit
};

/// Where the two ends of a core lie, in the words of the field: a helix from "in" to "out". Empty: it has no sides.
struct TypeSides
{
    std::string begin = {};
    std::string end = {};
};

/// Which sequences of cores are possible, for T types. Masks: 0 forbids. Every list may be empty: it says nothing then.
struct TypeGrammar
{
    std::vector<std::uint8_t> first = {}; ///< [T] whether a record's first core may be of the type
    std::vector<std::uint8_t> last = {};  ///< [T] whether its last core may be
    /// [T * T] from-major: whether the next core behind one of the first type may be of the second.
    std::vector<std::uint8_t> next = {};
    /// [T * T] whether it may also be right behind it, with no position between them. What `next` forbids stays so.
    std::vector<std::uint8_t> touching = {};
    /// [T] cores of the type begin in the record's first so many positions; 0: anywhere.
    std::vector<std::int64_t> atStart = {};
    std::vector<LengthRange> lengths = {}; ///< [T]
    /// [T] a core begins on the side where the one before it ended. A core without sides may stand beside any, and the
    /// side is not remembered across it; what crosses either way is two types, one each way.
    std::vector<TypeSides> sides = {};
};

/// A grammar without lengths as the masks that decoders take. Empty lists: no rule.
struct TypeRules
{
    std::vector<std::uint8_t> first = {};        ///< [T]
    std::vector<std::uint8_t> last = {};         ///< [T]
    std::vector<std::uint8_t> next = {};         ///< [T * T] from-major, at least one position between the two
    std::vector<std::uint8_t> touching = {};     ///< [T * T] none between
    std::vector<std::int64_t> beginsBefore = {}; ///< [T] 0: anywhere

    bool empty() const
    {
        return first.empty() && last.empty() && next.empty() && touching.empty() && beginsBefore.empty();
    }
};

/// \throws ModelError for lists of another size than T or T * T, and where no type may be first, or last
TypeRules compileTypeGrammar(const TypeGrammar& grammar, int types);

/// Puts the grammar into the options of decodeTags(): `rules`, and `typeLimits` where lengths have to keep to both the
/// grammar's limits and those that are there. \throws ModelError as above, and where no length keeps to both
void applyTypeGrammar(const TypeGrammar& grammar, int types, TagDecodeOptions& options);

/// The first rule that a record's cores break, for gold that a grammar would make impossible; "" where they keep to it.
/// Cores by begin and disjoint. \throws ModelError as compileTypeGrammar()
std::string typeGrammarFault(std::span<const ScoredSpan> cores, const TypeGrammar& grammar, int types);

/// Mask logits [L * T] as emissions for decodeTags() with TagScheme::Bio, [L * (2T + 1)]: O is 0, B and I are logit -
/// `cut`, the log-odds of the threshold times the temperature. A run and two touching runs of one type score the same;
/// forbid `touching` of equal types, so that each mask is one sequence.
std::vector<float> maskAsTags(std::span<const float> logits, int types, double cut = 0.0);

} // namespace corespan::model
