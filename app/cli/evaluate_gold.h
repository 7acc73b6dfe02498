// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "evaluate_sets.h"

namespace corespan::cli {

QStringList toQt(const std::vector<std::string>& texts);

/// Of --gold, or of all folds of --cross.
QStringList goldFiles(const EvaluateRequest& request);

/// Gold of several files together; what is wrong with single records is told on stderr, and `complete` set to false.
Result<GoldPart> readPart(const QStringList& files, const QStringList& labels, const GoldShape& shape, bool& complete);

/// What the function finds in any of the files, sorted.
Result<QStringList> namesIn(const QStringList& files, Result<QStringList> (*names)(const QString& file));

std::vector<model::TrainRecord> allRecords(const std::vector<GoldPart>& parts);

/// Error: two parts, or two files of a part, have a record of one name.
Status eachOnce(const std::vector<GoldPart>& parts);

/// Ends of leading cores by a position weight matrix. It is trained on the files, or, where there are none, for each
/// part on the other parts.
Result<Baseline> signalBaseline(const QStringList& trainingFiles, const std::vector<GoldPart>& parts,
                                const QStringList& types);

} // namespace corespan::cli
