// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_reader.h"

#include <QMap>

namespace corespan {

/// How often two say the same of the records that both have decided.
struct Agreement
{
    std::int64_t records = 0;
    std::int64_t exact = 0; ///< every core, boundary by boundary and type by type, or both none
    std::int64_t close = 0; ///< as many cores of the same types, no boundary farther apart than `reach`
    double overlap = 0.0;   ///< sum of intersection over union of the positions in cores; 1 where neither has one

    void add(const QVector<Core>& a, const QVector<Core>& b, std::int64_t reach);
    double meanOverlap() const { return records == 0 ? 0.0 : overlap / static_cast<double>(records); }
    bool operator==(const Agreement&) const = default;
};

/// One curator's decisions beside what the run says, by whether it was in view.
struct CuratorBias
{
    std::int64_t decided = 0;
    Agreement shown;                   ///< with the run, where its prediction was in view
    Agreement blind;                   ///< with the run, where it was not
    Agreement controlsShown;           ///< with the file's own cores, decided with them or the run's in view
    Agreement controlsBlind;           ///< the same, decided blind
    std::int64_t controlsWrong = 0;    ///< records whose cores the file knows, decided otherwise
    std::int64_t controlsFollowed = 0; ///< of those, as the run has it: its mistake was taken over

    /// How much more often the run is followed where it is seen, in shares; nothing: one of the two has no record.
    std::optional<double> pull() const;
};

/// A record that curators see differently.
struct Disagreement
{
    RecordId record = RecordId::None;
    QString name;
    QVector<Decision> decisions; ///< by author
    std::int64_t farthest = 0;   ///< between boundaries of cores in the same place; -1: other cores altogether
};

struct CuratorReport
{
    static constexpr std::int64_t reach = 3; ///< of Agreement::close, positions

    QMap<QString, CuratorBias> curators;
    QMap<std::pair<QString, QString>, Agreement> pairs; ///< of authors, in their order
    std::optional<double> alpha; ///< unitizingAlpha() over the records that all of those with common records decided
    std::int64_t alphaRecords = 0;
    std::int64_t several = 0; ///< records with more than one curator's decision
    QVector<Disagreement> disagreements;
};

/// Beside `run`, if there is one. Decisions without an annotation (rejected, ambiguous) are counted as decided only.
Result<CuratorReport> curatorReport(const ProjectReader& reader, RunId run, const StepProgress& progress = {});

} // namespace corespan
