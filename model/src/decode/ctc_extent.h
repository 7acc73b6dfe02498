// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/ctc_rows.h"

namespace corespan::model {

/// Where the cover of an emission begins and ends, in a record of `length` positions.
struct CtcCover
{
    std::int64_t length = 0;
    std::int64_t unit = 1;
    std::int64_t lead = 0;

    std::int64_t begin(std::int64_t position) const { return std::max<std::int64_t>(position - lead, 0); }
    std::int64_t end(std::int64_t last) const { return std::min(last - lead + unit, length); }
};

/// The selection of `singleCore`: exact over all legal extents and null.
Selection selectExtent(const CtcRows& rows, const CtcCover& cover, const SpanDecodeOptions& options);

} // namespace corespan::model
