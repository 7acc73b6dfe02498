// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/genbank_entry.h"
#include "core/importing/orf.h"

#include <QSet>

#include <utility>

namespace corespan {

/// A coding sequence that can be a gold core: one exon, complete, in step with its protein.
struct Gene
{
    Span span; ///< forward strand, stop included
    bool reverse = false;
    QByteArray protein; ///< without the stop
    QString name;       ///< locus tag, gene or protein id; may be empty
};

/// Where the last codon of a frame begins on the forward strand, and the strand it is read on: frames with the same
/// anchor end in the same stop, in the same frame.
using StopAnchor = std::pair<std::int64_t, bool>;
inline StopAnchor stopAnchor(const Orf& frame)
{
    return {frame.reverse ? frame.span.begin : frame.span.end - 3, frame.reverse};
}

/// What one contig says about genes.
struct Genes
{
    QVector<Gene> usable;     ///< sorted by begin
    QVector<Orf> coding;      ///< every CDS or pseudogene feature's extent, usable or not, sorted by begin
    QSet<StopAnchor> stops;   ///< of all of them
    std::int64_t skipped = 0; ///< CDS features that are not usable
};

Genes collectGenes(const GenBankEntry& entry);

/// One letter a nucleotide: '.' outside the codons that begin at `begin`, inside the amino acid of its codon.
QByteArray codonLabels(const QByteArray& aminoAcids, std::int64_t begin, std::int64_t length);

} // namespace corespan
