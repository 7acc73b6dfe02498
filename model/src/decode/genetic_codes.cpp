// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/genetic_codes.h"

#include "model/error.h"
#include "model/grammar.h"

#include <algorithm>
#include <array>

namespace corespan::model {

namespace {

// The Genetic Codes, NCBI Taxonomy, version 4.6 (gc.prt); as in Biopython 1.88.
constexpr std::array codes = {
    GeneticCode{1, "TAA TAG TGA", "ATG CTG TTG"},
    GeneticCode{2, "AGA AGG TAA TAG", "ATA ATC ATG ATT GTG"},
    GeneticCode{3, "TAA TAG", "ATA ATG GTG"},
    GeneticCode{4, "TAA TAG", "ATA ATC ATG ATT CTG GTG TTA TTG"},
    GeneticCode{5, "TAA TAG", "ATA ATC ATG ATT GTG TTG"},
    GeneticCode{6, "TGA", "ATG"},
    GeneticCode{9, "TAA TAG", "ATG GTG"},
    GeneticCode{10, "TAA TAG", "ATG"},
    GeneticCode{11, "TAA TAG TGA", "ATA ATC ATG ATT CTG GTG TTG"},
    GeneticCode{12, "TAA TAG TGA", "ATG CTG"},
    GeneticCode{13, "TAA TAG", "ATA ATG GTG TTG"},
    GeneticCode{14, "TAG", "ATG"},
    GeneticCode{15, "TAA TGA", "ATG"},
    GeneticCode{16, "TAA TGA", "ATG"},
    GeneticCode{21, "TAA TAG", "ATG GTG"},
    GeneticCode{22, "TAA TCA TGA", "ATG"},
    GeneticCode{23, "TAA TAG TGA TTA", "ATG ATT GTG"},
    GeneticCode{24, "TAA TAG", "ATG CTG GTG TTG"},
    GeneticCode{25, "TAA TAG", "ATG GTG TTG"},
    GeneticCode{26, "TAA TAG TGA", "ATG CTG"},
    GeneticCode{27, "TGA", "ATG"},
    GeneticCode{28, "TAA TAG TGA", "ATG"},
    GeneticCode{29, "TGA", "ATG"},
    GeneticCode{30, "TGA", "ATG"},
    GeneticCode{31, "TAA TAG", "ATG"},
    GeneticCode{32, "TAA TGA", "ATA ATC ATG ATT CTG GTG TTG"},
    GeneticCode{33, "TAG", "ATG CTG GTG TTG"},
};

std::vector<std::string> split(std::string_view codons)
{
    std::vector<std::string> result;
    for (std::size_t at = 0; at < codons.size(); at += 4)
        result.emplace_back(codons.substr(at, 3));
    return result;
}

} // namespace

const GeneticCode& geneticCode(int table)
{
    const auto* found = std::ranges::find(codes, table, &GeneticCode::table);
    if (found != codes.end())
        return *found;
    std::string known;
    for (const GeneticCode& code : codes)
        known += (known.empty() ? "" : ", ") + std::to_string(code.table);
    throw ModelError("There is no genetic code " + std::to_string(table) + "; NCBI's are " + known + ".");
}

std::uint8_t basesOf(char letter)
{
    constexpr std::string_view letters = "ACGTURYSWKMBDHVN";
    constexpr std::array<std::uint8_t, 16> bases = {1, 2, 4, 8, 8, 5, 10, 6, 9, 12, 3, 14, 13, 11, 7, 15};
    const char upper = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    const std::size_t at = letters.find(upper);
    return at == std::string_view::npos ? std::uint8_t{0} : bases[at];
}

std::vector<int> geneticCodes()
{
    std::vector<int> tables(codes.size());
    std::ranges::transform(codes, tables.begin(), &GeneticCode::table);
    return tables;
}

std::vector<std::string> stopCodons(int table)
{
    return split(geneticCode(table).stops);
}

std::vector<std::string> usualStarts(int table)
{
    const GeneticCode& code = geneticCode(table);
    if (table == 1)
        return {"ATG"};
    if (table == 4 || table == 11)
        return {"ATG", "GTG", "TTG"};
    return split(code.starts);
}

} // namespace corespan::model
