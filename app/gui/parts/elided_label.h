// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace corespan::gui {

/// One line of plain text that gives way: shortened where there is no room for it, whole in the tool tip then. A plain
/// QLabel would make the window wider instead.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    using QLabel::QLabel;

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString shown() const;
};

} // namespace corespan::gui
