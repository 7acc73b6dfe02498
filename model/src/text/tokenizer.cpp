// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tokenizer.h"

#include "text/letters.h"
#include "text/sentence_pieces.h"

#include <algorithm>

namespace corespan::model {

namespace {

constexpr std::int64_t maxTokens = std::int64_t{1} << 31;
constexpr std::size_t maxSymbols = 127; // codes are int8

unsigned char lower(unsigned char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<unsigned char>(letter - 'A' + 'a') : letter;
}

bool isNucleic(Alphabet alphabet)
{
    return alphabet == Alphabet::Dna || alphabet == Alphabet::Rna;
}

class CodeTable
{
public:
    explicit CodeTable(Alphabet alphabet) : m_nucleic(isNucleic(alphabet)) { m_code.fill(-1); }

    std::int8_t operator[](char letter) const { return m_code[upper(letter)]; }

    /// Both cases, and U with T in nucleic alphabets.
    void set(char letter, std::int8_t code)
    {
        const unsigned char big = upper(letter);
        m_code[big] = m_code[lower(big)] = code;
        if (m_nucleic && big == 'U')
            m_code['T'] = m_code['t'] = code;
        if (m_nucleic && big == 'T')
            m_code['U'] = m_code['u'] = code;
    }

    const std::array<std::int8_t, 256>& table() const { return m_code; }

private:
    bool m_nucleic;
    std::array<std::int8_t, 256> m_code;
};

std::array<std::int8_t, 256> makeCodes(const TokenizerConfig& config, Alphabet alphabet, const std::string& where)
{
    if (config.symbols.empty() || config.symbols.size() > maxSymbols)
        throw ModelError(where + ": the tokenizer has " + std::to_string(config.symbols.size()) +
                         " symbols; 1 to 127 are possible.");
    CodeTable codes(alphabet);
    for (std::size_t i = 0; i < config.symbols.size(); ++i) {
        if (codes[config.symbols[i]] >= 0)
            throw ModelError(where + ": the tokenizer's symbols name '" + config.symbols[i] +
                             "' twice (lower case equals upper case, and U equals T in DNA and RNA).");
        codes.set(config.symbols[i], static_cast<std::int8_t>(i));
    }
    const std::int8_t replacement = codes[config.replaceTo];
    for (const char letter : config.replaceFrom)
        codes.set(letter, replacement);
    return codes.table();
}

/// symbols ^ k
std::int64_t countTokens(const TokenizerConfig& config, const std::string& where)
{
    if (config.kind == TokenizerKind::Residue)
        return static_cast<std::int64_t>(config.symbols.size());
    if (config.k < 1 || config.k % 2 == 0)
        throw ModelError(where + ": the tokenizer's k is " + std::to_string(config.k) +
                         "; it must be odd, for a k-mer belongs to the position at its centre.");
    std::int64_t count = 1;
    for (std::int64_t i = 0; i < config.k; ++i) {
        count *= static_cast<std::int64_t>(config.symbols.size());
        if (count > maxTokens)
            throw ModelError(where + ": k-mers of " + std::to_string(config.k) + " letters out of " +
                             std::to_string(config.symbols.size()) + " are too many to have an id each.");
    }
    return count;
}

} // namespace

Tokenizer::Tokenizer(const TokenizerConfig& config, Alphabet alphabet, const std::string& where) : m_config(config)
{
    if (config.kind == TokenizerKind::SentencePiece) {
        m_pieces = std::make_shared<const SentencePieces>(config, alphabet, where);
        return;
    }
    m_tokenCount = countTokens(config, where);
    m_code = makeCodes(config, alphabet, where);
    if (config.firstId <= endId || config.unknownId <= endId)
        throw ModelError(where + ": the tokenizer's ids must be above 1; 0 is padding and 1 ends the input.");
    if (config.unknownId >= config.firstId && config.unknownId - config.firstId < m_tokenCount)
        throw ModelError(where + ": the tokenizer's unknown id " + std::to_string(config.unknownId) +
                         " is also the id of a symbol.");
}

Encoding Tokenizer::split(std::string_view sequence) const
{
    return m_pieces ? m_pieces->split(sequence) : Encoding{encodeSymbols(sequence), {}};
}

std::vector<std::int64_t> Tokenizer::encodeSymbols(std::string_view sequence) const
{
    std::vector<std::int64_t> ids(sequence.size() + 1, m_config.unknownId);
    ids.back() = endId;
    const std::size_t k = m_config.kind == TokenizerKind::Kmer ? static_cast<std::size_t>(m_config.k) : 1;
    const auto base = static_cast<std::int64_t>(m_config.symbols.size());
    std::int64_t rolling = 0; // the last k letters as digits
    std::size_t known = 0;    // letters since the last unknown one
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        const std::int8_t code = m_code[static_cast<unsigned char>(sequence[i])];
        known = code < 0 ? 0 : known + 1;
        rolling = code < 0 ? 0 : (rolling * base + code) % m_tokenCount;
        if (known >= k)
            ids[i - k / 2] = m_config.firstId + rolling;
    }
    return ids;
}

std::int64_t Tokenizer::size() const
{
    if (m_pieces)
        return m_pieces->size();
    return std::max(m_config.firstId + m_tokenCount, m_config.unknownId + 1);
}

std::size_t findIllegalLetter(std::string_view sequence, Alphabet alphabet)
{
    constexpr std::string_view nucleic = "ACGTURYSWKMBDHVN*-";
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        const unsigned char letter = upper(sequence[i]);
        bool legal = false;
        if (alphabet == Alphabet::Text)
            legal = letter >= ' ' && letter != 0x7f;
        else if (isNucleic(alphabet))
            legal = nucleic.find(static_cast<char>(letter)) != std::string_view::npos;
        else
            legal = (letter >= 'A' && letter <= 'Z') || letter == '*' || letter == '-';
        if (!legal)
            return i;
    }
    return std::string_view::npos;
}

} // namespace corespan::model
