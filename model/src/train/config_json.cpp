// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json_fields.h"
#include "train/check_config.h"
#include "train/config_fields.h"

namespace corespan::model {
namespace {

using nlohmann::json;
using Kind = BiasPattern::Kind;

constexpr EnumNames<Kind, 5> patternNames = {{{Kind::Flat, "flat"},
                                              {Kind::Offsets, "offsets"},
                                              {Kind::Comb, "comb"},
                                              {Kind::DecayLeft, "decay_left"},
                                              {Kind::DecayRight, "decay_right"}}};

template <typename Enum, std::size_t N>
const char* nameOf(Enum value, const EnumNames<Enum, N>& names)
{
    return std::ranges::find(names, value, &std::pair<Enum, const char*>::first)->second;
}

template <typename Enum, std::size_t N>
void readChoice(JsonFields& fields, const char* name, Enum& value, const EnumNames<Enum, N>& names)
{
    const std::string given = fields.text(name, nameOf(value, names));
    const auto* entry = std::ranges::find(names, given, &std::pair<Enum, const char*>::second);
    if (entry != names.end()) {
        value = entry->first;
        return;
    }
    std::string known;
    for (const auto& [kind, text] : names)
        known += (known.empty() ? "" : ", ") + std::string(text);
    fields.report(name, "is \"" + given + "\"; known are " + known + ".");
}

/// Visitor that fills a configuration from one object.
struct Reader
{
    JsonFields fields;
    ConfigFaults& faults;

    Reader(const json& object, const std::string& where, ConfigFaults& noted)
        : fields(object, where, JsonFields::Null::Refused, &noted), faults(noted)
    {
    }

    template <typename T>
    void number(const char* name, T& value, double least, double greatest, const char*)
    {
        if constexpr (std::is_floating_point_v<T>)
            value = fields.number(name, value, least, greatest);
        else
            value =
                static_cast<T>(fields.integer(name, static_cast<std::int64_t>(value), static_cast<std::int64_t>(least),
                                              greatest == anyNumber ? std::numeric_limits<std::int64_t>::max()
                                                                    : static_cast<std::int64_t>(greatest)));
    }
    void flag(const char* name, bool& value, const char*) { value = fields.boolean(name, value); }
    template <typename T>
    void text(const char* name, T& value, const char*)
    {
        value = fields.text(name, std::string(value));
    }
    template <typename Enum, std::size_t N>
    void choice(const char* name, Enum& value, const EnumNames<Enum, N>& names, const char*)
    {
        readChoice(fields, name, value, names);
    }
    template <typename Part, typename VisitFields>
    void part(const char* name, Part& value, const VisitFields& visitFields, const char*)
    {
        const json* object = fields.find(name);
        if (!object)
            return;
        faults.attempt([&] {
            Reader inner(*object, fields.where() + ": \"" + name + '"', faults);
            visitFields(inner, value);
            inner.fields.refuseUnknown();
        });
    }
    void special(const char*, const char*) {}
};

/// Visitor that writes a configuration into one object.
struct Writer
{
    json& object;

    template <typename T>
    void number(const char* name, const T& value, double, double, const char*)
    {
        object[name] = value;
    }
    void flag(const char* name, bool value, const char*) { object[name] = value; }
    template <typename T>
    void text(const char* name, const T& value, const char*)
    {
        object[name] = std::string(value);
    }
    template <typename Enum, std::size_t N>
    void choice(const char* name, Enum value, const EnumNames<Enum, N>& names, const char*)
    {
        object[name] = nameOf(value, names);
    }
    template <typename Part, typename VisitFields>
    void part(const char* name, const Part& value, const VisitFields& visitFields, const char*)
    {
        Writer inner{object[name]};
        visitFields(inner, value);
    }
    void special(const char*, const char*) {}
};

BiasPattern readPattern(const json& object, const std::string& where, ConfigFaults& faults)
{
    JsonFields fields(object, where, JsonFields::Null::Refused, &faults);
    BiasPattern pattern;
    readChoice(fields, "kind", pattern.kind, patternNames);
    pattern.period = fields.integer("period", pattern.period, 1);
    pattern.value = fields.number("value", pattern.value);
    pattern.scale = fields.number("scale", pattern.scale, 1e-6);
    if (const json* offsets = fields.find("offsets")) {
        const bool whole = offsets->is_array() &&
                           std::ranges::all_of(*offsets, [](const json& offset) { return offset.is_number_integer(); });
        if (!whole)
            fields.report("offsets", "must be a list of whole numbers, not " + offsets->dump() + ".");
        for (std::size_t i = 0; whole && i < offsets->size(); ++i)
            pattern.offsets.push_back((*offsets)[i].get<std::int64_t>());
    }
    fields.refuseUnknown();
    return pattern;
}

void readPatterns(JsonFields& fields, std::vector<BiasPattern>& patterns, ConfigFaults& faults)
{
    const json* list = fields.find("bias_init");
    if (!list)
        return;
    if (!list->is_array())
        fields.fail("bias_init", "has to be a list with one pattern a head.");
    for (std::size_t i = 0; i < list->size(); ++i)
        faults.attempt([&] {
            const std::string where = fields.where() + ": bias_init[" + std::to_string(i) + ']';
            patterns.push_back(readPattern((*list)[i], where, faults));
        });
}

json writePattern(const BiasPattern& pattern)
{
    json object = {{"kind", nameOf(pattern.kind, patternNames)}};
    if (pattern.kind == Kind::Offsets)
        object["offsets"] = pattern.offsets;
    if (pattern.kind == Kind::Comb)
        object["period"] = pattern.period;
    if (pattern.kind == Kind::Offsets || pattern.kind == Kind::Comb)
        object["value"] = pattern.value;
    if (pattern.kind == Kind::DecayLeft || pattern.kind == Kind::DecayRight)
        object["scale"] = pattern.scale;
    return object;
}

} // namespace

TrainConfig parseTrainConfig(const std::string& text, const std::string& where)
{
    const json object = parseStrictJson(text, where);
    ConfigFaults faults(where);
    Reader reader(object, where, faults);
    TrainConfig c;
    visitTrainConfig(reader, c);
    if (const json* model = reader.fields.find("model"))
        faults.attempt([&] { c.model = parseModelConfig(model->dump(), where + ": \"model\"", ConfigStage::Draft); });
    faults.attempt([&] { readPatterns(reader.fields, c.biasInit, faults); });
    reader.fields.refuseUnknown();
    for (const std::string& contradiction : contradictions(c))
        faults.add(where + ": " + contradiction);
    faults.throwAny();
    return c;
}

std::string formatTrainConfig(const TrainConfig& c)
{
    json object = {{"model", json::parse(formatModelConfig(c.model))}, {"bias_init", json::array()}};
    for (const BiasPattern& pattern : c.biasInit)
        object["bias_init"].push_back(writePattern(pattern));
    Writer writer{object};
    visitTrainConfig(writer, c);
    return object.dump(1) + '\n';
}

} // namespace corespan::model
