// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_view_p.h"

#include "widgets/coordinates.h"

#include <QFontInfo>
#include <QScrollBar>

#include <cmath>

namespace corespan::widgets {

namespace {

constexpr int barWidth = 10;

} // namespace

TrackViewPrivate::TrackViewPrivate(TrackView* view) : q(view), rowsBar(new QScrollBar(Qt::Vertical, view))
{
    rowsBar->setAccessibleName(TrackView::tr("Scroll the label rows"));
    rowsBar->setToolTip(
        TrackView::tr("More labels: drag, turn the wheel beside the rows, or Ctrl+\u2191, Ctrl+\u2193"));
    rowsBar->setFocusPolicy(Qt::NoFocus);
    rowsBar->setCursor(Qt::ArrowCursor);
    rowsBar->hide();
    QObject::connect(rowsBar, &QScrollBar::valueChanged, q, qOverload<>(&QWidget::update));
    bubbleTimer.setSingleShot(true);
    bubbleTimer.setInterval(1800);
    QObject::connect(&bubbleTimer, &QTimer::timeout, q, [this] {
        bubble.clear();
        q->update();
    });
    edgeScroll.setInterval(30);
    QObject::connect(&edgeScroll, &QTimer::timeout, q, [this] { scrollAtEdge(); });
}

QFont TrackViewPrivate::pixelFont(const QFont& font, double factor)
{
    QFont sized = font;
    sized.setPixelSize(std::max(static_cast<int>(std::lround(QFontInfo(font).pixelSize() * factor)), 6));
    return sized;
}

LaneRequest TrackViewPrivate::laneRequest(QSize size) const
{
    const QFont font = pixelFont(q->font(), 1.0);
    QFont bold = font;
    bold.setBold(true);
    const QFontMetrics metrics(font);
    int widest = QFontMetrics(bold).horizontalAdvance(laneNames().at(static_cast<int>(Lane::Curated)));
    for (const QString& name : laneNames()) {
        for (const QString& line : name.split(u'\n')) {
            widest = std::max(widest, metrics.horizontalAdvance(line));
        }
    }
    LaneRequest request;
    request.size = size;
    request.gutter = widest + 18;
    request.fontHeight = metrics.height();
    request.alternativeRows = state.alternativeRowCount();
    request.compared = state.compared.has_value();
    request.extraHeight = state.extraHeight(request.fontHeight);
    request.typeRows = static_cast<int>(state.types.size());
    request.labelRows = static_cast<int>(state.matrixRows.empty() ? static_cast<std::size_t>(state.labelSet.size())
                                                                  : state.matrixRows.size());
    return request;
}

void TrackViewPrivate::relayout()
{
    layout = LaneLayout::compute(laneRequest(q->size()));
    placeRowsBar();
}

void TrackViewPrivate::placeRowsBar()
{
    const QRect lane = layout.rect(Lane::LabelMatrix);
    const int beyond = layout.labelRowsHeight - lane.height();
    rowsBar->setRange(0, std::max(beyond, 0));
    rowsBar->setPageStep(lane.height());
    rowsBar->setSingleStep(std::max(layout.labelRowHeight, 1));
    rowsBar->setGeometry(q->width() - barWidth - 1, lane.top(), barWidth, lane.height());
    rowsBar->setVisible(beyond > 0 && state.record.length > 0);
}

bool TrackViewPrivate::isBesideLabelRows(const QPointF& point) const
{
    const QRect lane = layout.rect(Lane::LabelMatrix);
    const bool beside = point.x() < lane.left() || point.x() > lane.right();
    return rowsBar->maximum() > 0 && beside && point.y() >= lane.top() && point.y() <= lane.bottom();
}

ViewportFrame TrackViewPrivate::frame() const
{
    return {state.record.length, static_cast<double>(layout.rect(Lane::Overview).width())};
}

qint64 TrackViewPrivate::positionAt(double widgetX) const
{
    const auto position = static_cast<qint64>(std::floor(state.viewport.positionAt(laneX(widgetX))));
    return std::clamp<qint64>(position, 0, std::max<qint64>(state.record.length - 1, 0));
}

void TrackViewPrivate::setViewport(Viewport viewport)
{
    viewport = clamped(viewport, frame());
    whole = showsWhole(viewport, frame());
    if (viewport == state.viewport) {
        return;
    }
    state.viewport = viewport;
    q->update();
    emit q->viewportChanged(viewport);
}

void TrackViewPrivate::refit()
{
    if (state.record.length <= 0) {
        return;
    }
    const bool showWhole = whole;
    setViewport(showWhole ? wholeSequence(frame()) : state.viewport);
    whole = showWhole || whole;
}

Scene TrackViewPrivate::scene() const
{
    Scene scene{state, layout, samples, {}, q->size(), pixelFont(q->font(), 1.0), pixelFont(q->font(), 0.9)};
    scene.marks.selection = selection.range();
    scene.marks.caret = selection.caret();
    scene.marks.activeCore = activeCore;
    scene.marks.activeBoundary = activeBoundary();
    scene.marks.draft = draft;
    scene.marks.guide = guide;
    scene.marks.guideColor = guideColor;
    scene.marks.rowScroll = rowsBar->value();
    scene.marks.focus = q->hasFocus();
    scene.marks.hotBoundary = hotBoundary;
    scene.marks.bubble = bubble;
    scene.marks.bubblePosition = bubblePosition;
    if (drag.state() == BoundaryDrag::State::Dragging) {
        scene.marks.preview = drag.preview();
        scene.marks.ghost = drag.handle().position;
        scene.marks.hotBoundary = drag.position();
    }
    if (coreDrag.isDragging()) {
        scene.marks.preview = coreDrag.preview();
    }
    return scene;
}

void TrackViewPrivate::describe()
{
    if (!state.hasRecord) {
        q->setAccessibleDescription(state.emptyHeading);
        return;
    }
    QStringList cores;
    constexpr qsizetype readAloud = 20;
    for (const CoreSpan& core : state.curated.mid(0, readAloud)) {
        cores << closedText(core.range);
    }
    if (state.curated.size() > readAloud) {
        cores << TrackView::tr("%n more", nullptr, static_cast<int>(state.curated.size() - readAloud));
    }
    q->setAccessibleDescription(
        TrackView::tr("%1, %n position(s), %2", nullptr, static_cast<int>(state.record.length))
            .arg(state.record.name, cores.isEmpty()
                                        ? TrackView::tr("no curated core")
                                        : TrackView::tr("curated core %1").arg(cores.join(QStringLiteral(", ")))));
}

Viewport TrackView::sequenceViewport() const
{
    return d->state.viewport;
}

void TrackView::setSequenceViewport(Viewport viewport)
{
    d->setViewport(viewport);
}

ViewportFrame TrackView::viewportFrame() const
{
    return d->frame();
}

void TrackView::reveal(PositionRange range)
{
    d->setViewport(revealing(d->state.viewport, range, d->frame()));
}

void TrackView::goTo(PositionRange range)
{
    constexpr double speck = 24.0; // px
    const Viewport now = d->state.viewport;
    const double pixels = static_cast<double>(range.length()) * now.pixelsPerPosition();
    const bool fits = pixels <= d->frame().width;
    if (fits && pixels >= speck && !showsWhole(now, d->frame())) {
        d->setViewport(centredOn(now, static_cast<double>(range.begin + range.end) / 2.0, d->frame()));
    } else {
        constexpr double margin = 0.25;
        d->setViewport(showing(range, d->frame(), margin));
    }
}

QRect TrackView::laneRect(Lane lane) const
{
    return d->layout.rect(lane);
}

QRect TrackView::labelRowRect(int label) const
{
    const QRect lane = d->layout.rect(Lane::LabelMatrix);
    const int height = d->layout.labelRowHeight;
    return QRect(lane.left(), lane.top() + label * height - d->rowsBar->value(), lane.width(), height)
        .intersected(lane);
}

int TrackView::labelScroll() const
{
    return d->rowsBar->value();
}

void TrackView::setLabelScroll(int pixels)
{
    d->rowsBar->setValue(pixels);
}

double TrackView::xOf(double position) const
{
    return d->layout.rect(Lane::Overview).left() + d->state.viewport.xOf(position);
}

qint64 TrackView::positionAt(int x) const
{
    return d->positionAt(x);
}

void TrackView::zoomIn()
{
    d->setViewport(zoomedAt(d->state.viewport, d->frame().width / 2.0, 1.5, d->frame()));
}

void TrackView::zoomOut()
{
    d->setViewport(zoomedAt(d->state.viewport, d->frame().width / 2.0, 1.0 / 1.5, d->frame()));
}

void TrackView::zoomToWhole()
{
    d->setViewport(wholeSequence(d->frame()));
}

void TrackView::zoomToCores()
{
    QVector<PositionRange> ranges = d->state.curatedRanges();
    if (ranges.isEmpty()) {
        for (const CoreSpan& core : d->state.predicted) {
            ranges.append(core.range);
        }
    }
    if (ranges.isEmpty()) {
        return;
    }
    PositionRange all = ranges.front();
    for (const PositionRange range : ranges) {
        all = {std::min(all.begin, range.begin), std::max(all.end, range.end)};
    }
    d->setViewport(showing(all, d->frame()));
}

} // namespace corespan::widgets
