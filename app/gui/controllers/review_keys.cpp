// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/review_keys.h"

#include "gui/document/key_table.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTextEdit>

namespace corespan::gui {

ReviewKeys::ReviewKeys(QWidget* window) : QObject(window), m_window(window)
{
    addSurface(window);
}

void ReviewKeys::bind(QKeyCombination keys, QAction* action)
{
    m_actions.insert(plainChord(keys).toCombined(), action);
}

void ReviewKeys::addSurface(QWidget* surface, const QVector<QKeyCombination>& own)
{
    m_surfaces.insert(surface, own);
    surface->installEventFilter(this);
}

bool ReviewKeys::isTextInput(const QWidget* widget)
{
    if (const auto* combo = qobject_cast<const QComboBox*>(widget))
        return combo->isEditable();
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QPlainTextEdit*>(widget) ||
           qobject_cast<const QTextEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget);
}

/// A surface may need a key for what it is doing now; it is asked as Qt asks about shortcuts.
bool ReviewKeys::isWantedBy(QObject* surface, const QKeyEvent& key)
{
    if (surface == m_window)
        return false;
    QKeyEvent question(QEvent::ShortcutOverride, key.key(), key.modifiers(), key.text());
    question.ignore();
    QCoreApplication::sendEvent(surface, &question);
    return question.isAccepted();
}

bool ReviewKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const QWidget* focus = m_window->focusWidget();
    if (isTextInput(focus))
        return false;
    // What comes up to the window was left alone by the widget that had it first: a field's Enter, a button's letter.
    // That it may have handed the focus on meanwhile makes the key no review key.
    if (watched == m_window && focus != nullptr && focus != m_window)
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    const QKeyCombination pressed(key->modifiers() & ~Qt::KeypadModifier, Qt::Key(key->key()));
    if (m_surfaces.value(watched).contains(pressed))
        return false;
    const QPointer<QAction> action = m_actions.value(plainChord(pressed).toCombined());
    if (!action || isWantedBy(watched, *key))
        return false;
    action->trigger(); // does nothing while it is disabled
    return true;
}

} // namespace corespan::gui
