// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"
#include "model/tag_decoder.h"

namespace corespan::model {

inline TagScheme tagScheme(SelectorKind kind)
{
    return kind == SelectorKind::Bio ? TagScheme::Bio : TagScheme::Bioes;
}

/// The tag of a core's position by whether the core goes on before and after it.
inline int tagFor(TagScheme scheme, int type, bool before, bool after)
{
    if (scheme == TagScheme::Bio)
        return 1 + 2 * type + (before ? 1 : 0);
    const int within = before ? (after ? 1 : 2) : (after ? 0 : 3); // I, E, B, S
    return 1 + 4 * type + within;
}

} // namespace corespan::model
