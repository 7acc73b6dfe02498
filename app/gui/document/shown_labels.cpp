// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/shown_labels.h"

#include "widgets/range_difference.h"

#include <algorithm>

namespace corespan::gui {

namespace {

Span cut(const Span& span, const Span& to)
{
    return {std::max(span.begin, to.begin), std::min(span.end, to.end)};
}

QVector<widgets::PositionRange> rangesOf(const QVector<Core>& cores)
{
    QVector<widgets::PositionRange> ranges;
    for (const Core& core : cores)
        ranges.append({core.span.begin, core.span.end});
    return ranges;
}

} // namespace

void ShownLabels::read(const CurrentRecord& current, const QStringList& names)
{
    m_names = names;
    m_cores = current.shownCores();
    m_curated = current.curation.labels;
    m_labels.fill(-1, current.record.length);
    m_counts.fill(0, names.size());
    const Span whole{0, current.record.length};
    fill(whole, current);
    count(whole, 1);
}

QVector<Span> ShownLabels::update(const CurrentRecord& current)
{
    const QVector<Core> cores = current.shownCores();
    const QVector<Span> changed = differences(cores, current.curation.labels);
    for (const Span& range : changed)
        count(range, -1);
    m_cores = cores;
    m_curated = current.curation.labels;
    for (const Span& range : changed) {
        fill(range, current);
        count(range, 1);
    }
    return changed;
}

/// Apart and sorted, inside the record.
QVector<Span> ShownLabels::differences(const QVector<Core>& cores, const QMap<std::int64_t, QString>& curated) const
{
    QVector<Span> found;
    for (const widgets::PositionRange& range : widgets::rangeDifference(rangesOf(m_cores), rangesOf(cores)))
        found << Span{range.begin, range.end};
    const auto add = [&found](std::int64_t at) { found << Span{at, at + 1}; };
    auto before = m_curated.cbegin();
    auto after = curated.cbegin();
    while (before != m_curated.cend() || after != curated.cend()) {
        if (after == curated.cend() || (before != m_curated.cend() && before.key() < after.key())) {
            add((before++).key());
        } else if (before == m_curated.cend() || after.key() < before.key()) {
            add((after++).key());
        } else {
            if (before.value() != after.value())
                add(before.key());
            ++before;
            ++after;
        }
    }
    std::sort(found.begin(), found.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    QVector<Span> apart;
    for (const Span& each : std::as_const(found)) {
        const Span range = cut(each, {0, m_labels.size()});
        if (range.begin >= range.end)
            continue;
        if (!apart.isEmpty() && range.begin <= apart.last().end)
            apart.last().end = std::max(apart.last().end, range.end);
        else
            apart << range;
    }
    return apart;
}

void ShownLabels::fill(const Span& range, const CurrentRecord& current)
{
    std::fill(m_labels.begin() + range.begin, m_labels.begin() + range.end, qint16(-1));
    QVector<qint16> ofRun;
    for (const QString& name : current.run.labels)
        ofRun << qint16(m_names.indexOf(name));
    if (current.tracks.topLabel.size() == m_labels.size())
        for (const Core& core : std::as_const(m_cores)) {
            const Span inside = cut(core.span, range);
            for (auto at = inside.begin; at < inside.end; ++at) {
                const auto label = current.tracks.topLabel[at];
                if (label >= 0 && label < ofRun.size())
                    m_labels[at] = ofRun[label];
            }
        }
    if (current.gold.labels.size() == m_labels.size())
        for (auto at = range.begin; at < range.end; ++at)
            if (!current.gold.labels[at].isEmpty())
                m_labels[at] = qint16(m_names.indexOf(current.gold.labels[at]));
    const auto& curated = m_curated;
    for (auto it = curated.lowerBound(range.begin); it != curated.cend() && it.key() < range.end; ++it)
        m_labels[it.key()] = qint16(m_names.indexOf(it.value()));
}

void ShownLabels::count(const Span& range, int sign)
{
    const auto& labels = m_labels; // read without a thought of being shared
    for (const Core& core : std::as_const(m_cores)) {
        const Span inside = cut(core.span, range);
        for (auto at = inside.begin; at < inside.end; ++at)
            if (labels[at] >= 0 && labels[at] < m_counts.size())
                m_counts[labels[at]] += sign;
    }
}

} // namespace corespan::gui
