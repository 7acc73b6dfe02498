// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPlainTextEdit>

namespace corespan::gui {

/// A note that is handed over when the writer leaves it, by focus or Ctrl+Enter.
class NoteEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit NoteEdit(QWidget* parent = nullptr);
    /// Replaces the text unless it is being written.
    void setNote(const QString& note);
    /// Hands over what is not handed over yet: before the record changes.
    void commit();

signals:
    void noteWritten(const QString& note);

protected:
    bool event(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_known;
};

} // namespace corespan::gui
