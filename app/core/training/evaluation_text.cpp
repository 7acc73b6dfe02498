// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("corespan::Evaluation", text);
}

/// "–" where there is nothing to take a share of.
QString percent(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? QStringLiteral("–") : QStringLiteral("%1 %").arg(share(part, whole) * 100.0, 0, 'f', 2);
}

struct Row
{
    QString name;
    QString (*value)(const SpanMetrics&);
};

QString ofCores(std::int64_t part, const SpanMetrics& m)
{
    return percent(part, m.goldCores);
}

QVector<Row> rows()
{
    return {
        {tr("records"), [](const SpanMetrics& m) { return QString::number(m.records); }},
        {tr("gold cores"), [](const SpanMetrics& m) { return QString::number(m.goldCores); }},
        {tr("exact (both ends)"), [](const SpanMetrics& m) { return ofCores(m.exact, m); }},
        {tr("start"), [](const SpanMetrics& m) { return ofCores(m.start, m); }},
        {tr("end"), [](const SpanMetrics& m) { return ofCores(m.end, m); }},
        {tr("within 3"), [](const SpanMetrics& m) { return ofCores(m.within3, m); }},
        {tr("within 10"), [](const SpanMetrics& m) { return ofCores(m.within10, m); }},
        {tr("labels in gold cores"),
         [](const SpanMetrics& m) { return percent(m.goldCoreLabelsRight, m.goldCoreLabels); }},
        {tr("labels in predicted cores"),
         [](const SpanMetrics& m) { return percent(m.predictedCoreLabelsRight, m.predictedCoreLabels); }},
        {tr("no core: precision"),
         [](const SpanMetrics& m) { return percent(m.nullRight, m.nullRight + m.nullWrong); }},
        {tr("no core: recall"), [](const SpanMetrics& m) { return percent(m.nullRight, m.nullRight + m.nullMissed); }}};
}

QString confusion(const SpanMetrics& m)
{
    return tr("              predicted none   predicted core\n"
              "gold none     %1   %2\n"
              "gold core     %3   %4\n")
        .arg(m.nullRight, 14)
        .arg(m.nullMissed, 14)
        .arg(m.nullWrong, 14)
        .arg(m.coreKept, 14);
}

QString range(const MetricStratum& stratum)
{
    return stratum.toLength > 0 ? tr("%1 to %2").arg(stratum.fromLength).arg(stratum.toLength - 1)
                                : tr("%1 and more").arg(stratum.fromLength);
}

} // namespace

QString formatEvaluation(const SpanMetrics& model, const std::optional<SpanMetrics>& baseline,
                         const QVector<MetricStratum>& strata)
{
    QString text = QStringLiteral("%1%2").arg(QString(), -26).arg(tr("model"), 12);
    text += baseline ? tr("   longest ORF\n") : QStringLiteral("\n");
    for (const Row& row : rows()) {
        text += QStringLiteral("%1%2").arg(row.name, -26).arg(row.value(model), 12);
        text += baseline ? QStringLiteral("%1\n").arg(row.value(*baseline), 14) : QStringLiteral("\n");
    }
    text += QChar('\n') + confusion(model);
    if (strata.size() > 1) {
        text += QChar('\n') + tr("length of the core     records       exact       start         end\n");
        for (const MetricStratum& stratum : strata) {
            const SpanMetrics& m = stratum.metrics;
            text += QStringLiteral("%1%2%3%4%5\n")
                        .arg(range(stratum), -20)
                        .arg(m.goldCores, 10)
                        .arg(ofCores(m.exact, m), 12)
                        .arg(ofCores(m.start, m), 12)
                        .arg(ofCores(m.end, m), 12);
        }
    }
    return text;
}

QString formatSegments(const SegmentMetrics& metrics)
{
    QString text = tr("segments          gold predicted      recall   precision       exact\n");
    const auto line = [&text](const QString& name, const SegmentCounts& counts) {
        text += QStringLiteral("%1%2%3%4%5%6\n")
                    .arg(name, -12)
                    .arg(counts.gold, 10)
                    .arg(counts.predicted, 10)
                    .arg(percent(counts.matched, counts.gold), 12)
                    .arg(percent(counts.matched, counts.predicted), 12)
                    .arg(percent(counts.exact, counts.gold), 12);
    };
    for (auto at = metrics.byType.cbegin(); at != metrics.byType.cend(); ++at)
        line(at.key(), at.value());
    line(tr("all"), metrics.all);
    const auto row = [&text](const QString& name, const QString& value) {
        text += QStringLiteral("%1%2\n").arg(name, -22).arg(value, 11);
    };
    row(tr("every segment right"), percent(metrics.allRight, metrics.records));
    row(tr("every segment exact"), percent(metrics.allExact, metrics.records));
    row(tr("overlap (IoU)"), QString::number(metrics.iou(), 'f', 4));
    row(tr("positions (MCC)"), QString::number(metrics.mcc(), 'f', 4));
    return text;
}

} // namespace corespan
