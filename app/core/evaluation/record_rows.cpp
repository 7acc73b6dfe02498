// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/record_rows.h"

#include "core/evaluation/label_positions.h"
#include "core/exporting/atomic_file.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace corespan {

namespace {

/// How one prediction of a record does.
struct Row
{
    bool exact = false;
    bool right = false;              ///< every segment matched
    std::optional<std::int64_t> off; ///< largest distance of an end; absent: other cores than gold's
    double iou = 0.0;
    std::int64_t labels = 0;
    std::int64_t labelsRight = 0;
};

Row rowOf(const EvaluatedRecord& record, const SegmentMatch& match)
{
    Row row;
    row.exact = isExact(record);
    row.right =
        record.gold.size() == record.predicted.size() && pairByMatch(record, match).size() == record.gold.size();
    if (const CoreDistance distance = distanceOf(record); distance.comparable)
        row.off = std::max(distance.begin, distance.end);
    row.iou = iouOf(record);
    forEachLabelledPosition(record, [&row](const LabelledPosition& at) {
        row.labels += at.inGold;
        row.labelsRight += at.inGold && at.gold == at.predicted;
    });
    return row;
}

QByteArray coresText(const QVector<Core>& cores)
{
    QStringList parts;
    for (const Core& core : cores)
        parts += QStringLiteral("%1-%2:%3").arg(core.span.begin + 1).arg(core.span.end).arg(core.type.simplified());
    return parts.join(QLatin1Char(' ')).toUtf8();
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 6);
}

QByteArrayList cells(const EvaluatedRecord& record, const Row& row)
{
    return {coresText(record.predicted),
            record.score > 0.0 ? number(record.score) : QByteArray(),
            row.exact ? "1" : "0",
            row.right ? "1" : "0",
            row.off ? QByteArray::number(qlonglong(*row.off)) : QByteArray(),
            number(row.iou),
            row.labels > 0 ? QByteArray::number(qlonglong(row.labels)) : QByteArray(),
            row.labels > 0 ? QByteArray::number(qlonglong(row.labelsRight)) : QByteArray()};
}

QByteArray head(bool other)
{
    const QByteArrayList names{"predicted", "score", "exact", "right", "off", "iou", "labels", "labels_right"};
    QByteArrayList columns{"id", "length", "class", "gold"};
    columns += names;
    for (const QByteArray& name : other ? names : QByteArrayList())
        columns += "other_" + name;
    return columns.join('\t') + '\n';
}

QByteArray tsvLine(const EvaluatedRecord& record, const EvaluatedRecord* other, const SegmentMatch& match)
{
    QByteArrayList columns{record.name.simplified().toUtf8(), QByteArray::number(qlonglong(record.length)),
                           recordClass(record).toUtf8(), coresText(record.gold)};
    columns += cells(record, rowOf(record, match));
    if (other)
        columns += cells(*other, rowOf(*other, match));
    return columns.join('\t') + '\n';
}

QJsonArray coresJson(const QVector<Core>& cores)
{
    QJsonArray array;
    for (const Core& core : cores)
        array.append(QJsonArray{qint64(core.span.begin), qint64(core.span.end), core.type});
    return array;
}

QJsonObject predictionJson(const EvaluatedRecord& record, const Row& row)
{
    QJsonObject json{{"predicted", coresJson(record.predicted)},
                     {"exact", row.exact},
                     {"right", row.right},
                     {"off", row.off ? QJsonValue(qint64(*row.off)) : QJsonValue()},
                     {"iou", row.iou}};
    if (record.score > 0.0)
        json["score"] = record.score;
    if (row.labels > 0) {
        json["labels"] = qint64(row.labels);
        json["labels_right"] = qint64(row.labelsRight);
    }
    return json;
}

QByteArray jsonLine(const EvaluatedRecord& record, const EvaluatedRecord* other, const SegmentMatch& match)
{
    QJsonObject json = predictionJson(record, rowOf(record, match));
    json["id"] = record.name;
    json["length"] = qint64(record.length);
    json["class"] = recordClass(record);
    json["gold"] = coresJson(record.gold);
    if (other)
        json["other"] = predictionJson(*other, rowOf(*other, match));
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

std::optional<RowFormat> rowFormat(const QString& path)
{
    if (path.endsWith(QLatin1String(".tsv"), Qt::CaseInsensitive))
        return RowFormat::Tsv;
    if (path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive))
        return RowFormat::Jsonl;
    return std::nullopt;
}

Status writeRecordRows(const QString& path, RowFormat format, const EvaluatedSet& set, const EvaluatedSet* other,
                       const SegmentMatch& match)
{
    AtomicFile file(path);
    if (Status opened = file.open(); !opened)
        return opened;
    if (format == RowFormat::Tsv)
        file.write(head(other != nullptr));
    for (qsizetype i = 0; i < set.records.size(); ++i) {
        const EvaluatedRecord* beside = other ? &other->records[i] : nullptr;
        file.write(format == RowFormat::Tsv ? tsvLine(set.records[i], beside, match)
                                            : jsonLine(set.records[i], beside, match));
    }
    return file.commit();
}

} // namespace corespan
