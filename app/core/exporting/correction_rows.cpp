// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/row_writers.h"

#include "core/domain/names.h"
#include "core/exporting/curated_gold.h"
#include "core/exporting/provenance.h"
#include "core/review/corrections.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

QByteArray field(const QString& text)
{
    const bool plain = std::ranges::none_of(text, [](QChar c) {
        return c == QLatin1Char(',') || c == QLatin1Char('"') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
    });
    if (plain && text == text.trimmed())
        return text.toUtf8();
    return '"' + QString(text).replace(QLatin1Char('"'), QLatin1String("\"\"")).toUtf8() + '"';
}

QString number(std::int64_t value)
{
    return QString::number(value);
}

/// One line: a core of the run, one of the curator, or both where they are of each other's place.
QStringList fields(const ExportRow& row, const QString& type, const Core* predicted, const Core* curated)
{
    QStringList line{row.record.name, type};
    for (const Core* core : {predicted, curated})
        line << (core ? number(core->span.begin + 1) : QString()) << (core ? number(core->span.end) : QString());
    const bool both = predicted != nullptr && curated != nullptr;
    line << (both ? number(curated->span.begin - predicted->span.begin) : QString())
         << (both ? number(curated->span.end - predicted->span.end) : QString());
    std::optional<Deed> deed = curated ? deedOf(row, *curated) : std::nullopt;
    if (!deed)
        deed = decisionOf(row);
    return line << (deed ? deed->who : QString()) << (deed ? timeText(deed->when) : QString())
                << toText(row.curation.state);
}

} // namespace

QByteArray correctionsHeader()
{
    return "record,type,prediction_begin,prediction_end,correction_begin,correction_end,delta_start,delta_end,who,when,"
           "state\r\n";
}

QVector<QStringList> correctionFields(const ExportRow& row, const Gold& gold)
{
    const QVector<Core> curated = isDecided(row.curation) ? gold.cores : QVector<Core>();
    const QVector<Core> predicted = row.prediction ? row.prediction->cores() : QVector<Core>();
    const QVector<CuratedPair> pairs = pairedCores(curated, predicted);
    QVector<QStringList> lines;
    for (const CuratedPair& pair : pairs)
        lines << fields(row, pair.curated.type, &pair.predicted, &pair.curated);
    for (const Core& core : curated) {
        if (std::ranges::find(pairs, core, &CuratedPair::curated) == pairs.end())
            lines << fields(row, core.type, nullptr, &core);
    }
    for (const Core& core : predicted) {
        if (std::ranges::find(pairs, core, &CuratedPair::predicted) == pairs.end())
            lines << fields(row, core.type, &core, nullptr);
    }
    if (lines.isEmpty())
        lines << fields(row, {}, nullptr, nullptr);
    return lines;
}

WrittenRow writeCorrectionsRow(const ExportRow& row, const Gold& gold)
{
    WrittenRow written;
    if (row.record.name.contains(QLatin1Char('\r')))
        return {{}, QCoreApplication::translate("Export", "its name holds a line end")};
    for (const QStringList& line : correctionFields(row, gold)) {
        QByteArrayList columns;
        for (const QString& text : line)
            columns << field(text);
        written.text += columns.join(',') + "\r\n";
    }
    return written;
}

} // namespace corespan
