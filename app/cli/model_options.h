// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/inference_types.h"
#include "core/inference/model_catalog.h"

#include <string>

namespace CLI {
class App;
}

namespace corespan::cli {

/// --model, --device and --threads: the same for every subcommand that runs a model.
class ModelOptions
{
public:
    void declare(CLI::App& app, bool required = true);
    bool given() const { return !m_model.empty(); }
    /// Looks the model up by name or path.
    Result<ModelEntry> find() const;
    /// A command has nobody to leave a core to: 0 threads means all cores here.
    PredictorSettings settings() const;

private:
    std::string m_model;
    std::string m_device = "auto";
    int m_threads = 0;
    std::int64_t m_tokenBudget = 0;
};

} // namespace corespan::cli
