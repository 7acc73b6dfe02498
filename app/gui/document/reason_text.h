// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/reasons.h"

namespace corespan::gui {

/// A sign for each reason, told apart without colour: "±", "⇤", "⇥", "≠", "↔", "!".
QString reasonSigns(Reasons reasons);
/// "small margin · uncertain end"; empty for none.
QString reasonsText(Reasons reasons);

} // namespace corespan::gui
