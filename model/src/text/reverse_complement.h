// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"

#include <string>
#include <string_view>

namespace corespan::model {

/// The other strand, read along itself; upper case. IUPAC letters keep their meaning, others stay. A becomes U in RNA.
/// \throws ModelError for alphabets that have no other strand
std::string reverseComplement(std::string_view sequence, Alphabet alphabet);

} // namespace corespan::model
