// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/long_record.h"

namespace corespan::model {

namespace {

/// Tokens [from, to) and `</s>`.
Encoding cutTokens(const Encoding& whole, std::int64_t from, std::int64_t to)
{
    Encoding part;
    part.ids.assign(whole.ids.begin() + from, whole.ids.begin() + to);
    part.ids.push_back(Tokenizer::endId);
    return part;
}

} // namespace

LongRecord::LongRecord(const Tokenizer& tokenizer, std::string_view sequence)
    : m_tokenizer(tokenizer), m_sequence(sequence)
{
    if (!tokenizer.onePerPosition())
        m_whole = tokenizer.split(sequence);
}

std::int64_t LongRecord::length() const
{
    return m_whole.pieces ? m_whole.pieces->count() : static_cast<std::int64_t>(m_sequence.size());
}

Encoding LongRecord::cut(const Span& part) const
{
    if (m_whole.ids.empty())
        return m_tokenizer.split(
            m_sequence.substr(static_cast<std::size_t>(part.begin), static_cast<std::size_t>(part.length())));
    if (!m_whole.pieces)
        return cutTokens(m_whole, part.begin, part.end);
    const auto tokenOf = [this](std::int64_t piece) { return m_whole.pieces->tokens[static_cast<std::size_t>(piece)]; };
    const std::int64_t from = part.begin == 0 ? 0 : tokenOf(part.begin - 1) + 1;
    const std::int64_t to = part.length() == 0 ? from : tokenOf(part.end - 1) + 1;
    Encoding cut = cutTokens(m_whole, from, to);
    Pieces& pieces = cut.pieces.emplace();
    const std::int64_t first = positionsBefore(part.begin);
    for (std::int64_t p = part.begin; p < part.end; ++p) {
        pieces.tokens.push_back(tokenOf(p) - from);
        pieces.begins.push_back(positionsBefore(p) - first);
    }
    pieces.begins.push_back(positionsBefore(part.end) - first);
    return cut;
}

std::int64_t LongRecord::positionsBefore(std::int64_t row) const
{
    return m_whole.pieces ? m_whole.pieces->begins[static_cast<std::size_t>(row)] : row;
}

} // namespace corespan::model
