// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/viewport.h"

#include <cmath>

namespace corespan::widgets {

namespace {

double usableWidth(ViewportFrame frame)
{
    return std::max(frame.width, 1.0);
}

double wholeScale(ViewportFrame frame)
{
    return std::max(static_cast<double>(frame.length) / usableWidth(frame), 1.0 / maximumPixelsPerPosition);
}

} // namespace

Viewport wholeSequence(ViewportFrame frame)
{
    return {0.0, wholeScale(frame)};
}

Viewport clamped(Viewport viewport, ViewportFrame frame)
{
    const double scale = std::clamp(viewport.positionsPerPixel, 1.0 / maximumPixelsPerPosition, wholeScale(frame));
    const double last = static_cast<double>(frame.length) - scale * usableWidth(frame);
    return {std::clamp(viewport.first, 0.0, std::max(last, 0.0)), scale};
}

Viewport zoomedAt(Viewport viewport, double x, double factor, ViewportFrame frame)
{
    const double anchor = viewport.positionAt(x);
    const double scale =
        std::clamp(viewport.positionsPerPixel / factor, 1.0 / maximumPixelsPerPosition, wholeScale(frame));
    return clamped({anchor - x * scale, scale}, frame);
}

Viewport panned(Viewport viewport, double pixels, ViewportFrame frame)
{
    return clamped({viewport.first + pixels * viewport.positionsPerPixel, viewport.positionsPerPixel}, frame);
}

Viewport showing(PositionRange range, ViewportFrame frame, double margin)
{
    const double share = std::max(1.0 - 2.0 * margin, 0.01);
    const double scale = static_cast<double>(std::max<qint64>(range.length(), 1)) / (usableWidth(frame) * share);
    const Viewport near = clamped({0.0, scale}, frame);
    return centredOn(near, static_cast<double>(range.begin + range.end) / 2.0, frame);
}

Viewport revealing(Viewport viewport, PositionRange range, ViewportFrame frame)
{
    const double span = viewport.positionsPerPixel * usableWidth(frame);
    double first = viewport.first;
    first = std::max(first, static_cast<double>(range.end) - span);
    first = std::min(first, static_cast<double>(range.begin));
    return clamped({first, viewport.positionsPerPixel}, frame);
}

Viewport centredOn(Viewport viewport, double position, ViewportFrame frame)
{
    const double half = viewport.positionsPerPixel * usableWidth(frame) / 2.0;
    return clamped({position - half, viewport.positionsPerPixel}, frame);
}

bool showsWhole(Viewport viewport, ViewportFrame frame)
{
    return viewport.positionsPerPixel >= wholeScale(frame) * (1.0 - 1e-9);
}

PositionRange visiblePositions(Viewport viewport, ViewportFrame frame)
{
    const auto begin = static_cast<qint64>(std::floor(viewport.first));
    const auto end = static_cast<qint64>(std::ceil(viewport.positionAt(usableWidth(frame)) - 1e-9));
    return PositionRange{begin, end}.intersected({0, frame.length});
}

} // namespace corespan::widgets
