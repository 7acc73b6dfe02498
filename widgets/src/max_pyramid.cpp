// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/max_pyramid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace corespan::widgets {

namespace {

constexpr qint64 factor = 4;

/// Maximum that skips NaN.
void raise(float& best, float value)
{
    if (value > best || std::isnan(best)) {
        best = value;
    }
}

/// Cells [first, last) of the level above `cells`.
void reduce(const float* cells, qint64 count, qint64 first, qint64 last, std::vector<float>& above)
{
    for (qint64 i = first; i < last; ++i) {
        const qint64 begin = i * factor;
        float best = cells[begin];
        for (qint64 j = begin + 1; j < std::min(begin + factor, count); ++j) {
            raise(best, cells[j]);
        }
        above[static_cast<std::size_t>(i)] = best;
    }
}

qint64 cellsAbove(qint64 count)
{
    return (count + factor - 1) / factor;
}

} // namespace

MaxPyramid::MaxPyramid(QVector<float> values) : m_values(std::move(values))
{
    const float* cells = m_values.constData();
    for (qint64 count = m_values.size(); count > factor; count = static_cast<qint64>(m_levels.back().size())) {
        m_levels.emplace_back(static_cast<std::size_t>(cellsAbove(count)));
        reduce(cells, count, 0, cellsAbove(count), m_levels.back());
        cells = m_levels.back().data();
    }
}

void MaxPyramid::replace(qint64 begin, const QVector<float>& values)
{
    Q_ASSERT(begin >= 0 && begin + values.size() <= size());
    if (values.isEmpty()) {
        return;
    }
    std::copy(values.begin(), values.end(), m_values.begin() + begin);
    const float* cells = m_values.constData();
    qint64 count = m_values.size();
    qint64 end = begin + values.size();
    for (std::vector<float>& above : m_levels) {
        begin /= factor;
        end = cellsAbove(end);
        reduce(cells, count, begin, end, above);
        cells = above.data();
        count = static_cast<qint64>(above.size());
    }
}

qint64 MaxPyramid::overhead() const
{
    qint64 sum = 0;
    for (const auto& level : m_levels) {
        sum += static_cast<qint64>(level.size());
    }
    return sum;
}

// Climbs from the track upwards: at each level the cells that are not a whole cell of the next one are read, at most
// three on either side.
float MaxPyramid::maximum(PositionRange range, quint64* reads) const
{
    range = range.intersected({0, size()});
    float best = std::numeric_limits<float>::quiet_NaN();
    quint64 count = 0;
    const float* cells = m_values.constData();
    qint64 size = m_values.size();
    qint64 begin = range.begin;
    qint64 end = range.end;
    for (std::size_t next = 0; begin < end; ++next) {
        const bool top = next == m_levels.size();
        while (begin < end && (top || begin % factor != 0)) {
            raise(best, cells[begin++]);
            ++count;
        }
        while (begin < end && end != size && end % factor != 0) {
            raise(best, cells[--end]);
            ++count;
        }
        if (begin >= end) {
            break;
        }
        begin /= factor;
        end = (end + factor - 1) / factor;
        cells = m_levels[next].data();
        size = static_cast<qint64>(m_levels[next].size());
    }
    if (reads) {
        *reads += count;
    }
    return best;
}

} // namespace corespan::widgets
