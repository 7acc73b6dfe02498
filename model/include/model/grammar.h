// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span.h"
#include "model/type_grammar.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corespan::model {

/// Cores are open reading frames of one strand: a start codon, codons of its frame, and the first stop codon in it.
struct OrfGrammar
{
    std::vector<std::string> starts = {"ATG", "GTG", "TTG"}; ///< IUPAC letters; a codon that stops never starts
    int table = 11;                                          ///< NCBI's number of the genetic code, for its stops
    bool stopInside = true;     ///< the stop codon is the core's last three positions; false: it lies right behind it
    bool internalStops = false; ///< every stop of the frame may end a core, not only the first: readthrough
    bool openBegin = false;     ///< cores cut by the record's begin: begin 0 in any frame, without a start codon
    bool openEnd = false;       ///< cores cut by the record's end: end L where the frame has no stop behind the start
};

/// NCBI's numbers of the genetic codes that are known (The Genetic Codes, NCBI Taxonomy; 1-6, 9-16, 21-33), ascending.
std::vector<int> geneticCodes();

/// Codons that end a frame, by alphabet. In tables 27, 28 and 31 some of them code for an amino acid too, depending on
/// their context; all of them count as stops here. \throws ModelError for an unknown table, with the known ones
std::vector<std::string> stopCodons(int table);

/// Codons that usually start a gene: ATG in table 1; ATG, GTG and TTG in 4 and 11, whose other starts are rare; in
/// others all that NCBI lists. \throws ModelError as above
std::vector<std::string> usualStarts(int table);

/// Every span that the grammar allows, by begin, then end, each once. Letters may be of either case, U counts as T. A
/// codon with IUPAC's ambiguous letters is a start or a stop only where all codons that it may be are; one with other
/// letters is neither.
///
/// O(L) time and memory beyond the list, which has at most one span for each start codon (and three at an open begin);
/// with `internalStops` one for each pair of a start and a later stop of its frame.
/// \param minLength,maxLength in positions, of the core as it is reported; maxLength 0: no limit
/// \throws ModelError for an unknown table, starts that are no codons or can start nothing, impossible lengths, and a
/// list of more than 2^26 spans
std::vector<Span> legalOrfs(std::string_view dna, const OrfGrammar& grammar, std::int64_t minLength = 1,
                            std::int64_t maxLength = 0);

/// What a model's configuration says of its cores: `selector.grammar`. It holds for each selector that emits spans;
/// DecodeOptions::grammar switches it off for a run.
///
///  - orf: cores are legalOrfs(sequence, orf, minLength, maxLength). A span selector decodes by decodeListedSpan();
///  others, and spans of long records, by decodeListedSet() over listedMaskScores(), listedTagScores() (with
///  listedTagTouching() where there is a CRF), listedCtcScores() or listedSpanScores().
///  - types: applyTypeGrammar() puts it into the options of decodeTags(), which decodes bio and bioes as they are,
///  spans as bioes (B carries the start logit, E the end logit, S both; singleCore for one core a record) and masks by
///  maskAsTags(). A ctc selector has one type and no use for it.
struct GrammarConfig
{
    enum class Kind { None, Orf, Types };

    Kind kind = Kind::None;
    OrfGrammar orf = {};    ///< where kind is Orf
    TypeGrammar types = {}; ///< where kind is Types; for the selector's types, in their order
};

} // namespace corespan::model
