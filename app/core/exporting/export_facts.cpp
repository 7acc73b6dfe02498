// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_facts.h"

#include "core/domain/letter_label.h"
#include "core/domain/span_text.h"
#include "core/domain/strand.h"
#include "core/exporting/gff3.h"
#include "core/exporting/record_facts.h"
#include "core/exporting/row_writers.h"

namespace corespan {

namespace {

/// As an annotation file tells cores: on their contig, open ends left out where the format has none.
QByteArrayList annotationFacts(const Record& record, const QVector<Core>& cores, bool ends, bool strandless)
{
    const RecordPlace place(record);
    QByteArrayList facts;
    for (const Core& core : cores) {
        Core told = core;
        told.span = place.span(core.span);
        if (!strandless)
            told.type = ownStrandType(core.type);
        if ((!strandless || place.onContig()) && place.strand(core.type) == '-')
            told.type = reverseType(told.type);
        told.openBegin = ends && (place.turned() ? core.openEnd : core.openBegin);
        told.openEnd = ends && (place.turned() ? core.openBegin : core.openEnd);
        facts << coreFact(place.sequence(), told);
    }
    return facts;
}

QByteArrayList gff3Facts(const ExportRow& row, const Gold& gold)
{
    const bool nucleotides = row.record.alphabet == Alphabet::Dna || row.record.alphabet == Alphabet::Rna;
    QByteArrayList facts = annotationFacts(row.record, gff3Cores(row, gold), true, !nucleotides);
    if (facts.isEmpty() && gold.annotated && !RecordPlace(row.record).onContig())
        facts << noCoreFact(row.record.name);
    return facts;
}

QByteArrayList bedFacts(const ExportRow& row, const Gold& gold)
{
    QByteArrayList facts = annotationFacts(row.record, gold.cores, false, false);
    if (facts.isEmpty() && gold.annotated && !RecordPlace(row.record).onContig())
        facts << noCoreFact(row.record.name);
    return facts;
}

QByteArrayList jalviewFacts(const ExportRow& row, const Gold& gold)
{
    QByteArrayList facts;
    for (const Core& core : gold.cores)
        facts << coreFact(row.record.name, Core{core.span, core.type});
    return facts;
}

QByteArrayList correctionFacts(const ExportRow& row, const Gold& gold)
{
    QByteArrayList facts;
    for (const QStringList& fields : correctionFields(row, gold))
        facts << fieldsFact(fields);
    return facts;
}

} // namespace

QByteArrayList factsOf(ExportFormat format, const ExportRow& row, const Gold& gold)
{
    switch (format) {
    case ExportFormat::Gff3:
        return gff3Facts(row, gold);
    case ExportFormat::Bed:
    case ExportFormat::Bed9:
        return bedFacts(row, gold);
    case ExportFormat::Jalview:
        return jalviewFacts(row, gold);
    case ExportFormat::Corrections:
        return correctionFacts(row, gold);
    case ExportFormat::ThreeLine: {
        ImportedRecord record{row.record, row.residues, {}};
        for (const QChar letter : labelLetters(gold, row.record.length).value_or(QString()))
            record.gold.labels.append(letterLabel(letter));
        return {recordFact(format, record)};
    }
    case ExportFormat::Jsonl:
    case ExportFormat::Conll:
    case ExportFormat::GenBank:
    case ExportFormat::Fasta:
        break;
    }
    return {recordFact(format, {row.record, row.residues, gold})};
}

} // namespace corespan
