// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>

namespace corespan::model {

/// What an epoch changes about the records that it shows. Everything here is off by default, and drawn from the seed
/// and the epoch alone. The lines of `train --explain` say the same to users.
struct AugmentationConfig
{
    /// What the reverse complement of a record with cores is an example of.
    enum class ReverseGold {
        NoCore,  ///< "no_core": forward cores are to be found and none is there. Records without core stay as they are,
                 ///< because the other strand of what is no core forward may hold one
        Mirrored ///< "mirrored": the task does not know strands: cores, labels and target are read from the other end
    };

    /// That a slice longer than `cropLength` is cut to a random piece of so many positions around one known boundary of
    /// a core, whose other end is then open; without a known boundary any piece is taken. Long cores cost less, and
    /// boundaries are seen more often. Records of which only a target string is known are never cut. 0: off
    double cropProbability = 0.0;
    std::int64_t cropLength = 2048; ///< positions
    double cropStartShare = 0.5;    ///< pieces around a core's start; the others are around its end

    double reverseComplement = 0.0; ///< that an annotated record of dna or rna is shown reverse-complemented; 0: off
    ReverseGold reverseGold = ReverseGold::NoCore;

    /// That a letter of a flank is replaced: dna and rna by one of the three others, proteins in proportion to BLOSUM62
    /// (Henikoff 1992). A record without core is all flank. Letters outside the 4 or 20 stay. 0: off
    double flankSubstitution = 0.0;
    double coreSubstitution = 0.0;  ///< the same inside cores, whose labels stay as they are; 0: off
    std::int64_t protectedZone = 0; ///< positions on each side of a core's boundary that are never replaced
};

} // namespace corespan::model
