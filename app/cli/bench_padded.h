// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "command.h"

#include "model/padded_bench.h"

#include <string>

namespace corespan::cli {

/// `bench --padded`: a padded decoder's cost beside that of a span selector with translator.
class PaddedBench
{
public:
    void declare(CLI::App& app);
    bool wanted() const { return m_wanted; }
    /// \param shape empty: the default
    ExitCode run(const std::string& shape, int threads, std::uint64_t seed, bool json);

private:
    model::PaddedBenchOptions m_options;
    std::string m_svg;
    bool m_wanted = false;
};

/// The result as a figure of its own, SVG: time of a training step, time and memory of inference against the length.
QString paddedFigure(const model::PaddedBenchResult& result);

} // namespace corespan::cli
