// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/gff3.h"

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

Gff3Record::Gff3Record(const Record& record) : m_record(record)
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
    m_reverse = strand == "-";
}

QByteArray Gff3Record::region() const
{
    if (!m_contig.isEmpty())
        return {};
    return "##sequence-region " + escaped(m_record.name.toUtf8(), true) + " 1 " +
           QByteArray::number(qlonglong(m_record.length)) + "\n";
}

QByteArray Gff3Record::line(const Core& core, int number, std::optional<double> score,
                            const QVector<std::pair<QByteArray, QByteArray>>& attributes) const
{
    Span span = core.span;
    if (!m_contig.isEmpty())
        span = m_reverse ? Span{m_end - core.span.end, m_end - core.span.begin}
                         : Span{m_begin + core.span.begin, m_begin + core.span.end};
    const bool nucleotides = m_record.alphabet == Alphabet::Dna || m_record.alphabet == Alphabet::Rna;
    const QByteArray name = escaped(m_record.name.toUtf8(), false);
    QByteArrayList columns;
    columns << escaped((m_contig.isEmpty() ? m_record.name : m_contig).toUtf8(), true) << "CoreSpan"
            << "biological_region" << QByteArray::number(qlonglong(span.begin + 1))
            << QByteArray::number(qlonglong(span.end))
            << (score ? QByteArray::number(*score, 'g', 6) : QByteArray("."));
    columns << (m_contig.isEmpty() && !nucleotides ? "." : m_reverse ? "-" : "+") << ".";
    QByteArray last = "ID=" + name + ".core" + QByteArray::number(number) + ";Name=" + name +
                      ";core_type=" + escaped(core.type.toUtf8(), false);
    for (const auto& [key, value] : attributes)
        last += ";" + key + "=" + escaped(value, false);
    columns << last;
    return columns.join('\t') + "\n";
}

} // namespace corespan
