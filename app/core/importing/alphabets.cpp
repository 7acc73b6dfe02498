// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/alphabets.h"

#include <algorithm>
#include <string_view>

namespace corespan {

namespace {

constexpr std::string_view nucleotides = "ACGTUNRYSWKMBDHV";
constexpr std::string_view plainNucleotides = "ACGTUN";

bool isIn(std::string_view letters, char letter)
{
    return letters.find(letter) != std::string_view::npos;
}

bool isLegal(char letter, Alphabet alphabet)
{
    switch (alphabet) {
    case Alphabet::Protein:
        return (letter >= 'A' && letter <= 'Z') || letter == '*';
    case Alphabet::Dna:
    case Alphabet::Rna:
        return isIn(nucleotides, letter);
    case Alphabet::Text:
        break;
    }
    return letter > ' ' && letter <= '~';
}

} // namespace

Alphabet guessAlphabet(const QByteArray& residues)
{
    const auto plain =
        std::count_if(residues.begin(), residues.end(), [](char letter) { return isIn(plainNucleotides, letter); });
    const bool all =
        std::all_of(residues.begin(), residues.end(), [](char letter) { return isIn(nucleotides, letter); });
    if (!all || plain * 10 < residues.size() * 9)
        return Alphabet::Protein;
    return residues.contains('U') && !residues.contains('T') ? Alphabet::Rna : Alphabet::Dna;
}

qsizetype firstIllegal(const QByteArray& residues, Alphabet alphabet)
{
    const auto found = std::find_if_not(residues.begin(), residues.end(),
                                        [alphabet](char letter) { return isLegal(letter, alphabet); });
    return found == residues.end() ? -1 : found - residues.begin();
}

} // namespace corespan
