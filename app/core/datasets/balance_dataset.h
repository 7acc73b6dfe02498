// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/datasets/dataset_file.h"
#include "core/importing/record_stream.h"

#include <optional>

namespace corespan {

/// `dataset balance`: a part of the records, drawn so that no kind outweighs the others.
struct BalanceOptions
{
    QMap<QString, std::int64_t> maxByType; ///< cores of a type in all; types that are not named have no limit
    QVector<std::int64_t> lengthBins;      ///< ends of bins of record length, rising; the last bin is open
    std::int64_t perBin = 0;               ///< records of one bin; 0: no limit
    std::optional<double> noCore;          ///< records without a core, as a multiple of those with one; absent: all
    std::int64_t maxRecords = 0;           ///< in all; 0: no limit
    std::uint64_t seed = 1;
    ReadOptions reading;

    QJsonObject toJson() const;
};

struct BalanceReport
{
    SetCounts before;
    SetCounts after;
    ImportReport read;

    QJsonObject toJson() const;
};

/// What the choice looks at.
struct RecordSketch
{
    std::int64_t length = 0;
    bool annotated = false;
    QVector<std::pair<QString, int>> cores; ///< how many of each type
};

/// Which records stay. They are looked at in the order that the seed says; one that would break a limit is left out.
/// Those without a core come last, as their limit follows from how many of the others stay.
QVector<bool> chooseBalanced(const QVector<RecordSketch>& records, const BalanceOptions& options);

/// Reads the files twice and writes the chosen records in their order, with a dataset.json. Stopped or failed: nothing
/// is left.
Result<BalanceReport> balanceDataset(const QStringList& in, const QString& out, const BalanceOptions& options,
                                     const DatasetControl& control = {});

} // namespace corespan
