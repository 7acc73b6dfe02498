// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/tokenizer.h"

namespace corespan::model {

/// A record as windows cut it: by pieces, where the tokenizer gives such, by positions otherwise. The former splits the
/// whole record once, so that windows do not change where pieces end; the latter splits each window, whose edges look
/// as those of a record do. Tokenizer and sequence must outlive it.
class LongRecord
{
public:
    LongRecord(const Tokenizer& tokenizer, std::string_view sequence);

    std::int64_t length() const; ///< pieces or positions: what windows are measured in
    /// A part of it, [begin, end) of the above, with `</s>`. Tokens between pieces go with the piece after them.
    Encoding cut(const Span& part) const;
    std::int64_t positionsBefore(std::int64_t row) const;
    const Pieces* pieces() const { return m_whole.pieces ? &*m_whole.pieces : nullptr; }

private:
    const Tokenizer& m_tokenizer;
    std::string_view m_sequence;
    Encoding m_whole; ///< empty where tokens are positions
};

} // namespace corespan::model
