// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/result.h"

namespace corespan {

/// How one letter a position becomes typed cores, as topology files write them: "SSSSSSSS111HHHHHHHH222". A core is a
/// longest run of letters of one type; with several letters to a type ("H" for H and h) a change of letter ends it too.
struct SegmentRule
{
    struct Type
    {
        QString name;
        QString letters;
        QString back; ///< name of those that lead from outside to inside; empty: the type has no direction
    };
    QVector<Type> types;
    QString ambiguous;                    ///< letters of positions that nothing is known of
    QString sides = QStringLiteral("12"); ///< letters of the inside and of the outside, for types with a direction
};

/// types: "S,H/h=Hh,B=Bb", a type a comma, its name alone where that is its one letter; two names with a slash for what
/// leads from inside to outside, and back, as the letters beside it tell. Error: a type is named twice, has no letter,
/// or a letter has two meanings.
Result<SegmentRule> parseSegmentRule(const QString& types, const QString& ambiguous = {});

/// Cores and ambiguous zones, annotated; without labels. A run with a direction that neither neighbour tells is an
/// ambiguous zone.
Gold segmentsOf(const QVector<QString>& labels, const SegmentRule& rule);

/// The letters as labels: a core's positions have its type's name, ambiguous zones none.
QVector<QString> segmentLabels(const QVector<QString>& letters, const Gold& segments);

} // namespace corespan
