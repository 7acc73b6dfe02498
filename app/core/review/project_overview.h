// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_reader.h"

#include <QMap>

namespace corespan {

/// Which place of their (first) core records are laid over each other at.
enum class OverviewAnchor { Start, Middle, End };

struct OverviewRequest
{
    QVector<RecordId> records; ///< in the order of the rows
    RunId run = RunId::None;
    OverviewAnchor anchor = OverviewAnchor::Start;
    std::int64_t reach = 0; ///< positions shown to each side; 0: as far as nine in ten records reach
    int columns = 600;      ///< at most
    int rows = 1000;        ///< at most
};

/// All records of a project, or those of a queue, in one picture.
struct ProjectOverview
{
    /// Of more records than this, so many are looked at, evenly chosen.
    static constexpr qsizetype mostRead = 20'000;
    static constexpr int scoreBins = 20; ///< of [0, 1]

    std::int64_t records = 0; ///< that were asked for
    std::int64_t read = 0;
    std::int64_t withoutCore = 0; ///< among those read: they have no row, nor have those without a prediction
    Span range;                   ///< of columns, in positions from the anchor: [-before, after)
    int columns = 0;
    QVector<RecordId> rows;             ///< the first record of each
    QVector<QVector<float>> values;     ///< row by row: the mean of its records' P(core); NaN beyond their ends
    QMap<QString, std::int64_t> labels; ///< positions in cores by label: the curator's, else the file's, else the run's
    QVector<std::int64_t> lengths;      ///< of all cores, ascending
    QVector<std::int64_t> scores;       ///< records by the probability of the run's decision

    /// Lengths in so many bins of equal width from 0 to their 99th percentile, rounded up; longer ones count in the
    /// last. `width` gets a bin's width.
    QVector<std::int64_t> lengthBins(int bins, std::int64_t& width) const;
};

/// Error::Kind::Cancelled where `progress` answers false.
Result<ProjectOverview> projectOverview(const ProjectReader& reader, const OverviewRequest& request,
                                        const StepProgress& progress = {});

} // namespace corespan
