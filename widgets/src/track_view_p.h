// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lane_samples.h"
#include "paint/scene.h"
#include "widgets/core_drag.h"
#include "widgets/position_selection.h"
#include "widgets/track_view.h"

#include <QHash>
#include <QTimer>

class QKeyEvent;
class QScrollBar;

namespace corespan::widgets {

/// What a track view knows and which gesture is under way.
class TrackViewPrivate
{
public:
    enum class Gesture { None, Boundary, Move, Create, Pan, Overview, Select };

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
    /// A curated core is taken by its body.
    void pressCore(const QPoint& point, int core);
    void moveCore(double widgetX, Qt::KeyboardModifiers modifiers);
    void finishCore(double widgetX, Qt::KeyboardModifiers modifiers);
    /// Where nothing is curated yet; false: something is.
    bool pressCreate(const QPoint& point);
    void moveCreate(double widgetX, Qt::KeyboardModifiers modifiers);
    void finishCreate(double widgetX, Qt::KeyboardModifiers modifiers);
    /// Length of a codon where edges keep the frame of the core's other edge, else 1.
    qint64 frameLength() const;
    struct SnappedBoundary
    {
        qint64 position;
        std::optional<SnapKind> kind; ///< what holds it there
    };
    /// \param frameFrom the other edge, whose frame holds where nothing else does
    SnappedBoundary snappedBoundary(double widgetX, Qt::KeyboardModifiers modifiers,
                                    std::optional<qint64> frameFrom = std::nullopt);
    void showGuide(qint64 position, std::optional<SnapKind> kind);
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
    QStringList extraTextAt(const QPoint& point) const;
    QString toolTipAt(const QPoint& point) const;

    // -- keys and selection
    /// Enter, while several positions are selected that no core covers.
    bool isCoreKey(const QKeyEvent& event) const;
    bool moveCaret(int positions, bool extend);
    void setSelectionValue(const PositionSelection& value);
    bool moveActiveCore(int way);
    /// The next boundary of all, or the previous one, becomes active; false: there is none further.
    bool walkBoundaries(int way);
    std::optional<qint64> activeBoundary() const;
    void nudge(Edge edge, int positions);
    void nudgeCore(int positions);
    /// A boundary or a core is being dragged, or taken hold of.
    bool movesCores() const { return gesture == Gesture::Boundary || gesture == Gesture::Move; }
    const QVector<qint64>& snapPoints();
    const QVector<BoundaryHandle>& handles() const;
    void addSnaps(SnapKind kind, const QVector<qint64>& points);
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
    CoreDrag coreDrag;
    PositionSelection selection;
    int activeCore = -1;
    std::optional<Edge> activeEdge; ///< chosen by key or by the last drag
    PositionRange room;             ///< of a core that is being drawn
    qint64 anchor = 0;
    double createX = 0.0;
    std::optional<PositionRange> draft;
    std::optional<qint64> guide;
    QColor guideColor;
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
    QHash<qint64, SnapKind> snapKinds; ///< of `snaps`
    SnapSources snapSources;
    mutable std::optional<QVector<BoundaryHandle>> knownHandles; ///< of the curated cores
    bool snapsStale = true;
};

} // namespace corespan::widgets
