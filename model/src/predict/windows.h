// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span.h"

#include <cstdint>
#include <vector>

namespace corespan::model {

/// One piece of a long record: what the encoder sees, and which part of it is kept.
struct Window
{
    Span seen; ///< positions of the record
    Span kept; ///< inside `seen`; the kept parts of all windows tile the record
};

/// Windows of `size` positions, neighbours sharing at least `overlap` of them; each position is kept from the window in
/// which it is farthest from an edge that is not the record's own (Devlin 2019, "max context"), ties to the left one.
/// One window where the record fits. O(number of windows). size: at least 1; overlap: 0..size - 1. \throws ModelError
std::vector<Window> planWindows(std::int64_t length, std::int64_t size, std::int64_t overlap);

} // namespace corespan::model
