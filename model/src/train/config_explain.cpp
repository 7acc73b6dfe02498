// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model_lines.h"
#include "train/config_fields.h"

#include <nlohmann/json.hpp>

namespace corespan::model {
namespace {

using nlohmann::json;

/// Visitor that collects the lines of the table; values are those of `defaults`.
struct Explainer
{
    std::vector<FieldLine>& lines;
    const json& defaults;
    std::string prefix;

    void add(const char* name, const char* line)
    {
        const auto value = defaults.find(name);
        lines.push_back({prefix + name, value == defaults.end() ? "" : value->dump(), line});
    }
    template <typename T>
    void number(const char* name, T&, double, double, const char* line)
    {
        add(name, line);
    }
    void flag(const char* name, bool&, const char* line) { add(name, line); }
    template <typename T>
    void text(const char* name, T&, const char* line)
    {
        add(name, line);
    }
    template <typename Enum, typename Names>
    void choice(const char* name, Enum&, const Names&, const char* line)
    {
        add(name, line);
    }
    template <typename Part, typename VisitFields>
    void part(const char* name, Part& value, const VisitFields& visitFields, const char* line)
    {
        lines.push_back({prefix + name, "", line});
        Explainer inner{lines, defaults.at(name), prefix + name + '.'};
        visitFields(inner, value);
    }
    void special(const char* name, const char* line)
    {
        if (name != std::string_view("model"))
            return add(name, line);
        lines.push_back({name, "", line});
        for (const ModelFieldLine& field : modelFieldLines()) {
            const json* at = &defaults.at("model");
            std::string path = field.path;
            for (std::size_t dot = 0; at && !path.empty(); path.erase(0, dot)) {
                dot = std::min(path.find('.'), path.size());
                const auto found = at->find(path.substr(0, dot));
                at = found == at->end() ? nullptr : &*found;
                dot += dot < path.size() ? 1 : 0;
            }
            lines.push_back({"model." + std::string(field.path), at ? at->dump() : "", field.line});
        }
    }
};

} // namespace

std::vector<FieldLine> explainTrainConfig()
{
    std::vector<FieldLine> lines;
    TrainConfig config;
    const json defaults = json::parse(formatTrainConfig(config));
    Explainer explainer{lines, defaults, ""};
    visitTrainConfig(explainer, config);
    return lines;
}

} // namespace corespan::model
