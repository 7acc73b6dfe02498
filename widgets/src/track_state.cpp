// SPDX-License-Identifier: GPL-3.0-or-later
#include "track_state.h"

#include "widgets/range_difference.h"

#include <limits>

namespace corespan::widgets {

namespace {

constexpr int mostAlternativeRows = 3;
constexpr float none = std::numeric_limits<float>::quiet_NaN();

QVector<PositionRange> rangesOf(const QVector<CoreSpan>& cores)
{
    QVector<PositionRange> ranges;
    ranges.reserve(cores.size());
    for (const CoreSpan& core : cores) {
        ranges.append(core.range);
    }
    return ranges;
}

QVector<float> asFloats(const QVector<qint16>& labels, PositionRange range)
{
    QVector<float> values(range.length());
    for (qint64 i = 0; i < values.size(); ++i) {
        const qint16 label = labels[range.begin + i];
        values[i] = label < 0 ? none : static_cast<float>(label);
    }
    return values;
}

} // namespace

QVector<PositionRange> TrackState::curatedRanges() const
{
    return rangesOf(curated);
}

void TrackState::compare()
{
    differences = compared ? rangeDifference(rangesOf(predicted), rangesOf(*compared)) : QVector<PositionRange>();
}

int TrackState::alternativeRowCount() const
{
    int rows = 0;
    for (const int row : alternativeRows) {
        rows = std::max(rows, row + 1);
    }
    return rows;
}

int TrackState::extraHeight(int fontHeight) const
{
    int height = 0;
    for (const auto& row : extras) {
        height += row->height(fontHeight);
    }
    return height;
}

void TrackState::setLabels(const LabelTrack& track)
{
    labels = MaxPyramid(asFloats(track.labels, {0, track.labels.size()}));
    corrected = track.corrected;
    ++generation;
}

void TrackState::changeLabels(const QVector<PositionRange>& where, const LabelTrack& track)
{
    Q_ASSERT(track.labels.size() == labels.size());
    for (const PositionRange& range : where) {
        labels.replace(range.begin, asFloats(track.labels, range));
    }
    corrected = track.corrected;
    ++generation;
}

void TrackState::setMatrix(const LabelMatrix& matrix)
{
    matrixRange = matrix.range;
    matrixRows.clear();
    const qint64 length = std::max<qint64>(matrix.range.length(), 0);
    Q_ASSERT(matrix.values.size() == length * matrix.labels);
    for (int label = 0; label < matrix.labels; ++label) {
        matrixRows.emplace_back(matrix.values.mid(label * length, length));
    }
    ++generation;
}

void TrackState::setAlternatives(const QVector<CandidateSpan>& candidates)
{
    alternatives = candidates;
    alternativeRows.fill(-1, candidates.size());
    for (int i = 0; i < candidates.size(); ++i) {
        for (int row = 0; row < mostAlternativeRows && alternativeRows[i] < 0; ++row) {
            bool free = true;
            for (int j = 0; j < i; ++j) {
                free = free && (alternativeRows[j] != row || !candidates[j].range.overlaps(candidates[i].range));
            }
            if (free) {
                alternativeRows[i] = row;
            }
        }
    }
}

} // namespace corespan::widgets
