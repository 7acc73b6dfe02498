// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "heatmap_plot.h"
#include "track_state.h"

#include <QImage>

#include <vector>

namespace corespan::widgets {

/// Extremes of the values in a device column.
struct ExtraColumn
{
    float low;
    float high; ///< NaN: no value
};

/// What the lanes need of the tracks for one viewport: a value or pixel a device column. Kept until the viewport, the
/// data or the scale changes, so that a repaint during a drag reads no track at all.
class LaneSamples
{
public:
    struct Frame
    {
        int width = 0;          ///< of the lanes, logical pixels
        int labelRowHeight = 0; ///< logical pixels
        double ratio = 1.0;     ///< device pixels in a logical one
        bool operator==(const Frame&) const = default;
    };

    void update(const TrackState& state, Frame frame, quint64* reads);

    const QImage& start() const { return m_start; } ///< one pixel high; null without a track
    const QImage& end() const { return m_end; }
    const QImage& coreRow() const { return m_core; }
    const std::vector<QImage>& typeRows() const { return m_types; } ///< one pixel high each
    const QImage& matrix() const { return m_matrix; }               ///< full size
    const QImage& colorBar() const { return m_colorBar; }
    const std::vector<float>& core() const { return m_coreValues; }
    const std::vector<int>& labels() const { return m_labels; } ///< index, -1 none
    /// One for each further row; empty: it has no curve.
    const std::vector<std::vector<ExtraColumn>>& extras() const { return m_extras; }
    double ratio() const { return m_frame.ratio; }
    /// Logical width of the bar that colorBar() is for.
    static constexpr int colorBarWidth = 160;
    static constexpr int colorBarHeight = 10;

private:
    QImage row(const TrackState& state, const MaxPyramid& track, quint64* reads) const;
    void sampleLabels(const TrackState& state, quint64* reads);
    void sampleExtras(const TrackState& state, quint64* reads);
    void sampleMatrix(const TrackState& state, quint64* reads);

    bool m_valid = false;
    Frame m_frame;
    Viewport m_viewport;
    quint64 m_generation = 0;
    ColorScale m_scale;
    int m_columns = 0;
    double m_step = 1.0; ///< logical pixels a column
    QImage m_start;
    QImage m_end;
    QImage m_core;
    std::vector<QImage> m_types;
    QImage m_matrix;
    QImage m_colorBar;
    std::vector<float> m_coreValues;
    std::vector<int> m_labels;
    std::vector<std::vector<ExtraColumn>> m_extras;
    HeatmapPlot m_plot;
};

} // namespace corespan::widgets
