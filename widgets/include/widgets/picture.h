// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QImage>
#include <QSize>
#include <QString>

#include <functional>

class QMimeData;
class QPainter;

namespace corespan::widgets {

/// A view as something to be printed: at any size, in any theme, without marks of gestures.
struct Picture
{
    QString title; ///< of the file's metadata
    QSize size;    ///< at which it looks as on the screen
    std::function<void(QPainter& painter, QSize size, const Theme& theme)> paint;
};

/// How a picture is to come out.
struct PictureFormat
{
    QSize size; ///< logical pixels, 96 an inch
    Theme theme;
};

/// Twice as many pixels as `format.size`. Null: too large for memory.
QImage pictureImage(const Picture& picture, const PictureFormat& format);
/// Writes .svg, .pdf or .png (by suffix), whole or not at all. Returns what went wrong, empty where nothing did.
QString writePicture(const Picture& picture, const PictureFormat& format, const QString& path);
/// For the clipboard: as an image and as SVG; the caller owns it. Null: too large for memory.
QMimeData* pictureMimeData(const Picture& picture, const PictureFormat& format);

} // namespace corespan::widgets
