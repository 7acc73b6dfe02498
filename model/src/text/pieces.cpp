// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tokenizer.h"

#include <algorithm>

namespace corespan::model {

Span Pieces::positionsOf(const Span& pieces) const
{
    return {begins[static_cast<std::size_t>(pieces.begin)], begins[static_cast<std::size_t>(pieces.end)]};
}

Span Pieces::piecesOf(const Span& positions) const
{
    // The first piece that begins beyond a position comes after the one that holds it.
    const auto after = [this](std::int64_t position) {
        return std::ranges::upper_bound(begins, position) - begins.begin();
    };
    const std::int64_t first = std::max<std::int64_t>(after(positions.begin) - 1, 0);
    if (positions.length() < 1)
        return {first, first};
    return {first, std::min(after(positions.end - 1), count())};
}

} // namespace corespan::model
