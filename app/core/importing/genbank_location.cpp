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
        out.site |= inner.site;
    }

    /// A coordinate, 1-based; low < high where it is only known to lie between them.
    struct Bound
    {
        std::int64_t low = 0;
        std::int64_t high = 0;
        bool below = false; ///< "<"
        bool above = false; ///< ">"
    };

    /// a, a..b, a.b or a^b, all perhaps behind "ACCESSION.1:".
    bool range(FeatureLocation& out)
    {
        const std::size_t stop = m_text.find_first_of(",)");
        const std::size_t colon = m_text.find(':');
        const bool remote = colon != std::string_view::npos && (stop == std::string_view::npos || colon < stop);
        if (remote)
            m_text.remove_prefix(colon + 1);
        Bound first;
        if (!bound(first, out))
            return false;
        Bound last = first;
        const bool span = take("..");
        const bool site = !span && take("^");
        const bool within = !span && !site && take(".");
        if ((span || site || within) && !bound(last, out))
            return false;
        out.remote |= remote;
        out.site |= site; // a place between two letters has none of its own
        if (remote || site)
            return true;
        FeatureLocation::Segment segment{{first.low - 1, last.high}};
        segment.openBegin = span && first.below;
        segment.openEnd = span && last.above;
        segment.uncertain = within || first.low != first.high || last.low != last.high || first.above || last.below ||
                            (!span && first.below);
        out.segments.append(segment);
        return true;
    }

    /// a, <a, >a or (a.b)
    bool bound(Bound& value, FeatureLocation& out)
    {
        if (take("("))
            return number(value.low) && take(".") && number(value.high) && take(")");
        value.below = take("<");
        value.above = !value.below && take(">");
        out.partialStart |= value.below;
        out.partialEnd |= value.above;
        const bool sound = number(value.low);
        value.high = value.low;
        return sound;
    }

    bool number(std::int64_t& value)
    {
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

void cutAtOrigin(FeatureLocation& location, std::int64_t length)
{
    QVector<FeatureLocation::Segment> cut;
    for (const auto& segment : std::as_const(location.segments)) {
        const Span span = segment.span;
        if (!span.isEmpty() || span.begin < 0 || span.begin >= length || span.end <= 0 || segment.uncertain) {
            cut.append(segment);
            continue;
        }
        auto upper = segment;
        auto lower = segment;
        upper.span.end = length;
        upper.openEnd = false;
        lower.span.begin = 0;
        lower.openBegin = false;
        cut.append(segment.reverse ? lower : upper);
        cut.append(segment.reverse ? upper : lower);
    }
    for (qsizetype i = 1; i < cut.size(); ++i) {
        auto& upper = cut[i].reverse ? cut[i] : cut[i - 1];
        auto& lower = cut[i].reverse ? cut[i - 1] : cut[i];
        if (upper.reverse != lower.reverse || upper.span.end != length || lower.span.begin != 0)
            continue;
        upper.openEnd = true;
        lower.openBegin = true;
    }
    location.segments = cut;
}

std::optional<FeatureLocation> parseLocation(const QByteArray& text)
{
    QByteArray packed = text;
    packed.replace(' ', "");
    return LocationParser({packed.constData(), static_cast<std::size_t>(packed.size())}).parse();
}

} // namespace corespan
