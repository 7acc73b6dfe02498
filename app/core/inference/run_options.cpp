// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/inference_types.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace corespan {

RunOptions RunOverrides::applied(RunOptions options) const
{
    options.minLength = minLength.value_or(options.minLength);
    options.maxLength = maxLength.value_or(options.maxLength);
    options.nullBias = nullBias.value_or(options.nullBias);
    options.candidates = candidates.value_or(options.candidates);
    options.threshold = threshold.value_or(options.threshold);
    options.mergeGap = mergeGap.value_or(options.mergeGap);
    options.grammar = grammar.value_or(options.grammar);
    return options;
}

QString formatRunOptions(const RunOptions& options)
{
    const QJsonObject json{{"min_length", qint64(options.minLength)},
                           {"max_length", qint64(options.maxLength)},
                           {"allow_null", options.allowNull},
                           {"null_bias", options.nullBias},
                           {"candidates", options.candidates},
                           {"temperature", options.temperature},
                           {"threshold", options.threshold},
                           {"merge_gap", qint64(options.mergeGap)},
                           {"exact_segments", options.exactSegments},
                           {"single_core", options.singleCore},
                           {"grammar", options.grammar}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

RunOptions parseRunOptions(const QString& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    RunOptions options;
    options.minLength = object["min_length"].toInteger(options.minLength);
    options.maxLength = object["max_length"].toInteger(options.maxLength);
    options.allowNull = object["allow_null"].toBool(options.allowNull);
    options.nullBias = object["null_bias"].toDouble(options.nullBias);
    options.candidates = object["candidates"].toInt(options.candidates);
    options.temperature = object["temperature"].toDouble(options.temperature);
    options.threshold = object["threshold"].toDouble(options.threshold);
    options.mergeGap = object["merge_gap"].toInteger(options.mergeGap);
    options.exactSegments = object["exact_segments"].toBool(options.exactSegments);
    options.singleCore = object["single_core"].toBool(options.singleCore);
    options.grammar = object["grammar"].toBool(options.grammar);
    return options;
}

} // namespace corespan
