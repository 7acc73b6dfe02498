// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/figures.h"

#include <QJsonArray>

namespace corespan {

namespace {

QJsonArray lengthsJson(const QVector<MetricStratum>& strata)
{
    QJsonArray array;
    for (const MetricStratum& stratum : strata) {
        QJsonObject object = toJson(stratum.metrics);
        object["from_length"] = qint64(stratum.fromLength);
        object["to_length"] = stratum.toLength > 0 ? QJsonValue(qint64(stratum.toLength)) : QJsonValue();
        array.append(object);
    }
    return array;
}

QJsonArray classesJson(const QVector<ClassStratum>& strata)
{
    QJsonArray array;
    for (const ClassStratum& stratum : strata) {
        QJsonObject object = toJson(stratum.metrics);
        object["types"] = QJsonArray::fromStringList(stratum.name.split(QLatin1Char('+'), Qt::SkipEmptyParts));
        object["q_ok"] = share(stratum.segments.allRight, stratum.segments.records);
        object["all_exact"] = share(stratum.segments.allExact, stratum.segments.records);
        object["mcc"] = stratum.segments.mcc();
        object["iou"] = stratum.segments.iou();
        array.append(object);
    }
    return array;
}

QJsonObject labelsJson(const Confusion& labels)
{
    QJsonObject json = labels.toJson();
    QJsonArray rows;
    for (qsizetype i = 0; i < labels.names().size(); ++i)
        rows.append(QJsonObject{{"label", labels.names()[i]},
                                {"gold", qint64(labels.goldTotal(i))},
                                {"predicted", qint64(labels.predictedTotal(i))},
                                {"right", qint64(labels.at(i, i))},
                                {"precision", labels.precision(i)},
                                {"recall", labels.recall(i)},
                                {"f1", labels.f1(i)}});
    json["by_label"] = rows;
    json["macro_f1"] = labels.macroF1();
    return json;
}

} // namespace

QJsonObject toJson(const Figures& figures)
{
    QJsonObject json = toJson(figures.metrics);
    json["strata"] = lengthsJson(figures.byLength);
    json["classes"] = classesJson(figures.byClass);
    json["segments"] = figures.segments.toJson();
    json["levels"] = figures.levels.toJson();
    if (figures.types.names().size() > 1)
        json["types"] = figures.types.toJson();
    if (!figures.labels.isEmpty())
        json["labels"] = labelsJson(figures.labels);
    if (figures.calibration)
        json["calibration"] = figures.calibration->toJson();
    return json;
}

QJsonObject toJson(const Evaluation& evaluation)
{
    QJsonObject json = evaluation.about;
    const QJsonObject figures = toJson(evaluation.model);
    for (auto at = figures.begin(); at != figures.end(); ++at)
        json.insert(at.key(), at.value());
    json["reach"] = qint64(evaluation.options.match.reach);
    for (const Beside& beside : evaluation.beside) {
        QJsonObject object = toJson(beside.figures);
        object["name"] = beside.figures.name;
        object["comparison"] = toJson(beside.comparison);
        if (!beside.rule.isEmpty())
            object["rule"] = beside.rule;
        if (!beside.figures.onlyType.isEmpty())
            object["only_type"] = beside.figures.onlyType;
        json[beside.role] = object;
    }
    QJsonArray folds;
    for (const FoldFigures& fold : evaluation.folds) {
        QJsonObject object = toJson(fold.metrics);
        object["name"] = fold.name;
        folds.append(object);
    }
    if (!folds.isEmpty())
        json["folds"] = folds;
    return json;
}

} // namespace corespan
