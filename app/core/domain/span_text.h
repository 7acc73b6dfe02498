// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <optional>

namespace corespan {

// View text only: everything else is 0-based and half-open.
QString closedText(const Span& span);   ///< 1-based closed, "25–54"; one position: "25"
QString halfOpenText(const Span& span); ///< 0-based half-open, "[24, 54)"

/// Reads what a curator types as 1-based closed: "25-54", "25–54", "25..54", "25 54", "25"; or 0-based half-open with
/// its brackets: "[24, 54)". Nothing if it is neither, empty, or does not fit into [0, length).
std::optional<Span> parseSpan(const QString& text, std::int64_t length);

/// Open ends as flat files mark them: "<", ">", "<>", or nothing.
QString openText(const Core& core);
/// `core` with its ends open as `open` says; anything but those four leaves them closed.
Core withOpenEnds(Core core, const QString& open);

} // namespace corespan
