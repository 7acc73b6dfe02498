// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"

#include <QByteArray>
#include <QColor>
#include <QString>
#include <QVector>

namespace corespan::widgets {

/// Something that lies on positions: a reading frame, a feature of another program, a match of a search.
struct LaneSpan
{
    PositionRange range;
    QString text;      ///< written on it where there is room, else shown under the pointer
    QColor color = {}; ///< invalid: the theme's
    bool operator==(const LaneSpan&) const = default;
};

/// A row below the labels with what is known of positions besides the model. Spans lie below the curve, letters above
/// all; each part may be empty.
struct ExtraLane
{
    QString name;                 ///< in the gutter
    QString explanation = {};     ///< under the pointer
    QVector<LaneSpan> spans = {}; ///< by begin; they may overlap
    bool curve = false;           ///< the row is high enough for one, with values or still without
    QVector<float> values = {};   ///< of the record's length, or empty; NaN: none
    float low = 0.0F;             ///< the curve's range; what lies beyond is cut off
    float high = 1.0F;
    float baseline = 0.0F;   ///< from which the curve is filled
    QByteArray letters = {}; ///< of the record's length, or empty; blank: none. Hidden where they have no room
    int letterWidth = 1;     ///< positions that one letter has, around its own: 3 for codons
};

} // namespace corespan::widgets
