// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "command.h"

#include "model/bench.h"

#include <memory>

namespace CLI {
class App;
}

namespace corespan::cli {

/// What the options that all parts share say.
struct BenchRequest
{
    model::BenchOptions options; ///< a shape that is no built-in one is a model's directory
    bool shapeGiven = false;     ///< else the part may have a default of its own
    int repeats = 3;             ///< of which the fastest counts
    QString svg = {};            ///< file for the figure; empty: none
    bool json = false;
};

/// Something that `bench` measures besides plain speed: asked for by an option of its own.
class BenchPart
{
public:
    virtual ~BenchPart() = default;
    virtual void declare(CLI::App& app) = 0;
    virtual bool asked() const = 0;
    virtual bool drawsFigure() const { return false; }
    virtual ExitCode run(const BenchRequest& request) = 0;

protected:
    /// Writes a finished picture where one is wanted.
    static Status writeFigure(const QString& path, const QString& svg);
};

std::unique_ptr<BenchPart> makeDecoderBench(); ///< --decoders
std::unique_ptr<BenchPart> makeLengthBench();  ///< --lengths-sweep
std::unique_ptr<BenchPart> makeCompareBench(); ///< --compare
std::unique_ptr<BenchPart> makePaddedBench();  ///< --padded

} // namespace corespan::cli
