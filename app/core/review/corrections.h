// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QMap>

#include <array>
#include <optional>

namespace corespan {

/// How far boundaries were moved: curated minus predicted, so +2 is two positions to the right.
struct ShiftCounts
{
    QMap<std::int64_t, std::int64_t> counts; ///< boundaries by shift, 0 among them

    void add(std::int64_t shift) { ++counts[shift]; }
    std::int64_t total() const;
    std::int64_t exact() const { return counts.value(0); }
    double mean() const; ///< 0 of none
    std::int64_t median() const;
    /// The shift, not 0, that most boundaries were moved by; of equals the smallest, then the one to the left.
    std::optional<std::int64_t> commonest() const;
    bool operator==(const ShiftCounts&) const = default;
};

/// A curated core and the run's core in its place.
struct CuratedPair
{
    Core curated;
    Core predicted;
    bool operator==(const CuratedPair&) const = default;
};

/// Pairs cores of one type that overlap, each with one other at most, those with the longest overlap first, of equals
/// the leftmost. Sorted by the curated core.
QVector<CuratedPair> pairedCores(const QVector<Core>& curated, const QVector<Core>& predicted);

/// What curators made of a run's cores.
struct CorrectionStatistics
{
    static constexpr int bins = 10;
    struct Type
    {
        ShiftCounts start;
        ShiftCounts end;
        std::int64_t added = 0;   ///< curated cores where the run has none of the type
        std::int64_t removed = 0; ///< cores of the run that the curator does not have
    };
    /// Records whose decision has a probability in one tenth of 0..1.
    struct Bin
    {
        std::int64_t records = 0;
        std::int64_t right = 0;
        double scores = 0.0; ///< sum
    };

    std::int64_t records = 0;
    std::int64_t right = 0; ///< as the run had them, every core
    QMap<QString, Type> types;
    std::array<Bin, bins> calibration{};

    /// One record with a decision. `curated` absent: the run was rejected and nothing put in its place. `score`: the
    /// run's probability of its own decision.
    void add(const std::optional<QVector<Core>>& curated, const QVector<Core>& predicted, double score);
};

} // namespace corespan
