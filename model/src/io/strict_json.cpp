// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json_fields.h"

namespace corespan::model {

using nlohmann::json;

namespace {

constexpr std::size_t maxDepth = 64;

/// Builds the value and refuses what the library's own builder accepts: duplicate keys and any depth. Its parser
/// callback could do the same, but looks through the parent after each object, which takes hours for a long hostile
/// header.
class StrictBuilder final : public nlohmann::json_sax<json>
{
public:
    explicit StrictBuilder(const std::string& where) : m_where(where) {}

    json take() { return std::move(m_root); }

    bool null() override { return add(nullptr) != nullptr; }
    bool boolean(bool value) override { return add(value) != nullptr; }
    bool number_integer(std::int64_t value) override { return add(value) != nullptr; }
    bool number_unsigned(std::uint64_t value) override { return add(value) != nullptr; }
    bool number_float(double value, const std::string&) override { return add(value) != nullptr; }
    bool string(std::string& value) override { return add(std::move(value)) != nullptr; }
    bool binary(json::binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& name) override
    {
        const auto [entry, added] = m_open.back()->get_ref<json::object_t&>().emplace(name, nullptr);
        if (!added)
            throw ModelError(m_where + ": the key \"" + name + "\" appears twice in one object.");
        m_member = &entry->second;
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const json::exception& error) override
    {
        throw ModelError(m_where + ": not valid JSON: " + error.what());
    }

private:
    /// Puts the value where the next one belongs and gives its place.
    json* add(json value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        if (m_open.back()->is_object()) {
            *m_member = std::move(value);
            return m_member;
        }
        return &m_open.back()->get_ref<json::array_t&>().emplace_back(std::move(value));
    }

    bool open(json value)
    {
        if (m_open.size() >= maxDepth)
            throw ModelError(m_where + ": JSON is nested deeper than 64 levels.");
        m_open.push_back(add(std::move(value)));
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    const std::string& m_where;
    json m_root;
    std::vector<json*> m_open; ///< containers being filled; a parent does not grow while its last child is open
    json* m_member = nullptr;  ///< value of the key read last
};

} // namespace

json parseStrictJson(const std::string& text, const std::string& where)
{
    // The parser takes a zero byte for the end of the text and would ignore what follows.
    if (const std::size_t zero = text.find('\0'); zero != std::string::npos)
        throw ModelError(where + ": not valid JSON: there is a zero byte at " + std::to_string(zero) + ".");
    StrictBuilder builder(where);
    json::sax_parse(text, &builder);
    return builder.take();
}

} // namespace corespan::model
