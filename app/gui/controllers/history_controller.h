// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"

#include <QObject>

class QPoint;

namespace corespan::gui {

class Actions;
class SidePanel;

/// Takes a record back to what it was at a line of its history; that is one more edit, which undo takes back.
class HistoryController : public QObject
{
    Q_OBJECT
public:
    HistoryController(Document& document, Actions& actions, SidePanel& side, QObject* parent);

    enum class When { After, Before };
    /// To what the current record was after or before an edit of its history.
    void revertTo(const HistoryEntry& entry, When when);

signals:
    /// For the status line: why nothing was done.
    void hint(const QString& text);

private:
    void revertToChosen();
    void openMenu(const QPoint& where);

    Document& m_document;
    SidePanel& m_side;
};

} // namespace corespan::gui
