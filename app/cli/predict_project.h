// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "command.h"
#include "model_options.h"

namespace corespan::cli {

/// Predicts every record of a project into it, through the same services as the window. Runs the event loop.
ExitCode predictProject(const QString& project, const ModelEntry& model, const PredictorSettings& settings,
                        const RunOverrides& overrides, bool json);

} // namespace corespan::cli
