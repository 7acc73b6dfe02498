// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/error.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace corespan::model {

/// JSON without duplicate keys and at most 64 levels deep. \throws ModelError with `where` and the byte offset
nlohmann::json parseStrictJson(const std::string& text, const std::string& where);

/// The known name nearest to `name` by edit distance, or "" where none is near.
std::string nearestName(const std::string& name, const std::vector<std::string>& known);

/// What is wrong with a configuration, all of it: reading goes on after a fault, so that one look at the message mends
/// them all.
class ConfigFaults
{
public:
    /// `where` names the configuration.
    explicit ConfigFaults(std::string where) : m_where(std::move(where)) {}

    void add(std::string message) { m_messages.push_back(std::move(message)); }
    /// Notes the ModelError that `part` throws.
    template <typename Part>
    void attempt(const Part& part)
    {
        try {
            part();
        } catch (const ModelError& error) {
            add(error.what());
        }
    }
    /// \throws ModelError: one message as it is, several in a list under `where`
    void throwAny() const;

private:
    std::string m_where;
    std::vector<std::string> m_messages;
};

/// Reads one JSON object field by field and remembers which names were asked for, so that `refuseUnknown` can name the
/// others. Every message starts with `where` and the field's path. All members throw ModelError; with `faults` those
/// that read a value note it there instead and answer with the fallback, and `refuseUnknown` notes each unknown name.
class JsonFields
{
public:
    enum class Null { Refused, MeansAbsent };

    JsonFields(const nlohmann::json& object, std::string where, Null null = Null::Refused,
               ConfigFaults* faults = nullptr);

    bool has(const std::string& field);
    const nlohmann::json* find(const std::string& field); ///< nullptr where absent
    std::int64_t integer(const std::string& field, std::int64_t fallback,
                         std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                         std::int64_t greatest = std::numeric_limits<std::int64_t>::max());
    double number(const std::string& field, double fallback, double least = std::numeric_limits<double>::lowest(),
                  double greatest = std::numeric_limits<double>::max());
    bool boolean(const std::string& field, bool fallback);
    std::string text(const std::string& field, const std::string& fallback);
    std::vector<std::string> texts(const std::string& field, const std::vector<std::string>& fallback);

    /// `where: field "path" why`, never returns.
    [[noreturn]] void fail(const std::string& field, const std::string& why) const;
    /// The same, but only noted where faults are.
    void report(const std::string& field, const std::string& why) const;
    /// All names that were not asked for. Ask for those that do not matter here by `has`.
    void refuseUnknown() const;
    const std::string& where() const { return m_where; }

private:
    template <typename T, typename Read>
    T guarded(const T& fallback, const Read& read) const;
    std::int64_t integerOf(const nlohmann::json& value, const std::string& field, std::int64_t least,
                           std::int64_t greatest) const;
    double numberOf(const nlohmann::json& value, const std::string& field, double least, double greatest) const;
    std::vector<std::string> textsOf(const nlohmann::json& value, const std::string& field) const;

    const nlohmann::json& m_object;
    std::string m_where;
    Null m_null;
    ConfigFaults* m_faults;
    std::vector<std::string> m_asked;
};

} // namespace corespan::model
