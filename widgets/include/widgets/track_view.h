// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/boundary_drag.h"
#include "widgets/color_scale.h"
#include "widgets/extra_lane.h"
#include "widgets/label_set.h"
#include "widgets/lane_layout.h"
#include "widgets/picture.h"
#include "widgets/sequence_data.h"
#include "widgets/snap_points.h"
#include "widgets/theme.h"
#include "widgets/viewport.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace corespan::widgets {

class TrackViewPrivate;

/// The centre of the window: one record with all that is known about it, on one shared viewport.
///
/// Whole values in, signals out. The view changes nothing by itself but viewport, selection and colour scale: a move of
/// a boundary is a request, shown once its owner calls setCurated(). While a boundary is being dragged, new tracks and
/// predictions are shown and leave the drag alone; a setCurated() with other ranges ends it.
///
/// Label rows that do not fit scroll inside their lane, so that the rows above stay in view: by the bar beside them,
/// the wheel beside the lane, Ctrl+Up and Ctrl+Down. The wheel over a lane always zooms.
///
/// Work of a repaint depends on the width, not on the length of the sequence. Best in a QScrollArea with
/// widgetResizable where the window may be lower than minimumSizeHint().
class TrackView : public QWidget
{
    Q_OBJECT
public:
    explicit TrackView(QWidget* parent = nullptr);
    ~TrackView() override;

    /// Another record: tracks, spans, labels and selection become empty. The zoom stays as it was (pixels a residue, or
    /// the whole sequence where the whole was shown).
    void setRecord(const SequenceData& record);
    /// No record: the empty text is shown.
    void clear();
    void setTracks(const TrackData& tracks);
    void setPredicted(const QVector<CoreSpan>& cores);
    /// The decision of a second run, below the predicted one, with the positions where the two differ; absent: no row.
    void setCompared(const std::optional<QVector<CoreSpan>>& cores);
    const std::optional<QVector<CoreSpan>>& compared() const;
    void setAlternatives(const QVector<CandidateSpan>& candidates);
    void setCurated(const QVector<CoreSpan>& cores);
    /// Zones that nothing is learned from.
    void setAmbiguous(const QVector<PositionRange>& zones);
    /// Names, letters and colours of label indices, see makeLabelSet().
    void setLabelSet(const LabelSet& labels);
    void setLabels(const LabelTrack& labels);
    /// As setLabels, where all outside of `where` is as it was: at the cost of those ranges.
    void changeLabels(const QVector<PositionRange>& where, const LabelTrack& labels);
    /// Labels that something speaks against; marked in their lane, the text is shown under the pointer. By begin
    /// and apart.
    void setWarnings(const QVector<PositionNote>& warnings);
    const QVector<PositionNote>& warnings() const;
    /// Rows below the labels, in this order.
    void setExtraLanes(const QVector<ExtraLane>& lanes);
    /// Their names.
    QStringList extraLanes() const;
    void setLabelMatrix(const LabelMatrix& matrix);
    /// Further boundaries to snap to, e.g. other runs'. Those of the shown spans and crossings are known already.
    void setExtraSnapPoints(const QVector<qint64>& positions);
    /// What edges snap to; all of it without this call, codons only where the record has them.
    void setSnapSources(const SnapSources& sources);
    const SnapSources& snapSources() const;

    void setTheme(const Theme& theme);
    const Theme& theme() const;
    void setColorScale(const ColorScale& scale);
    const ColorScale& colorScale() const;
    /// A heading and a sentence that says what to do, while there is no record.
    void setEmptyText(const QString& heading, const QString& advice);
    void setNotes(const LaneNotes& notes);
    const LaneNotes& notes() const;

    const SequenceData& record() const;
    const QVector<CoreSpan>& curated() const;

    Viewport sequenceViewport() const;
    void setSequenceViewport(Viewport viewport);
    ViewportFrame viewportFrame() const;
    /// Moves the view as little as possible.
    void reveal(PositionRange range);
    /// In the middle, at the zoom that is; nearer where the whole sequence was shown or the range would be a speck.
    void goTo(PositionRange range);

    /// Empty where nothing is selected.
    PositionRange selection() const;
    void setSelection(PositionRange range);
    /// The core that keys move (Alt+arrows its edges; Up and Down choose another), -1 without cores.
    int activeCore() const;
    /// The edge of the active core that Alt+arrows move, without Shift: its end until another was chosen.
    Edge activeEdge() const;
    void setActiveCore(int index);

    /// Where things are, for tests and for tool windows; widget coordinates.
    QRect laneRect(Lane lane) const;
    /// Of one label, as far as its lane shows it; empty: none of it is in view.
    QRect labelRowRect(int label) const;
    double xOf(double position) const;
    qint64 positionAt(int x) const;
    const BoundaryDrag& drag() const;
    /// A boundary or a whole core is being dragged, or taken hold of.
    bool isMovingCores() const;
    /// What is said beside the boundary that is or was just moved: from where to where, and what it has snapped to.
    const QString& bubbleText() const;
    /// Pyramid cells read since construction: the measure of a repaint's work.
    quint64 pyramidReads() const;

    /// How far the label rows are scrolled, px.
    int labelScroll() const;
    void setLabelScroll(int pixels);

    /// The picture at `size` with this viewport's positions and every label row, without focus, selection or drag
    /// marks.
    void render(QPainter* painter, QSize size) const;
    void render(QPainter* painter, QSize size, const Theme& theme) const;
    using QWidget::render;
    /// What render() paints, in any theme; it must not outlive the view.
    Picture picture() const;
    /// As large as the view, or higher where that takes every label row to be read.
    QSize pictureSize() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    void zoomIn();
    void zoomOut();
    void zoomToWhole();
    void zoomToCores();
    /// Requests the active core's edge to move; what Alt+arrows do.
    void nudgeEdge(corespan::widgets::Edge edge, int positions);
    /// Requests the active core to move as a whole, as far as its neighbours let it.
    void nudgeCore(int positions);
    /// The next (1) or previous (-1) curated core, or predicted one where none is curated, becomes active and is gone
    /// to.
    void stepCore(int way);

signals:
    /// One gesture, one signal, one undo step; two changes where a handle of two touching cores was moved.
    void boundaryMoveRequested(const QVector<corespan::widgets::CoreChange>& changes);
    /// A core was drawn on empty positions of the curated lane; it touches its neighbours at most.
    void coreDrawn(corespan::widgets::PositionRange range);
    /// Right click on the curated lane. `core`: -1 beside all of them
    void coreMenuRequested(int core, qint64 position, const QPoint& globalPosition);
    /// A double click on an alternative.
    void candidateActivated(int index);
    /// A double click on a predicted core.
    void predictedActivated(int index);
    void activeCoreChanged(int index);
    void selectionChanged(corespan::widgets::PositionRange range);
    /// Right click, Menu key: what to do with the labels of `range`?
    void labelMenuRequested(corespan::widgets::PositionRange range, const QPoint& globalPosition);
    void viewportChanged(corespan::widgets::Viewport viewport);
    /// The user chose another map.
    void colorScaleChanged(const corespan::widgets::ColorScale& scale);

protected:
    bool event(QEvent* event) override;
    /// Tab walks the boundaries of the curated cores before it leaves.
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    friend class TrackViewPrivate;
    std::unique_ptr<TrackViewPrivate> d;
};

} // namespace corespan::widgets
