// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPushButton>

class QAction;

namespace corespan::gui {

/// Toolbar button of an action that shows the key beside the word: "Accept  Enter".
class KeyButton : public QPushButton
{
    Q_OBJECT
public:
    /// Follows the action's enabled state, tooltip and keys, and triggers it. \param keys whether they are shown
    KeyButton(QAction* action, const QString& text, bool keys, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont keyFont() const;

    QString m_key;
};

} // namespace corespan::gui
