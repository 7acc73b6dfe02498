// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QFont>

class QCPAxis;
class QCustomPlot;
class QPainter;
class QSize;

namespace corespan::widgets {

/// Lines, numbers and grid of an axis as all plots have them.
void styleAxis(QCPAxis& axis, const Theme& theme, const QFont& font);
/// The plot as a vector drawing, whatever the painter paints on.
void drawPlot(QCustomPlot& plot, QPainter& painter, QSize size);

} // namespace corespan::widgets
