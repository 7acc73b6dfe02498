// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coordinates.h"

namespace corespan::widgets {

QString closedText(PositionRange range)
{
    if (range.isEmpty()) {
        return {};
    }
    if (range.length() == 1) {
        return QString::number(range.end);
    }
    return QStringLiteral("%1\u2013%2").arg(range.begin + 1).arg(range.end);
}

QString halfOpenText(PositionRange range)
{
    return QStringLiteral("[%1, %2)").arg(range.begin).arg(range.end);
}

QString bothStyles(PositionRange range)
{
    return range.isEmpty() ? halfOpenText(range) : halfOpenText(range) + QStringLiteral(" \u00b7 ") + closedText(range);
}

} // namespace corespan::widgets
