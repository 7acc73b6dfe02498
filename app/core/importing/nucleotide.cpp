// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/nucleotide.h"

#include <algorithm>
#include <array>

namespace corespan {

namespace {

constexpr std::array<char, 256> complementTable()
{
    std::array<char, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<char>(i);
    constexpr std::string_view from = "ACGTURYSWKMBDHVN";
    constexpr std::string_view to = "TGCAAYRSWMKVHDBN";
    for (std::size_t i = 0; i < from.size(); ++i) {
        table[static_cast<unsigned char>(from[i])] = to[i];
        table[static_cast<unsigned char>(from[i] + ('a' - 'A'))] = to[i];
    }
    return table;
}

constexpr auto complements = complementTable();

char asDna(char letter)
{
    return letter == 'U' ? 'T' : letter;
}

} // namespace

QByteArray reverseComplement(std::string_view sequence)
{
    QByteArray other(static_cast<qsizetype>(sequence.size()), Qt::Uninitialized);
    std::transform(sequence.rbegin(), sequence.rend(), other.begin(),
                   [](char letter) { return complements[static_cast<unsigned char>(letter)]; });
    return other;
}

bool isStopCodon(std::string_view codon)
{
    if (codon.size() != 3 || asDna(codon[0]) != 'T')
        return false;
    return (codon[1] == 'A' && (codon[2] == 'A' || codon[2] == 'G')) || (codon[1] == 'G' && codon[2] == 'A');
}

} // namespace corespan
