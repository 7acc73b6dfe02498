// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/picture_controller.h"

#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/dialogs/dialogs.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QRegularExpression>

namespace corespan::gui {

PictureController::PictureController(const Actions& actions, Source source, Dialogs& dialogs, Settings& settings,
                                     QWidget* window)
    : QObject(window), m_source(std::move(source)), m_dialogs(dialogs), m_settings(settings), m_window(window)
{
    connect(actions.file.picture, &QAction::triggered, this, [this] { ask(m_source(), m_window); });
    connect(actions.file.copyPicture, &QAction::triggered, this, [this] { copy(m_source()); });
}

void PictureController::ask(const widgets::Picture& picture, QWidget* parent)
{
    m_dialogs.askPicture(parent, {picture, m_theme}, [this, picture, parent](const PictureAnswer& answer) {
        if (answer.copy)
            copy(picture, answer.format);
        else
            askFile(picture, answer.format, parent);
    });
}

void PictureController::copy(const widgets::Picture& picture)
{
    copy(picture, {picture.size, m_theme});
}

void PictureController::copy(const widgets::Picture& picture, const widgets::PictureFormat& format)
{
    QMimeData* data = widgets::pictureMimeData(picture, format);
    if (data == nullptr)
        return m_dialogs.fail(m_window, tr("Picture not copied"), tr("It is too large; choose a smaller size."));
    QGuiApplication::clipboard()->setMimeData(data);
    emit told(tr("Picture copied"));
}

void PictureController::askFile(const widgets::Picture& picture, const widgets::PictureFormat& format, QWidget* parent)
{
    static const QRegularExpression noFileName(QStringLiteral(R"([\\/:*?"<>|\s]+)"));
    QString name = picture.title;
    name.replace(noFileName, QStringLiteral("_"));
    m_dialogs.askFiles(parent,
                       {FileQuestion::Kind::Save, tr("Save the picture"), tr("Pictures (*.svg *.pdf *.png)"),
                        QStringLiteral("svg"),
                        QDir(m_settings.get(keys::lastFolder)).filePath(name + QStringLiteral(".svg"))},
                       [this, picture, format, parent](const QStringList& files) {
                           if (files.isEmpty())
                               return;
                           const QString problem = widgets::writePicture(picture, format, files.first());
                           if (!problem.isEmpty())
                               return m_dialogs.fail(parent, tr("Picture not written"), problem);
                           m_settings.set(keys::lastFolder, QFileInfo(files.first()).absolutePath());
                           emit told(tr("Picture written to %1").arg(QDir::toNativeSeparators(files.first())));
                       });
}

} // namespace corespan::gui
