// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extra_rows.h"
#include "widgets/color_scale.h"
#include "widgets/label_set.h"
#include "widgets/max_pyramid.h"
#include "widgets/sequence_data.h"
#include "widgets/theme.h"
#include "widgets/viewport.h"

#include <memory>
#include <optional>
#include <vector>

namespace corespan::widgets {

/// Row of P(type).
struct TypeRow
{
    QString name;
    QColor color;
    MaxPyramid values;
};

/// All that a track view shows, without any mark of a gesture.
struct TrackState
{
    bool hasRecord = false;
    SequenceData record;
    MaxPyramid start;
    MaxPyramid end;
    MaxPyramid core;
    std::vector<TypeRow> types;
    float threshold = 0.5F;
    QVector<CoreSpan> predicted;
    std::optional<QVector<CoreSpan>> compared; ///< a second run's; absent: it has no row
    QVector<PositionRange> differences;        ///< positions in a core of one of the two runs alone
    QVector<CandidateSpan> alternatives;
    QVector<int> alternativeRows; ///< row of each alternative, -1 where there are too many
    QVector<CoreSpan> curated;
    QVector<PositionRange> ambiguous; ///< zones that nothing is learned from
    LabelSet labelSet;
    MaxPyramid labels; ///< label indices as floats, NaN where there is none
    QVector<PositionRange> corrected;
    QVector<PositionNote> warnings; ///< of labels
    std::vector<std::shared_ptr<const ExtraRow>> extras;
    PositionRange matrixRange;
    std::vector<MaxPyramid> matrixRows;
    Theme theme = Theme::light();
    ColorScale scale;
    Viewport viewport;
    QString emptyHeading;
    QString emptyAdvice;
    LaneNotes notes;
    quint64 generation = 0; ///< rises whenever a track, label or matrix changes; caches compare it

    QVector<PositionRange> curatedRanges() const;
    int alternativeRowCount() const;
    int extraHeight(int fontHeight) const;
    /// Finds `differences` anew.
    void compare();
    void setLabels(const LabelTrack& track);
    void changeLabels(const QVector<PositionRange>& where, const LabelTrack& track);
    void setMatrix(const LabelMatrix& matrix);
    /// First row in which it touches nothing, at most three; by rank, so that the best are never left out.
    void setAlternatives(const QVector<CandidateSpan>& candidates);
};

} // namespace corespan::widgets
