// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "command.h"

#include "model/trainer.h"

#include <QStringList>

namespace corespan::cli {

class TrainLog;

/// `train --pretrain FILES`: the encoder alone, on unlabelled sequences. Validation is the configuration's file, or a
/// share of the sequences.
ExitCode pretrainOn(const QStringList& files, model::TrainConfig config, double validationShare, TrainLog& log,
                    bool json);

} // namespace corespan::cli
