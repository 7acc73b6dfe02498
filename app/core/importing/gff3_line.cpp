// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/gff3_line.h"

#include "core/importing/shown.h"

#include <QCoreApplication>
#include <QHash>

namespace corespan {

namespace {

constexpr qsizetype columns = 9;

QString tr(const char* text)
{
    return QCoreApplication::translate("Gff3Line", text);
}

/// Names of the types that files give as accessions.
QString typeName(const QByteArray& text)
{
    static const QHash<QByteArray, QString> names{{"SO:0000316", QStringLiteral("CDS")},
                                                  {"SO:0000147", QStringLiteral("exon")},
                                                  {"SO:0000704", QStringLiteral("gene")},
                                                  {"SO:0000234", QStringLiteral("mRNA")},
                                                  {"SO:0000673", QStringLiteral("transcript")},
                                                  {"SO:0000001", QStringLiteral("region")},
                                                  {"SO:0000204", QStringLiteral("five_prime_UTR")},
                                                  {"SO:0000205", QStringLiteral("three_prime_UTR")},
                                                  {"SO:0000188", QStringLiteral("intron")},
                                                  {"SO:0000336", QStringLiteral("pseudogene")},
                                                  {"SO:0000104", QStringLiteral("polypeptide")},
                                                  {"SO:0000418", QStringLiteral("signal_peptide")},
                                                  {"SO:0001411", QStringLiteral("biological_region")}};
    const auto name = names.constFind(text.toUpper());
    return name == names.cend() ? percentDecoded(text) : *name;
}

QString readSpan(const QByteArray& first, const QByteArray& last, Span& span)
{
    bool low = false;
    bool high = false;
    span = {first.toLongLong(&low) - 1, last.toLongLong(&high)};
    if (!low || !high || span.begin < 0)
        return tr("\"%1\" to \"%2\" are no positions").arg(shown(first), shown(last));
    if (span.isEmpty())
        return tr("the feature ends at %1, before it begins at %2").arg(span.end).arg(span.begin + 1);
    return {};
}

} // namespace

QString percentDecoded(const QByteArray& text)
{
    return QString::fromUtf8(text.contains('%') ? QByteArray::fromPercentEncoding(text) : text);
}

QStringList Gff3Line::values(const char* key) const
{
    QStringList found;
    for (const QByteArray& pair : attributes.split(';')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0 || percentDecoded(pair.left(equals).trimmed()) != QLatin1String(key))
            continue;
        for (const QByteArray& value : pair.mid(equals + 1).split(','))
            found.append(percentDecoded(value.trimmed()));
    }
    return found;
}

void parseGff3Line(const QByteArray& text, Gff3Line& line, QString& fault)
{
    const QByteArrayList parts = text.split('\t');
    fault.clear();
    line = {};
    line.sequence = percentDecoded(parts.first());
    if (parts.size() != columns) {
        fault = tr("%1 columns, separated by tabs; GFF3 has %2").arg(parts.size()).arg(columns);
        return;
    }
    line.type = typeName(parts[2]);
    line.attributes = parts[8] == "." ? QByteArray() : parts[8];
    fault = readSpan(parts[3], parts[4], line.span);
    const QByteArray& strand = parts[6];
    if (fault.isEmpty() && (strand.size() != 1 || !QByteArray("+-.?").contains(strand)))
        fault = tr("\"%1\" is no strand (+, -, . or ?)").arg(shown(strand));
    else if (fault.isEmpty())
        line.strand = strand[0];
    const QByteArray& phase = parts[7];
    if (phase == ".")
        return;
    if (phase.size() == 1 && phase[0] >= '0' && phase[0] <= '2')
        line.phase = phase[0] - '0';
    else if (fault.isEmpty())
        fault = tr("\"%1\" is no phase (0, 1, 2 or .)").arg(shown(phase));
}

} // namespace corespan
