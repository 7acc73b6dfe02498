// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_view_p.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace corespan::widgets {

namespace {

constexpr int screenResolution = 96;
constexpr double rasterScale = 2.0; ///< of PNG and of the heatmaps inside vector pictures

void writeSvg(QIODevice& device, const TrackView& view, QSize size)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setResolution(screenResolution);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(view.record().name);
    QPainter painter(&generator);
    view.render(&painter, size);
}

void writePdf(QIODevice& device, const TrackView& view, QSize size)
{
    QPdfWriter writer(&device);
    writer.setResolution(screenResolution);
    writer.setTitle(view.record().name);
    writer.setPageSize(QPageSize(QSizeF(size) * 72.0 / screenResolution, QPageSize::Point));
    writer.setPageMargins(QMarginsF());
    QPainter painter(&writer);
    view.render(&painter, size);
}

bool writePng(QIODevice& device, const TrackView& view, QSize size)
{
    QImage image(size * rasterScale, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) {
        return false;
    }
    image.setDevicePixelRatio(rasterScale);
    {
        QPainter painter(&image);
        view.render(&painter, size);
    }
    return image.save(&device, "PNG");
}

} // namespace

void TrackView::render(QPainter* painter, QSize size) const
{
    TrackState state = d->state;
    LaneRequest request = d->laneRequest(size);
    request.allRows = true;
    const LaneLayout layout = LaneLayout::compute(request);
    const int width = layout.rect(Lane::Overview).width();
    state.viewport.positionsPerPixel *= d->frame().width / std::max(width, 1);
    LaneSamples samples;
    samples.update(state, {width, layout.labelRowHeight, rasterScale}, nullptr);
    SceneMarks marks;
    marks.interactive = false;
    painter->save();
    paintScene(*painter, {state, layout, samples, marks, size, TrackViewPrivate::pixelFont(font(), 1.0),
                          TrackViewPrivate::pixelFont(font(), 0.9)});
    painter->restore();
}

QSize TrackView::pictureSize() const
{
    return {width(), std::max(height(), LaneLayout::fullHeight(d->laneRequest(size())))};
}

QString TrackView::exportPicture(const QString& path, QSize size) const
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (size.isEmpty()) {
        return tr("A picture needs a width and a height.");
    }
    if (suffix != QLatin1String("svg") && suffix != QLatin1String("pdf") && suffix != QLatin1String("png")) {
        return tr("Cannot write \u201c%1\u201d: the name must end in .svg, .pdf or .png.").arg(path);
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    bool painted = true;
    if (suffix == QLatin1String("svg")) {
        writeSvg(buffer, *this, size);
    } else if (suffix == QLatin1String("pdf")) {
        writePdf(buffer, *this, size);
    } else {
        painted = writePng(buffer, *this, size);
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

} // namespace corespan::widgets
