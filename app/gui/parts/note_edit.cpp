// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/note_edit.h"

#include <QKeyEvent>

namespace corespan::gui {

namespace {

bool isCommit(const QKeyEvent& event)
{
    const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    return enter && event.modifiers().testFlag(Qt::ControlModifier);
}

} // namespace

NoteEdit::NoteEdit(QWidget* parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setPlaceholderText(tr("What the next reader should know…"));
    setAccessibleName(tr("Note"));
    setToolTip(tr("Saved when you leave the field, or by Ctrl+Enter"));
}

void NoteEdit::setNote(const QString& note)
{
    const bool writing = hasFocus() && toPlainText() != m_known;
    m_known = note;
    if (!writing && toPlainText() != note)
        setPlainText(note);
}

void NoteEdit::commit()
{
    const QString note = toPlainText();
    if (note == m_known || !isEnabled())
        return;
    m_known = note;
    emit noteWritten(note);
}

void NoteEdit::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        commit();
}

bool NoteEdit::event(QEvent* event)
{
    // Ctrl+Enter makes a core elsewhere: here it belongs to the note.
    if (event->type() == QEvent::ShortcutOverride && isCommit(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void NoteEdit::keyPressEvent(QKeyEvent* event)
{
    if (isCommit(*event)) {
        commit();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace corespan::gui
