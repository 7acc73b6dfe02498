// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include "model/train_record.h"

#include <QStringList>

#include <vector>

namespace corespan {

/// Sequences to pretrain on, without anything that is known of them.
struct SequenceSet
{
    std::vector<model::TrainRecord>
        records;           ///< named "id", or "id:begin" (1-based) where they are part of a longer one
    qsizetype skipped = 0; ///< entries that are not sound
    QStringList issues;    ///< the first of them, each with file, line and record
};

/// All sequences of files in any format that holds some, upper case; longer ones are cut into parts of `partLength`, so
/// that a genome too can be divided between training and validation. Error: a file cannot be read, or there is none.
Result<SequenceSet> readSequences(const QStringList& files, std::int64_t partLength);

} // namespace corespan
