// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/curation.h"
#include "core/result.h"

#include <QStringList>

namespace corespan::codec {

// How values lie in blobs and text columns. Blobs are little-endian on every machine.

/// IEEE binary16, two bytes a value: probabilities keep three decimals.
QByteArray packHalf(const QVector<float>& values);
QVector<float> unpackHalf(const QByteArray& blob);
QByteArray packInt16(const QVector<std::int16_t>& values);
QVector<std::int16_t> unpackInt16(const QByteArray& blob);

/// [[begin, end, type], ...]; a core with an open end has a fourth value, as of openText().
QString coresText(const QVector<Core>& cores);
Result<QVector<Core>> coresFromText(const QString& text);

/// [[begin, end], ...]
QString spansText(const QVector<Span>& spans);
Result<QVector<Span>> spansFromText(const QString& text);

QString curationText(const Curation& curation);
Result<Curation> curationFromText(const QString& text);

QString namesText(const QStringList& names);
QStringList namesFromText(const QString& text);

/// UTC, ISO 8601 with milliseconds: sorts as text.
QString timeText(const QDateTime& time);
QDateTime timeFromText(const QString& text);

} // namespace corespan::codec
