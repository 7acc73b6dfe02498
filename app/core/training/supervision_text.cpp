// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/supervision_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("corespan::Supervision", text);
}

QString number(std::size_t count)
{
    return QLocale::c().toString(qulonglong(count));
}

} // namespace

QString describe(const model::SupervisionCounts& counts)
{
    QString line = tr("%1 records: %2 teach the selector (%3 of them no core), %4 the translator, %5 both, %6 nothing")
                       .arg(number(counts.records), number(counts.selector), number(counts.noCore),
                            number(counts.translator), number(counts.both), number(counts.neither));
    if (counts.openEnd > 0)
        line += tr("; %1 with an open end").arg(number(counts.openEnd));
    if (counts.ambiguous > 0)
        line += tr("; %1 with ambiguous zones").arg(number(counts.ambiguous));
    return line;
}

QStringList describe(const std::vector<model::SamplingGroup>& groups)
{
    QStringList lines;
    for (const model::SamplingGroup& group : groups)
        lines.append(tr("%1: %2 records, %3 draws an epoch")
                         .arg(QString::fromStdString(group.name), number(group.records))
                         .arg(group.draws, 0, 'f', 1));
    return lines;
}

QJsonObject toJson(const model::SupervisionCounts& counts)
{
    return {{"selector", qint64(counts.selector)},  {"translator", qint64(counts.translator)},
            {"both", qint64(counts.both)},          {"neither", qint64(counts.neither)},
            {"no_core", qint64(counts.noCore)},     {"open_end", qint64(counts.openEnd)},
            {"ambiguous", qint64(counts.ambiguous)}};
}

} // namespace corespan
