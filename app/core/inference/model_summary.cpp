// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/model_summary.h"

#include "core/domain/strand.h"
#include "core/inference/prediction_mapping.h"

#include <algorithm>

namespace corespan {

namespace {

QString grammarName(const model::GrammarConfig& grammar)
{
    switch (grammar.kind) {
    case model::GrammarConfig::Kind::Orf:
        return QStringLiteral("orf");
    case model::GrammarConfig::Kind::Types:
        return QStringLiteral("types");
    case model::GrammarConfig::Kind::None:
        break;
    }
    return {};
}

} // namespace

Result<ModelSummary> readModelSummary(const QString& directory)
{
    try {
        const model::ModelConfig config = model::readModelConfig(directory.toStdString());
        const PredictorInfo info = toInfo(config, {});
        ModelSummary summary;
        if (config.hasSelector)
            summary.selector = QString::fromUtf8(model::name(config.selector.kind));
        if (config.hasSelector && config.selector.crf)
            summary.selector += QStringLiteral(" + CRF");
        summary.grammar = grammarName(config.selector.grammar);
        summary.labels = info.labels;
        summary.types = info.types;
        summary.alphabet = info.alphabet;
        summary.defaults = info.defaults;
        return summary;
    } catch (const model::ModelError& error) {
        return Error{QString::fromUtf8(error.what()), Error::Kind::BadInput};
    }
}

UsedOptions usedOptions(const ModelSummary& model)
{
    const QString kind = model.selector.section(QLatin1Char(' '), 0, 0);
    const auto is = [&kind](const QStringList& kinds) { return kinds.contains(kind); };
    UsedOptions used;
    if (is({QStringLiteral("span"), QStringLiteral("mask"), QStringLiteral("bio"), QStringLiteral("bioes"),
            QStringLiteral("ctc")})) {
        used.null = is({QStringLiteral("span")});
        used.threshold = is({QStringLiteral("mask")});
        used.mergeGap = is({QStringLiteral("mask"), QStringLiteral("ctc")});
        used.singleCore = is({QStringLiteral("bio"), QStringLiteral("bioes"), QStringLiteral("ctc")});
    }
    used.grammar = !model.grammar.isEmpty();
    used.strands = (model.alphabet == Alphabet::Dna || model.alphabet == Alphabet::Rna) &&
                   std::ranges::none_of(model.types, isReverseType);
    return used;
}

} // namespace corespan
