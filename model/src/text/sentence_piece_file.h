// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string_view>

namespace corespan::model {

/// Whether the library may be trusted with a spiece.model; it believes what it parses.
///  - The message (https://protobuf.dev/programming-guides/encoding) has pieces, trainer and normalizer specification:
///    a file that was cut between two of them parses too, as another vocabulary.
///  - The normalizer's table of characters, a double-array trie (darts-clone) and the strings that it points to, never
///    leads outside itself: no index of it is checked when it is used.
bool isSoundSentencePieceModel(std::string_view bytes);

} // namespace corespan::model
