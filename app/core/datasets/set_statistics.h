// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/datasets/dataset_file.h"
#include "core/importing/record_stream.h"

namespace corespan {

/// How lengths are spread: the smallest, quantiles by the nearest rank, the largest, and the mean.
struct Spread
{
    std::int64_t count = 0;
    std::int64_t least = 0, p5 = 0, p25 = 0, median = 0, p75 = 0, p95 = 0, most = 0;
    double mean = 0.0;

    QJsonObject toJson() const;
};
Spread spreadOf(QVector<std::int64_t> values);

/// `dataset stats`: what is in a set.
struct SetStatistics
{
    SetCounts counts;
    std::int64_t notAnnotated = 0;
    std::int64_t withLabels = 0;
    std::int64_t withTarget = 0;
    std::int64_t ambiguousPositions = 0;
    std::int64_t openEnds = 0;
    std::int64_t fragmented = 0;   ///< cores that belong to one gene with others
    std::int64_t sameSequence = 0; ///< records whose sequence came before
    Spread lengths;
    Spread before;                                 ///< letters before the first core, where that is not open
    Spread after;                                  ///< behind the last one
    QMap<QString, Spread> coreLengths;             ///< by type
    QMap<std::int64_t, std::int64_t> coresARecord; ///< of annotated records
    ImportReport read;

    QJsonObject toJson() const;
};

/// Reads every record; a few numbers a record are kept in memory.
Result<SetStatistics> statisticsOf(const QStringList& in, const ReadOptions& reading,
                                   const DatasetControl& control = {});

} // namespace corespan
