// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/letter_label.h"

#include <array>

namespace corespan {

namespace {

std::array<QString, 256> latin1Labels()
{
    std::array<QString, 256> labels;
    for (std::size_t code = 0; code < labels.size(); ++code) {
        if (code != '.')
            labels[code] = QString(QLatin1Char(static_cast<char>(code)));
    }
    return labels;
}

} // namespace

QString letterLabel(QChar letter)
{
    static const std::array<QString, 256> shared = latin1Labels();
    const char16_t code = letter.unicode();
    return code < shared.size() ? shared[code] : QString(letter);
}

} // namespace corespan
