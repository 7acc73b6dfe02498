// SPDX-License-Identifier: GPL-3.0-or-later
#include "plot_style.h"

#include <QPicture>

#include <qcustomplot.h>

namespace corespan::widgets {

void styleAxis(QCPAxis& axis, const Theme& theme, const QFont& font)
{
    axis.setBasePen(QPen(theme.border));
    axis.setTickPen(QPen(theme.border));
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLabelColor(theme.mutedText);
    axis.setLabelColor(theme.mutedText);
    axis.setTickLabelFont(font);
    axis.setLabelFont(font);
    axis.grid()->setPen(QPen(theme.border, 0, Qt::DotLine));
    axis.grid()->setZeroLinePen(QPen(theme.border));
}

void drawPlot(QCustomPlot& plot, QPainter& painter, QSize size)
{
    QPicture picture;
    QCPPainter plotted; // QCustomPlot paints with a painter of its own kind only
    plotted.begin(&picture);
    plotted.setMode(QCPPainter::pmVectorized);
    plotted.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&plotted, size.width(), size.height());
    plotted.end();
    painter.drawPicture(0, 0, picture);
}

} // namespace corespan::widgets
