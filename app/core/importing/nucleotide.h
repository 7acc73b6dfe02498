// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

#include <string_view>

namespace corespan {

/// The other strand, read along itself; upper case; IUPAC letters keep their meaning, others stay. U becomes A's
/// partner T.
QByteArray reverseComplement(std::string_view sequence);

/// True for TAA, TAG and TGA (U counts as T).
bool isStopCodon(std::string_view codon);

} // namespace corespan
