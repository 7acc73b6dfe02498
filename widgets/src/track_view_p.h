// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lane_samples.h"
#include "paint/scene.h"
#include "widgets/position_selection.h"
#include "widgets/track_view.h"

#include <QTimer>

class QScrollBar;

namespace corespan::widgets {

/// What a track view knows and which gesture is under way.
class TrackViewPrivate
{
public:
    enum class Gesture { None, Boundary, Pan, Overview, Select };

    explicit TrackViewPrivate(TrackView* view);

    // -- layout and viewport
    void relayout();
    void placeRowsBar();
    /// Beside the label rows, where the wheel scrolls them.
    bool isBesideLabelRows(const QPointF& point) const;
    ViewportFrame frame() const;
    double laneX(double widgetX) const { return widgetX - layout.rect(Lane::Overview).left(); }
    qint64 positionAt(double widgetX) const;
    void setViewport(Viewport viewport);
    /// Zoom or pan that follows a change of width or length.
    void refit();

    // -- picture
    Scene scene() const;
    static QFont pixelFont(const QFont& font, double factor);
    LaneRequest laneRequest(QSize size) const;

    // -- gestures
    Lane laneAt(const QPoint& point, bool* found) const;
    bool isGrabLane(Lane lane) const;
    std::optional<BoundaryHandle> handleUnder(const QPoint& point) const;
    bool pressBoundary(const QPoint& point);
    void moveBoundary(double widgetX, Qt::KeyboardModifiers modifiers);
    void finishBoundary(double widgetX, Qt::KeyboardModifiers modifiers);
    void pressSelection(const QPoint& point, Qt::KeyboardModifiers modifiers);
    void pressOverview(const QPoint& point);
    void moveOverview(const QPoint& point);
    void beginPan(const QPoint& point);
    void cancelGesture();
    void updateHover(const QPoint& point);
    void scrollAtEdge();
    void chooseScale();
    int candidateAt(const QPoint& point) const;
    int predictedAt(const QPoint& point) const;
    int curatedAt(const QPoint& point) const;
    QString toolTipAt(const QPoint& point) const;

    // -- keys and selection
    bool moveCaret(int positions, bool extend);
    void setSelectionValue(const PositionSelection& value);
    bool moveActiveCore(int way);
    void nudge(Edge edge, int positions);
    const QVector<qint64>& snapPoints();
    void describe();

    TrackView* const q;
    TrackState state;
    LaneLayout layout;
    QScrollBar* const rowsBar; ///< a child of the view; hidden where all label rows fit
    mutable LaneSamples samples;
    mutable quint64 reads = 0;
    bool whole = true; ///< the whole sequence is shown and shall be after a resize or another record

    Gesture gesture = Gesture::None;
    BoundaryDrag drag;
    PositionSelection selection;
    int activeCore = -1;
    std::optional<qint64> hotBoundary;
    bool spaceDown = false;
    double panX = 0.0;
    Viewport panFrom;
    double overviewGrip = 0.0; ///< from the window's left edge to the pointer, pixels
    QPoint pointer;
    Qt::KeyboardModifiers modifiers;
    QTimer edgeScroll;

    QString bubble;
    qint64 bubblePosition = 0;
    QTimer bubbleTimer;

    QVector<qint64> extraSnaps;
    QVector<qint64> snaps;
    bool snapsStale = true;
};

} // namespace corespan::widgets
