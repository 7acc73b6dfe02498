// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/check_records.h"

#include "train/examples.h"

#include <algorithm>

namespace corespan::model {
namespace {

constexpr std::size_t listed = 20;

std::string text(const Span& span)
{
    return "[" + std::to_string(span.begin) + ", " + std::to_string(span.end) + ")";
}

std::string coresFault(const ModelConfig& model, const TrainRecord& record)
{
    const auto length = static_cast<std::int64_t>(record.sequence.size());
    std::int64_t previous = 0;
    for (const GoldCore& core : record.cores) {
        if (core.span.begin < 0 || core.span.end > length || core.span.length() < 1)
            return "core " + text(core.span) + " does not fit its " + std::to_string(length) + " positions";
        if (core.span.begin < previous)
            return "core " + text(core.span) + " overlaps the one before it, or comes before it";
        if (core.type < 0 || core.type >= static_cast<int>(model.selector.types.size()))
            return "core " + text(core.span) + " has a type that the model does not have";
        previous = core.span.end;
    }
    if (!model.findsSeveralCores() && record.cores.size() > 1)
        return std::to_string(record.cores.size()) + " cores; a " + name(model.selector.kind) +
               " selector finds one (mask, bio and bioes find several)";
    return {};
}

std::string labelsFault(const ModelConfig& model, const TrainRecord& record)
{
    if (!record.labels.empty() && record.labels.size() != record.sequence.size())
        return std::to_string(record.labels.size()) + " labels for " + std::to_string(record.sequence.size()) +
               " positions";
    const auto count = static_cast<std::int16_t>(model.labels.size());
    const auto beyond = [&](std::int16_t label) { return label >= count; };
    if (std::ranges::any_of(record.labels, beyond) || std::ranges::any_of(record.target, beyond) ||
        std::ranges::any_of(record.target, [](std::int16_t letter) { return letter < 0; }))
        return "a label that the model does not have";
    return {};
}

std::string targetFault(const ModelConfig& model, const TrainRecord& record, std::int64_t step)
{
    if (model.selector.kind != SelectorKind::Ctc || record.target.empty())
        return {};
    if (record.annotated && record.cores.empty())
        return "a target of " + std::to_string(record.target.size()) +
               " letters, but \"no core\": one of them is wrong";
    const auto positions = static_cast<std::int64_t>(record.sequence.size());
    const auto letters = static_cast<std::int64_t>(record.target.size());
    if (step > 0 && (letters - 1) * step >= positions)
        return "a target of " + std::to_string(letters) + " letters that stand " + std::to_string(step) +
               " positions apart (selector_loss.ctc_step) needs " + std::to_string((letters - 1) * step + 1) +
               " positions, but there are " + std::to_string(positions);
    const std::int64_t needed = ctcLength(record.target);
    if (step > 0 || needed <= positions)
        return {};
    return "a target of " + std::to_string(record.target.size()) + " letters needs " + std::to_string(needed) +
           " positions (one more for each repeated letter), but there are " + std::to_string(record.sequence.size());
}

std::string zonesFault(const TrainRecord& record)
{
    const auto length = static_cast<std::int64_t>(record.sequence.size());
    for (const Span& zone : record.ambiguous) {
        if (zone.begin < 0 || zone.end > length || zone.length() < 0)
            return "ambiguous zone " + text(zone) + " does not fit its " + std::to_string(length) + " positions";
    }
    return {};
}

bool teaches(const ModelConfig& model, const TrainRecord& record)
{
    if (std::ranges::any_of(record.labels, [](std::int16_t label) { return label >= 0; }) && !model.labels.empty())
        return true;
    const bool ctc = model.selector.kind == SelectorKind::Ctc;
    return ctc ? !record.target.empty() || (record.annotated && record.cores.empty()) : record.annotated;
}

} // namespace

void checkRecords(const ModelConfig& model, const TrainConfig& config, std::span<const TrainRecord> records,
                  const char* which)
{
    std::string faults;
    std::size_t count = 0;
    for (const TrainRecord& record : records) {
        for (const std::string& fault : {coresFault(model, record), labelsFault(model, record),
                                         targetFault(model, record, config.selectorLoss.ctcStep), zonesFault(record)}) {
            if (fault.empty())
                continue;
            if (++count <= listed)
                faults += "\n  record \"" + record.id + "\": " + fault;
        }
    }
    if (count > listed)
        faults += "\n  … and " + std::to_string(count - listed) + " more";
    if (count > 0)
        throw ModelError(std::string("the ") + which + " records do not fit the model:" + faults);
    if (!records.empty() && std::ranges::none_of(records, [&](const TrainRecord& r) { return teaches(model, r); }))
        throw ModelError(std::string("no ") + which + " record teaches a " + name(model.selector.kind) +
                         " selector or a translator: give cores, labels or (ctc) targets");
    const std::string& outside = config.coupling.outsideLabel;
    if (!outside.empty() && std::ranges::find(model.labels, outside) == model.labels.end())
        throw ModelError("coupling: outside_label is \"" + outside + "\", which is not among the model's labels");
}

} // namespace corespan::model
