// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/record_facts.h"

#include "core/domain/span_text.h"
#include "core/exporting/gold_jsonl.h"
#include "core/exporting/row_writers.h"

#include <QCryptographicHash>

#include <algorithm>

namespace corespan {

namespace {

/// CoNLL says nothing but "not known" of a record without a position of which something is known.
void normalizeTags(Gold& gold, std::int64_t length)
{
    if (gold.annotated && gold.cores.isEmpty() && gold.ambiguous == QVector<Span>{{0, length}}) {
        gold.annotated = false;
        gold.ambiguous.clear();
    }
}

ImportedRecord carried(ExportFormat format, const ImportedRecord& record)
{
    ImportedRecord left = record;
    if (format == ExportFormat::Jsonl)
        return left;
    left.record.description = record.record.description.simplified();
    if (format == ExportFormat::Conll) {
        normalizeTags(left.gold, record.residues.size());
        return left;
    }
    left.record.meta = {};
    left.gold = {};
    if (format == ExportFormat::GenBank) {
        left.gold.annotated = record.gold.annotated;
        left.gold.cores = record.gold.cores;
        left.gold.ambiguous = zonesOutside(record.gold);
    } else if (format == ExportFormat::ThreeLine) {
        left.gold.labels = record.gold.labels;
    }
    return left;
}

} // namespace

QByteArray recordFact(ExportFormat format, const ImportedRecord& record)
{
    return QCryptographicHash::hash(toJsonLine(carried(format, record)), QCryptographicHash::Sha256).toHex();
}

QByteArray coreFact(const QString& sequence, const Core& core)
{
    return sequence.toUtf8() + '\t' + QByteArray::number(qlonglong(core.span.begin)) + '\t' +
           QByteArray::number(qlonglong(core.span.end)) + '\t' + core.type.toUtf8() + '\t' + openText(core).toLatin1();
}

QByteArray noCoreFact(const QString& sequence)
{
    return sequence.toUtf8() + "\tno core";
}

QByteArray fieldsFact(const QStringList& fields)
{
    return fields.join(QChar(31)).toUtf8(); // the unit separator, which no field holds
}

} // namespace corespan
