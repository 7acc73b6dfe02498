// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lane_layout.h"

#include <algorithm>

namespace corespan::widgets {

namespace {

constexpr int rightMargin = 32; ///< room for the threshold's number, the label rows' letters and their scroll bar
constexpr int alternativeStep = 9;
constexpr int lowestLabelRow = 9; ///< in a picture that has to hold them all
constexpr int largestLabelRow = 22;
constexpr int leastRowsInView = 6;
constexpr int largestTypeRow = 18;
constexpr int lowestTypeRow = 7;
constexpr int typeRowsTogether = 96; ///< px that they share
constexpr int differenceRow = 5;     ///< below a second run's cores

struct Heights
{
    int margin; ///< above and below everything
    int heatRow;
    int curve;
    int wideGap; ///< around the curve and the legend
    int bubble;  ///< between curated lane and residues, where the bubble of a drag shows
};
constexpr Heights roomy{12, 26, 82, 16, 40};
constexpr Heights compact{7, 18, 44, 8, 30};

/// Rows one below the other.
class Column
{
public:
    Column(LaneLayout& layout, const LaneRequest& request, int top)
        : m_layout(layout), m_x(request.gutter),
          m_width(std::max(request.size.width() - request.gutter - rightMargin, 1)), m_y(top)
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
    int m_y;
};

/// \param matrix height of the label rows' lane
LaneLayout arranged(const LaneRequest& request, const Heights& heights, int labelRow, int matrix)
{
    const int text = request.fontHeight;
    LaneLayout layout;
    layout.fontHeight = text;
    layout.labelRowHeight = request.labelRows > 0 ? labelRow : 0;
    layout.labelRowsHeight = request.labelRows * layout.labelRowHeight;
    const int types = request.typeRows;
    layout.typeRowHeight =
        types > 0 ? std::clamp(typeRowsTogether / types, lowestTypeRow, std::min(largestTypeRow, heights.heatRow)) : 0;
    Column column(layout, request, heights.margin);
    column.add(Lane::Overview, 22, 2);
    column.add(Lane::Ruler, text + 6, 4);
    column.add(Lane::StartRow, heights.heatRow, 4);
    column.add(Lane::EndRow, heights.heatRow, 4);
    column.add(Lane::CoreRow, heights.heatRow, types > 0 ? 4 : 0);
    column.add(Lane::TypeRows, types * layout.typeRowHeight, heights.wideGap - 4);
    column.add(Lane::Curve, heights.curve, heights.wideGap);
    column.add(Lane::Predicted, std::max(19, text + 3), 6);
    column.add(Lane::Compared, request.compared ? std::max(19, text + 3) + differenceRow : 0, request.compared ? 6 : 0);
    column.add(Lane::Alternatives, std::max(1, request.alternativeRows) * alternativeStep, 7);
    column.add(Lane::Curated, std::max(24, text + 8), heights.bubble);
    column.add(Lane::Residues, text + 5, 4);
    column.add(Lane::Labels, text + 3, 7);
    column.add(Lane::Extra, request.extraHeight, request.extraHeight > 0 ? 6 : 0);
    column.add(Lane::LabelMatrix, matrix, request.labelRows > 0 ? heights.wideGap : 0);
    column.add(Lane::Legend, text + 3, heights.wideGap);
    column.add(Lane::Hint, text + 2, heights.margin);
    return layout;
}

LaneLayout withAllRows(const LaneRequest& request, const Heights& heights, int labelRow)
{
    return arranged(request, heights, labelRow, request.labelRows * labelRow);
}

/// Names can be read: the letters may shrink by a fifth, see the painter of the label rows.
int leastLabelRow(const LaneRequest& request)
{
    return request.allRows ? lowestLabelRow : std::max(lowestLabelRow, request.fontHeight - 3);
}

int largestRow(const LaneRequest& request)
{
    return std::max(largestLabelRow, request.fontHeight + 4);
}

} // namespace

LaneLayout LaneLayout::compute(const LaneRequest& request)
{
    const int rows = std::max(request.labelRows, 1);
    const int least = leastLabelRow(request);
    const auto left = [&](const Heights& heights) {
        return request.size.height() - arranged(request, heights, 0, 0).bottom;
    };
    if (left(roomy) >= (request.labelRows > 0 ? rows * (least + 3) : 0)) {
        return withAllRows(request, roomy, std::min(left(roomy) / rows, largestRow(request)));
    }
    if (left(compact) >= rows * least || request.labelRows <= leastRowsInView || request.allRows) {
        return withAllRows(request, compact, std::clamp(left(compact) / rows, least, largestRow(request)));
    }
    return arranged(request, compact, least, std::max(left(compact), leastRowsInView * least));
}

int LaneLayout::minimumHeight(const LaneRequest& request)
{
    const int least = leastLabelRow(request);
    return arranged(request, compact, least, std::min(request.labelRows, leastRowsInView) * least).bottom;
}

int LaneLayout::fullHeight(LaneRequest request)
{
    request.allRows = false;
    return withAllRows(request, compact, leastLabelRow(request)).bottom;
}

} // namespace corespan::widgets
