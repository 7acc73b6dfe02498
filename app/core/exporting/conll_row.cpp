// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/row_writers.h"
#include "core/importing/tag_runs.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Export", text);
}

/// True for what can stand in a column as it is.
bool isWord(const QString& text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

QByteArray comment(const char* key, const QByteArray& value)
{
    return value.isEmpty() ? QByteArray() : QByteArray("# ") + key + " = " + value + '\n';
}

QByteArray positions(const QVector<Core>& cores, bool begins)
{
    QByteArrayList numbers;
    for (const Core& core : cores) {
        if (begins ? core.openBegin : core.openEnd)
            numbers.append(QByteArray::number(qlonglong(begins ? core.span.begin : core.span.end)));
    }
    return numbers.join(' ');
}

/// Where cores are told, the tag "_" tells zones; where nothing is, all tags are "_".
QByteArray zones(const Gold& gold)
{
    QByteArrayList list;
    if (!gold.annotated)
        for (const Span& zone : gold.ambiguous)
            list.append(QByteArray::number(qlonglong(zone.begin)) + '-' + QByteArray::number(qlonglong(zone.end)));
    return list.join(' ');
}

QByteArray comments(const Record& record, const Gold& gold)
{
    QByteArray text = comment("id", record.name.toUtf8());
    text += comment("description", record.description.simplified().toUtf8());
    text += comment("target", gold.target.join(QLatin1Char(' ')).toUtf8());
    if (!record.meta.isEmpty())
        text += comment("meta", QJsonDocument(record.meta).toJson(QJsonDocument::Compact));
    return text + comment("open_begin", positions(gold.cores, true)) +
           comment("open_end", positions(gold.cores, false)) + comment("ambiguous", zones(gold));
}

void addLabel(const QString& label, QByteArray& text)
{
    if (label.isEmpty())
        text += '_';
    else if (label.size() == 1 && label[0].unicode() < 0x80)
        text += label[0].toLatin1();
    else
        text += label.toUtf8();
}

bool endsLine(QChar c)
{
    return c == QLatin1Char('\n') || c == QLatin1Char('\r');
}

QString problem(const Record& record, const Gold& gold)
{
    if (record.name != record.name.trimmed() || std::any_of(record.name.begin(), record.name.end(), endsLine))
        return tr("its name has blanks at its ends, or a line end");
    for (const Core& core : gold.cores) {
        if (!isWord(core.type))
            return tr("CoNLL cannot hold a type called \"%1\"").arg(core.type);
    }
    for (const Span& zone : gold.ambiguous) {
        const auto inside = [&zone](const Core& core) { return core.span.overlaps(zone); };
        if (std::any_of(gold.cores.begin(), gold.cores.end(), inside))
            return tr("an ambiguous zone lies inside a core; JSONL can hold that");
    }
    for (const QVector<QString>& names : {gold.labels, QVector<QString>(gold.target)}) {
        for (const QString& label : names) {
            if (!isWord(label) || label == QLatin1String("_"))
                return tr("CoNLL cannot hold a label called \"%1\"").arg(label);
        }
    }
    return {};
}

} // namespace

WrittenRow writeConllRow(const ExportRow& row, const Gold& gold)
{
    if (const QString reason = problem(row.record, gold); !reason.isEmpty())
        return {{}, reason};
    QByteArray text = comments(row.record, gold);
    const QByteArrayList tags = toTags(gold, row.residues.size());
    text.reserve(text.size() + row.residues.size() * 12);
    for (qsizetype i = 0; i < row.residues.size(); ++i) {
        text += row.residues[i];
        text += '\t';
        addLabel(gold.labels.value(i), text);
        text += '\t';
        text += tags[i];
        text += '\n';
    }
    return {text + '\n', {}};
}

} // namespace corespan
