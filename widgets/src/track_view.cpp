// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_view_p.h"

#include <QEvent>
#include <QPainter>

namespace corespan::widgets {

namespace {

constexpr int focusLine = 2; ///< px, along the top: keys go here

} // namespace

TrackView::TrackView(QWidget* parent) : QWidget(parent), d(std::make_unique<TrackViewPrivate>(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Sequence tracks"));
    setEmptyText(tr("No record is open"), tr("Choose a record in the queue, or import sequences to begin."));
    d->relayout();
}

TrackView::~TrackView() = default;

void TrackView::setRecord(const SequenceData& record)
{
    const bool same =
        d->state.hasRecord && d->state.record.name == record.name && d->state.record.length == record.length;
    clear();
    d->state.hasRecord = true;
    d->state.record = record;
    d->placeRowsBar();
    if (!same) {
        d->state.viewport.first = 0.0;
    }
    d->refit();
    d->describe();
}

void TrackView::clear()
{
    d->cancelGesture();
    TrackState fresh;
    fresh.theme = d->state.theme;
    fresh.scale = d->state.scale;
    fresh.labelSet = d->state.labelSet;
    fresh.viewport = d->state.viewport;
    fresh.emptyHeading = d->state.emptyHeading;
    fresh.emptyAdvice = d->state.emptyAdvice;
    fresh.notes = d->state.notes;
    for (const auto& row : d->state.extras) { // their places are kept, so that nothing jumps while they are filled
        ExtraLane hollow;
        hollow.name = row->lane().name;
        hollow.curve = row->lane().curve;
        fresh.extras.push_back(std::make_shared<const ExtraRow>(hollow));
    }
    fresh.generation = d->state.generation + 1;
    d->state = fresh;
    d->extraSnaps.clear();
    d->snapsStale = true;
    d->bubble.clear();
    d->hotBoundary.reset();
    d->knownHandles.reset();
    d->activeEdge.reset();
    setActiveCore(-1);
    d->setSelectionValue({});
    d->relayout();
    d->describe();
    update();
}

void TrackView::setTracks(const TrackData& tracks)
{
    d->state.start = MaxPyramid(tracks.start);
    d->state.end = MaxPyramid(tracks.end);
    d->state.core = MaxPyramid(tracks.core);
    d->state.threshold = tracks.threshold;
    const bool sameRows = d->state.types.size() == static_cast<std::size_t>(tracks.types.size());
    d->state.types.clear();
    for (const TypeTrack& type : tracks.types) {
        d->state.types.push_back({type.name, type.color, MaxPyramid(type.values)});
    }
    if (!sameRows) {
        d->relayout();
        updateGeometry();
    }
    ++d->state.generation;
    d->snapsStale = true;
    update();
}

void TrackView::setPredicted(const QVector<CoreSpan>& cores)
{
    d->state.predicted = cores;
    d->state.compare();
    d->snapsStale = true;
    update();
}

void TrackView::setCompared(const std::optional<QVector<CoreSpan>>& cores)
{
    const bool row = cores.has_value() != d->state.compared.has_value();
    d->state.compared = cores;
    d->state.compare();
    if (row) {
        d->relayout();
        updateGeometry();
    }
    update();
}

const std::optional<QVector<CoreSpan>>& TrackView::compared() const
{
    return d->state.compared;
}

void TrackView::setAlternatives(const QVector<CandidateSpan>& candidates)
{
    d->state.setAlternatives(candidates);
    d->snapsStale = true;
    d->relayout();
    update();
}

void TrackView::setCurated(const QVector<CoreSpan>& cores)
{
    const QVector<PositionRange> before = d->state.curatedRanges();
    d->state.curated = cores;
    d->knownHandles.reset();
    if (d->state.curatedRanges() != before && d->movesCores()) {
        d->cancelGesture();
    }
    if (cores.isEmpty()) {
        setActiveCore(-1);
    } else {
        setActiveCore(std::clamp(d->activeCore, 0, static_cast<int>(cores.size()) - 1));
    }
    d->hotBoundary.reset();
    d->describe();
    update();
}

void TrackView::setAmbiguous(const QVector<PositionRange>& zones)
{
    d->state.ambiguous = zones;
    update();
}

void TrackView::setLabelSet(const LabelSet& labels)
{
    d->state.labelSet = labels;
    d->relayout();
    updateGeometry();
    update();
}

void TrackView::setLabels(const LabelTrack& labels)
{
    d->state.setLabels(labels);
    update();
}

void TrackView::changeLabels(const QVector<PositionRange>& where, const LabelTrack& labels)
{
    d->state.changeLabels(where, labels);
    update();
}

void TrackView::setWarnings(const QVector<PositionNote>& warnings)
{
    d->state.warnings = warnings;
    update();
}

const QVector<PositionNote>& TrackView::warnings() const
{
    return d->state.warnings;
}

void TrackView::setExtraLanes(const QVector<ExtraLane>& lanes)
{
    d->state.extras.clear();
    for (const ExtraLane& lane : lanes) {
        d->state.extras.push_back(std::make_shared<const ExtraRow>(lane));
    }
    ++d->state.generation;
    d->relayout();
    updateGeometry();
    update();
}

QStringList TrackView::extraLanes() const
{
    QStringList names;
    for (const auto& row : d->state.extras) {
        names.append(row->lane().name);
    }
    return names;
}

void TrackView::setLabelMatrix(const LabelMatrix& matrix)
{
    d->state.setMatrix(matrix);
    d->relayout();
    updateGeometry();
    update();
}

void TrackView::setExtraSnapPoints(const QVector<qint64>& positions)
{
    d->extraSnaps = positions;
    d->snapsStale = true;
}

void TrackView::setSnapSources(const SnapSources& sources)
{
    d->snapSources = sources;
    d->snapsStale = true;
}

const SnapSources& TrackView::snapSources() const
{
    return d->snapSources;
}

void TrackView::setTheme(const Theme& theme)
{
    d->state.theme = theme;
    update();
}

const Theme& TrackView::theme() const
{
    return d->state.theme;
}

void TrackView::setColorScale(const ColorScale& scale)
{
    d->state.scale = scale;
    update();
}

const ColorScale& TrackView::colorScale() const
{
    return d->state.scale;
}

void TrackView::setEmptyText(const QString& heading, const QString& advice)
{
    d->state.emptyHeading = heading;
    d->state.emptyAdvice = advice;
    update();
}

void TrackView::setNotes(const LaneNotes& notes)
{
    d->state.notes = notes;
    update();
}

const LaneNotes& TrackView::notes() const
{
    return d->state.notes;
}

const SequenceData& TrackView::record() const
{
    return d->state.record;
}

const QVector<CoreSpan>& TrackView::curated() const
{
    return d->state.curated;
}

PositionRange TrackView::selection() const
{
    return d->selection.range();
}

void TrackView::setSelection(PositionRange range)
{
    PositionSelection selection;
    selection.select(range, d->state.record.length);
    d->setSelectionValue(selection);
}

int TrackView::activeCore() const
{
    return d->activeCore;
}

Edge TrackView::activeEdge() const
{
    return d->activeEdge.value_or(Edge::End);
}

void TrackView::setActiveCore(int index)
{
    if (index < -1 || index >= d->state.curated.size() || index == d->activeCore) {
        return;
    }
    d->activeCore = index;
    emit activeCoreChanged(index);
    update();
}

bool TrackView::isMovingCores() const
{
    return d->movesCores();
}

const QString& TrackView::bubbleText() const
{
    return d->bubble;
}

const BoundaryDrag& TrackView::drag() const
{
    return d->drag;
}

quint64 TrackView::pyramidReads() const
{
    return d->reads;
}

void TrackView::paintEvent(QPaintEvent*)
{
    const QRect lanes = d->layout.rect(Lane::Overview);
    d->samples.update(d->state, {lanes.width(), d->layout.labelRowHeight, devicePixelRatioF()}, &d->reads);
    QPainter painter(this);
    paintScene(painter, d->scene());
    if (hasFocus()) {
        painter.fillRect(QRect(0, 0, width(), focusLine), d->state.theme.accent);
    }
}

void TrackView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->relayout();
    d->refit();
}

void TrackView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) {
        d->relayout();
        d->refit();
        updateGeometry();
        update();
    }
}

QSize TrackView::sizeHint() const
{
    return {900, 760};
}

QSize TrackView::minimumSizeHint() const
{
    return {420, LaneLayout::minimumHeight(d->laneRequest(size()))};
}

} // namespace corespan::widgets
