// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QByteArray>
#include <QString>
#include <QVector>

namespace corespan {

/// What a feature of a lane is, for its colour.
enum class LaneTone { Plain, Strong, Other };

/// A feature with its place on the record.
struct LaneFeature
{
    Span span;
    QString text;
    LaneTone tone = LaneTone::Plain;
    bool operator==(const LaneFeature&) const = default;
};

/// A row of the picture that is not the model's: features, a value a position, letters.
struct AnnotationLane
{
    QString name;
    QString explanation = {};           ///< how values came about, with their source
    QVector<LaneFeature> features = {}; ///< by begin
    bool curve = false;
    QVector<float> values = {}; ///< of the record's length, or empty; NaN: none
    float low = 0.0F;           ///< the curve's range
    float high = 1.0F;
    float baseline = 0.0F;
    QByteArray letters = {}; ///< of the record's length, or empty; blank: none
    int letterWidth = 1;     ///< positions that a letter has
};

} // namespace corespan
