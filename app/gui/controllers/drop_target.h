// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QStringList>

class QMimeData;
class QWidget;

namespace corespan::gui {

/// Takes files that are dropped onto a window: a project is to be opened, everything else to be imported.
class DropTarget : public QObject
{
    Q_OBJECT
public:
    explicit DropTarget(QWidget* window);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void hovering(const QString& hint); ///< what dropping them would do
    void projectDropped(const QString& path);
    void filesDropped(const QStringList& files);
};

} // namespace corespan::gui
