// SPDX-License-Identifier: GPL-3.0-or-later
#include "heatmap_plot.h"

#include "color_gradient.h"

#include <qcustomplot.h>

namespace corespan::widgets {

namespace {

/// A plot without axes, margins and ground: the picture is the plot.
void strip(QCustomPlot& plot)
{
    plot.setBackground(QBrush(Qt::transparent));
    plot.plotLayout()->setMargins(QMargins());
    plot.plotLayout()->setRowSpacing(0);
    plot.plotLayout()->setColumnSpacing(0);
}

} // namespace

HeatmapPlot::HeatmapPlot() : m_plot(std::make_unique<QCustomPlot>())
{
    strip(*m_plot);
    m_plot->axisRect()->setupFullAxesBox();
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->axisRect()->setMargins(QMargins());
    for (QCPAxis* axis : m_plot->axisRect()->axes()) {
        axis->setVisible(false);
        axis->grid()->setVisible(false);
    }
    m_map = new QCPColorMap(m_plot->xAxis, m_plot->yAxis);
    m_map->setInterpolate(false);
    m_map->setAntialiased(false);
    m_map->setTightBoundary(false);
}

HeatmapPlot::~HeatmapPlot() = default;

QImage HeatmapPlot::image(const std::vector<std::vector<float>>& rows, const ColorScale& scale, QSize size)
{
    if (rows.empty() || rows.front().empty() || size.isEmpty()) {
        return {};
    }
    // A map of one cell in a direction has no extent there and would not be drawn: such a cell is entered twice.
    const int rowCount = std::max(static_cast<int>(rows.size()), 2);
    const int columnCount = std::max(static_cast<int>(rows.front().size()), 2);
    QCPColorMapData* data = m_map->data();
    data->setSize(columnCount, rowCount);
    data->setRange(QCPRange(0, columnCount - 1), QCPRange(0, rowCount - 1));
    for (int row = 0; row < rowCount; ++row) {
        const auto& values = rows[std::min(static_cast<std::size_t>(row), rows.size() - 1)];
        for (int column = 0; column < columnCount; ++column) {
            const auto source = std::min(static_cast<std::size_t>(column), values.size() - 1);
            data->setCell(column, rowCount - 1 - row, static_cast<double>(values[source]));
        }
    }
    m_map->setGradient(gradientOf(scale));
    m_map->setDataRange(QCPRange(0.0, 1.0));
    m_plot->xAxis->setRange(-0.5, columnCount - 0.5);
    m_plot->yAxis->setRange(-0.5, rowCount - 0.5);
    return m_plot->toPixmap(size.width(), size.height()).toImage();
}

QImage colorBarImage(const ColorScale& scale, QSize size)
{
    QCustomPlot plot;
    strip(plot);
    plot.plotLayout()->clear();
    auto* bar = new QCPColorScale(&plot);
    bar->setType(QCPAxis::atBottom);
    bar->setBarWidth(size.height());
    bar->setGradient(gradientOf(scale));
    bar->setDataRange(QCPRange(0.0, 1.0));
    bar->axis()->setVisible(false);
    bar->setAutoMargins(QCP::msNone);
    bar->setMargins(QMargins());
    plot.plotLayout()->addElement(0, 0, bar);
    return plot.toPixmap(size.width(), size.height()).toImage();
}

} // namespace corespan::widgets
