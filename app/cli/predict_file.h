// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "command.h"
#include "model_options.h"

namespace corespan::cli {

/// Reads, predicts and writes some records at a time, in the file's order.
ExitCode predictFile(const QString& in, const QString& out, const ModelEntry& model, const PredictorSettings& settings,
                     const RunOverrides& overrides, bool json);

} // namespace corespan::cli
