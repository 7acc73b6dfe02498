// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QByteArray>
#include <QStringList>
#include <QVector>

#include <stop_token>
#include <string_view>

namespace corespan {

/// Amino acid of a codon in the standard genetic code, which the bacterial one (11) reads alike: one letter, '*' for a
/// stop, 'X' where it depends on letters that stand for several bases or where it is no codon. U counts as T, either
/// case, IUPAC letters.
char aminoAcidOf(std::string_view codon);
/// Of a base, either case; IUPAC letters keep their meaning, others stay. U becomes A, A becomes T.
char complementOf(char base);

/// A codon that says another amino acid than the label of one of its positions.
struct CodonConflict
{
    Span codon;   ///< on forward coordinates, at most three positions
    QString read; ///< its bases as they are read
    QString says; ///< its amino acid
    QString label;
    bool operator==(const CodonConflict&) const = default;
};

/// All there are, and the first so many of them that somebody may look through: a record that is read in the wrong
/// frame has a conflict a codon.
struct CodonConflicts
{
    QVector<CodonConflict> told; ///< by position; `mostToldConflicts` of each core at most
    qint64 all = 0;
};
constexpr qint64 mostToldConflicts = 1000;

/// Where labels that are amino acids contradict the codons of the cores. `labels` has an index into `names` for each
/// position, or -1 for none.
///
/// A core is read from its begin, one of the reverse strand from its end; from the other end where that one is open and
/// the other is not. Where a record has several cores of a strand these may be pieces of one gene: each is read in
/// that of the three frames which contradicts the labels of the fewest positions, the first of equals. A core's first
/// codon may be read as M if it is one of those that start genes; TGA may be U and TAG may be O. A search that is
/// stopped returns what it has.
CodonConflicts codonConflicts(const QByteArray& residues, const QVector<Core>& cores, const QVector<qint16>& labels,
                              const QStringList& names, const std::stop_token& stop = {});

} // namespace corespan
