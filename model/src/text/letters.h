// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace corespan::model {

/// <cctype> follows the locale; sequences do not.
inline unsigned char upper(char letter)
{
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 'a' && byte <= 'z' ? static_cast<unsigned char>(byte - 'a' + 'A') : byte;
}

} // namespace corespan::model
