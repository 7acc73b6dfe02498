// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/tag_scheme.h"

#include "model/error.h"

#include <algorithm>
#include <limits>

namespace corespan::model {

namespace {

enum class Letter { O, B, I, E, S };

int perType(TagScheme scheme)
{
    return scheme == TagScheme::Bio ? 2 : 4;
}

Letter letterOf(std::int16_t tag, TagScheme scheme)
{
    constexpr Letter letters[] = {Letter::B, Letter::I, Letter::E, Letter::S};
    return tag == 0 ? Letter::O : letters[(tag - 1) % perType(scheme)];
}

int typeOf(std::int16_t tag, TagScheme scheme)
{
    return (tag - 1) / perType(scheme);
}

bool beginsCore(Letter letter)
{
    return letter == Letter::B || letter == Letter::S;
}

/// In Bioes a core that has begun has to go on to its E.
bool isOpen(Letter letter, TagScheme scheme)
{
    return scheme == TagScheme::Bioes && (letter == Letter::B || letter == Letter::I);
}

std::string describe(const ScoredSpan& core)
{
    return "core [" + std::to_string(core.span.begin) + ", " + std::to_string(core.span.end) + ") of type " +
           std::to_string(core.type);
}

/// Why a tag may not stand behind `previous`, or as the last where `last`; empty where it may.
std::string faultAt(std::int16_t tag, const std::int16_t* previous, bool last, TagScheme scheme)
{
    if (previous == nullptr && !isLegalStart(tag, scheme))
        return tagName(tag, scheme) + " begins the record";
    if (previous != nullptr && *previous != unknownTag && !isLegal(*previous, tag, scheme))
        return tagName(tag, scheme) + " follows " + tagName(*previous, scheme);
    if (last && !isLegalEnd(tag, scheme))
        return tagName(tag, scheme) + " ends the record";
    return {};
}

} // namespace

int tagCount(TagScheme scheme, int types)
{
    const int most = (std::numeric_limits<std::int16_t>::max() - 1) / perType(scheme);
    if (types < 1 || types > most)
        throw ModelError("Tags: " + std::to_string(types) + " core types; there must be 1 to " + std::to_string(most) +
                         ".");
    return 1 + perType(scheme) * types;
}

std::string tagName(std::int16_t tag, TagScheme scheme)
{
    if (tag == unknownTag)
        return "unknown";
    const Letter letter = letterOf(tag, scheme);
    const std::string name(1, "OBIES"[static_cast<int>(letter)]);
    return letter == Letter::O ? name : name + "-" + std::to_string(typeOf(tag, scheme));
}

bool isLegalStart(std::int16_t tag, TagScheme scheme)
{
    const Letter letter = letterOf(tag, scheme);
    return letter == Letter::O || beginsCore(letter);
}

bool isLegalEnd(std::int16_t tag, TagScheme scheme)
{
    return !isOpen(letterOf(tag, scheme), scheme);
}

bool isLegal(std::int16_t from, std::int16_t to, TagScheme scheme)
{
    const Letter before = letterOf(from, scheme);
    if (isLegalStart(to, scheme))
        return !isOpen(before, scheme);
    return (before == Letter::B || before == Letter::I) && typeOf(from, scheme) == typeOf(to, scheme);
}

CrfConstraints tagConstraints(TagScheme scheme, int types)
{
    const auto R = static_cast<std::int16_t>(tagCount(scheme, types));
    CrfConstraints constraints;
    for (std::int16_t from = 0; from < R; ++from) {
        constraints.start.push_back(isLegalStart(from, scheme));
        constraints.end.push_back(isLegalEnd(from, scheme));
        for (std::int16_t to = 0; to < R; ++to)
            constraints.transitions.push_back(isLegal(from, to, scheme));
    }
    return constraints;
}

SegmentRoles rolesOf(TagScheme scheme, int type)
{
    const auto first = static_cast<std::int16_t>(1 + perType(scheme) * type);
    const auto behind = [&](int by) { return static_cast<std::int16_t>(first + by); };
    if (scheme == TagScheme::Bio)
        return {.single = first, .first = first, .middle = behind(1), .last = behind(1)};
    return {.single = behind(3), .first = first, .middle = behind(1), .last = behind(2)};
}

std::vector<std::int16_t> tagsOf(std::span<const ScoredSpan> cores, std::int64_t length, TagScheme scheme, int types)
{
    tagCount(scheme, types);
    std::vector<std::int16_t> tags(static_cast<std::size_t>(std::max<std::int64_t>(length, 0)), 0);
    for (const ScoredSpan& core : cores) {
        if (core.span.begin < 0 || core.span.end > length || core.span.length() < 1)
            throw ModelError("Tags: the " + describe(core) + " is empty or outside the record of length " +
                             std::to_string(length) + ".");
        if (core.type < 0 || core.type >= types)
            throw ModelError("Tags: the " + describe(core) + " is of none of the " + std::to_string(types) + " types.");
        const SegmentRoles roles = rolesOf(scheme, core.type);
        for (std::int64_t i = core.span.begin; i < core.span.end; ++i) {
            if (tags[i] != 0)
                throw ModelError("Tags: the " + describe(core) + " overlaps another at position " + std::to_string(i) +
                                 "; a position has one tag.");
            tags[i] = roleOf(roles, core.span, i);
        }
    }
    return tags;
}

std::optional<TagFault> firstFault(std::span<const std::int16_t> tags, TagScheme scheme, int types)
{
    const int R = tagCount(scheme, types);
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const auto position = static_cast<std::int64_t>(i);
        if (tags[i] == unknownTag)
            continue;
        if (tags[i] < 0 || tags[i] >= R)
            return TagFault{position, "there is no tag " + std::to_string(tags[i])};
        std::string reason = faultAt(tags[i], i == 0 ? nullptr : &tags[i - 1], i + 1 == tags.size(), scheme);
        if (!reason.empty())
            return TagFault{position, std::move(reason)};
    }
    return std::nullopt;
}

std::vector<ScoredSpan> coresOf(std::span<const std::int16_t> tags, TagScheme scheme, int types)
{
    if (const auto fault = firstFault(tags, scheme, types))
        throw ModelError("Tags: at position " + std::to_string(fault->position) + " " + fault->reason + ".");
    std::vector<ScoredSpan> cores;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const auto position = static_cast<std::int64_t>(i);
        if (tags[i] == unknownTag)
            throw ModelError("Tags: the tag at position " + std::to_string(i) + " is not known.");
        const Letter letter = letterOf(tags[i], scheme);
        if (beginsCore(letter))
            cores.push_back({Span{position, position + 1}, 0.0, 0.0, typeOf(tags[i], scheme)});
        else if (letter != Letter::O)
            cores.back().span.end = position + 1;
    }
    return cores;
}

} // namespace corespan::model
