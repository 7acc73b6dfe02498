// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/position_range.h"

#include <QByteArray>
#include <QColor>
#include <QMetaType>
#include <QString>
#include <QVector>

namespace corespan::widgets {

/// The record to show.
struct SequenceData
{
    QString name;
    qint64 length = 0;
    QByteArray residues; ///< one byte a position, or empty where letters are not at hand
    bool codons = false; ///< cores are made of codons: edges snap to the frame of the core's other edge
};

/// P(inside a core of one type).
struct TypeTrack
{
    QString name;
    QColor color; ///< of cores of that type; invalid: the theme's
    QVector<float> values;
};

/// Probabilities of one run; each vector of the record's length, or empty.
struct TrackData
{
    QVector<float> start;
    QVector<float> end;
    QVector<float> core;
    QVector<TypeTrack> types = {}; ///< empty: cores have one type
    float threshold = 0.5F;        ///< the line in the core curve, and where edges snap
};

/// A predicted or curated core.
struct CoreSpan
{
    PositionRange range;
    QString text;              ///< "core", the type's name
    double probability = -1.0; ///< < 0: not shown
    QColor color = {};         ///< of its type; invalid: the theme's
    bool openBegin = false;    ///< cut by the edge of what is known
    bool openEnd = false;
    bool operator==(const CoreSpan&) const = default;
};

/// One of the ranked alternatives.
struct CandidateSpan
{
    PositionRange range;
    double probability = 0.0;
    QColor color = {}; ///< of its type; invalid: the theme's
    bool operator==(const CandidateSpan&) const = default;
};

/// One label a position.
struct LabelTrack
{
    QVector<qint16> labels;           ///< index into the LabelSet, -1 none; of the record's length, or empty
    QVector<PositionRange> corrected; ///< set by the curator; underlined
};

/// Probability of each label at each position of `range`. NaN where the model gives none; drawn grey, as is all
/// outside.
struct LabelMatrix
{
    PositionRange range;
    int labels = 0;
    QVector<float> values; ///< label after label, each range.length() long

    /// From values position after position, each `labels` long (a model's [length, labels] output).
    static LabelMatrix fromPositionMajor(PositionRange range, int labels, const QVector<float>& values);
};

/// Something is to be said of positions.
struct PositionNote
{
    PositionRange range;
    QString text;
    bool operator==(const PositionNote&) const = default;
};

/// What a lane says while it has nothing to show; on screen, not in print.
struct LaneNotes
{
    QString curated;
    QString labelMatrix;
    bool operator==(const LaneNotes&) const = default;
};

/// A core that is to get another range.
struct CoreChange
{
    int core = -1; ///< index into the curated cores
    PositionRange range;
    bool operator==(const CoreChange&) const = default;
};

} // namespace corespan::widgets

Q_DECLARE_METATYPE(corespan::widgets::CoreChange)
