// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"

#include <QVector>

#include <vector>

namespace corespan::widgets {

/// Maximum of a float track over any range in logarithmic time: level k holds the maximum of each 4^k positions.
/// Memory: a third of the track on top of it. NaN means "no value": it is skipped, and a range of nothing else is NaN.
class MaxPyramid
{
public:
    MaxPyramid() = default;
    explicit MaxPyramid(QVector<float> values);

    qint64 size() const { return m_values.size(); }
    bool isEmpty() const { return m_values.isEmpty(); }
    const QVector<float>& values() const { return m_values; }
    float at(qint64 position) const { return m_values[position]; }

    /// Exact maximum over `range`, cut to the track; NaN where nothing is left. Adds the cells it read to `reads`.
    float maximum(PositionRange range, quint64* reads = nullptr) const;

    /// Values from `begin` on put in the place of those there; they must lie inside the track. O(their number + log size).
    void replace(qint64 begin, const QVector<float>& values);

    int levels() const { return static_cast<int>(m_levels.size()) + (m_values.isEmpty() ? 0 : 1); }
    /// Floats kept beside the track itself.
    qint64 overhead() const;

private:
    QVector<float> m_values;
    std::vector<std::vector<float>> m_levels; ///< [k] is level k + 1
};

} // namespace corespan::widgets
