// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane_samples.h"

#include "widgets/column_samples.h"

#include <cmath>

namespace corespan::widgets {

namespace {

QImage rowImage(const std::vector<float>& values, const ColorScale& scale)
{
    QImage image(static_cast<int>(values.size()), 1, QImage::Format_ARGB32);
    auto* pixels = reinterpret_cast<QRgb*>(image.scanLine(0));
    for (const float value : values) {
        *pixels++ = scale.colorAt(value);
    }
    return image;
}

} // namespace

void LaneSamples::update(const TrackState& state, Frame frame, quint64* reads)
{
    const bool sameScale = m_valid && m_scale == state.scale && m_frame.ratio == frame.ratio;
    if (m_valid && m_frame == frame && m_viewport == state.viewport && m_generation == state.generation && sameScale) {
        return;
    }
    m_frame = frame;
    m_viewport = state.viewport;
    m_generation = state.generation;
    m_scale = state.scale;
    m_valid = true;
    m_columns = static_cast<int>(std::ceil(frame.width * frame.ratio));
    m_step = 1.0 / frame.ratio;
    m_start = row(state, state.start, reads);
    m_end = row(state, state.end, reads);
    m_types.clear();
    for (const TypeRow& type : state.types) {
        m_types.push_back(row(state, type.values, reads));
    }
    m_coreValues.clear();
    m_core = {};
    if (!state.core.isEmpty()) {
        m_coreValues = sampleColumns(state.core, state.viewport, m_columns, m_step, 0, reads);
        m_core = rowImage(m_coreValues, state.scale);
    }
    sampleLabels(state, reads);
    sampleExtras(state, reads);
    sampleMatrix(state, reads);
    if (!sameScale) {
        const QSizeF size = QSizeF(colorBarWidth, colorBarHeight) * frame.ratio;
        m_colorBar = colorBarImage(state.scale, size.toSize());
    }
}

QImage LaneSamples::row(const TrackState& state, const MaxPyramid& track, quint64* reads) const
{
    if (track.isEmpty()) {
        return {};
    }
    return rowImage(sampleColumns(track, state.viewport, m_columns, m_step, 0, reads), state.scale);
}

// The first label of a column stands for it; where that position has none, any that the column holds, so that a label
// on one position does not vanish when zoomed out.
void LaneSamples::sampleLabels(const TrackState& state, quint64* reads)
{
    m_labels.assign(static_cast<std::size_t>(state.labels.isEmpty() ? 0 : m_columns), -1);
    for (std::size_t column = 0; column < m_labels.size(); ++column) {
        const PositionRange range = columnPositions(state.viewport, static_cast<int>(column), m_step);
        float value = state.labels.maximum({range.begin, range.begin + 1}, reads);
        if (std::isnan(value)) {
            value = state.labels.maximum(range, reads);
        }
        m_labels[column] = std::isnan(value) ? -1 : static_cast<int>(value);
    }
}

void LaneSamples::sampleExtras(const TrackState& state, quint64* reads)
{
    m_extras.assign(state.extras.size(), {});
    for (std::size_t row = 0; row < state.extras.size(); ++row) {
        if (!state.extras[row]->hasCurve()) {
            continue;
        }
        const auto high = sampleColumns(state.extras[row]->highest(), state.viewport, m_columns, m_step, 0, reads);
        const auto low = sampleColumns(state.extras[row]->lowest(), state.viewport, m_columns, m_step, 0, reads);
        for (std::size_t column = 0; column < high.size(); ++column) {
            m_extras[row].push_back({-low[column], high[column]});
        }
    }
}

void LaneSamples::sampleMatrix(const TrackState& state, quint64* reads)
{
    m_matrix = {};
    if (state.matrixRows.empty() || m_frame.labelRowHeight <= 0) {
        return;
    }
    std::vector<std::vector<float>> rows;
    for (const MaxPyramid& labelRow : state.matrixRows) {
        rows.push_back(sampleColumns(labelRow, state.viewport, m_columns, m_step, state.matrixRange.begin, reads));
    }
    const double height = static_cast<double>(rows.size()) * m_frame.labelRowHeight * m_frame.ratio;
    m_matrix = m_plot.image(rows, state.scale, QSize(m_columns, static_cast<int>(std::lround(height))));
}

} // namespace corespan::widgets
