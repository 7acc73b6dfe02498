// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation_report.h"

#include <QJsonArray>

#include <algorithm>

namespace corespan::cli {

namespace {

QJsonObject toJson(const Calibration& calibration)
{
    QJsonArray bins;
    for (const ReliabilityBin& bin : calibration.bins)
        bins.append(QJsonObject{{"count", qint64(bin.count)}, {"score", bin.meanScore}, {"exact", bin.exact}});
    return {{"ece", calibration.ece}, {"bins", bins}};
}

QJsonArray toJson(const QVector<ModelComparison>& rows)
{
    QJsonArray json;
    for (const ModelComparison& row : rows)
        json.append(QJsonObject{{"what", row.what},
                                {"records", qint64(row.records)},
                                {"first", row.a},
                                {"second", row.b},
                                {"difference", row.paired.difference},
                                {"interval_95", QJsonArray{row.paired.low, row.paired.high}},
                                {"only_first", qint64(row.paired.onlyA)},
                                {"only_second", qint64(row.paired.onlyB)}});
    return json;
}

QString comparisonText(const QVector<ModelComparison>& rows)
{
    QString text = QStringLiteral("exact, paired      records       first      second  difference   95 % interval\n");
    for (const ModelComparison& row : rows) {
        const auto percent = [](double share) { return QString::number(share * 100.0, 'f', 2); };
        text += QStringLiteral("%1%2%3%4%5   %6 to %7\n")
                    .arg(row.what, -16)
                    .arg(row.records, 10)
                    .arg(percent(row.a), 12)
                    .arg(percent(row.b), 12)
                    .arg(percent(row.paired.difference), 12)
                    .arg(percent(row.paired.low), percent(row.paired.high));
    }
    return text;
}

} // namespace

Evaluation summarise(const QVector<EvaluatedRecord>& records, QVector<std::int64_t> lengthBounds)
{
    Evaluation evaluation;
    evaluation.model = evaluate(records);
    evaluation.segments = evaluateSegments(coresOf(records));
    if (std::ranges::any_of(records, [](const EvaluatedRecord& record) { return record.score > 0.0; }))
        evaluation.calibration = calibrationOf(coresOf(records));
    std::ranges::sort(lengthBounds);
    QVector<EvaluatedRecord> withCore;
    std::ranges::copy_if(records, std::back_inserter(withCore),
                         [](const EvaluatedRecord& record) { return !record.gold.isEmpty(); });
    evaluation.strata = evaluateByLength(withCore, lengthBounds);
    return evaluation;
}

QJsonObject toJson(const Evaluation& evaluation)
{
    QJsonObject json = corespan::toJson(evaluation.model);
    QJsonArray strata;
    for (const MetricStratum& stratum : evaluation.strata) {
        QJsonObject object = corespan::toJson(stratum.metrics);
        object["from_length"] = qint64(stratum.fromLength);
        object["to_length"] = stratum.toLength > 0 ? QJsonValue(qint64(stratum.toLength)) : QJsonValue();
        strata.append(object);
    }
    json["strata"] = strata;
    json["segments"] = evaluation.segments.toJson();
    if (evaluation.calibration)
        json["calibration"] = toJson(*evaluation.calibration);
    if (evaluation.baseline) {
        QJsonObject baseline = corespan::toJson(*evaluation.baseline);
        baseline["rule"] = "longest-orf";
        json["baseline"] = baseline;
    }
    if (!evaluation.comparison.isEmpty())
        json["comparison"] = toJson(evaluation.comparison);
    return json;
}

QString toText(const Evaluation& evaluation, bool severalCores)
{
    QString text = formatEvaluation(evaluation.model, evaluation.baseline, evaluation.strata);
    if (severalCores)
        text += QChar('\n') + formatSegments(evaluation.segments);
    if (!evaluation.comparison.isEmpty())
        text += QChar('\n') + comparisonText(evaluation.comparison);
    text.chop(1); // print() ends the line
    return text;
}

} // namespace corespan::cli
