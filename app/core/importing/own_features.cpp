// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/own_features.h"

namespace corespan {

QByteArray ownFeatureNote(OwnFeature kind)
{
    switch (kind) {
    case OwnFeature::Ambiguous:
        return "CoreSpan ambiguous";
    case OwnFeature::NoCore:
        return "CoreSpan no core";
    case OwnFeature::Core:
        break;
    }
    return "CoreSpan core";
}

std::optional<OwnFeature> ownFeature(const GenBankFeature& feature)
{
    const QByteArray note = feature.qualifier("note");
    for (const OwnFeature kind : {OwnFeature::Core, OwnFeature::Ambiguous, OwnFeature::NoCore}) {
        if (note == ownFeatureNote(kind))
            return kind;
    }
    return std::nullopt;
}

} // namespace corespan
