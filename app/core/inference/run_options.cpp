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

} // namespace corespan
