// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/figures.h"

namespace corespan {

/// Figures as cells for people; the first columns are of names, the others of numbers.
struct FigureTable
{
    QStringList head;
    QVector<QStringList> rows;
    qsizetype names = 1; ///< columns of names
};

/// Records as a whole, a column for the model and each of those beside it.
FigureTable recordTable(const Evaluation& evaluation);
/// The decision "no core".
FigureTable nullTable(const SpanMetrics& metrics);
FigureTable lengthTable(const Figures& figures);
FigureTable classTable(const Figures& figures);
/// Of each type, a row for each set of predictions.
FigureTable typeTable(const Evaluation& evaluation);
/// Every segment of a record, overlap, correlation, calibration.
FigureTable wholeTable(const Evaluation& evaluation);
/// Nucleotides, exons, genes.
FigureTable levelTable(const Evaluation& evaluation);
FigureTable labelTable(const Confusion& labels);
FigureTable comparisonTable(const Beside& beside, const QString& model);
FigureTable foldTable(const Evaluation& evaluation);

/// The model, and what stands beside it; `withOnlyType`: those too that know one type alone.
QVector<const Figures*> columnsOf(const Evaluation& evaluation, bool withOnlyType);

/// "12.34 %"; "–" where there is nothing to take a share of.
QString percentText(std::int64_t part, std::int64_t whole);

} // namespace corespan
