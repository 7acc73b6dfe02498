// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/genbank_entry.h"

#include <algorithm>
#include <string_view>

namespace corespan {

namespace {

/// Recursive descent over the location grammar of the feature table definition.
class LocationParser
{
public:
    explicit LocationParser(std::string_view text) : m_text(text) {}

    std::optional<FeatureLocation> parse()
    {
        FeatureLocation location;
        if (!part(location, 0) || !m_text.empty())
            return std::nullopt;
        return location;
    }

private:
    static constexpr int maxDepth = 16;

    bool take(std::string_view word)
    {
        if (!m_text.starts_with(word))
            return false;
        m_text.remove_prefix(word.size());
        return true;
    }

    bool part(FeatureLocation& out, int depth)
    {
        if (depth > maxDepth)
            return false;
        if (take("complement("))
            return complement(out, depth);
        if (take("join(") || take("order("))
            return list(out, depth);
        return range(out);
    }

    bool complement(FeatureLocation& out, int depth)
    {
        FeatureLocation inner;
        if (!part(inner, depth + 1) || !take(")"))
            return false;
        std::reverse(inner.segments.begin(), inner.segments.end());
        for (auto& segment : inner.segments)
            segment.reverse = !segment.reverse;
        merge(out, inner);
        return true;
    }

    bool list(FeatureLocation& out, int depth)
    {
        do {
            if (!part(out, depth + 1))
                return false;
        } while (take(","));
        return take(")");
    }

    static void merge(FeatureLocation& out, const FeatureLocation& inner)
    {
        out.segments += inner.segments;
        out.partialStart |= inner.partialStart;
        out.partialEnd |= inner.partialEnd;
        out.remote |= inner.remote;
    }

    /// a, a..b or a^b with < and >, all perhaps behind "ACCESSION.1:".
    bool range(FeatureLocation& out)
    {
        const std::size_t stop = m_text.find_first_of(",)");
        const std::size_t colon = m_text.find(':');
        const bool remote = colon != std::string_view::npos && (stop == std::string_view::npos || colon < stop);
        if (remote)
            m_text.remove_prefix(colon + 1);
        std::int64_t first = 0;
        if (!position(first, out))
            return false;
        std::int64_t last = first;
        if (take("..")) {
            if (!position(last, out))
                return false;
        } else if (take("^")) {
            if (!position(last, out))
                return false;
            out.remote |= remote;
            return true; // a place between two letters has none of its own
        }
        if (remote)
            out.remote = true;
        else
            out.segments.append({{first - 1, last}, false});
        return true;
    }

    bool position(std::int64_t& value, FeatureLocation& out)
    {
        if (take("<"))
            out.partialStart = true;
        else if (take(">"))
            out.partialEnd = true;
        std::size_t digits = 0;
        value = 0;
        while (digits < m_text.size() && digits < 15 && m_text[digits] >= '0' && m_text[digits] <= '9')
            value = value * 10 + (m_text[digits++] - '0');
        m_text.remove_prefix(digits);
        return digits > 0;
    }

    std::string_view m_text;
};

} // namespace

std::optional<FeatureLocation> parseLocation(const QByteArray& text)
{
    QByteArray packed = text;
    packed.replace(' ', "");
    return LocationParser({packed.constData(), static_cast<std::size_t>(packed.size())}).parse();
}

} // namespace corespan
