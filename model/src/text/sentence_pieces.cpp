// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/sentence_pieces.h"

#include "text/letters.h"
#include "text/sentence_piece_file.h"

#include <sentencepiece_processor.h>

#include <algorithm>

namespace corespan::model {

namespace {

using sentencepiece::SentencePieceProcessor;

constexpr std::string_view aminoAcids = "ACDEFGHIKLMNPQRSTVWY";
constexpr std::string_view blank = "\u2581"; // what SentencePiece writes for one

bool parse(SentencePieceProcessor& processor, const std::string& bytes)
{
    try {
        return isSoundSentencePieceModel(bytes) && processor.LoadFromSerializedProto(bytes).ok();
    } catch (const std::exception&) { // of its trie, for an empty piece
        return false;
    }
}

std::shared_ptr<SentencePieceProcessor> load(const std::string& bytes, const std::string& where)
{
    auto processor = std::make_shared<SentencePieceProcessor>();
    if (!parse(*processor, bytes))
        throw ModelError(where + ": is no SentencePiece model, or a damaged one; fetch or copy it again.");
    if (processor->eos_id() != Tokenizer::endId)
        throw ModelError(where + ": gives </s> the id " + std::to_string(processor->eos_id()) +
                         "; T5 has it at 1 and padding at 0 (pad_id=0, eos_id=1, unk_id=2 when it is trained).");
    return processor;
}

/// Where words of `text` within [begin, end) end, but for the last. The library makes one token of all that it does not
/// know in a row, transformers' T5Tokenizer one for each word, which with a joiner is one for each position.
std::vector<std::size_t> wordEnds(std::string_view text, std::size_t begin, std::size_t end)
{
    std::vector<std::size_t> ends;
    for (std::size_t i = begin + 1; i < end; ++i) {
        if (text[i] == ' ' && text[i - 1] != ' ' && text.find_first_not_of(' ', i) < end)
            ends.push_back(i);
    }
    return ends;
}

/// Tokens of a sequence as they come, and which positions they take.
class PieceList
{
public:
    explicit PieceList(const std::vector<std::size_t>& starts) : m_starts(starts) {}

    /// A token whose text ends at byte `end`: positions that begin before it and are not taken yet are its own.
    void add(std::int64_t id, std::size_t end)
    {
        const std::size_t first = m_taken;
        while (m_taken < m_starts.size() && m_starts[m_taken] < end)
            ++m_taken;
        if (m_taken > first) {
            m_pieces.tokens.push_back(static_cast<std::int64_t>(m_encoding.ids.size()));
            m_pieces.begins.push_back(static_cast<std::int64_t>(first));
        }
        m_encoding.ids.push_back(id);
    }

    Encoding finish(std::int64_t unknown) &&
    {
        if (m_pieces.tokens.empty() && !m_starts.empty()) {
            m_encoding.ids = {unknown};
            m_pieces = {{0}, {0}};
        }
        const std::size_t count = m_pieces.tokens.size();
        const bool onePerPosition = count == m_starts.size() && count == m_encoding.ids.size();
        m_encoding.ids.push_back(Tokenizer::endId);
        if (!onePerPosition) {
            m_pieces.begins.push_back(static_cast<std::int64_t>(m_starts.size()));
            m_encoding.pieces = std::move(m_pieces);
        }
        return std::move(m_encoding);
    }

private:
    const std::vector<std::size_t>& m_starts;
    std::size_t m_taken = 0;
    Encoding m_encoding;
    Pieces m_pieces;
};

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80;
}

} // namespace

/// What goes to the library, and where in it each position begins.
struct SentencePieces::Prepared
{
    std::string text;
    std::vector<std::size_t> starts;
};

SentencePieces::SentencePieces(const TokenizerConfig& config, Alphabet alphabet, const std::string& where)
    : m_joiner(config.joiner)
{
    if (!config.fileBytes)
        throw ModelError(where + ": the tokenizer's file " + config.file + " has not been read.");
    m_processor = load(*config.fileBytes, where + ": " + config.file);
    for (std::size_t i = 0; i < m_letters.size(); ++i) {
        const char letter = static_cast<char>(i);
        const char upperLetter = alphabet == Alphabet::Text ? letter : static_cast<char>(upper(letter));
        m_letters[i] = config.replaceFrom.find(upperLetter) != std::string::npos ? config.replaceTo : upperLetter;
    }
}

std::int64_t SentencePieces::size() const
{
    return m_processor->GetPieceSize();
}

SentencePieces::Prepared SentencePieces::prepare(std::string_view sequence) const
{
    Prepared prepared;
    prepared.text.reserve(sequence.size() * (1 + m_joiner.size()));
    prepared.starts.reserve(sequence.size());
    for (const char letter : sequence) {
        if (!prepared.text.empty() && !isContinuation(letter))
            prepared.text += m_joiner;
        prepared.starts.push_back(prepared.text.size());
        prepared.text += m_letters[static_cast<unsigned char>(letter)];
    }
    return prepared;
}

Encoding SentencePieces::split(std::string_view sequence) const
{
    const Prepared prepared = prepare(sequence);
    const auto length = static_cast<std::int64_t>(sequence.size());
    sentencepiece::ImmutableSentencePieceText split;
    if (const auto status = m_processor->Encode(prepared.text, split.mutable_proto()); !status.ok())
        throw ModelError("SentencePiece cannot split a sequence of " + std::to_string(length) +
                         " positions: " + status.ToString());
    PieceList list(prepared.starts);
    for (std::size_t i = 0; i < split.pieces_size(); ++i) {
        const auto piece = split.pieces(static_cast<int>(i));
        if (static_cast<int>(piece.id()) == m_processor->unk_id()) {
            for (const std::size_t end : wordEnds(prepared.text, piece.begin(), piece.end()))
                list.add(piece.id(), end);
        }
        list.add(piece.id(), piece.end());
    }
    return std::move(list).finish(m_processor->unk_id());
}

void plainTokenizer(std::shared_ptr<const std::string> bytes, const std::string& where, ModelConfig& config)
{
    const std::shared_ptr<SentencePieceProcessor> processor = load(*bytes, where);
    std::string letters;
    bool joined = true, single = true;
    for (int id = 0; id < processor->GetPieceSize(); ++id) {
        std::string_view piece = processor->IdToPiece(id);
        if (processor->IsControl(id) || processor->IsUnknown(id) || processor->IsUnused(id) || piece.starts_with('<') ||
            piece == blank)
            continue;
        const bool begins = piece.starts_with(blank);
        piece.remove_prefix(begins ? blank.size() : 0);
        joined = joined && begins && piece.size() == 1;
        single = single && !begins && piece.size() == 1;
        letters += piece.substr(0, 1);
    }
    const auto has = [&letters](char letter) { return letters.find(letter) != std::string::npos; };
    TokenizerConfig& tokenizer = config.tokenizer;
    tokenizer = {.kind = TokenizerKind::SentencePiece, .given = true};
    tokenizer.fileBytes = std::move(bytes);
    config.alphabet = Alphabet::Text;
    if (!joined && !single)
        return;
    tokenizer.joiner = joined ? " " : "";
    if (std::ranges::all_of(aminoAcids, has)) {
        config.alphabet = Alphabet::Protein;
        if (joined && has('X'))
            tokenizer.replaceFrom = "UZOB"; // as ProtT5 was trained (Elnaggar 2021)
    } else if (has('A') && has('C') && has('G') && (has('T') || has('U'))) {
        config.alphabet = has('T') ? Alphabet::Dna : Alphabet::Rna;
    } else {
        tokenizer.joiner.clear();
    }
}

} // namespace corespan::model
