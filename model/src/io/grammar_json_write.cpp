// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/grammar_json.h"

namespace corespan::model {

using nlohmann::json;

namespace {

using Names = std::vector<std::string>;

Names namesOf(std::span<const std::uint8_t> mask, const Names& types)
{
    Names names;
    for (std::size_t t = 0; t < mask.size(); ++t)
        if (mask[t] != 0)
            names.push_back(types[t]);
    return names;
}

json pairsJson(std::span<const std::uint8_t> pairs, const Names& types)
{
    json object = json::object();
    for (std::size_t from = 0; from < types.size(); ++from) {
        const Names to = namesOf(pairs.subspan(from * types.size(), types.size()), types);
        if (to.size() < types.size())
            object[types[from]] = to;
    }
    return object;
}

json typesJson(const TypeGrammar& grammar, const Names& types)
{
    json object = {{"name", "types"}};
    if (!grammar.first.empty())
        object["first"] = namesOf(grammar.first, types);
    if (!grammar.last.empty())
        object["last"] = namesOf(grammar.last, types);
    if (!grammar.next.empty())
        object["next"] = pairsJson(grammar.next, types);
    if (!grammar.touching.empty())
        object["touching"] = pairsJson(grammar.touching, types);
    for (std::size_t t = 0; t < grammar.atStart.size(); ++t)
        if (grammar.atStart[t] != 0)
            object["at_start"][types[t]] = grammar.atStart[t];
    for (std::size_t t = 0; t < grammar.lengths.size(); ++t)
        if (grammar.lengths[t].minLength > 1 || grammar.lengths[t].maxLength != 0)
            object["lengths"][types[t]] = {grammar.lengths[t].minLength, grammar.lengths[t].maxLength};
    for (std::size_t t = 0; t < grammar.sides.size(); ++t)
        if (!grammar.sides[t].begin.empty() || !grammar.sides[t].end.empty())
            object["sides"][types[t]] = {grammar.sides[t].begin, grammar.sides[t].end};
    return object;
}

} // namespace

json grammarJson(const GrammarConfig& grammar, const Names& types)
{
    if (grammar.kind == GrammarConfig::Kind::None)
        return nullptr;
    if (grammar.kind == GrammarConfig::Kind::Types)
        return typesJson(grammar.types, types);
    const OrfGrammar& orf = grammar.orf;
    return {{"name", "orf"},
            {"table", orf.table},
            {"starts", orf.starts},
            {"stop_inside", orf.stopInside},
            {"internal_stops", orf.internalStops},
            {"open_begin", orf.openBegin},
            {"open_end", orf.openEnd}};
}

} // namespace corespan::model
