// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/key_map.h"

#include "core/settings/settings.h"
#include "gui/controllers/review_keys.h"
#include "gui/dialogs/dialogs.h"

#include <QAction>
#include <QJsonDocument>
#include <QWidget>

namespace corespan::gui {

namespace {

QString plainText(const QAction& action)
{
    return action.text().section(QLatin1Char('\t'), 0, 0).remove(QLatin1Char('&'));
}

/// Letters, digits, signs, Enter, Del and Backspace without Ctrl or Alt would take them from whoever types, and
/// Alt+arrows from the picture, which moves the active edge by them.
bool isReviewKey(const QKeySequence& keys)
{
    if (keys.isEmpty())
        return false;
    const Qt::Key key = keys[0].key();
    const Qt::KeyboardModifiers modifiers = keys[0].keyboardModifiers();
    const bool function = key >= Qt::Key_F1 && key <= Qt::Key_F35;
    const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right;
    return arrow || (!function && !(modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)));
}

} // namespace

KeyMap::KeyMap(Actions& actions, ReviewKeys& reviewKeys, Dialogs& dialogs, Settings& settings, QWidget* window)
    : QObject(window), m_named(actions.named()), m_reviewKeys(reviewKeys), m_dialogs(dialogs), m_settings(settings),
      m_window(window)
{
    QVector<KeyRow> rows;
    for (const NamedAction& each : m_named) {
        each.action->setObjectName(each.id);
        rows.append({each.id, plainText(*each.action), each.keys, each.keys});
    }
    m_table = KeyTable(rows);
    m_table.read(QJsonDocument::fromJson(m_settings.get(keys::commandKeys).toUtf8()).object());
    apply();
    connect(actions.keys, &QAction::triggered, this, &KeyMap::ask);
}

void KeyMap::setTable(const KeyTable& table)
{
    m_table = table;
    m_settings.set(keys::commandKeys, QString::fromUtf8(QJsonDocument(table.toJson()).toJson(QJsonDocument::Compact)));
    apply();
}

void KeyMap::apply()
{
    m_reviewKeys.clear();
    for (const NamedAction& each : m_named) {
        const QKeySequence keys = m_table.keys(each.id);
        const bool review = isReviewKey(keys);
        QString text = each.action->text().section(QLatin1Char('\t'), 0, 0);
        if (review) {
            m_reviewKeys.bind(keys[0], each.action);
            text += QLatin1Char('\t') + keyText(keys); // shown only: it registers nothing
        }
        QList<QKeySequence> shortcuts;
        if (!review && !keys.isEmpty())
            shortcuts << keys;
        if (!review && keys == each.keys)
            shortcuts << each.otherKeys;
        each.action->setShortcuts(shortcuts);
        each.action->setProperty("shownKeys", keyText(keys));
        each.action->setText(text);
        each.action->setToolTip(keys.isEmpty() ? each.tip : Actions::tr("%1 (%2)").arg(each.tip, keyText(keys)));
    }
}

void KeyMap::ask()
{
    m_dialogs.askKeys(m_window, m_table, [this](const KeyTable& table) { setTable(table); });
}

} // namespace corespan::gui
