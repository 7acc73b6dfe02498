// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/row_writers.h"

#include "core/domain/label_set.h"
#include "core/domain/strand.h"
#include "core/exporting/gff3.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Export", text);
}

bool hasControl(const QString& text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.unicode() < 32; });
}

/// Columns behind the sixth, each with a tab before it.
using MoreColumns = std::function<QByteArray(const Span& span, const QString& type)>;

WrittenRow bedRow(const ExportRow& row, const Gold& gold, const MoreColumns& more)
{
    const RecordPlace place(row.record);
    const QByteArray sequence = place.sequence().toUtf8();
    const auto line = [&](const Span& span, const QString& type, char strand) {
        return sequence + '\t' + QByteArray::number(qlonglong(span.begin)) + '\t' +
               QByteArray::number(qlonglong(span.end)) + '\t' + type.toUtf8() + "\t0\t" + strand + more(span, type) +
               '\n';
    };
    if (hasControl(place.sequence()) || sequence.trimmed() != sequence)
        return {{}, tr("its name holds a tab or line end, or has blanks at its ends")};
    if (sequence.startsWith('#') || sequence.startsWith("track") || sequence.startsWith("browser"))
        return {{}, tr("a line of BED that begins with its name would be a comment or head")};
    QByteArray text;
    for (const Core& core : gold.cores) {
        const QString type = ownStrandType(core.type);
        if (type.isEmpty() || hasControl(type) || type.trimmed() != type || type == QLatin1String("."))
            return {{}, tr("BED cannot hold a type called \"%1\"").arg(core.type)};
        text += line(place.span(core.span), type, place.strand(core.type));
    }
    if (gold.annotated && gold.cores.isEmpty() && !place.onContig())
        text = line({0, row.record.length}, QStringLiteral("."), '.');
    return {text, {}};
}

/// "187,62,99" of "#bb3e63".
QByteArray rgb(const QString& colour)
{
    QByteArrayList parts;
    for (const int at : {1, 3, 5})
        parts << QByteArray::number(colour.mid(at, 2).toInt(nullptr, 16));
    return parts.join(',');
}

} // namespace

WrittenRow writeBedRow(const ExportRow& row, const Gold& gold)
{
    return bedRow(row, gold, [](const Span&, const QString&) { return QByteArray(); });
}

WrittenRow ColouredBedRows::write(const ExportRow& row, const Gold& gold)
{
    return bedRow(row, gold, [this](const Span& span, const QString& type) {
        if (!m_types.contains(type))
            m_types.append(type);
        return '\t' + QByteArray::number(qlonglong(span.begin)) + '\t' + QByteArray::number(qlonglong(span.end)) +
               '\t' + rgb(defaultLabelColour(int(m_types.indexOf(type))));
    });
}

} // namespace corespan
