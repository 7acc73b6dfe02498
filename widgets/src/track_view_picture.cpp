// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_view_p.h"

namespace corespan::widgets {

namespace {

constexpr double rasterScale = 2.0; ///< of the heatmaps inside vector pictures

} // namespace

void TrackView::render(QPainter* painter, QSize size) const
{
    render(painter, size, d->state.theme);
}

void TrackView::render(QPainter* painter, QSize size, const Theme& theme) const
{
    TrackState state = d->state;
    state.theme = theme;
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

Picture TrackView::picture() const
{
    return {d->state.record.name, pictureSize(),
            [this](QPainter& painter, QSize size, const Theme& theme) { render(&painter, size, theme); }};
}

} // namespace corespan::widgets
