// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/type_grammar.h"

#include "model/error.h"
#include "model/tag_decoder.h"

#include <algorithm>

namespace corespan::model {

namespace {

void checkSize(std::size_t size, std::size_t wanted, const char* what)
{
    if (size != 0 && size != wanted)
        throw ModelError("Type grammar: \"" + std::string(what) + "\" has " + std::to_string(size) + " entries; " +
                         std::to_string(wanted) + " are needed.");
}

void checkSizes(const TypeGrammar& grammar, int types)
{
    if (types < 1)
        throw ModelError("Type grammar: " + std::to_string(types) + " core types; there must be at least 1.");
    const auto T = static_cast<std::size_t>(types);
    checkSize(grammar.first.size(), T, "first");
    checkSize(grammar.last.size(), T, "last");
    checkSize(grammar.next.size(), T * T, "next");
    checkSize(grammar.touching.size(), T * T, "touching");
    checkSize(grammar.atStart.size(), T, "at_start");
    checkSize(grammar.lengths.size(), T, "lengths");
    checkSize(grammar.sides.size(), T, "sides");
    const auto isZero = [](std::uint8_t x) { return x == 0; };
    if (!grammar.first.empty() && std::ranges::all_of(grammar.first, isZero))
        throw ModelError("Type grammar: no type may be the first of a record.");
    if (!grammar.last.empty() && std::ranges::all_of(grammar.last, isZero))
        throw ModelError("Type grammar: no type may be the last of a record.");
    if (std::ranges::any_of(grammar.atStart, [](std::int64_t k) { return k < 0; }))
        throw ModelError("Type grammar: a negative number of positions in \"at_start\".");
}

bool sidesAgree(const TypeSides& from, const TypeSides& to)
{
    return from.end.empty() || to.begin.empty() || from.end == to.begin;
}

std::string text(const ScoredSpan& core)
{
    return "core [" + std::to_string(core.span.begin) + ", " + std::to_string(core.span.end) + ") of type " +
           std::to_string(core.type);
}

LengthRange both(const LengthRange& a, const LengthRange& b, int type)
{
    LengthRange range{std::max(a.minLength, b.minLength), std::min(a.maxLength, b.maxLength)};
    if (a.maxLength == 0 || b.maxLength == 0)
        range.maxLength = std::max(a.maxLength, b.maxLength);
    if (range.maxLength != 0 && range.maxLength < range.minLength)
        throw ModelError("Type grammar: the lengths of type " + std::to_string(type) +
                         " and those of the options, at least " + std::to_string(range.minLength) + " and at most " +
                         std::to_string(range.maxLength) + ", exclude each other.");
    return range;
}

bool holds(const std::vector<std::uint8_t>& mask, std::size_t index)
{
    return mask.empty() || mask[index] != 0;
}

/// What is wrong with a core, by itself and behind the one before it.
std::string faultOf(const ScoredSpan& core, const ScoredSpan* previous, const TypeGrammar& grammar,
                    const TypeRules& rules, std::size_t types)
{
    const auto t = static_cast<std::size_t>(core.type);
    if (!rules.beginsBefore.empty() && rules.beginsBefore[t] > 0 && core.span.begin >= rules.beginsBefore[t])
        return text(core) + " begins behind the first " + std::to_string(rules.beginsBefore[t]) + " positions";
    const LengthRange limits = grammar.lengths.empty() ? LengthRange() : grammar.lengths[t];
    if (core.span.length() < limits.minLength || (limits.maxLength > 0 && core.span.length() > limits.maxLength))
        return text(core) + " has a length of " + std::to_string(core.span.length()) + ", which its type never has";
    if (previous == nullptr)
        return holds(rules.first, t) ? "" : text(core) + " is the first";
    const bool touches = previous->span.end == core.span.begin;
    if (!holds(touches ? rules.touching : rules.next, static_cast<std::size_t>(previous->type) * types + t))
        return text(core) + (touches ? " touches " : " follows ") + text(*previous);
    return {};
}

} // namespace

TypeRules compileTypeGrammar(const TypeGrammar& grammar, int types)
{
    checkSizes(grammar, types);
    const auto T = static_cast<std::size_t>(types);
    TypeRules rules{grammar.first, grammar.last, grammar.next, grammar.touching, grammar.atStart};
    if (rules.next.empty() && rules.touching.empty() && grammar.sides.empty())
        return rules;
    rules.next.resize(T * T, 1);
    rules.touching.resize(T * T, 1);
    for (std::size_t from = 0; from < T; ++from) {
        for (std::size_t to = 0; to < T; ++to) {
            std::uint8_t& next = rules.next[from * T + to];
            if (!grammar.sides.empty() && !sidesAgree(grammar.sides[from], grammar.sides[to]))
                next = 0;
            if (next == 0)
                rules.touching[from * T + to] = 0;
        }
    }
    return rules;
}

void applyTypeGrammar(const TypeGrammar& grammar, int types, TagDecodeOptions& options)
{
    options.rules = compileTypeGrammar(grammar, types);
    if (grammar.lengths.empty())
        return;
    if (options.typeLimits.empty())
        options.typeLimits.assign(static_cast<std::size_t>(types), {options.minLength, options.maxLength});
    checkSize(options.typeLimits.size(), grammar.lengths.size(), "lengths");
    for (int t = 0; t < types; ++t)
        options.typeLimits[t] = both(options.typeLimits[t], grammar.lengths[t], t);
}

std::string typeGrammarFault(std::span<const ScoredSpan> cores, const TypeGrammar& grammar, int types)
{
    const TypeRules rules = compileTypeGrammar(grammar, types);
    for (std::size_t n = 0; n < cores.size(); ++n) {
        if (cores[n].type < 0 || cores[n].type >= types)
            return text(cores[n]) + " is of none of the " + std::to_string(types) + " types";
        std::string fault =
            faultOf(cores[n], n == 0 ? nullptr : &cores[n - 1], grammar, rules, static_cast<std::size_t>(types));
        if (!fault.empty())
            return fault;
    }
    if (!cores.empty() && !holds(rules.last, static_cast<std::size_t>(cores.back().type)))
        return text(cores.back()) + " is the last";
    return {};
}

std::vector<float> maskAsTags(std::span<const float> logits, int types, double cut)
{
    if (types < 1 || logits.size() % static_cast<std::size_t>(types) != 0)
        throw ModelError("Type grammar: " + std::to_string(logits.size()) +
                         " mask logits are not a whole number of positions of " + std::to_string(types) + " types.");
    const auto T = static_cast<std::size_t>(types);
    std::vector<float> emissions;
    emissions.reserve(logits.size() / T * (2 * T + 1));
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (i % T == 0)
            emissions.push_back(0.0F);
        const auto odds = static_cast<float>(static_cast<double>(logits[i]) - cut);
        emissions.insert(emissions.end(), {odds, odds});
    }
    return emissions;
}

} // namespace corespan::model
