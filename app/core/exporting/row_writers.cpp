// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/row_writers.h"

#include "core/domain/names.h"
#include "core/exporting/curated_gold.h"
#include "core/exporting/gff3.h"
#include "core/exporting/gold_jsonl.h"
#include "core/exporting/provenance.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Export", text);
}

constexpr qsizetype fastaLine = 60;

QByteArray header(const Record& record)
{
    const QByteArray text = ">" + record.name.toUtf8();
    return record.description.isEmpty() ? text + "\n" : text + " " + record.description.simplified().toUtf8() + "\n";
}

/// A header ends the name at the first blank: the record would come back under another name.
bool hasBlank(const QString& name)
{
    return std::ranges::any_of(name, [](QChar c) { return c.isSpace(); });
}

QString blankProblem()
{
    return tr("its name holds a blank, which ends a name in this format; JSONL and CoNLL can hold it");
}

} // namespace

WrittenRow writeJsonlRow(const ExportRow& row, const Gold& gold)
{
    return {toJsonLine({row.record, row.residues, gold}) + '\n', {}};
}

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

WrittenRow writeThreeLineRow(const ExportRow& row, const Gold& gold)
{
    if (!gold.annotated && gold.labels.isEmpty())
        return {{}, tr("it has neither cores nor labels")};
    if (hasBlank(row.record.name))
        return {{}, blankProblem()};
    const std::optional<QString> letters = labelLetters(gold, row.record.length);
    if (!letters)
        return {{}, tr("a label has more than one letter; JSONL can hold it")};
    return {header(row.record) + row.residues + "\n" + letters->toUtf8() + "\n", {}};
}

WrittenRow writeFastaRow(const ExportRow& row)
{
    if (hasBlank(row.record.name))
        return {{}, blankProblem()};
    QByteArray text = header(row.record);
    for (qsizetype at = 0; at < row.residues.size(); at += fastaLine)
        text += row.residues.mid(at, fastaLine) + '\n';
    return {text, {}};
}

QVector<Core> gff3Cores(const ExportRow& row, const Gold& gold)
{
    const bool predicted = !gold.annotated && row.prediction && !row.prediction->predicted.isEmpty();
    return predicted ? row.prediction->cores() : gold.cores;
}

WrittenRow writeGff3Row(const ExportRow& row, const Gold& gold)
{
    const Curation& curation = row.curation;
    const bool decided = isDecided(curation);
    const QVector<PredictedCore> predicted = row.prediction ? row.prediction->predicted : QVector<PredictedCore>();
    const QVector<Core> cores = gff3Cores(row, gold);
    const QByteArray evidence = !gold.annotated && !predicted.isEmpty() ? "predicted" : decided ? "curated" : "gold";
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
        auto own = attributes;
        if (const auto deed = deedOf(row, cores[i]))
            own << std::pair<QByteArray, QByteArray>("curator", deed->who.toUtf8())
                << std::pair<QByteArray, QByteArray>("curated", timeText(deed->when).toLatin1());
        written.text += writer.line(cores[i], int(i) + 1,
                                    same == predicted.end() ? std::nullopt : std::optional(same->probability), own);
    }
    return written;
}

} // namespace corespan
