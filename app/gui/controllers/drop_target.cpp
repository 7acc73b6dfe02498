// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/drop_target.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace corespan::gui {

namespace {

/// Files on this machine; none where anything else is among them.
QStringList filesOf(const QMimeData& data)
{
    QStringList files;
    for (const QUrl& url : data.urls()) {
        if (!url.isLocalFile() || !QFileInfo(url.toLocalFile()).isFile())
            return {};
        files << url.toLocalFile();
    }
    return files;
}

/// "a.fa and 2 more"
QString namesOf(const QStringList& files)
{
    const QString first = QFileInfo(files.first()).fileName();
    return files.size() == 1 ? first : DropTarget::tr("%1 and %2 more").arg(first).arg(files.size() - 1);
}

bool isProject(const QStringList& files)
{
    return files.size() == 1 && files.first().endsWith(QLatin1String(".corespan"), Qt::CaseInsensitive);
}

} // namespace

DropTarget::DropTarget(QWidget* window) : QObject(window)
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool DropTarget::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto* drop = static_cast<QDropEvent*>(event); // the base of all three
    const QStringList files = filesOf(*drop->mimeData());
    if (files.isEmpty()) {
        drop->ignore();
        return true;
    }
    drop->setDropAction(Qt::CopyAction); // never moved away
    drop->accept();
    if (event->type() == QEvent::DragEnter)
        emit hovering(isProject(files) ? tr("Drop to open %1").arg(QFileInfo(files.first()).fileName())
                                       : tr("Drop to import %1").arg(namesOf(files)));
    else if (event->type() == QEvent::Drop && isProject(files))
        emit projectDropped(files.first());
    else if (event->type() == QEvent::Drop)
        emit filesDropped(files);
    return true;
}

} // namespace corespan::gui
