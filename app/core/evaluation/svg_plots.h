// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/calibration.h"
#include "core/evaluation/comparison.h"
#include "core/evaluation/confusion.h"
#include "core/evaluation/segment_metrics.h"

class QXmlStreamWriter;

namespace corespan {

/// Pictures of figures as inline SVG; classes of elements are those of resources/report/report.css.

/// Share of exact records by score, with the diagonal of perfect calibration and, below, how many records each bin has.
void drawReliability(QXmlStreamWriter& xml, const Calibration& calibration);

/// Counts by signed shift, on a logarithmic scale since most shifts should be 0; what lies beyond the edges is in the
/// outermost bars.
void drawShifts(QXmlStreamWriter& xml, const ShiftHistogram& histogram, const QString& title);

/// Rows gold, columns predicted, shaded by the share of the row; `none` names the last of both.
void drawConfusion(QXmlStreamWriter& xml, const Confusion& confusion, const QString& none, const QString& title);

struct BarRow
{
    QString name;
    QVector<double> values; ///< one a series, 0 to 1; NaN: nothing to show
};
void drawBars(QXmlStreamWriter& xml, const QStringList& series, const QVector<BarRow>& rows, const QString& title);

/// Differences in percentage points with their intervals, a line a question.
void drawDifferences(QXmlStreamWriter& xml, const QVector<ModelComparison>& rows, const QString& title);

} // namespace corespan
