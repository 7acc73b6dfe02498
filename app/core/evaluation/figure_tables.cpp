// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/figure_tables.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("corespan::Evaluation", text);
}

QString ofCores(std::int64_t part, const SpanMetrics& m)
{
    return percentText(part, m.goldCores);
}

QString number(std::int64_t count)
{
    return QString::number(count);
}

/// A table with a column for each set of predictions, filled row by row from `Figures`.
class ColumnTable
{
public:
    ColumnTable(const QString& corner, const Evaluation& evaluation) : m_columns(columnsOf(evaluation, false))
    {
        m_table.head.append(corner);
        for (const Figures* column : m_columns)
            m_table.head.append(column->name);
    }

    template <typename Value>
    void row(const QString& name, const Value& value)
    {
        QStringList cells{name};
        for (const Figures* column : m_columns)
            cells.append(value(*column));
        m_table.rows.append(cells);
    }

    const FigureTable& table() const { return m_table; }

private:
    QVector<const Figures*> m_columns;
    FigureTable m_table;
};

QStringList typeRow(const QString& type, const Figures& figures)
{
    const TypeCounts counts = figures.segments.byType.value(type);
    const bool told = !figures.onlyType.isEmpty(); // which records have one
    QStringList cells{type,
                      figures.name,
                      number(counts.gold),
                      number(counts.predicted),
                      told ? tr("told") : percentText(counts.found, counts.gold),
                      percentText(counts.exact, counts.gold)};
    for (const std::int64_t distance : figures.metrics.within.keys())
        cells.append(percentText(counts.within.value(distance), counts.gold));
    cells += {percentText(counts.matched, counts.gold), percentText(counts.matched, counts.predicted),
              percentText(counts.right, counts.records),
              told ? tr("told") : percentText(counts.falseOnNone, figures.segments.withoutCore)};
    return cells;
}

} // namespace

QString percentText(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? QStringLiteral("–") : QStringLiteral("%1 %").arg(share(part, whole) * 100.0, 0, 'f', 2);
}

QVector<const Figures*> columnsOf(const Evaluation& evaluation, bool withOnlyType)
{
    QVector<const Figures*> columns{&evaluation.model};
    for (const Beside& beside : evaluation.beside)
        if (withOnlyType || beside.figures.onlyType.isEmpty())
            columns.append(&beside.figures);
    return columns;
}

FigureTable recordTable(const Evaluation& evaluation)
{
    ColumnTable table({}, evaluation);
    const auto row = [&table](const QString& name, const auto& value) {
        table.row(name, [&value](const Figures& figures) { return value(figures.metrics); });
    };
    row(tr("records"), [](const SpanMetrics& m) { return number(m.records); });
    row(tr("with gold cores"), [](const SpanMetrics& m) { return number(m.goldCores); });
    row(tr("exact (both ends)"), [](const SpanMetrics& m) { return ofCores(m.exact, m); });
    row(tr("start"), [](const SpanMetrics& m) { return ofCores(m.start, m); });
    row(tr("end"), [](const SpanMetrics& m) { return ofCores(m.end, m); });
    for (const std::int64_t distance : evaluation.model.metrics.within.keys())
        row(tr("within %1").arg(distance),
            [distance](const SpanMetrics& m) { return ofCores(m.within.value(distance), m); });
    row(tr("labels in gold cores"),
        [](const SpanMetrics& m) { return percentText(m.goldCoreLabelsRight, m.goldCoreLabels); });
    row(tr("labels in predicted cores"),
        [](const SpanMetrics& m) { return percentText(m.predictedCoreLabelsRight, m.predictedCoreLabels); });
    row(tr("no core: precision"),
        [](const SpanMetrics& m) { return percentText(m.nullRight, m.nullRight + m.nullWrong); });
    row(tr("no core: recall"),
        [](const SpanMetrics& m) { return percentText(m.nullRight, m.nullRight + m.nullMissed); });
    return table.table();
}

FigureTable nullTable(const SpanMetrics& m)
{
    return {{QString(), tr("predicted none"), tr("predicted core")},
            {{tr("gold none"), number(m.nullRight), number(m.nullMissed)},
             {tr("gold core"), number(m.nullWrong), number(m.coreKept)}}};
}

FigureTable lengthTable(const Figures& figures)
{
    FigureTable table{{tr("length of the core"), tr("records"), tr("exact"), tr("start"), tr("end")}, {}};
    for (const MetricStratum& stratum : figures.byLength) {
        const SpanMetrics& m = stratum.metrics;
        table.rows.append(
            {lengthRange(stratum), number(m.goldCores), ofCores(m.exact, m), ofCores(m.start, m), ofCores(m.end, m)});
    }
    return table;
}

FigureTable classTable(const Figures& figures)
{
    FigureTable table{
        {tr("cores of the record"), tr("records"), tr("all exact"), tr("all right (Qok)"), tr("none predicted")}, {}};
    for (const ClassStratum& stratum : figures.byClass) {
        const SegmentMetrics& m = stratum.segments;
        table.rows.append({className(stratum), number(m.records), percentText(m.allExact, m.records),
                           percentText(m.allRight, m.records),
                           percentText(stratum.metrics.nullRight + stratum.metrics.nullWrong, m.records)});
    }
    return table;
}

FigureTable typeTable(const Evaluation& evaluation)
{
    FigureTable table{{tr("segments"), tr("by"), tr("gold"), tr("predicted"), tr("found"), tr("exact")}, {}, 2};
    for (const std::int64_t distance : evaluation.model.metrics.within.keys())
        table.head.append(tr("within %1").arg(distance));
    const std::int64_t reach = evaluation.options.match.reach;
    table.head += {tr("recall ±%1").arg(reach), tr("precision ±%1").arg(reach), tr("all right"), tr("false, no core")};
    for (const QString& type : evaluation.model.segments.byType.keys())
        for (const Figures* figures : columnsOf(evaluation, true))
            if (figures->onlyType.isEmpty() || figures->onlyType == type)
                table.rows.append(typeRow(type, *figures));
    return table;
}

FigureTable wholeTable(const Evaluation& evaluation)
{
    ColumnTable table(tr("all of a record"), evaluation);
    table.row(tr("every segment right (Qok)"),
              [](const Figures& f) { return percentText(f.segments.allRight, f.segments.records); });
    table.row(tr("every segment exact"),
              [](const Figures& f) { return percentText(f.segments.allExact, f.segments.records); });
    table.row(tr("overlap (IoU)"), [](const Figures& f) { return QString::number(f.segments.iou(), 'f', 4); });
    table.row(tr("positions (MCC)"), [](const Figures& f) { return QString::number(f.segments.mcc(), 'f', 4); });
    if (!evaluation.model.labels.isEmpty())
        table.row(tr("labels (mean F1)"), [](const Figures& f) {
            return f.labels.isEmpty() ? QStringLiteral("–") : QString::number(f.labels.macroF1(), 'f', 4);
        });
    if (evaluation.model.calibration)
        table.row(tr("calibration error (ECE)"), [](const Figures& f) {
            return f.calibration ? QString::number(f.calibration->ece, 'f', 4) : QStringLiteral("–");
        });
    return table.table();
}

FigureTable levelTable(const Evaluation& evaluation)
{
    FigureTable table{{tr("level"), tr("by"), tr("gold"), tr("predicted"), tr("sensitivity"), tr("precision")}, {}, 2};
    const auto rows = [&](const QString& name, LevelCounts LevelMetrics::*level) {
        for (const Figures* figures : columnsOf(evaluation, false)) {
            const LevelCounts& counts = figures->levels.*level;
            table.rows.append({name, figures->name, number(counts.gold), number(counts.predicted),
                               percentText(counts.right, counts.gold), percentText(counts.right, counts.predicted)});
        }
    };
    rows(tr("nucleotide"), &LevelMetrics::nucleotide);
    rows(tr("exon"), &LevelMetrics::exon);
    rows(tr("gene"), &LevelMetrics::gene);
    return table;
}

FigureTable labelTable(const Confusion& labels)
{
    FigureTable table{{tr("label"), tr("gold"), tr("predicted"), tr("precision"), tr("recall"), tr("F1")}, {}};
    for (qsizetype i = 0; i < labels.names().size(); ++i) {
        const std::int64_t gold = labels.goldTotal(i), predicted = labels.predictedTotal(i), right = labels.at(i, i);
        if (gold + predicted > 0)
            table.rows.append({labels.names()[i], number(gold), number(predicted), percentText(right, predicted),
                               percentText(right, gold), QString::number(labels.f1(i), 'f', 4)});
    }
    return table;
}

FigureTable comparisonTable(const Beside& beside, const QString& model)
{
    FigureTable table{{tr("paired"), tr("records"), beside.figures.name, model, tr("difference"), tr("95 % interval"),
                       tr("McNemar p")},
                      {}};
    const auto points = [](double share) { return QString::number(share * 100.0, 'f', 2); };
    for (const ModelComparison& row : beside.comparison)
        table.rows.append({row.what, number(row.records), points(row.a), points(row.b), points(row.paired.difference),
                           tr("%1 to %2").arg(points(row.paired.low), points(row.paired.high)),
                           QString::number(row.paired.pValue, 'g', 2)});
    return table;
}

FigureTable foldTable(const Evaluation& evaluation)
{
    FigureTable table{{tr("fold"), tr("records"), tr("with gold cores"), tr("exact")}, {}};
    for (const FoldFigures& fold : evaluation.folds)
        table.rows.append({fold.name, number(fold.metrics.records), number(fold.metrics.goldCores),
                           ofCores(fold.metrics.exact, fold.metrics)});
    return table;
}

} // namespace corespan
