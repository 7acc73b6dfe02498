// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/html_report.h"

#include "core/evaluation/figure_tables.h"
#include "core/evaluation/html_page.h"
#include "core/evaluation/svg_plots.h"
#include "core/exporting/atomic_file.h"

#include <QCoreApplication>

#include <limits>

namespace corespan {

namespace {

constexpr qsizetype mostTypes = 6;   ///< with shift histograms of their own
constexpr qsizetype mostLabels = 48; ///< in a picture

QString tr(const char* text)
{
    return QCoreApplication::translate("corespan::HtmlReport", text);
}

double shareOrNothing(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? std::numeric_limits<double>::quiet_NaN() : share(part, whole);
}

void addTable(HtmlPage& page, const FigureTable& table)
{
    page.table(table.head, table.rows, table.names);
}

QString aboutText(const QJsonObject& about)
{
    QStringList parts;
    for (auto at = about.begin(); at != about.end(); ++at) {
        const QJsonValue value = at.value();
        if (value.isArray())
            continue;
        const QString text = value.isBool() ? (value.toBool() ? tr("yes") : tr("no")) : value.toVariant().toString();
        parts.append(QStringLiteral("%1: %2").arg(QString(at.key()).replace(QLatin1Char('_'), QLatin1Char(' ')), text));
    }
    return parts.join(QStringLiteral(" · "));
}

void addTiles(HtmlPage& page, const Figures& figures)
{
    const SpanMetrics& m = figures.metrics;
    QVector<std::pair<QString, QString>> tiles{
        {QString::number(m.records), tr("records")},
        {percentText(m.exact, m.goldCores), tr("exact, all cores of a record")},
        {percentText(figures.segments.allRight, m.records), tr("every segment right (Qok)")},
        {QString::number(figures.segments.mcc(), 'f', 3), tr("MCC of positions")}};
    if (m.nullRight + m.nullMissed > 0)
        tiles.append({percentText(m.nullRight, m.nullRight + m.nullMissed), tr("recall of “no core”")});
    if (m.goldCoreLabels > 0)
        tiles.append({percentText(m.predictedCoreLabelsRight, m.predictedCoreLabels), tr("labels in predicted cores")});
    if (figures.calibration)
        tiles.append({QString::number(figures.calibration->ece, 'f', 3), tr("calibration error (ECE)")});
    page.tiles(tiles);
}

void addRecords(HtmlPage& page, const Evaluation& evaluation)
{
    page.section(tr("Records"), tr("Shares are of the records with a gold core; a record with several has to have all "
                                   "of them, of the right types, and no other. “Within k” allows k positions at either "
                                   "end."));
    page.beginRow();
    addTable(page, recordTable(evaluation));
    addTable(page, wholeTable(evaluation));
    addTable(page, nullTable(evaluation.model.metrics));
    page.endRow();
}

void addComparisons(HtmlPage& page, const Evaluation& evaluation)
{
    for (const Beside& beside : evaluation.beside) {
        if (beside.comparison.isEmpty())
            continue;
        page.section(tr("%1 beside %2").arg(evaluation.model.name, beside.figures.name),
                     tr("On the same records, paired: difference in percentage points with its 95 % bootstrap interval "
                        "and the exact McNemar test."));
        page.beginRow();
        drawDifferences(page.xml(), beside.comparison, tr("Differences with intervals"));
        page.endRow();
        addTable(page, comparisonTable(beside, evaluation.model.name));
    }
}

void addTypes(HtmlPage& page, const Evaluation& evaluation)
{
    const std::int64_t reach = evaluation.options.match.reach;
    page.section(
        tr("Segments by type"),
        tr("Found: a predicted segment of the type overlaps. Recall and precision at ±%1: both ends at most %1 "
           "off and half of the longer one covered. False, no core: records without any gold core that get "
           "such a segment.")
            .arg(reach));
    addTable(page, typeTable(evaluation));
    QStringList series;
    for (const Figures* figures : columnsOf(evaluation, true))
        series.append(figures->name);
    QVector<BarRow> rows;
    for (const QString& type : evaluation.model.segments.byType.keys()) {
        BarRow row{type, {}};
        for (const Figures* figures : columnsOf(evaluation, true)) {
            const TypeCounts counts = figures->segments.byType.value(type);
            const bool applies = figures->onlyType.isEmpty() || figures->onlyType == type;
            row.values.append(shareOrNothing(counts.exact, applies ? counts.gold : 0));
        }
        rows.append(row);
    }
    page.beginRow();
    drawBars(page.xml(), series, rows, tr("Exact segments by type"));
    page.endRow();
}

void addShifts(HtmlPage& page, const Figures& figures)
{
    page.section(tr("Shifts of boundaries"),
                 tr("Of segments that overlap their gold one: how far begin and end are off. Logarithmic scale."));
    page.beginRow();
    qsizetype drawn = 0;
    for (auto at = figures.segments.byType.cbegin(); at != figures.segments.byType.cend() && drawn < mostTypes; ++at) {
        if (at->found == 0)
            continue;
        ++drawn;
        drawShifts(page.xml(), at->beginShift, tr("%1: begin").arg(at.key()));
        drawShifts(page.xml(), at->endShift, tr("%1: end").arg(at.key()));
    }
    page.endRow();
}

void addLabels(HtmlPage& page, const Confusion& labels)
{
    page.section(tr("Labels"),
                 tr("Positions inside gold or predicted cores; a label counts where the program says that "
                    "there is a core. Shading: share of the row."));
    page.beginRow();
    if (labels.names().size() <= mostLabels) {
        drawConfusion(page.xml(), labels, tr("none"), tr("Confusion of labels"));
        QVector<BarRow> rows;
        for (qsizetype i = 0; i < labels.names().size(); ++i)
            if (labels.goldTotal(i) > 0)
                rows.append({labels.names()[i], {labels.precision(i), labels.recall(i)}});
        drawBars(page.xml(), {tr("precision"), tr("recall")}, rows, tr("Precision and recall by label"));
    }
    page.endRow();
    addTable(page, labelTable(labels));
}

void addStrata(HtmlPage& page, const Figures& figures)
{
    if (figures.byLength.size() > 1) {
        page.section(tr("By length of the core"));
        QVector<BarRow> rows;
        for (const MetricStratum& stratum : figures.byLength)
            rows.append({lengthRange(stratum), {shareOrNothing(stratum.metrics.exact, stratum.metrics.goldCores)}});
        page.beginRow();
        addTable(page, lengthTable(figures));
        drawBars(page.xml(), {tr("exact")}, rows, tr("Exact records by length of the core"));
        page.endRow();
    }
    if (figures.byClass.size() > 2) {
        page.section(tr("By kind of record"), tr("Records by the types of cores that gold has in them."));
        addTable(page, classTable(figures));
    }
}

void addRest(HtmlPage& page, const Evaluation& evaluation)
{
    if (evaluation.model.inPieces) {
        page.section(tr("Nucleotides, exons, genes"),
                     tr("Positions in any core; cores with both ends at the position; records whose cores are all "
                        "exact, none missing and none too many."));
        addTable(page, levelTable(evaluation));
    }
    if (!evaluation.folds.isEmpty()) {
        page.section(tr("Folds"), tr("Each record is predicted by the model of its fold."));
        addTable(page, foldTable(evaluation));
    }
}

} // namespace

QByteArray htmlReport(const Evaluation& evaluation)
{
    const Figures& model = evaluation.model;
    HtmlPage page(tr("Evaluation of %1").arg(model.name), aboutText(evaluation.about));
    addTiles(page, model);
    addRecords(page, evaluation);
    addComparisons(page, evaluation);
    addTypes(page, evaluation);
    if (model.types.names().size() > 1) {
        page.section(tr("Confusion of types"), tr("Segments, paired by overlap whatever their types. Shading: share of "
                                                  "the row."));
        page.beginRow();
        drawConfusion(page.xml(), model.types, tr("none"), tr("Confusion of types"));
        page.endRow();
    }
    addShifts(page, model);
    if (model.calibration) {
        page.section(tr("Calibration"), tr("How often a decision is right whose score is so high. On the diagonal the "
                                           "score says it exactly. Expected calibration error %1, Brier score %2.")
                                            .arg(model.calibration->ece, 0, 'f', 4)
                                            .arg(model.calibration->brier, 0, 'f', 4));
        page.beginRow();
        drawReliability(page.xml(), *model.calibration);
        page.endRow();
    }
    if (!model.labels.isEmpty())
        addLabels(page, model.labels);
    addStrata(page, model);
    addRest(page, evaluation);
    return page.finish();
}

Status writeHtmlReport(const QString& path, const Evaluation& evaluation)
{
    AtomicFile file(path);
    if (Status opened = file.open(); !opened)
        return opened;
    file.write(htmlReport(evaluation));
    return file.commit();
}

} // namespace corespan
