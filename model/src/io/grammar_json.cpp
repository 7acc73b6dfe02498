// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/grammar_json.h"

#include "io/json_fields.h"

#include <algorithm>
#include <optional>

namespace corespan::model {

using nlohmann::json;

namespace {

using Names = std::vector<std::string>;

std::string quoted(const std::string& text)
{
    return "\"" + text + "\"";
}

/// Reads field by field and goes on after a fault, so that one look at the message mends them all.
class GrammarReader
{
public:
    GrammarReader(const json& object, const Names& types) : m_object(object), m_types(types) {}

    GrammarConfig read()
    {
        GrammarConfig grammar;
        if (!m_object.is_object()) {
            complain("a JSON object is expected, not " + std::string(m_object.type_name()));
            return grammar;
        }
        const json* name = find("name");
        if (name != nullptr && *name == "orf") {
            grammar.kind = GrammarConfig::Kind::Orf;
            readOrf(grammar.orf);
        } else if (name != nullptr && *name == "types") {
            grammar.kind = GrammarConfig::Kind::Types;
            readTypes(grammar.types);
        } else {
            complain(name == nullptr ? "\"name\" is missing; known are orf and types"
                                     : "\"name\" is " + name->dump() + "; known are orf and types");
            return grammar;
        }
        refuseUnknown();
        return grammar;
    }

    const Names& problems() const { return m_problems; }

private:
    void complain(std::string problem) { m_problems.push_back(std::move(problem)); }

    const json* find(const std::string& field)
    {
        m_asked.push_back(field);
        const auto found = m_object.find(field);
        return found == m_object.end() ? nullptr : &*found;
    }

    void refuseUnknown()
    {
        for (const auto& [key, value] : m_object.items()) {
            if (std::ranges::find(m_asked, key) != m_asked.end())
                continue;
            const std::string nearest = nearestName(key, m_asked);
            complain("unknown field " + quoted(key) +
                     (nearest.empty() ? "" : "; did you mean " + quoted(nearest) + "?"));
        }
    }

    void readFlag(const std::string& field, bool& flag)
    {
        const json* value = find(field);
        if (value != nullptr && value->is_boolean())
            flag = value->get<bool>();
        else if (value != nullptr)
            complain(quoted(field) + " must be true or false, not " + value->dump());
    }

    /// A list of strings, nothing where it is none.
    std::optional<Names> listOf(const json& value, const std::string& field)
    {
        const bool isList = value.is_array() && std::ranges::all_of(value, [](const json& x) { return x.is_string(); });
        if (isList)
            return value.get<Names>();
        complain(quoted(field) + " must be a list of strings, not " + value.dump());
        return std::nullopt;
    }

    std::optional<std::int64_t> wholeNumber(const json& value, const std::string& field, std::int64_t least)
    {
        constexpr std::int64_t most = std::int64_t{1} << 62;
        if (value.is_number_integer() && value >= least && value <= most)
            return value.get<std::int64_t>();
        complain(quoted(field) + " must be a whole number, at least " + std::to_string(least) + ", not " +
                 value.dump());
        return std::nullopt;
    }

    void readOrf(OrfGrammar& orf)
    {
        if (const json* table = find("table"))
            orf.table = static_cast<int>(std::min<std::int64_t>(wholeNumber(*table, "table", 1).value_or(11), 1'000));
        readFlag("stop_inside", orf.stopInside);
        readFlag("internal_stops", orf.internalStops);
        readFlag("open_begin", orf.openBegin);
        readFlag("open_end", orf.openEnd);
        const json* starts = find("starts");
        try {
            orf.starts = usualStarts(orf.table);
        } catch (const ModelError& error) {
            complain(withoutStop(error.what()));
            return;
        }
        if (starts != nullptr)
            orf.starts = listOf(*starts, "starts").value_or(orf.starts);
        for (const std::string& start : orf.starts)
            checkStart(orf, start);
        if (orf.starts.empty())
            complain("\"starts\" is empty; name start codons, such as ATG");
    }

    /// Each by itself, so that every one that is wrong is named.
    void checkStart(OrfGrammar orf, const std::string& start)
    {
        orf.starts = {start};
        try {
            legalOrfs("", orf);
        } catch (const ModelError& error) {
            complain(withoutStop(error.what()));
        }
    }

    static std::string withoutStop(std::string message)
    {
        while (message.ends_with('.'))
            message.pop_back();
        return message;
    }

    /// The type of a name, or a complaint.
    std::optional<std::size_t> typeOf(const std::string& name, const std::string& field)
    {
        const auto found = std::ranges::find(m_types, name);
        if (found != m_types.end())
            return static_cast<std::size_t>(found - m_types.begin());
        const std::string nearest = nearestName(name, m_types);
        complain(quoted(field) + " names the type " + quoted(name) + ", which the selector does not have" +
                 (nearest.empty() ? "" : "; did you mean " + quoted(nearest) + "?"));
        return std::nullopt;
    }

    std::vector<std::uint8_t> maskOf(const json& value, const std::string& field)
    {
        std::vector<std::uint8_t> mask(m_types.size(), 0);
        const std::optional<Names> names = listOf(value, field);
        for (const std::string& name : names.value_or(Names()))
            if (const auto type = typeOf(name, field))
                mask[*type] = 1;
        if (names && names->empty())
            complain(quoted(field) + " is empty; leave it out or name types");
        return mask;
    }

    /// Calls f(type, value) for each entry of an object whose keys are types.
    template <typename F>
    void forEachType(const std::string& field, F f)
    {
        const json* object = find(field);
        if (object == nullptr)
            return;
        if (!object->is_object()) {
            complain(quoted(field) + " must be an object whose names are types, not " + object->dump());
            return;
        }
        for (const auto& [key, value] : object->items())
            if (const auto type = typeOf(key, field))
                f(*type, value, std::string(field).append(".").append(key));
    }

    void readPairs(const std::string& field, std::vector<std::uint8_t>& pairs)
    {
        const std::size_t T = m_types.size();
        forEachType(field, [&](std::size_t from, const json& value, const std::string& path) {
            pairs.resize(T * T, 1);
            std::fill_n(pairs.begin() + static_cast<std::ptrdiff_t>(from * T), T, std::uint8_t{0});
            for (const std::string& name : listOf(value, path).value_or(Names()))
                if (const auto to = typeOf(name, path))
                    pairs[from * T + *to] = 1;
        });
    }

    void readLengths(std::vector<LengthRange>& lengths)
    {
        forEachType("lengths", [&](std::size_t type, const json& value, const std::string& path) {
            lengths.resize(m_types.size());
            if (!value.is_array() || value.size() != 2) {
                complain(quoted(path) + " must be a list of the least and the greatest length, not " + value.dump());
                return;
            }
            lengths[type].minLength = wholeNumber(value[0], path, 1).value_or(1);
            lengths[type].maxLength = wholeNumber(value[1], path, 0).value_or(0);
            if (lengths[type].maxLength != 0 && lengths[type].maxLength < lengths[type].minLength)
                complain(quoted(path) + ": the greatest length " + std::to_string(lengths[type].maxLength) +
                         " is below the least, " + std::to_string(lengths[type].minLength) + "; 0 means no limit");
        });
    }

    void readSides(std::vector<TypeSides>& sides)
    {
        forEachType("sides", [&](std::size_t type, const json& value, const std::string& path) {
            sides.resize(m_types.size());
            const Names names = listOf(value, path).value_or(Names{"", ""});
            if (names.size() != 2)
                complain(quoted(path) + " must be a list of two sides, where cores begin and end, not " + value.dump());
            else
                sides[type] = {names[0], names[1]};
        });
    }

    void readTypes(TypeGrammar& grammar)
    {
        if (const json* first = find("first"))
            grammar.first = maskOf(*first, "first");
        if (const json* last = find("last"))
            grammar.last = maskOf(*last, "last");
        readPairs("next", grammar.next);
        readPairs("touching", grammar.touching);
        forEachType("at_start", [&](std::size_t type, const json& value, const std::string& path) {
            grammar.atStart.resize(m_types.size(), 0);
            grammar.atStart[type] = wholeNumber(value, path, 1).value_or(1);
        });
        readLengths(grammar.lengths);
        readSides(grammar.sides);
    }

    const json& m_object;
    const Names& m_types;
    Names m_asked;
    Names m_problems;
};

} // namespace

GrammarConfig parseGrammar(const json& object, const Names& types, const std::string& where)
{
    GrammarReader reader(object, types);
    GrammarConfig grammar = reader.read();
    if (reader.problems().empty())
        return grammar;
    std::string message = where + ": ";
    for (const std::string& problem : reader.problems())
        message += (&problem == &reader.problems().front() ? "" : "; ") + problem;
    throw ModelError(message.ends_with('?') ? message : message + ".");
}

} // namespace corespan::model
