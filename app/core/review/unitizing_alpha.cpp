// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/unitizing_alpha.h"

#include <algorithm>

namespace corespan {

namespace {

/// A unit, or a gap between two.
struct Section
{
    Span span;
    bool unit = false;
};

/// Units and gaps of one curator over all sequences.
QVector<Section> sectionsOf(const QVector<MarkedSequence>& sequences, qsizetype curator)
{
    QVector<Section> sections;
    std::int64_t offset = 0, gap = 0;
    const auto addGap = [&](std::int64_t end) {
        if (end > gap)
            sections.append({{gap, end}, false});
    };
    for (const MarkedSequence& sequence : sequences) {
        for (const Span& unit : sequence.units.value(curator)) {
            const Span there{offset + unit.begin, offset + unit.end};
            addGap(there.begin);
            sections.append({there, true});
            gap = there.end;
        }
        offset += sequence.length;
    }
    addGap(offset);
    return sections;
}

double square(std::int64_t value)
{
    return static_cast<double>(value) * static_cast<double>(value);
}

bool holds(const Span& gap, const Span& unit)
{
    return unit.begin >= gap.begin && unit.end <= gap.end;
}

/// Delta squared of the paper.
double disagreement(const Section& a, const Section& b)
{
    if (a.unit && b.unit)
        return a.span.overlaps(b.span) ? square(a.span.begin - b.span.begin) + square(a.span.end - b.span.end) : 0.0;
    if (a.unit && holds(b.span, a.span))
        return square(a.span.length());
    if (b.unit && holds(a.span, b.span))
        return square(b.span.length());
    return 0.0;
}

/// Over all pairs of sections that share a position.
double observedOfPair(const QVector<Section>& first, const QVector<Section>& second)
{
    double sum = 0.0;
    for (qsizetype i = 0, j = 0; i < first.size() && j < second.size();) {
        sum += disagreement(first[i], second[j]);
        const std::int64_t end = std::min(first[i].span.end, second[j].span.end);
        i += first[i].span.end == end ? 1 : 0;
        j += second[j].span.end == end ? 1 : 0;
    }
    return sum;
}

/// Without the factor 2 / L that observed and expected disagreement share.
double expected(const QVector<QVector<Section>>& curators, double length)
{
    QVector<std::int64_t> units, gaps;
    for (const QVector<Section>& sections : curators)
        for (const Section& section : sections)
            (section.unit ? units : gaps).append(section.span.length());
    std::ranges::sort(gaps, std::greater());
    double sum = 0.0, pairs = 0.0;
    for (const std::int64_t each : units) {
        const double l = static_cast<double>(each);
        double room = 0.0; // places for it in gaps
        for (const std::int64_t gap : gaps) {
            if (gap < each)
                break;
            room += static_cast<double>(gap - each + 1);
        }
        sum += static_cast<double>(units.size() - 1) / 3.0 * (2.0 * l * l * l - 3.0 * l * l + l) + l * l * room;
        pairs += l * (l - 1.0);
    }
    const double all = static_cast<double>(curators.size()) * length;
    return sum / (all * (all - 1.0) - pairs);
}

} // namespace

std::optional<double> unitizingAlpha(const QVector<MarkedSequence>& sequences)
{
    qsizetype count = 0;
    std::int64_t length = 0;
    for (const MarkedSequence& sequence : sequences) {
        count = std::max(count, sequence.units.size());
        length += sequence.length;
    }
    if (count < 2 || length == 0)
        return std::nullopt;
    QVector<QVector<Section>> curators;
    for (qsizetype curator = 0; curator < count; ++curator)
        curators.append(sectionsOf(sequences, curator));
    double observed = 0.0;
    for (qsizetype i = 0; i < count; ++i)
        for (qsizetype j = i + 1; j < count; ++j)
            observed += observedOfPair(curators[i], curators[j]);
    const double total = static_cast<double>(length), raters = static_cast<double>(count);
    const double chance = expected(curators, total);
    if (chance <= 0.0)
        return std::nullopt; // nobody has marked anything
    return 1.0 - observed / (raters * (raters - 1.0) * total) / chance;
}

} // namespace corespan
