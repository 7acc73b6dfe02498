// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/row_writers.h"

#include "core/domain/label_set.h"
#include "core/domain/names.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Export", text);
}

/// Can stand in a column, and at the head of a line of two columns, where some words have a meaning of their own.
bool isType(const QString& type)
{
    static constexpr std::array words{"startgroup", "endgroup", "startfilters", "endfilters", "gff"};
    return !type.trimmed().isEmpty() && type == type.trimmed() &&
           std::ranges::none_of(type, [](QChar c) { return c.unicode() < 32; }) && !type.startsWith(QLatin1Char('#')) &&
           std::ranges::none_of(words, [&](const char* word) { return type.toLower() == QLatin1String(word); });
}

} // namespace

WrittenRow JalviewRows::write(const ExportRow& row, const Gold& gold)
{
    const QString& name = row.record.name;
    if (std::ranges::any_of(name, [](QChar c) { return c.unicode() < 32; }) || name.startsWith(QLatin1Char('#')))
        return {{}, tr("its name holds a tab, or begins with #")};
    const auto wrong = std::ranges::find_if(gold.cores, [](const Core& core) { return !isType(core.type); });
    if (wrong != gold.cores.end())
        return {{}, tr("a Jalview features file cannot hold a type called \"%1\"").arg(wrong->type)};
    const QVector<PredictedCore> predicted = row.prediction ? row.prediction->predicted : QVector<PredictedCore>();
    WrittenRow written;
    for (const Core& core : gold.cores) {
        if (!m_types.contains(core.type)) {
            m_types.append(core.type);
            const QString colour = defaultLabelColour(int(m_types.size()) - 1);
            written.text += core.type.toUtf8() + '\t' + colour.mid(1).toLatin1() + '\n';
        }
        QByteArrayList columns{toText(row.curation.state).toUtf8(),
                               name.toUtf8(),
                               "-1",
                               QByteArray::number(qlonglong(core.span.begin + 1)),
                               QByteArray::number(qlonglong(core.span.end)),
                               core.type.toUtf8()};
        const auto same = std::ranges::find(predicted, core, &PredictedCore::core);
        if (same != predicted.end())
            columns << QByteArray::number(same->probability, 'g', 6);
        written.text += columns.join('\t') + '\n';
    }
    return written;
}

} // namespace corespan
