// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/color_scale.h"

#include <QImage>
#include <QSize>

#include <memory>
#include <vector>

class QCustomPlot;
class QCPColorMap;

namespace corespan::widgets {

/// Label × column heatmap by QCPColorMap, off screen. It is given one value a device column and row, so its size is the
/// viewport's, never the sequence's.
class HeatmapPlot
{
public:
    HeatmapPlot();
    ~HeatmapPlot();

    /// `rows` from top to bottom, all equally long; NaN becomes transparent. The image has `size` device pixels.
    QImage image(const std::vector<std::vector<float>>& rows, const ColorScale& scale, QSize size);

private:
    std::unique_ptr<QCustomPlot> m_plot;
    QCPColorMap* m_map = nullptr; ///< owned by the plot
};

/// The bar of a QCPColorScale alone, 0 at the left and 1 at the right, `size` in device pixels.
QImage colorBarImage(const ColorScale& scale, QSize size);

} // namespace corespan::widgets
