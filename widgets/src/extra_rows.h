// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/extra_lane.h"
#include "widgets/max_pyramid.h"

#include <vector>

namespace corespan::widgets {

/// A lane with what is needed to draw any part of it quickly.
class ExtraRow
{
public:
    explicit ExtraRow(const ExtraLane& lane);

    const ExtraLane& lane() const { return m_lane; }
    bool hasCurve() const { return !m_highest.isEmpty(); }
    const MaxPyramid& highest() const { return m_highest; }
    /// Of the values with their sign turned.
    const MaxPyramid& lowest() const { return m_lowest; }
    /// The spans' index from which on some may reach into what begins at `position`.
    qsizetype firstSpan(qint64 position) const;
    /// The shortest span there; null: none.
    const LaneSpan* spanAt(qint64 position) const;
    int height(int fontHeight) const;

private:
    ExtraLane m_lane;
    MaxPyramid m_highest;
    MaxPyramid m_lowest;
    QVector<qint64> m_reach; ///< the farthest end of this span and those before it
};

} // namespace corespan::widgets
