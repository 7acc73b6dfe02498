// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/reverse_complement.h"

#include <algorithm>
#include <array>

namespace corespan::model {
namespace {

constexpr std::array<char, 256> complements(char ofA)
{
    std::array<char, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<char>(i >= 'a' && i <= 'z' ? i - 'a' + 'A' : i);
    constexpr std::string_view from = "ACGTURYSWKMBDHVN", to = "TGCAAYRSWMKVHDBN";
    for (std::size_t i = 0; i < from.size(); ++i)
        for (const int shift : {0, 'a' - 'A'})
            table[static_cast<unsigned char>(from[i] + shift)] = from[i] == 'A' ? ofA : to[i];
    return table;
}

constexpr auto dnaComplements = complements('T'), rnaComplements = complements('U');

} // namespace

std::string reverseComplement(std::string_view sequence, Alphabet alphabet)
{
    if (alphabet != Alphabet::Dna && alphabet != Alphabet::Rna)
        throw ModelError(std::string("both strands: the model reads ") + name(alphabet) +
                         ", which has one strand only; predict the forward strand");
    const auto& table = alphabet == Alphabet::Rna ? rnaComplements : dnaComplements;
    std::string other(sequence.size(), '\0');
    std::transform(sequence.rbegin(), sequence.rend(), other.begin(),
                   [&](char letter) { return table[static_cast<unsigned char>(letter)]; });
    return other;
}

} // namespace corespan::model
