// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/genbank_entry.h"

#include <optional>

namespace corespan {

/// What features of our own GenBank export say, by their /note. The type of a core is its /label.
enum class OwnFeature {
    Core,
    Ambiguous, ///< a zone that nothing is learned from
    NoCore,    ///< the whole sequence has none; on its "source"
};

/// "CoreSpan core", ...
QByteArray ownFeatureNote(OwnFeature kind);
/// Absent: somebody else's feature.
std::optional<OwnFeature> ownFeature(const GenBankFeature& feature);

} // namespace corespan
