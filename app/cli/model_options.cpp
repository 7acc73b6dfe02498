// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_options.h"

#include <CLI/CLI.hpp>

#include <QThread>

namespace corespan::cli {

void ModelOptions::declare(CLI::App& app, bool required)
{
    app.add_option("--model", m_model, "Model directory, or the name of an installed model")->required(required);
    app.add_option("--device", m_device, "auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
        ->capture_default_str();
    app.add_option("--threads", m_threads, "Threads on the CPU; 0: all cores")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    app.add_option("--token-budget", m_tokenBudget, "Positions in a batch; 0: chosen by device")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
}

Result<ModelEntry> ModelOptions::find() const
{
    return ModelCatalog().find(QString::fromStdString(m_model));
}

PredictorSettings ModelOptions::settings() const
{
    PredictorSettings settings;
    if (m_device != "auto")
        settings.device = m_device == "cuda" ? DevicePreference::Cuda : DevicePreference::Cpu;
    settings.threads = m_threads > 0 ? m_threads : QThread::idealThreadCount();
    settings.tokenBudget = m_tokenBudget;
    return settings;
}

} // namespace corespan::cli
