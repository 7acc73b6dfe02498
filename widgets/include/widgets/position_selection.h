// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"

namespace corespan::widgets {

/// Selected positions: from an anchor to a caret, both included. A value; empty until something is clicked.
class PositionSelection
{
public:
    bool isEmpty() const { return m_caret < 0; }
    PositionRange range() const;
    qint64 caret() const { return m_caret; }
    qint64 anchor() const { return m_anchor; }

    void clear() { m_anchor = m_caret = -1; }
    /// Selects `position` alone.
    void setCaret(qint64 position, qint64 length);
    /// Moves the caret and keeps the anchor (Shift, or dragging).
    void extendTo(qint64 position, qint64 length);
    void select(PositionRange range, qint64 length);
    bool operator==(const PositionSelection&) const = default;

private:
    qint64 m_anchor = -1;
    qint64 m_caret = -1;
};

} // namespace corespan::widgets
