// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"

#include "core/domain/curation_json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>
#include <qfloat16.h>

namespace corespan::codec {

namespace {

template <typename T>
QByteArray pack(const QVector<T>& values)
{
    if (values.isEmpty())
        return {};
    QByteArray blob(values.size() * qsizetype(sizeof(T)), Qt::Uninitialized);
    qToLittleEndian<T>(values.constData(), values.size(), blob.data());
    return blob;
}

template <typename T>
QVector<T> unpack(const QByteArray& blob)
{
    QVector<T> values(blob.size() / qsizetype(sizeof(T)));
    if (values.isEmpty())
        return values;
    qFromLittleEndian<T>(blob.constData(), values.size(), values.data());
    return values;
}

QString compact(const QJsonArray& array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

Error unreadable()
{
    return {QCoreApplication::translate("Store", "Stored cores cannot be read."), Error::Kind::Damaged};
}

} // namespace

QByteArray packHalf(const QVector<float>& values)
{
    QVector<quint16> halves(values.size());
    qFloatToFloat16(reinterpret_cast<qfloat16*>(halves.data()), values.constData(), values.size());
    return pack(halves);
}

QVector<float> unpackHalf(const QByteArray& blob)
{
    const QVector<quint16> halves = unpack<quint16>(blob);
    QVector<float> values(halves.size());
    qFloatFromFloat16(values.data(), reinterpret_cast<const qfloat16*>(halves.constData()), halves.size());
    return values;
}

QByteArray packInt16(const QVector<std::int16_t>& values)
{
    return pack(values);
}

QVector<std::int16_t> unpackInt16(const QByteArray& blob)
{
    return unpack<std::int16_t>(blob);
}

QString coresText(const QVector<Core>& cores)
{
    QJsonArray array;
    for (const Core& core : cores)
        array.append(coreToJson(core));
    return compact(array);
}

Result<QVector<Core>> coresFromText(const QString& text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    QVector<Core> cores;
    for (const QJsonValue& value : document.array()) {
        const std::optional<Core> core = coreFromJson(value);
        if (!core)
            return unreadable();
        cores.append(*core);
    }
    return cores;
}

QString spansText(const QVector<Span>& spans)
{
    return compact(spansToJson(spans));
}

Result<QVector<Span>> spansFromText(const QString& text)
{
    std::optional<QVector<Span>> spans = spansFromJson(QJsonDocument::fromJson(text.toUtf8()).array());
    return spans ? Result<QVector<Span>>(*std::move(spans)) : unreadable();
}

QString curationText(const Curation& curation)
{
    return QString::fromUtf8(QJsonDocument(toJson(curation)).toJson(QJsonDocument::Compact));
}

Result<Curation> curationFromText(const QString& text)
{
    return curationFromJson(QJsonDocument::fromJson(text.toUtf8()).object());
}

QString namesText(const QStringList& names)
{
    return compact(QJsonArray::fromStringList(names));
}

QStringList namesFromText(const QString& text)
{
    QStringList names;
    for (const QJsonValue& value : QJsonDocument::fromJson(text.toUtf8()).array())
        names << value.toString();
    return names;
}

QString timeText(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime timeFromText(const QString& text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs);
}

} // namespace corespan::codec
