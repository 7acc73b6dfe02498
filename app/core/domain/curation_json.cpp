// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/curation_json.h"

#include "core/domain/names.h"
#include "core/domain/span_text.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace corespan {

namespace {

Error badCuration()
{
    return {QCoreApplication::translate("Curation", "A stored curation cannot be read."), Error::Kind::Damaged};
}

QJsonArray triple(const Span& span, const QString& text)
{
    return {qint64(span.begin), qint64(span.end), text};
}

std::optional<LabelRange> fromTriple(const QJsonValue& value)
{
    const QJsonArray array = value.toArray();
    if (array.size() != 3 || !array[0].isDouble() || !array[1].isDouble() || !array[2].isString())
        return std::nullopt;
    const Span span{array[0].toInteger(-1), array[1].toInteger(-1)};
    if (span.begin < 0 || span.isEmpty())
        return std::nullopt;
    return LabelRange{span, array[2].toString()};
}

} // namespace

QVector<LabelRange> labelRanges(const QMap<std::int64_t, QString>& labels)
{
    QVector<LabelRange> ranges;
    for (auto it = labels.begin(); it != labels.end(); ++it) {
        if (!ranges.isEmpty() && ranges.last().span.end == it.key() && ranges.last().label == it.value())
            ++ranges.last().span.end;
        else
            ranges.append({{it.key(), it.key() + 1}, it.value()});
    }
    return ranges;
}

QMap<std::int64_t, QString> labelMap(const QVector<LabelRange>& ranges)
{
    QMap<std::int64_t, QString> labels;
    for (const LabelRange& range : ranges) {
        for (std::int64_t position = range.span.begin; position < range.span.end; ++position)
            labels.insert(position, range.label);
    }
    return labels;
}

QJsonArray spansToJson(const QVector<Span>& spans)
{
    QJsonArray json;
    for (const Span& span : spans)
        json.append(QJsonArray{qint64(span.begin), qint64(span.end)});
    return json;
}

std::optional<QVector<Span>> spansFromJson(const QJsonValue& value)
{
    QVector<Span> spans;
    for (const QJsonValue& each : value.toArray()) {
        const QJsonArray pair = each.toArray();
        if (pair.size() != 2 || !pair[0].isDouble() || !pair[1].isDouble())
            return std::nullopt;
        const Span span{pair[0].toInteger(-1), pair[1].toInteger(-1)};
        if (span.begin < 0 || span.isEmpty())
            return std::nullopt;
        spans.append(span);
    }
    return spans;
}

QJsonArray coreToJson(const Core& core)
{
    QJsonArray json = triple(core.span, core.type);
    if (const QString open = openText(core); !open.isEmpty())
        json.append(open);
    return json;
}

std::optional<Core> coreFromJson(const QJsonValue& value)
{
    QJsonArray array = value.toArray();
    QString open;
    if (array.size() == 4)
        open = array.takeAt(3).toString();
    const std::optional<LabelRange> core = fromTriple(array);
    if (!core)
        return std::nullopt;
    return withOpenEnds({core->span, core->label}, open);
}

QJsonObject toJson(const Curation& curation)
{
    QJsonArray cores;
    for (const Core& core : curation.cores)
        cores.append(coreToJson(core));
    QJsonArray labels;
    for (const LabelRange& range : labelRanges(curation.labels))
        labels.append(triple(range.span, range.label));
    QJsonObject json{{QStringLiteral("state"), toText(curation.state)},
                     {QStringLiteral("annotated"), curation.annotated},
                     {QStringLiteral("cores"), cores},
                     {QStringLiteral("labels"), labels},
                     {QStringLiteral("note"), curation.note}};
    if (curation.ambiguous)
        json.insert(QStringLiteral("ambiguous"), spansToJson(*curation.ambiguous));
    return json;
}

Result<Curation> curationFromJson(const QJsonObject& json)
{
    Curation curation;
    const std::optional<ReviewState> state = reviewStateFromText(json.value(QStringLiteral("state")).toString());
    const QJsonValue annotated = json.value(QStringLiteral("annotated"));
    if (!state || !annotated.isBool())
        return badCuration();
    curation.state = *state;
    curation.annotated = annotated.toBool();
    curation.note = json.value(QStringLiteral("note")).toString();
    for (const QJsonValue& value : json.value(QStringLiteral("cores")).toArray()) {
        const std::optional<Core> core = coreFromJson(value);
        if (!core)
            return badCuration();
        curation.cores.append(*core);
    }
    if (const QJsonValue zones = json.value(QStringLiteral("ambiguous")); !zones.isUndefined()) {
        curation.ambiguous = spansFromJson(zones);
        if (!curation.ambiguous)
            return badCuration();
    }
    QVector<LabelRange> ranges;
    for (const QJsonValue& value : json.value(QStringLiteral("labels")).toArray()) {
        const std::optional<LabelRange> range = fromTriple(value);
        if (!range)
            return badCuration();
        ranges.append(*range);
    }
    curation.labels = labelMap(ranges);
    return curation;
}

} // namespace corespan
