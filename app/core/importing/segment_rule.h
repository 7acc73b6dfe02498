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
    };
    QVector<Type> types;
    QString ambiguous; ///< letters of positions that nothing is known of
};

/// types: "S,H=Hh,B=Bb", a type a comma, its name alone where that is its one letter. Error: a type is named twice, has
/// no letter, or a letter has two meanings.
Result<SegmentRule> parseSegmentRule(const QString& types, const QString& ambiguous = {});

/// Cores and ambiguous zones, annotated; without labels.
Gold segmentsOf(const QVector<QString>& labels, const SegmentRule& rule);

} // namespace corespan
