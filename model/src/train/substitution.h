// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/augmentation.h"
#include "model/config.h"
#include "model/train_record.h"

#include <array>
#include <random>
#include <string_view>

namespace corespan::model {

/// Replaces letters of `shown` in the record's sequence as AugmentationConfig says. Proteins, dna and rna only.
void substitute(TrainRecord& record, const Span& shown, const AugmentationConfig& config, Alphabet alphabet,
                std::mt19937_64& generator);

/// The 20 amino acids in the order of BLOSUM62.
inline constexpr std::string_view aminoAcids = "ARNDCQEGHILKMFPSTWYV";

/// Probabilities that a replaced amino acid becomes each other one, P(b | a) ~ p(b) 2^(s(a, b) / 2) without a itself:
/// what the matrix's half-bit scores say of pairs in related proteins. Background: Robinson & Robinson 1991.
std::array<double, 20> replacements(std::size_t aminoAcid);

} // namespace corespan::model
