// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/lanes/lane.h"

#include <stop_token>

namespace corespan {

/// What can be read off a sequence alone. The order is that of the rows.
enum class SequenceLane { Complement, Frames, CodonRuler, GcContent, Hydropathy, Charge };

/// As settings files call it.
QString sequenceLaneId(SequenceLane lane);
QString sequenceLaneName(SequenceLane lane);
/// Nucleotides have other lanes than proteins.
QVector<SequenceLane> sequenceLanesOf(Alphabet alphabet);

/// The other strand's base below each base.
AnnotationLane complementLane(const QByteArray& residues);
/// Frames +1, +2, +3, -1, -2, -3: the amino acid at the middle of each codon, and the open reading frames of at least
/// `minOrf` nt, from ATG, GTG or TTG to the stop. A frame of the reverse strand is counted from the record's end.
/// A search that is stopped returns what it has.
QVector<AnnotationLane> frameLanes(const QByteArray& residues, std::int64_t minOrf = 90,
                                   const std::stop_token& stop = {});
/// Codons of the cores, numbered from 1 in the direction in which the core is read; none in cores of more than
/// 300,000 positions together.
AnnotationLane codonRuler(const QVector<Core>& cores);
/// Share of G and C among A, C, G, T, U in the `window` positions around each; at the ends, of those that there are.
AnnotationLane gcLane(const QByteArray& residues, int window = 101);
/// Mean of the hydropathy index (Kyte & Doolittle 1982, J. Mol. Biol. 157:105) in the window; letters that have none
/// are left out.
AnnotationLane hydropathyLane(const QByteArray& residues, int window = 9);
/// Mean charge in the window: K, R +1, D, E -1, H +0.5 (EMBOSS charge).
AnnotationLane chargeLane(const QByteArray& residues, int window = 9);

} // namespace corespan
