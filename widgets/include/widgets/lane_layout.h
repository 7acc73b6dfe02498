// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

#include <array>

namespace corespan::widgets {

/// Rows of the track view from top to bottom.
enum class Lane {
    Overview,
    Ruler,
    StartRow,
    EndRow,
    CoreRow,
    TypeRows,
    Curve,
    Predicted,
    Compared,
    Alternatives,
    Curated,
    Residues,
    Labels,
    Extra, ///< rows of the user's choice, one below the other
    LabelMatrix,
    Legend,
    Hint
};
inline constexpr int laneCount = static_cast<int>(Lane::Hint) + 1;

/// What the rows' heights depend on.
struct LaneRequest
{
    QSize size;
    int gutter = 108; ///< width of the names at the left
    int fontHeight = 15;
    int alternativeRows = 0; ///< 0 keeps one empty
    int labelRows = 0;
    int extraHeight = 0;   ///< of the further rows together, px
    int typeRows = 0;      ///< 0: cores have one type
    bool compared = false; ///< a second run has a row
    bool allRows = false;  ///< a printed picture: label rows get lower rather than scroll
};

/// Where each row lies; x and width are the same for all. Label rows take what height is left, up to 22 px each; where
/// that is too little for their names to be read, they keep the least height for it and scroll inside their lane.
struct LaneLayout
{
    std::array<QRect, laneCount> rects;
    int fontHeight = 0;
    int labelRowHeight = 0;
    int typeRowHeight = 0;
    int labelRowsHeight = 0; ///< of all of them; the lane may be lower
    int bottom = 0;          ///< below the last row, margins included

    QRect rect(Lane lane) const { return rects[static_cast<std::size_t>(lane)]; }
    static LaneLayout compute(const LaneRequest& request);
    /// The least height at which nothing is cut off; a few label rows are in view.
    static int minimumHeight(const LaneRequest& request);
    /// The least height at which all label rows are in view and can be read.
    static int fullHeight(LaneRequest request);
};

} // namespace corespan::widgets
