// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeData>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace corespan::widgets {

namespace {

constexpr int screenResolution = 96;
constexpr double rasterScale = 2.0; ///< of PNG and of the heatmaps inside vector pictures

QString tr(const char* text)
{
    return QCoreApplication::translate("Picture", text);
}

void writeSvg(QIODevice& device, const Picture& picture, const PictureFormat& format)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setResolution(screenResolution);
    generator.setSize(format.size);
    generator.setViewBox(QRect(QPoint(), format.size));
    generator.setTitle(picture.title);
    QPainter painter(&generator);
    picture.paint(painter, format.size, format.theme);
}

void writePdf(QIODevice& device, const Picture& picture, const PictureFormat& format)
{
    QPdfWriter writer(&device);
    writer.setResolution(screenResolution);
    writer.setTitle(picture.title);
    writer.setPageSize(QPageSize(QSizeF(format.size) * 72.0 / screenResolution, QPageSize::Point));
    writer.setPageMargins(QMarginsF());
    QPainter painter(&writer);
    picture.paint(painter, format.size, format.theme);
}

} // namespace

QImage pictureImage(const Picture& picture, const PictureFormat& format)
{
    QImage image(format.size * rasterScale, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) {
        return image;
    }
    image.setDevicePixelRatio(rasterScale);
    image.fill(format.theme.window);
    QPainter painter(&image);
    picture.paint(painter, format.size, format.theme);
    return image;
}

QString writePicture(const Picture& picture, const PictureFormat& format, const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (format.size.isEmpty()) {
        return tr("A picture needs a width and a height.");
    }
    if (suffix != QLatin1String("svg") && suffix != QLatin1String("pdf") && suffix != QLatin1String("png")) {
        return tr("Cannot write \u201c%1\u201d: the name must end in .svg, .pdf or .png.").arg(path);
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    bool painted = true;
    if (suffix == QLatin1String("svg")) {
        writeSvg(buffer, picture, format);
    } else if (suffix == QLatin1String("pdf")) {
        writePdf(buffer, picture, format);
    } else {
        const QImage image = pictureImage(picture, format);
        painted = !image.isNull() && image.save(&buffer, "PNG");
    }
    if (!painted || buffer.data().isEmpty()) {
        return tr("The picture is too large for memory; choose a smaller size.");
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(buffer.data()) != buffer.data().size() || !file.commit()) {
        return tr("Cannot write \u201c%1\u201d: %2").arg(path, file.errorString());
    }
    return {};
}

QMimeData* pictureMimeData(const Picture& picture, const PictureFormat& format)
{
    const QImage image = pictureImage(picture, format);
    if (image.isNull()) {
        return nullptr;
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    writeSvg(buffer, picture, format);
    auto* data = new QMimeData;
    data->setImageData(image);
    data->setData(QStringLiteral("image/svg+xml"), buffer.data());
    return data;
}

} // namespace corespan::widgets
