// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json_fields.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace corespan::model {

using nlohmann::json;

namespace {

std::size_t editDistance(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({replace, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row[b.size()];
}

} // namespace

std::string nearestName(const std::string& name, const std::vector<std::string>& known)
{
    constexpr std::size_t longestName = 100;
    if (name.size() > longestName)
        return {};
    std::string nearest;
    std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (const std::string& candidate : known) {
        const std::size_t distance = editDistance(name, candidate);
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

void ConfigFaults::throwAny() const
{
    if (m_messages.empty())
        return;
    if (m_messages.size() == 1)
        throw ModelError(m_messages.front());
    std::string text = m_where + ": " + std::to_string(m_messages.size()) + " faults:";
    for (const std::string& message : m_messages) {
        const bool here = message.starts_with(m_where + ": ");
        text += "\n  " + (here ? message.substr(m_where.size() + 2) : message);
    }
    throw ModelError(text);
}

JsonFields::JsonFields(const json& object, std::string where, Null null, ConfigFaults* faults)
    : m_object(object), m_where(std::move(where)), m_null(null), m_faults(faults)
{
    if (!m_object.is_object())
        throw ModelError(m_where + ": a JSON object is expected, not " + m_object.type_name() + ".");
}

const json* JsonFields::find(const std::string& field)
{
    m_asked.push_back(field);
    const auto found = m_object.find(field);
    if (found == m_object.end() || (found->is_null() && m_null == Null::MeansAbsent))
        return nullptr;
    return &*found;
}

bool JsonFields::has(const std::string& field)
{
    return find(field) != nullptr;
}

template <typename T, typename Read>
T JsonFields::guarded(const T& fallback, const Read& read) const
{
    if (!m_faults)
        return read();
    T value = fallback;
    m_faults->attempt([&] { value = read(); });
    return value;
}

std::int64_t JsonFields::integer(const std::string& field, std::int64_t fallback, std::int64_t least,
                                 std::int64_t greatest)
{
    const json* value = find(field);
    return guarded(fallback, [&] { return value ? integerOf(*value, field, least, greatest) : fallback; });
}

double JsonFields::number(const std::string& field, double fallback, double least, double greatest)
{
    const json* value = find(field);
    return guarded(fallback, [&] { return value ? numberOf(*value, field, least, greatest) : fallback; });
}

bool JsonFields::boolean(const std::string& field, bool fallback)
{
    const json* value = find(field);
    return guarded(fallback, [&] {
        if (value && !value->is_boolean())
            fail(field, "must be true or false, not " + value->dump() + ".");
        return value ? value->get<bool>() : fallback;
    });
}

std::string JsonFields::text(const std::string& field, const std::string& fallback)
{
    const json* value = find(field);
    return guarded(fallback, [&] {
        if (value && !value->is_string())
            fail(field, "must be a string, not " + value->dump() + ".");
        return value ? value->get<std::string>() : fallback;
    });
}

std::vector<std::string> JsonFields::texts(const std::string& field, const std::vector<std::string>& fallback)
{
    const json* value = find(field);
    return guarded(fallback, [&] { return value ? textsOf(*value, field) : fallback; });
}

std::int64_t JsonFields::integerOf(const json& value, const std::string& field, std::int64_t least,
                                   std::int64_t greatest) const
{
    if (!value.is_number_integer())
        fail(field, "must be a whole number, not " + value.dump() + ".");
    const bool tooLarge = value.is_number_unsigned() &&
                          value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    if (tooLarge || value.get<std::int64_t>() > greatest)
        fail(field, "is " + value.dump() + "; at most " + std::to_string(greatest) + " is possible.");
    if (value.get<std::int64_t>() < least)
        fail(field, "is " + value.dump() + "; at least " + std::to_string(least) + " is needed.");
    return value.get<std::int64_t>();
}

double JsonFields::numberOf(const json& value, const std::string& field, double least, double greatest) const
{
    if (!value.is_number())
        fail(field, "must be a number, not " + value.dump() + ".");
    const double number = value.get<double>();
    const bool unlimited = greatest == std::numeric_limits<double>::max();
    if (!std::isfinite(number) || number < least || number > greatest)
        fail(field, "is " + value.dump() + "; " +
                        (unlimited ? "it must be at least " + json(least).dump()
                                   : "it must lie between " + json(least).dump() + " and " + json(greatest).dump()) +
                        ".");
    return number;
}

std::vector<std::string> JsonFields::textsOf(const json& value, const std::string& field) const
{
    if (!value.is_array())
        fail(field, "must be a list of strings, not " + value.dump() + ".");
    std::vector<std::string> result;
    for (const json& item : value) {
        if (!item.is_string())
            fail(field, "must be a list of strings; it holds " + item.dump() + ".");
        result.push_back(item.get<std::string>());
    }
    return result;
}

void JsonFields::fail(const std::string& field, const std::string& why) const
{
    throw ModelError(m_where + ": field \"" + field + "\" " + why);
}

void JsonFields::report(const std::string& field, const std::string& why) const
{
    guarded(0, [&]() -> int { fail(field, why); });
}

void JsonFields::refuseUnknown() const
{
    ConfigFaults here(m_where);
    ConfigFaults& faults = m_faults ? *m_faults : here;
    for (const auto& [key, value] : m_object.items()) {
        if (std::ranges::find(m_asked, key) != m_asked.end())
            continue;
        const std::string nearest = nearestName(key, m_asked);
        faults.add(m_where + ": unknown field \"" + key + "\"" +
                   (nearest.empty() ? "." : "; did you mean \"" + nearest + "\"?"));
    }
    here.throwAny();
}

} // namespace corespan::model
