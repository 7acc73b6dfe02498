// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lane_layout.h"

#include <algorithm>

namespace corespan::widgets {

namespace {

constexpr int topMargin = 14;
constexpr int bottomMargin = 10;
constexpr int rightMargin = 30; ///< room for the threshold's number
constexpr int alternativeStep = 9;
constexpr int leastLabelRow = 9;
constexpr int largestLabelRow = 22;

struct Heights
{
    int heatRow;
    int curve;
    int wideGap; ///< around the curve and the legend
    int bubble;  ///< between curated lane and residues, where the bubble of a drag shows
};
constexpr Heights roomy{26, 82, 16, 40};
constexpr Heights compact{18, 48, 8, 30};

/// Rows one below the other.
class Column
{
public:
    Column(LaneLayout& layout, const LaneRequest& request)
        : m_layout(layout), m_x(request.gutter),
          m_width(std::max(request.size.width() - request.gutter - rightMargin, 1))
    {
    }
    void add(Lane lane, int height, int gapBelow)
    {
        m_layout.rects[static_cast<std::size_t>(lane)] = QRect(m_x, m_y, m_width, height);
        m_y += height + gapBelow;
        m_layout.bottom = m_y;
    }

private:
    LaneLayout& m_layout;
    int m_x;
    int m_width;
    int m_y = topMargin;
};

LaneLayout arranged(const LaneRequest& request, const Heights& heights, int labelRow)
{
    const int text = request.fontHeight;
    LaneLayout layout;
    layout.labelRowHeight = request.labelRows > 0 ? labelRow : 0;
    Column column(layout, request);
    column.add(Lane::Overview, 22, 2);
    column.add(Lane::Ruler, text + 6, 4);
    column.add(Lane::StartRow, heights.heatRow, 4);
    column.add(Lane::EndRow, heights.heatRow, 4);
    column.add(Lane::CoreRow, heights.heatRow, heights.wideGap - 4);
    column.add(Lane::Curve, heights.curve, heights.wideGap);
    column.add(Lane::Predicted, std::max(19, text + 3), 6);
    column.add(Lane::Alternatives, std::max(1, request.alternativeRows) * alternativeStep, 7);
    column.add(Lane::Curated, std::max(24, text + 8), heights.bubble);
    column.add(Lane::Residues, text + 5, 4);
    column.add(Lane::Labels, text + 3, 10);
    column.add(Lane::LabelMatrix, request.labelRows * layout.labelRowHeight,
               request.labelRows > 0 ? heights.wideGap : 0);
    column.add(Lane::Legend, std::max(16 + text, std::max(1, request.legendRows) * (text + 5)), heights.wideGap);
    column.add(Lane::Hint, text + 2, bottomMargin);
    return layout;
}

int heightWithoutLabels(LaneRequest request, const Heights& heights)
{
    return arranged(request, heights, 0).bottom;
}

} // namespace

LaneLayout LaneLayout::compute(const LaneRequest& request)
{
    const int rows = std::max(request.labelRows, 1);
    const auto labelRow = [&](const Heights& heights) {
        return (request.size.height() - heightWithoutLabels(request, heights)) / rows;
    };
    const int inRoomy = labelRow(roomy);
    if (inRoomy >= (request.labelRows > 0 ? leastLabelRow + 3 : 0)) {
        return arranged(request, roomy, std::min(inRoomy, largestLabelRow));
    }
    return arranged(request, compact, std::clamp(labelRow(compact), leastLabelRow, largestLabelRow));
}

int LaneLayout::minimumHeight(LaneRequest request)
{
    return arranged(request, compact, leastLabelRow).bottom;
}

} // namespace corespan::widgets
