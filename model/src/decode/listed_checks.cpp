// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/listed_checks.h"

#include "model/error.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace corespan::model {

namespace {

std::string text(const Span& span)
{
    return "[" + std::to_string(span.begin) + ", " + std::to_string(span.end) + ")";
}

void checkSpan(const Span& span, std::int64_t length)
{
    if (span.begin < 0 || span.end > length || span.length() < 1)
        throw ModelError("Listed cores: " + text(span) + " is empty or outside the record of length " +
                         std::to_string(length) + ".");
}

auto key(const ScoredSpan& core)
{
    return std::tuple(core.span, core.type);
}

} // namespace

void checkListed(std::span<const ScoredSpan> cores, std::int64_t length, int types)
{
    for (const ScoredSpan& core : cores) {
        checkSpan(core.span, length);
        if (core.type < 0 || core.type >= types)
            throw ModelError("Listed cores: " + text(core.span) + " has type " + std::to_string(core.type) +
                             ", which is none of the " + std::to_string(types) + " types.");
    }
}

void checkListed(std::span<const Span> cores, std::int64_t length)
{
    for (const Span& core : cores)
        checkSpan(core, length);
}

void sortListed(std::vector<ScoredSpan>& cores)
{
    const auto before = [](const ScoredSpan& a, const ScoredSpan& b) { return key(a) < key(b); };
    if (!std::ranges::is_sorted(cores, before))
        std::ranges::sort(cores, before);
    const auto same = [](const ScoredSpan& a, const ScoredSpan& b) { return key(a) == key(b); };
    const auto twice = std::ranges::adjacent_find(cores, same);
    if (twice != cores.end())
        throw ModelError("Listed cores: " + text(twice->span) + " of type " + std::to_string(twice->type) +
                         " is listed twice.");
}

} // namespace corespan::model
