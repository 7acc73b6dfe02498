// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/supervision.h"

#include <algorithm>

namespace corespan::model {
namespace {

constexpr std::uint8_t ambiguous = 1, openEdge = 2;

/// [L] what is not known of each position.
std::vector<std::uint8_t> unknownOf(const TrainRecord& record)
{
    std::vector<std::uint8_t> unknown(record.sequence.size(), 0);
    // Records come here before they are checked.
    const auto length = static_cast<std::int64_t>(unknown.size());
    const auto inside = [length](std::int64_t position) { return position >= 0 && position < length; };
    for (const Span& zone : record.ambiguous)
        for (std::int64_t i = std::max<std::int64_t>(zone.begin, 0); i < std::min(zone.end, length); ++i)
            unknown[static_cast<std::size_t>(i)] |= ambiguous;
    for (const GoldCore& core : record.cores) {
        if (core.openBegin && inside(core.span.begin))
            unknown[static_cast<std::size_t>(core.span.begin)] |= openEdge;
        if (core.openEnd && inside(core.span.end - 1))
            unknown[static_cast<std::size_t>(core.span.end - 1)] |= openEdge;
    }
    return unknown;
}

bool knowsBoundary(const GoldCore& core, const std::vector<std::uint8_t>& unknown)
{
    const auto isAmbiguous = [&](std::int64_t position) {
        const auto i = static_cast<std::size_t>(position);
        return i < unknown.size() && (unknown[i] & ambiguous) != 0;
    };
    return (!core.openBegin && !isAmbiguous(core.span.begin)) || (!core.openEnd && !isAmbiguous(core.span.end - 1));
}

bool teachesSelector(const SelectorConfig& selector, const TrainRecord& record,
                     const std::vector<std::uint8_t>& unknown)
{
    if (record.sequence.empty())
        return false;
    if (selector.kind == SelectorKind::Ctc)
        return !record.target.empty() || (record.annotated && record.cores.empty() && record.ambiguous.empty());
    if (!record.annotated)
        return false;
    switch (selector.kind) {
    case SelectorKind::Bio:
    case SelectorKind::Bioes:
        // A CRF sums over the tags that are not known, and so learns which sequences are legal from any record.
        return selector.crf || std::ranges::count(unknown, std::uint8_t{0}) > 0;
    case SelectorKind::Mask:
        return std::ranges::any_of(unknown, [](std::uint8_t u) { return (u & ambiguous) == 0; });
    default:
        return record.cores.empty() || knowsBoundary(record.cores.front(), unknown);
    }
}

} // namespace

Supervision supervisionOf(const ModelConfig& model, const TrainRecord& record)
{
    const std::vector<std::uint8_t> unknown = unknownOf(record);
    Supervision teaches;
    teaches.selector = model.hasSelector && teachesSelector(model.selector, record, unknown);
    if (model.translates())
        for (std::size_t i = 0; i < std::min(record.labels.size(), unknown.size()) && !teaches.translator; ++i)
            teaches.translator = record.labels[i] >= 0 && (unknown[i] & ambiguous) == 0;
    teaches.noCore = teaches.selector && record.annotated && record.cores.empty();
    teaches.openEnd =
        std::ranges::any_of(record.cores, [](const GoldCore& core) { return core.openBegin || core.openEnd; });
    teaches.ambiguous = std::ranges::any_of(record.ambiguous, [](const Span& zone) { return zone.length() > 0; });
    return teaches;
}

SupervisionCounts countSupervision(const ModelConfig& model, std::span<const TrainRecord> records)
{
    SupervisionCounts counts;
    counts.records = records.size();
    for (const TrainRecord& record : records) {
        const Supervision teaches = supervisionOf(model, record);
        counts.selector += teaches.selector ? 1 : 0;
        counts.translator += teaches.translator ? 1 : 0;
        counts.both += teaches.selector && teaches.translator ? 1 : 0;
        counts.neither += teaches.selector || teaches.translator ? 0 : 1;
        counts.noCore += teaches.noCore ? 1 : 0;
        counts.openEnd += teaches.openEnd ? 1 : 0;
        counts.ambiguous += teaches.ambiguous ? 1 : 0;
    }
    return counts;
}

} // namespace corespan::model
