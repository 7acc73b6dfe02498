// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/prediction_mapping.h"

#include <algorithm>

namespace corespan {

namespace {

QVector<float> toFloats(const std::vector<double>& values)
{
    QVector<float> out;
    out.reserve(static_cast<qsizetype>(values.size()));
    for (const double value : values)
        out.append(static_cast<float>(value));
    return out;
}

Span toSpan(const model::Span& span)
{
    return {span.begin, span.end};
}

Alphabet toAlphabet(model::Alphabet alphabet)
{
    switch (alphabet) {
    case model::Alphabet::Dna:
        return Alphabet::Dna;
    case model::Alphabet::Rna:
        return Alphabet::Rna;
    case model::Alphabet::Text:
        return Alphabet::Text;
    case model::Alphabet::Protein:
        break;
    }
    return Alphabet::Protein;
}

} // namespace

PredictionResult toDomain(const model::Prediction& prediction, const QStringList& types)
{
    const model::Selection& decoding = prediction.selector;
    PredictionResult out;
    out.summary.score = decoding.cores.empty() ? decoding.nullProbability : 0.0;
    for (const model::ScoredSpan& core : decoding.cores) {
        out.summary.predicted.append({Core{toSpan(core.span), types.value(core.type)}, core.probability});
        out.summary.score = std::max(out.summary.score, core.probability);
    }
    out.summary.margin = decoding.margin;
    out.summary.nullScore = decoding.nullProbability;
    for (const model::ScoredSpan& candidate : decoding.candidates)
        out.summary.candidates.append(
            {toSpan(candidate.span), candidate.score, candidate.probability, types.value(candidate.type)});
    out.tracks.start = toFloats(decoding.pStart);
    out.tracks.end = toFloats(decoding.pEnd);
    out.tracks.core = toFloats(decoding.pCore);
    out.tracks.types = toFloats(decoding.pType);
    out.tracks.topLabel = {prediction.topLabel.begin(), prediction.topLabel.end()};
    out.tracks.topLabelProbability = {prediction.topLabelProbability.begin(), prediction.topLabelProbability.end()};
    return out;
}

model::DecodeOptions toDecodeOptions(const RunOptions& options)
{
    model::DecodeOptions out;
    out.minLength = options.minLength;
    out.maxLength = options.maxLength;
    out.allowNull = options.allowNull;
    out.nullBias = options.nullBias;
    out.nBest = static_cast<std::size_t>(std::max(1, options.candidates));
    out.temperature = options.temperature;
    out.threshold = options.threshold;
    out.mergeGap = options.mergeGap;
    out.exactSegments = options.exactSegments;
    out.singleCore = options.singleCore;
    out.grammar = options.grammar;
    return out;
}

model::PredictOptions toPredictOptions(const RunOptions& options)
{
    model::PredictOptions out;
    out.decode = toDecodeOptions(options);
    out.windowSize = options.windowSize;
    out.windowOverlap = options.windowOverlap;
    out.bothStrands = options.bothStrands;
    return out;
}

model::PredictorOptions toEngineOptions(const PredictorSettings& settings)
{
    model::PredictorOptions options;
    options.threads = settings.threads;
    options.tokenBudget = settings.tokenBudget;
    if (settings.device != DevicePreference::Auto)
        options.device =
            settings.device == DevicePreference::Cuda ? model::DeviceChoice::Cuda : model::DeviceChoice::Cpu;
    return options;
}

PredictorInfo toInfo(const model::ModelConfig& config, const model::DeviceInfo& device)
{
    PredictorInfo info;
    info.device = QString::fromStdString(device.name);
    info.reason = QString::fromStdString(device.reason);
    info.precision = QString::fromStdString(device.precision);
    for (const std::string& label : config.labels)
        info.labels.append(QString::fromStdString(label));
    for (const std::string& type : config.selector.types)
        info.types.append(QString::fromStdString(type));
    info.severalCores = config.findsSeveralCores();
    info.alphabet = toAlphabet(config.alphabet);
    info.defaults.minLength = config.decoding.minLength;
    info.defaults.maxLength = config.decoding.maxLength;
    info.defaults.nullBias = config.decoding.nullBias;
    info.defaults.candidates = static_cast<int>(config.decoding.nBest);
    info.defaults.allowNull = config.selector.null;
    info.defaults.threshold = config.decoding.threshold;
    info.defaults.mergeGap = config.decoding.mergeGap;
    info.defaults.exactSegments = config.decoding.exactSegments;
    info.defaults.singleCore = config.decoding.singleCore;
    info.defaults.grammar = config.decoding.grammar;
    info.hasGrammar = config.selector.grammar.kind != model::GrammarConfig::Kind::None;
    return info;
}

} // namespace corespan
