// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/training/train_process.h"

#include <optional>

namespace corespan {

/// A training that was begun in the window, as the next window finds it again.
struct TrainJob
{
    ProcessId process; ///< it may have ended since
    QString output;    ///< model directory
    QString log;
    QStringList arguments; ///< after "train": the same ones go on from its checkpoint

    /// The model's name.
    QString name() const;
};

/// Of a file that saveTrainJob() wrote; nothing where there is none or it holds something else.
std::optional<TrainJob> loadTrainJob(const QString& file);
/// False: it could not be written, and the training is not found again.
bool saveTrainJob(const QString& file, const TrainJob& job);

} // namespace corespan
