// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::test {

/// Gold records r0 to r11, JSONL: eight with one frame, ATG to TAA, labelled MMMKKKPPP***, and every third without.
inline QByteArray tinyGold()
{
    QByteArray lines;
    for (int i = 0; i < 12; ++i) {
        const bool core = i % 3 != 2;
        const QByteArray sequence =
            core ? QByteArray(6 + i % 2, 'C') + "ATGAAACCCTAA" + QByteArray(12 - i % 2, 'C') : QByteArray(30, 'C');
        lines += "{\"id\":\"r" + QByteArray::number(i) + "\",\"sequence\":\"" + sequence + "\",\"cores\":[";
        if (core) {
            const QByteArray begin = QByteArray::number(6 + i % 2);
            const QByteArray end = QByteArray::number(18 + i % 2);
            lines += "[" + begin + "," + end + "]],\"labels\":\"" + QByteArray(6 + i % 2, '.') + "MMMKKKPPP***" +
                     QByteArray(12 - i % 2, '.') + "\"}\n";
        } else {
            lines += "]}\n";
        }
    }
    return lines;
}

/// `train --config`: a model of 16 dimensions that learns them in two epochs of some milliseconds; `more` over it.
inline QByteArray tinyConfig(const QString& gold, const QJsonObject& more = {})
{
    const QJsonObject tokenizer{{"kind", "residue"}, {"symbols", "ACGT"}, {"first_id", 3}, {"unknown", 2}};
    const QJsonObject selector{{"kind", "span"}, {"null", true}, {"types", QJsonArray{"core"}}};
    const QJsonObject corespan{{"format", 1}, {"alphabet", "dna"}, {"tokenizer", tokenizer}, {"selector", selector}};
    const QJsonObject model{
        {"model_type", "t5"},  {"vocab_size", 16},
        {"d_model", 16},       {"d_kv", 8},
        {"num_heads", 2},      {"d_ff", 32},
        {"num_layers", 1},     {"id2label", QJsonObject{{"0", "*"}, {"1", "K"}, {"2", "M"}, {"3", "P"}}},
        {"corespan", corespan}};
    QJsonObject config{{"train", gold}, {"validation", gold}, {"epochs", 2}, {"threads", 1}, {"model", model}};
    for (auto field = more.begin(); field != more.end(); ++field)
        config[field.key()] = field.value();
    return QJsonDocument(config).toJson();
}

} // namespace corespan::test
