// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/segment_metrics.h"

#include <QJsonObject>

namespace corespan {

/// Of what gold has, and of what is predicted, how much is right. Shares of nothing are 0.
struct LevelCounts
{
    std::int64_t gold = 0;
    std::int64_t predicted = 0;
    std::int64_t right = 0;

    double sensitivity() const; ///< right of gold
    double precision() const;   ///< right of predicted; gene finders call it specificity
    bool operator==(const LevelCounts&) const = default;
};

/// Gene finding's three levels (Burset and Guigo, Genomics 34:353, 1996; EGASP: Guigo et al., Genome Biology 7:S2,
/// 2006), for records of one gene in pieces: a record's cores are the exons, all of them together the gene.
struct LevelMetrics
{
    LevelCounts nucleotide;       ///< positions inside cores, whatever their type
    LevelCounts exon;             ///< cores of one type with both ends at the position
    LevelCounts gene;             ///< records whose exons are all right, none missing and none too many
    std::int64_t missedExons = 0; ///< gold cores that no predicted one overlaps
    std::int64_t wrongExons = 0;  ///< predicted cores that overlap no gold one

    QJsonObject toJson() const;
};

/// `segments`: what evaluateSegments() says of the same records.
LevelMetrics evaluateLevels(const QVector<EvaluatedCores>& records, const SegmentMetrics& segments);

/// Whether gold's cores are pieces of one thing, so that the levels mean something: some record has several, and all
/// are of one type (and of it on the other strand, "_reverse").
bool areInPieces(const QVector<EvaluatedCores>& records);

} // namespace corespan
