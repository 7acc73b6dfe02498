// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/importing/genbank_entry.h"
#include "core/importing/orf.h"

namespace corespan {

/// A frame with its context, read along its own strand.
struct Window
{
    Span genome; ///< of the whole window, forward coordinates
    bool reverse = false;
    std::int64_t before = 0; ///< letters before the frame, along its strand
    std::int64_t after = 0;
    Span core() const { return {before, genome.length() - after}; }
};

/// `before` and `after` letters of context along the frame's strand, clipped at the ends of a contig of `length`
/// letters.
Window windowAround(const Orf& frame, std::int64_t before, std::int64_t after, std::int64_t length);

QByteArray windowResidues(const Window& window, const QByteArray& contig);

/// Name, residues and meta: contig, begin, end, strand of the window and orfBegin, orfEnd of the frame, 0-based
/// half-open on the contig's forward strand. The name is `<prefix>_<strand>_<orfBegin>_<orfEnd>`.
ImportedRecord windowRecord(const Window& window, const QString& prefix, const QString& contig,
                            const QByteArray& sequence);

} // namespace corespan
