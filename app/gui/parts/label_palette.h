// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/label_set.h"

#include <QMenu>

namespace corespan::gui {

/// Labels to choose from, each by its key: its letter as it is written, so that "H" and "h" may be two labels. A letter
/// that stands for one label only may be typed in either case.
class LabelPalette : public QMenu
{
    Q_OBJECT
public:
    explicit LabelPalette(const widgets::LabelSet& labels, QWidget* parent);

signals:
    void chosen(const QString& label);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QAction* actionOf(const QString& letter) const;
};

} // namespace corespan::gui
