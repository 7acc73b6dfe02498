// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/curation.h"
#include "core/result.h"

namespace corespan {

/// {"state": "corrected", "annotated": true, "cores": [[24, 54, "core"]], "labels": [[24, 30, "helix"]], "note": ""}.
/// Spans are 0-based half-open; labels are runs of equal labels. "ambiguous": [[30, 36]] is there where the curator has
/// set zones, also none; logs of older versions have none.
QJsonObject toJson(const Curation& curation);
Result<Curation> curationFromJson(const QJsonObject& json);

/// [begin, end, type]; a core with an open end has a fourth value, "<", ">" or "<>".
QJsonArray coreToJson(const Core& core);
std::optional<Core> coreFromJson(const QJsonValue& value);

/// [[begin, end], ...]
QJsonArray spansToJson(const QVector<Span>& spans);
/// Nothing where one is no span.
std::optional<QVector<Span>> spansFromJson(const QJsonValue& value);

/// One stretch of positions with the same label; how label maps are stored and shown.
struct LabelRange
{
    Span span;
    QString label;
    bool operator==(const LabelRange&) const = default;
};

QVector<LabelRange> labelRanges(const QMap<std::int64_t, QString>& labels);
QMap<std::int64_t, QString> labelMap(const QVector<LabelRange>& ranges);

} // namespace corespan
