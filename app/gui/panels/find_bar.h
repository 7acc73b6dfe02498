// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace corespan::gui {

/// The line below the record's name in which a motif is looked for. Enter goes to the next match, Shift+Enter to the
/// one before, Escape closes.
class FindBar : public QFrame
{
    Q_OBJECT
public:
    explicit FindBar(QWidget* parent = nullptr);

    /// Shown and ready to be typed into, what is there selected.
    void open();
    QString pattern() const;
    bool bothStrands() const;
    /// Of proteins there is one strand.
    void setStrands(bool two);
    void showResult(const QString& text, bool bad = false);
    QLineEdit& field() { return *m_field; }
    QString resultText() const;

signals:
    void patternChanged();
    void stepRequested(int way);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QLineEdit* m_field;
    QCheckBox* m_strands;
    QLabel* m_result;
    QPushButton* m_previous;
    QPushButton* m_next;
};

} // namespace corespan::gui
