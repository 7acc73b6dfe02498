// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/datasets/dataset_file.h"
#include "core/datasets/places.h"
#include "core/importing/record_stream.h"

namespace corespan {

/// `dataset windows`: annotated sequences become records of a size that a model takes.
struct WindowsOptions
{
    enum class Kind {
        Tiles,  ///< windows of one size over each sequence
        Around, ///< a window around each gene
        Whole,  ///< each sequence as it is
    };
    Kind kind = Kind::Tiles;
    std::int64_t size = 4096;    ///< Tiles: letters
    std::int64_t overlap = 1024; ///< Tiles: letters that neighbours share
    std::int64_t minFlank = 200; ///< Around: context each side, drawn between these, clipped at the sequence's ends
    std::int64_t maxFlank = 1000;
    std::int64_t maxLength = 0; ///< Around: windows longer than this are left out; 0: none
    Strands strands = Strands::Mixed;
    /// Windows without a core, as a multiple of those with one; of each sequence. Tiles: below 0 all. Around: placed at
    /// random where nothing lies, as long as those around genes.
    double negatives = 1.0;
    std::int64_t minPiece = 1; ///< a cut core of which less is left becomes an ambiguous zone
    bool complete = false;     ///< sequences of which nothing is said have no core
    std::uint64_t seed = 1;
    ReadOptions reading;

    QJsonObject toJson() const;
};

struct WindowsReport
{
    std::int64_t sequences = 0;
    std::int64_t notAnnotated = 0; ///< sequences left out because nothing is said of them
    std::int64_t windows = 0;
    std::int64_t background = 0; ///< of these, without a core
    std::int64_t cores = 0;
    std::int64_t cutCores = 0;
    std::int64_t smallPieces = 0;
    std::int64_t tooLong = 0; ///< genes whose window is longer than maxLength
    ImportReport read;        ///< what could not be read

    QJsonObject toJson() const;
};

/// Reads annotated sequences (one of them in memory at a time) and writes gold JSONL with its dataset.json. The same
/// seed gives the same bytes on every machine. Stopped or failed: nothing is left.
Result<WindowsReport> writeWindowsDataset(const QStringList& in, const QString& out, const WindowsOptions& options,
                                          const DatasetControl& control = {});

} // namespace corespan
