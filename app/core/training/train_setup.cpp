// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/train_setup.h"

#include "core/domain/names.h"

#include "model/padded_decoder.h"
#include "model/trainer.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace corespan {

namespace {

constexpr int kFirstId = 3; // pad, </s> and unknown come before the symbols
constexpr int kCodon = 3;

QString symbolsOf(Alphabet alphabet)
{
    switch (alphabet) {
    case Alphabet::Dna:
        return QStringLiteral("ACGT");
    case Alphabet::Rna:
        return QStringLiteral("ACGU");
    case Alphabet::Protein:
        return QStringLiteral("ACDEFGHIKLMNPQRSTVWY");
    case Alphabet::Text:
        break;
    }
    QString printable;
    for (char letter = '!'; letter <= '~'; ++letter)
        if (letter < 'a' || letter > 'z') // to a tokenizer they are the upper case ones
            printable += QLatin1Char(letter);
    return printable;
}

bool hasCodons(Alphabet alphabet)
{
    return alphabet == Alphabet::Dna || alphabet == Alphabet::Rna;
}

QJsonObject offsets(const QJsonArray& at, double value)
{
    return {{"kind", "offsets"}, {"offsets", at}, {"value", value}};
}

/// One pattern a head: neighbours on either side, then what repeats (codons) or turns (helices), then far and wide.
QJsonArray biasPatterns(Alphabet alphabet)
{
    QJsonArray patterns{offsets({-1}, 6), offsets({1}, 6)};
    if (hasCodons(alphabet)) {
        patterns << offsets({-3, -2}, 5) << offsets({2, 3}, 5);
        patterns << QJsonObject{{"kind", "comb"}, {"period", kCodon}, {"value", 3}};
    } else {
        patterns << offsets({-4, -3, -2}, 5) << offsets({2, 3, 4}, 5) << offsets({0}, 5);
    }
    patterns << QJsonObject{{"kind", "decay_left"}, {"scale", 8}} << QJsonObject{{"kind", "decay_right"}, {"scale", 8}}
             << QJsonObject{{"kind", "flat"}};
    return patterns;
}

QJsonObject tokenizerOf(Alphabet alphabet)
{
    QJsonObject tokenizer{{"kind", hasCodons(alphabet) ? "kmer" : "residue"},
                          {"symbols", symbolsOf(alphabet)},
                          {"first_id", kFirstId},
                          {"unknown", kFirstId - 1}};
    if (hasCodons(alphabet))
        tokenizer["k"] = kCodon;
    return tokenizer;
}

int vocabularyOf(const NewModel& model)
{
    const int symbols = int(symbolsOf(model.alphabet).size());
    const int read = kFirstId + (hasCodons(model.alphabet) ? symbols * symbols * symbols : symbols);
    if (model.selector != QString::fromUtf8(model::name(model::SelectorKind::Padded)))
        return read;
    return read + int(model::PaddedTokens{0, model.labels.size()}.count()); // it writes labels as tokens
}

} // namespace

QStringList selectorKinds()
{
    QStringList kinds;
    // name() is empty past the last enumerator; a kind that is added there is found here.
    for (int kind = 0;; ++kind) {
        const QString name = QString::fromUtf8(model::name(model::SelectorKind(kind)));
        if (name.isEmpty())
            return kinds;
        kinds << name;
    }
}

QJsonObject newModelOptions(const NewModel& model)
{
    QJsonObject selector{{"kind", model.selector}, {"types", QJsonArray::fromStringList(model.types)}};
    if (model.crf)
        selector["crf"] = true;
    const QJsonObject corespan{{"format", 1},
                               {"alphabet", toText(model.alphabet)},
                               {"tokenizer", tokenizerOf(model.alphabet)},
                               {"selector", selector},
                               {"window", QJsonObject{{"size", 4096}, {"overlap", 2048}}}};
    QJsonObject config{{"model_type", "longt5"},
                       {"vocab_size", vocabularyOf(model)},
                       {"d_model", 128},
                       {"d_kv", 16},
                       {"num_heads", 8},
                       {"d_ff", 384},
                       {"num_layers", 4},
                       {"feed_forward_proj", "gated-gelu"},
                       {"encoder_attention_type", "transient-global"},
                       {"local_radius", 63},
                       {"global_block_size", 32},
                       {"relative_attention_num_buckets", 256},
                       {"relative_attention_max_distance", 256},
                       {"corespan", corespan}};
    if (!model.labels.isEmpty()) {
        QJsonObject labels;
        for (qsizetype id = 0; id < model.labels.size(); ++id)
            labels[QString::number(id)] = model.labels[id];
        config["id2label"] = labels;
    }
    return {{"model", config}, {"bias_init", biasPatterns(model.alphabet)}};
}

QJsonObject configuration(const TrainSetup& setup)
{
    QJsonObject json = setup.options;
    json["output"] = setup.output;
    json["init_from"] = setup.startModel;
    if (!setup.startModel.isEmpty()) { // it brings its own
        json.remove(QStringLiteral("model"));
        json.remove(QStringLiteral("bias_init"));
    }
    json["train"] = setup.project.isEmpty() ? setup.gold : QString();
    json["validation"] = setup.project.isEmpty() ? setup.validation : QString();
    return json;
}

QStringList trainArguments(const TrainSetup& setup, const QString& configFile)
{
    QStringList arguments{QStringLiteral("--config"), configFile};
    if (!setup.project.isEmpty())
        arguments << QStringLiteral("--project") << setup.project;
    return arguments;
}

Result<QJsonObject> checkedOptions(const QString& json)
{
    try {
        const model::TrainConfig config = model::parseTrainConfig(
            json.toStdString(), QCoreApplication::translate("corespan::TrainSetup", "the options").toStdString());
        return QJsonDocument::fromJson(QByteArray::fromStdString(model::formatTrainConfig(config))).object();
    } catch (const model::ModelError& error) {
        return Error{QString::fromUtf8(error.what()), Error::Kind::BadInput};
    }
}

} // namespace corespan
