// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/record_facts.h"

#include "core/domain/span_text.h"
#include "core/exporting/row_writers.h"

#include <QCryptographicHash>
#include <QJsonDocument>

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

/// A checksum over fields. Each has its length before it, so that a letter cannot pass from one to the next unseen.
class FactHash
{
public:
    void add(const QByteArray& text)
    {
        number(text.size());
        m_bytes += text;
    }
    void add(const QString& text) { add(text.toUtf8()); }
    void add(bool flag) { m_bytes += flag ? '+' : '-'; }
    void add(const QVector<QString>& names)
    {
        number(names.size());
        for (const QString& name : names) {
            m_bytes.append(reinterpret_cast<const char*>(name.utf16()), name.size() * qsizetype(sizeof(char16_t)));
            m_bytes += '\0';
        }
    }
    void add(const QVector<Core>& cores)
    {
        for (const Core& core : cores)
            add(coreFact({}, core));
    }
    void add(const QVector<Span>& zones)
    {
        for (const Span& zone : zones) {
            number(zone.begin);
            number(zone.end);
        }
    }
    QByteArray result() const { return QCryptographicHash::hash(m_bytes, QCryptographicHash::Blake2b_256).toHex(); }

private:
    void number(std::int64_t value) { m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value); }

    QByteArray m_bytes;
};

void addGold(ExportFormat format, const ImportedRecord& record, FactHash& hash)
{
    switch (format) {
    case ExportFormat::Fasta:
        return;
    case ExportFormat::ThreeLine:
        return hash.add(record.gold.labels);
    case ExportFormat::GenBank:
        hash.add(record.gold.annotated);
        hash.add(record.gold.cores);
        return hash.add(zonesOutside(record.gold));
    default:
        break;
    }
    Gold gold = record.gold;
    if (format == ExportFormat::Conll)
        normalizeTags(gold, record.residues.size());
    hash.add(gold.annotated);
    hash.add(gold.cores);
    hash.add(gold.labels);
    hash.add(gold.ambiguous);
}

} // namespace

QByteArray recordFact(ExportFormat format, const ImportedRecord& record)
{
    FactHash hash;
    hash.add(record.record.name);
    hash.add(record.residues);
    const bool isJson = format == ExportFormat::Jsonl;
    hash.add(isJson ? record.record.description : record.record.description.simplified());
    if (isJson || format == ExportFormat::Conll) {
        hash.add(QJsonDocument(record.record.meta).toJson(QJsonDocument::Compact));
        hash.add(record.gold.target);
    }
    addGold(format, record, hash);
    return hash.result();
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
