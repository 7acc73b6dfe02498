// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QByteArray>

namespace corespan {

/// What the letters look like (upper case): DNA or RNA when all are IUPAC nucleotide codes and nine in ten are A, C, G,
/// T, U or N, else protein. A short peptide may look like DNA; then the user says so.
Alphabet guessAlphabet(const QByteArray& residues);

/// Position of the first letter that the alphabet lacks, -1 when there is none. Protein: A-Z and "*"; DNA and RNA:
/// IUPAC codes, T and U counting as one; text: printable ASCII without blanks.
qsizetype firstIllegal(const QByteArray& residues, Alphabet alphabet);

} // namespace corespan
