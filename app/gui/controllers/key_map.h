// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/controllers/actions.h"
#include "gui/document/key_table.h"

#include <QObject>

class QWidget;

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Dialogs;
class ReviewKeys;

/// Gives every command its keys, and shows them where it acts: menu, tooltip, toolbar. Keys of one letter go through
/// ReviewKeys, so that they never act while somebody types; all others are shortcuts.
class KeyMap : public QObject
{
    Q_OBJECT
public:
    KeyMap(Actions& actions, ReviewKeys& reviewKeys, Dialogs& dialogs, Settings& settings, QWidget* window);

    const KeyTable& table() const { return m_table; }
    /// For this and later sessions.
    void setTable(const KeyTable& table);
    void ask();

private:
    void apply();

    QVector<NamedAction> m_named;
    ReviewKeys& m_reviewKeys;
    Dialogs& m_dialogs;
    Settings& m_settings;
    QWidget* m_window;
    KeyTable m_table;
};

} // namespace corespan::gui
