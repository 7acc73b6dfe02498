// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/segment_lattice.h"
#include "model/tag_decoder.h"

namespace corespan::model {

/// Tags of a core's positions; lengths are left at 1.
SegmentRoles rolesOf(TagScheme scheme, int type);

} // namespace corespan::model
