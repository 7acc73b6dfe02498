// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lane_samples.h"
#include "track_state.h"
#include "widgets/lane_layout.h"

#include <QCoreApplication>
#include <QFont>
#include <QPainter>

#include <optional>

namespace corespan::widgets {

/// Marks of gestures and focus; a printed picture has none.
struct SceneMarks
{
    std::optional<PositionRange> draft; ///< a core that is being drawn
    std::optional<qint64> guide;        ///< what a drag has snapped to
    QColor guideColor;
    std::optional<QVector<PositionRange>> preview; ///< curated cores while one is being dragged
    std::optional<qint64> ghost;                   ///< where the dragged boundary was
    std::optional<qint64> hotBoundary;             ///< under the pointer or being dragged
    PositionRange selection;
    qint64 caret = -1;
    int activeCore = -1;
    std::optional<qint64> activeBoundary; ///< the one that keys move, once it was chosen by key
    bool focus = false;
    bool interactive = true; ///< hint and choosers; a printed picture has none
    QString bubble;
    qint64 bubblePosition = 0;
    int rowScroll = 0; ///< of the label rows inside their lane, px
};

/// Everything a painter needs: what, where, how.
struct Scene
{
    const TrackState& state;
    const LaneLayout& layout;
    const LaneSamples& samples;
    SceneMarks marks;
    QSize size;
    QFont font;      ///< names and spans; sized in pixels, so that prints need no other sizes
    QFont smallFont; ///< numbers, legend, hint

    const Theme& theme() const { return state.theme; }
    QRect rect(Lane lane) const { return layout.rect(lane); }
    double x(double position) const { return rect(Lane::Overview).left() + state.viewport.xOf(position); }
    double pixelsPerPosition() const { return state.viewport.pixelsPerPosition(); }
    ViewportFrame frame() const { return {state.record.length, static_cast<double>(rect(Lane::Overview).width())}; }
    PositionRange visible() const { return visiblePositions(state.viewport, frame()); }
    /// `range` over the height of `lane`; cut a little outside the lane, and at least a pixel wide. Null out of view.
    QRectF spanRect(PositionRange range, Lane lane) const;
    /// So many cores in so little room that lines and handles would be nothing but a thicket.
    bool isCrowded() const;
    /// Curated cores, or their preview.
    QVector<PositionRange> curated() const { return marks.preview ? *marks.preview : state.curatedRanges(); }
};

/// Words of the painters.
struct PaintText
{
    Q_DECLARE_TR_FUNCTIONS(TrackView)
};

/// \p font at a share of its pixel size, never below 6.
QFont scaledFont(const QFont& font, double factor);

/// Paints the whole view.
void paintScene(QPainter& painter, const Scene& scene);
/// The names at the left, as `paintScene` writes them; also what the gutter's width is measured with.
QStringList laneNames();
/// What is shown without a record, or with one that has no positions.
void paintEmpty(QPainter& painter, const Scene& scene);

void paintGutter(QPainter& painter, const Scene& scene);
void paintOverview(QPainter& painter, const Scene& scene);
void paintRuler(QPainter& painter, const Scene& scene);
void paintHeatRows(QPainter& painter, const Scene& scene);
void paintTypeRows(QPainter& painter, const Scene& scene);
void paintAmbiguous(QPainter& painter, const Scene& scene);
void paintCurve(QPainter& painter, const Scene& scene);
void paintPredicted(QPainter& painter, const Scene& scene);
void paintCompared(QPainter& painter, const Scene& scene);
void paintAlternatives(QPainter& painter, const Scene& scene);
void paintCurated(QPainter& painter, const Scene& scene);
void paintHandles(QPainter& painter, const Scene& scene);
void paintBoundaryLines(QPainter& painter, const Scene& scene);
void paintBubble(QPainter& painter, const Scene& scene);
void paintResidues(QPainter& painter, const Scene& scene);
void paintLabels(QPainter& painter, const Scene& scene);
void paintExtraLanes(QPainter& painter, const Scene& scene);
void paintLabelMatrix(QPainter& painter, const Scene& scene);
void paintLegend(QPainter& painter, const Scene& scene);
void paintHint(QPainter& painter, const Scene& scene);

/// Where the name of the colour map stands, which opens the choice of maps.
QRect scaleChooserRect(const QRect& legend, const QFontMetrics& metrics, const QString& scaleName);
/// The window in the overview, in widget coordinates.
QRectF overviewWindow(const QRect& overview, Viewport viewport, ViewportFrame frame);
/// A square in the label's colour with its letter.
void paintLabelBox(QPainter& painter, const QRectF& rect, const LabelStyle& style, bool letter);

} // namespace corespan::widgets
