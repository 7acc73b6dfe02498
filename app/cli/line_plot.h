// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPointF>
#include <QString>
#include <QVector>

namespace corespan::cli {

struct PlotLine
{
    QString name;
    QVector<QPointF> points; ///< by x; both coordinates above 0
};

struct PlotText
{
    QString title;
    QString x;
    QString y;
};

/// Lines over logarithmic axes as a self-contained SVG, each line named at its end. Colours that colour-blind readers
/// tell apart (Okabe and Ito 2008). Nothing to draw gives axes alone.
QString logLogPlot(const PlotText& text, const QVector<PlotLine>& lines);

} // namespace corespan::cli
