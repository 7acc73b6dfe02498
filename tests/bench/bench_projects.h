// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include <cstdint>

namespace corespan::bench {

/// Sizes of what is measured on.
struct BenchSizes
{
    std::int64_t positions = 10'000'000; ///< of the long record
    int queue = 1'000'000;               ///< records of the long queue
    int review = 100'000;                ///< records with tracks, for decoding again and export
    int frames = 300;                    ///< repaints of each kind
    int edits = 300;
    static BenchSizes small();
};

// Projects of made-up records with made-up predictions of one run; the same numbers make the same project. They stop
// the program with a message where a project cannot be written.

/// A record of so many nucleotides with tracks, one core in the middle and labels, and loci to be predicted beside it.
void makeLongProject(const QString& path, std::int64_t positions, int loci);
/// Short records with scores and margins, without tracks.
void makeQueueProject(const QString& path, int records);
/// Proteins of 310 residues on average with tracks; half of them accepted, with labels inside their cores.
void makeReviewProject(const QString& path, int records);

} // namespace corespan::bench
