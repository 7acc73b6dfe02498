// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/position_selection.h"

namespace corespan::widgets {

PositionRange PositionSelection::range() const
{
    if (isEmpty()) {
        return {};
    }
    return {std::min(m_anchor, m_caret), std::max(m_anchor, m_caret) + 1};
}

void PositionSelection::setCaret(qint64 position, qint64 length)
{
    if (length > 0) {
        m_anchor = m_caret = std::clamp<qint64>(position, 0, length - 1);
    }
}

void PositionSelection::extendTo(qint64 position, qint64 length)
{
    if (isEmpty()) {
        setCaret(position, length);
    } else if (length > 0) {
        m_caret = std::clamp<qint64>(position, 0, length - 1);
    }
}

void PositionSelection::select(PositionRange range, qint64 length)
{
    range = range.intersected({0, length});
    if (range.isEmpty()) {
        clear();
        return;
    }
    m_anchor = range.begin;
    m_caret = range.end - 1;
}

} // namespace corespan::widgets
