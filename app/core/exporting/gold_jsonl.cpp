// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/gold_jsonl.h"

#include "core/domain/span_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace corespan {

namespace {

/// True for text that stands in JSON as it is, as nearly all here does.
bool isPlain(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        const char16_t code = c.unicode();
        return code >= 0x20 && code < 0x7f && code != u'"' && code != u'\\';
    });
}

QByteArray quoted(const QString& text)
{
    if (isPlain(text))
        return '"' + text.toLatin1() + '"';
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

QByteArray coresJson(const QVector<Core>& cores)
{
    QByteArray text = "[";
    for (const Core& core : cores) {
        text += (text.size() > 1 ? ",[" : "[") + QByteArray::number(qlonglong(core.span.begin)) + "," +
                QByteArray::number(qlonglong(core.span.end));
        const QByteArray open = openText(core).toLatin1();
        if (core.type != QLatin1String("core") || !open.isEmpty())
            text += "," + quoted(core.type);
        if (!open.isEmpty())
            text += ",\"" + open + "\"";
        text += "]";
    }
    return text + "]";
}

QByteArray zonesJson(const QVector<Span>& zones)
{
    QByteArray text = "[";
    for (const Span& zone : zones) {
        text += (text.size() > 1 ? ",[" : "[") + QByteArray::number(qlonglong(zone.begin)) + "," +
                QByteArray::number(qlonglong(zone.end)) + "]";
    }
    return text + "]";
}

bool isOneLetter(const QString& label)
{
    return label.isEmpty() || (label.size() == 1 && label != QLatin1String(".") && !label.at(0).isSurrogate());
}

QByteArray labelsJson(const QVector<QString>& labels)
{
    if (std::all_of(labels.begin(), labels.end(), isOneLetter)) {
        QString letters;
        letters.reserve(labels.size());
        for (const QString& label : labels)
            letters += label.isEmpty() ? QLatin1Char('.') : label.at(0);
        return quoted(letters);
    }
    QJsonArray list;
    for (const QString& label : labels)
        list.append(label.isEmpty() ? QStringLiteral(".") : label);
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray toJsonLine(const ImportedRecord& record)
{
    QByteArray line =
        "{\"id\":" + quoted(record.record.name) + ",\"sequence\":" + quoted(QString::fromLatin1(record.residues));
    if (!record.record.description.isEmpty())
        line += ",\"description\":" + quoted(record.record.description);
    if (record.gold.annotated)
        line += ",\"cores\":" + coresJson(record.gold.cores);
    if (!record.gold.labels.isEmpty())
        line += ",\"labels\":" + labelsJson(record.gold.labels);
    if (!record.gold.ambiguous.isEmpty())
        line += ",\"ambiguous\":" + zonesJson(record.gold.ambiguous);
    if (!record.gold.target.isEmpty())
        line += ",\"target\":" + labelsJson(record.gold.target);
    if (!record.record.meta.isEmpty())
        line += ",\"meta\":" + QJsonDocument(record.record.meta).toJson(QJsonDocument::Compact);
    return line + "}";
}

} // namespace corespan
