// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/importing/report.h"
#include "core/lanes/lane.h"

#include <QHash>

#include <optional>

namespace corespan {

/// A value over positions that follow each other.
struct ValueRun
{
    Span span;
    float value = 0.0F;
    bool operator==(const ValueRun&) const = default;
};

/// What a file of another program says of sequences, to be shown beside them; it becomes no annotation.
struct UserLane
{
    QString name; ///< of the track's own head, else of the file
    QString file;
    QHash<QString, QVector<LaneFeature>> features; ///< by sequence; by begin
    QHash<QString, QVector<ValueRun>> values;      ///< by sequence
    float low = 0.0F;                              ///< of all values, and 0
    float high = 0.0F;
    QVector<ImportIssue> issues; ///< lines that were left out, the first hundred
    std::int64_t leftOut = 0;

    bool isEmpty() const { return features.isEmpty() && values.isEmpty(); }
};

/// Reads bedGraph (UCSC), BED3 to BED12 or GFF3, plain or gzip; the first line of data decides which. In bedGraph the
/// fourth column of every line is a number. Error: not readable, or not one line that is any of them.
Result<UserLane> readUserLane(const QString& path);

/// What the file says of the record: under its name, or else under the contig that it is a window of (`meta`), turned
/// where the window was read on the reverse strand. Nothing: it says nothing of it.
std::optional<AnnotationLane> laneOf(const UserLane& lane, const Record& record);

} // namespace corespan
