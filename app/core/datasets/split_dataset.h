// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/datasets/clusters.h"
#include "core/datasets/dataset_file.h"
#include "core/importing/record_stream.h"

#include <optional>

namespace corespan {

/// Where a part takes its records from, by position: a stretch of a contig, or all of it.
struct PartRange
{
    QString contig; ///< empty: of any
    Span span{0, INT64_MAX};
};
/// "chr1:1-3200000", "1-3200000" or "chr1"; positions 1-based, both included.
std::optional<PartRange> parsePartRange(const QString& text);

/// `dataset split`: parts between which nothing leaks.
struct SplitOptions
{
    enum class By {
        Similarity, ///< clusters of similar sequences stay together (MMseqs2)
        Group,      ///< records of one group stay together
        Position,   ///< windows that lie wholly within a part's ranges; others are left out
    };
    struct Part
    {
        QString name;
        double share = 0.0;        ///< of the records, not by Position
        QVector<PartRange> ranges; ///< by Position
    };
    By by = By::Similarity;
    QVector<Part> parts;
    QString key = QStringLiteral("gene"); ///< Group: "id", or a key of meta ("gene", "contig"; "a.b" within an object)
    QString pattern;                      ///< Group: regular expression; its first capture is the group; empty: all
    SimilarityOptions similarity;
    std::uint64_t seed = 1;
    ReadOptions reading;

    QJsonObject toJson() const;
};

struct SplitReport
{
    QVector<std::pair<QString, SetCounts>> parts;
    std::int64_t groups = 0;       ///< groups or clusters; 0 by Position
    std::int64_t largestGroup = 0; ///< records in it
    std::int64_t outside = 0;      ///< records in no part's ranges, or across their ends
    std::int64_t withoutKey = 0;   ///< records without the group's key: each is a group of its own
    QString clusteredBy;           ///< "MMseqs2 14-7e284"; empty: not by Similarity
    ImportReport read;

    QJsonObject toJson() const;
};

/// Shares out groups of these sizes: the part of each. In the order that the seed says, the largest first, each goes to
/// the part that lacks most.
QVector<int> shareOut(const QVector<std::int64_t>& sizes, const QVector<double>& shares, std::uint64_t seed);

/// Reads the files twice and writes `folder`/NAME.jsonl for each part, in the order of the records, and one
/// dataset.json. However records are grouped, those of equal sequences stay together. Stopped or failed: nothing is
/// left.
Result<SplitReport> splitDataset(const QStringList& in, const QString& folder, const SplitOptions& options,
                                 const DatasetControl& control = {});

} // namespace corespan
