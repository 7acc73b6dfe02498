// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_reader.h"

namespace corespan {

/// How the decisions of two runs about one record stand to each other.
enum class RunRelation {
    Same,       ///< the same cores, or none
    Start,      ///< each core has its counterpart, and only starts lie elsewhere
    End,        ///< only ends
    Both,       ///< starts and ends
    Type,       ///< the same spans, other types
    Others,     ///< another number of cores, or cores without a counterpart that overlaps them
    OnlyFirst,  ///< the second run says "no core"
    OnlySecond, ///< the first does
};

RunRelation relationOf(const QVector<Core>& first, const QVector<Core>& second);
/// The greatest distance between boundaries of counterparts; 0 where there are none.
std::int64_t largestShift(const QVector<Core>& first, const QVector<Core>& second);

/// What a curator's decision says of two runs.
enum class RunVerdict {
    Open, ///< nobody has said yet what is right
    BothRight,
    OnlyFirst,  ///< the second contradicts the curator where the first did not
    OnlySecond, ///< the second gets right what the first did not
    NoneRight,
};

struct ComparedRecord
{
    RecordId id = RecordId::None;
    QString name;
    QVector<Core> first;
    QVector<Core> second;
    std::optional<QVector<Core>> curated; ///< what a curator accepted or corrected; absent: not decided
    RunRelation relation = RunRelation::Same;
    RunVerdict verdict = RunVerdict::Open;
};

struct RunComparison
{
    QMap<RunRelation, std::int64_t> relations; ///< of the records that both runs have predicted
    QMap<RunVerdict, std::int64_t> verdicts;   ///< of the same
    std::int64_t inFirst = 0;                  ///< records that only the first has predicted
    std::int64_t inSecond = 0;
    QVector<ComparedRecord> differing; ///< relation not Same, in file order

    std::int64_t compared() const;
};

/// All records of the project. Error::Kind::Cancelled where `progress` answers false; it is asked after each page.
Result<RunComparison> compareRuns(const ProjectReader& reader, RunId first, RunId second,
                                  const StepProgress& progress = {});

/// Names that people read, translated: "start differs", "only the second is right".
QString displayName(RunRelation relation);
QString displayName(RunVerdict verdict);

} // namespace corespan
