// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <string_view>

namespace corespan {

/// What keeps the core from being an open reading frame, for people; empty: nothing. Starts are ATG, GTG and TTG;
/// stops, at its end only, TAA, TAG and TGA; nothing is asked of an open end. A core of the reverse strand is read
/// there.
QString frameProblem(std::string_view residues, const Core& core);
/// Labels are amino acids and the sequence is not: cores are made of codons.
bool labelsCodons(Alphabet alphabet, const QStringList& labels);

} // namespace corespan
