// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/figure_tables.h"

#include <algorithm>

namespace corespan {

namespace {

/// Left-aligned names, right-aligned columns as wide as their widest cell.
QString aligned(const FigureTable& table)
{
    QVector<QStringList> rows{table.head};
    rows += table.rows;
    QVector<qsizetype> widths(table.head.size(), 0);
    for (const QStringList& row : rows)
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    QString text;
    for (const QStringList& row : rows) {
        text += row[0].leftJustified(widths[0]);
        for (qsizetype i = 1; i < row.size(); ++i)
            text += QStringLiteral("  ") +
                    (i < table.names ? row[i].leftJustified(widths[i]) : row[i].rightJustified(widths[i]));
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace

QString formatEvaluation(const Evaluation& evaluation)
{
    const Figures& model = evaluation.model;
    QVector<FigureTable> tables{recordTable(evaluation), nullTable(model.metrics)};
    if (model.byLength.size() > 1)
        tables.append(lengthTable(model));
    if (model.byClass.size() > 2)
        tables.append(classTable(model));
    tables += {typeTable(evaluation), wholeTable(evaluation)};
    if (model.inPieces)
        tables.append(levelTable(evaluation));
    for (const Beside& beside : evaluation.beside)
        tables.append(comparisonTable(beside, model.name));
    if (!evaluation.folds.isEmpty())
        tables.append(foldTable(evaluation));
    QStringList texts;
    for (const FigureTable& table : tables)
        texts.append(aligned(table));
    return texts.join(QLatin1Char('\n'));
}

} // namespace corespan
