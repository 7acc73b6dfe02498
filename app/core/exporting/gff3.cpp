// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/gff3.h"

#include "core/domain/strand.h"

namespace corespan {

namespace {

/// Percent-encodes what column 1 or 9 may not hold.
QByteArray escaped(const QByteArray& text, bool seqid)
{
    static const QByteArray seqidSigns = ".:^*$@!+_?-|";
    static const QByteArray reserved = "%;=&,";
    QByteArray out;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        const bool kept =
            plain || (seqid ? seqidSigns.contains(c) : code >= 32 && code != 127 && !reserved.contains(c));
        if (kept)
            out += c;
        else
            out += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return out;
}

} // namespace

RecordPlace::RecordPlace(const Record& record) : m_record(record)
{
    const QJsonObject& meta = record.meta;
    const auto begin = meta["begin"].toInteger(-1);
    const auto end = meta["end"].toInteger(-1);
    const QString strand = meta["strand"].toString();
    if (begin < 0 || end - begin != record.length || (strand != "+" && strand != "-"))
        return;
    m_contig = meta["contig"].toString();
    m_begin = begin;
    m_end = end;
    m_reverse = onContig() && strand == "-";
}

Span RecordPlace::span(const Span& span) const
{
    if (!onContig())
        return span;
    return m_reverse ? Span{m_end - span.end, m_end - span.begin} : Span{m_begin + span.begin, m_begin + span.end};
}

char RecordPlace::strand(const QString& type) const
{
    return isReverseType(type) != m_reverse ? '-' : '+';
}

QByteArray Gff3Record::region() const
{
    if (m_place.onContig())
        return {};
    return "##sequence-region " + escaped(m_record.name.toUtf8(), true) + " 1 " +
           QByteArray::number(qlonglong(m_record.length)) + "\n";
}

QByteArray Gff3Record::line(const Core& core, int number, std::optional<double> score,
                            const QVector<std::pair<QByteArray, QByteArray>>& attributes) const
{
    const bool nucleotides = m_record.alphabet == Alphabet::Dna || m_record.alphabet == Alphabet::Rna;
    const Span span = m_place.span(core.span);
    const QByteArray name = escaped(m_record.name.toUtf8(), false);
    const QString type = nucleotides ? ownStrandType(core.type) : core.type;
    QByteArray first = "ID=" + name + ".core" + QByteArray::number(number) + ";Name=" + name +
                       ";core_type=" + escaped(type.toUtf8(), false);
    if (m_place.turned() ? core.openEnd : core.openBegin)
        first += ";start_range=.," + QByteArray::number(qlonglong(span.begin + 1));
    if (m_place.turned() ? core.openBegin : core.openEnd)
        first += ";end_range=" + QByteArray::number(qlonglong(span.end)) + ",.";
    const char strand = m_place.onContig() || nucleotides ? m_place.strand(core.type) : '.';
    return text("biological_region", span, score, strand, first, attributes);
}

QByteArray Gff3Record::noCoreLine(const QVector<std::pair<QByteArray, QByteArray>>& attributes) const
{
    if (m_place.onContig())
        return {};
    const QByteArray name = escaped(m_record.name.toUtf8(), false);
    return text("region", {0, m_record.length}, std::nullopt, '.', "ID=" + name + ";Name=" + name + ";no_core=true",
                attributes);
}

QByteArray Gff3Record::text(const QByteArray& type, const Span& span, std::optional<double> score, char strand,
                            QByteArray attributes, const QVector<std::pair<QByteArray, QByteArray>>& more) const
{
    for (const auto& [key, value] : more)
        attributes += ";" + key + "=" + escaped(value, false);
    QByteArrayList columns;
    columns << escaped(m_place.sequence().toUtf8(), true) << "CoreSpan" << type
            << QByteArray::number(qlonglong(span.begin + 1)) << QByteArray::number(qlonglong(span.end))
            << (score ? QByteArray::number(*score, 'g', 6) : QByteArray(".")) << QByteArray(1, strand) << "."
            << attributes;
    return columns.join('\t') + "\n";
}

} // namespace corespan
