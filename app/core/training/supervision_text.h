// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/sampling.h"
#include "model/supervision.h"

#include <QJsonObject>
#include <QStringList>

namespace corespan {

/// "1,200 records: 1,000 teach the selector (200 of them as no core), 900 the translator, 3 nothing; …": what a
/// training set holds for the model, told before the first step.
QString describe(const model::SupervisionCounts& counts);

/// A line a group that balancing draws from: "no core: 300 records, 600 draws an epoch".
QStringList describe(const std::vector<model::SamplingGroup>& groups);

/// The counts as part of the first line of `train --log`, see train_progress.h.
QJsonObject toJson(const model::SupervisionCounts& counts);

} // namespace corespan
