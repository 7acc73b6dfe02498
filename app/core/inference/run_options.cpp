// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/inference_types.h"

#include "core/domain/names.h"
#include "core/domain/strand.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("RunOptions", source);
}

} // namespace

RunOptions RunOverrides::applied(RunOptions options) const
{
    options.minLength = minLength.value_or(options.minLength);
    options.maxLength = maxLength.value_or(options.maxLength);
    options.nullBias = nullBias.value_or(options.nullBias);
    options.candidates = candidates.value_or(options.candidates);
    options.threshold = threshold.value_or(options.threshold);
    options.mergeGap = mergeGap.value_or(options.mergeGap);
    options.grammar = grammar.value_or(options.grammar);
    options.windowSize = windowSize.value_or(options.windowSize);
    options.windowOverlap = windowOverlap.value_or(options.windowOverlap);
    options.bothStrands = bothStrands.value_or(options.bothStrands);
    return options;
}

Status checkRunOptions(const PredictorInfo& info, const RunOptions& options)
{
    if (options.windowSize > 0 && options.windowOverlap >= options.windowSize) {
        return Error{text("windows of %1 positions cannot overlap by %2: choose an overlap below the size")
                         .arg(options.windowSize)
                         .arg(options.windowOverlap),
                     Error::Kind::BadInput};
    }
    if (!options.bothStrands)
        return ok();
    if (info.alphabet != Alphabet::Dna && info.alphabet != Alphabet::Rna)
        return Error{text("the model reads %1, which has one strand only: predict the forward strand")
                         .arg(toText(info.alphabet)),
                     Error::Kind::BadInput};
    for (const QString& type : info.types) {
        if (isReverseType(type)) {
            return Error{
                text("the model tells the strands apart itself (type \"%1\"): predict the forward strand, which "
                     "gives both")
                    .arg(type),
                Error::Kind::BadInput};
        }
    }
    return ok();
}

QStringList runTypes(const PredictorInfo& info, const RunOptions& options)
{
    return options.bothStrands ? typesOfBothStrands(info.types) : info.types;
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
                           {"grammar", options.grammar},
                           {"window_size", qint64(options.windowSize)},
                           {"window_overlap", qint64(options.windowOverlap)},
                           {"strands", options.bothStrands ? "both" : "forward"}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

RunOptions parseRunOptions(const QString& json, const RunOptions& defaults)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    RunOptions options = defaults;
    options.minLength = object["min_length"].toInteger(defaults.minLength);
    options.maxLength = object["max_length"].toInteger(defaults.maxLength);
    options.allowNull = object["allow_null"].toBool(defaults.allowNull);
    options.nullBias = object["null_bias"].toDouble(defaults.nullBias);
    options.candidates = object["candidates"].toInt(defaults.candidates);
    options.temperature = object["temperature"].toDouble(defaults.temperature);
    options.threshold = object["threshold"].toDouble(defaults.threshold);
    options.mergeGap = object["merge_gap"].toInteger(defaults.mergeGap);
    options.exactSegments = object["exact_segments"].toBool(defaults.exactSegments);
    options.singleCore = object["single_core"].toBool(defaults.singleCore);
    options.grammar = object["grammar"].toBool(defaults.grammar);
    options.windowSize = object["window_size"].toInteger(defaults.windowSize);
    options.windowOverlap = object["window_overlap"].toInteger(defaults.windowOverlap);
    options.bothStrands = object["strands"].toString() == QLatin1String("both");
    return options;
}

} // namespace corespan
