// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/row_writers.h"

#include "core/domain/names.h"
#include "core/domain/strand.h"
#include "core/exporting/gff3.h"
#include "core/exporting/gold_jsonl.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Export", text);
}

/// The letters of a 3-line entry; nothing when a label is no single letter.
std::optional<QString> labelLetters(const Gold& gold, std::int64_t length)
{
    QString letters(length, QLatin1Char('.'));
    for (const Core& core : gold.cores) {
        for (std::int64_t i = core.span.begin; i < core.span.end; ++i)
            letters[i] = QLatin1Char('x');
    }
    for (qsizetype i = 0; i < gold.labels.size(); ++i) {
        const QString& label = gold.labels[i];
        if (label.isEmpty())
            continue;
        if (label.size() != 1 || label[0].isSpace() || label[0] == QLatin1Char('.'))
            return std::nullopt;
        letters[i] = label[0];
    }
    return letters;
}

constexpr qsizetype fastaLine = 60;

QByteArray header(const Record& record)
{
    QString name = record.name;
    name.replace(QLatin1Char(' '), QLatin1Char('_'));
    const QByteArray text = ">" + name.toUtf8();
    return record.description.isEmpty() ? text + "\n" : text + " " + record.description.simplified().toUtf8() + "\n";
}

} // namespace

WrittenRow writeJsonlRow(const ExportRow& row, const Gold& gold)
{
    return {toJsonLine({row.record, row.residues, gold}) + '\n', {}};
}

WrittenRow writeThreeLineRow(const ExportRow& row, const Gold& gold)
{
    if (!gold.annotated && gold.labels.isEmpty())
        return {{}, tr("it has neither cores nor labels")};
    const std::optional<QString> letters = labelLetters(gold, row.record.length);
    if (!letters)
        return {{}, tr("a label has more than one letter; JSONL can hold it")};
    return {header(row.record) + row.residues + "\n" + letters->toUtf8() + "\n", {}};
}

WrittenRow writeFastaRow(const ExportRow& row)
{
    QByteArray text = header(row.record);
    for (qsizetype at = 0; at < row.residues.size(); at += fastaLine)
        text += row.residues.mid(at, fastaLine) + '\n';
    return {text, {}};
}

WrittenRow writeBedRow(const ExportRow& row, const Gold& gold)
{
    const RecordPlace place(row.record);
    const QByteArray sequence = place.sequence().toUtf8();
    const auto line = [&](const Span& span, const QByteArray& type, char strand) {
        return sequence + '\t' + QByteArray::number(qlonglong(span.begin)) + '\t' +
               QByteArray::number(qlonglong(span.end)) + '\t' + type + "\t0\t" + strand + '\n';
    };
    if (sequence.contains('\t'))
        return {{}, tr("its name holds a tab")};
    QByteArray text;
    for (const Core& core : gold.cores) {
        const QByteArray type = ownStrandType(core.type).toUtf8();
        if (type.contains('\t') || type.trimmed() != type || type == ".")
            return {{}, tr("BED cannot hold a type called \"%1\"").arg(core.type)};
        text += line(place.span(core.span), type, place.strand(core.type));
    }
    if (gold.annotated && gold.cores.isEmpty() && !place.onContig())
        text = line({0, row.record.length}, ".", '.');
    return {text, {}};
}

WrittenRow writeGff3Row(const ExportRow& row, const Gold& gold)
{
    const Curation& curation = row.curation;
    const bool decided = curation.annotated || curation.state == ReviewState::NoCore;
    const QVector<PredictedCore> predicted = row.prediction ? row.prediction->predicted : QVector<PredictedCore>();
    QVector<Core> cores = gold.cores;
    QByteArray evidence = decided ? "curated" : "gold";
    if (!gold.annotated && !predicted.isEmpty()) {
        cores = row.prediction->cores();
        evidence = "predicted";
    }
    QVector<std::pair<QByteArray, QByteArray>> attributes{{"evidence", evidence},
                                                          {"review", toText(curation.state).toUtf8()}};
    if (!curation.note.isEmpty())
        attributes.append({"Note", curation.note.toUtf8()});
    const Gff3Record writer(row.record);
    WrittenRow written;
    if (gold.annotated && cores.isEmpty() && !writer.noCoreLine(attributes).isEmpty())
        written.text = writer.region() + writer.noCoreLine(attributes);
    for (qsizetype i = 0; i < cores.size(); ++i) {
        const auto same = std::ranges::find(predicted, cores[i], &PredictedCore::core);
        written.text += i == 0 ? writer.region() : QByteArray();
        written.text +=
            writer.line(cores[i], int(i) + 1, same == predicted.end() ? std::nullopt : std::optional(same->probability),
                        attributes);
    }
    return written;
}

} // namespace corespan
