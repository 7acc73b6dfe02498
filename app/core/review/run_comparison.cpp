// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/run_comparison.h"

#include "core/domain/names.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Review)
};

/// As many, and each overlaps the one at its place.
bool areCounterparts(const QVector<Core>& first, const QVector<Core>& second)
{
    return first.size() == second.size() &&
           std::equal(first.cbegin(), first.cend(), second.cbegin(),
                      [](const Core& a, const Core& b) { return a.span.overlaps(b.span); });
}

bool sameTypes(const QVector<Core>& first, const QVector<Core>& second)
{
    return std::equal(first.cbegin(), first.cend(), second.cbegin(), second.cend(),
                      [](const Core& a, const Core& b) { return a.type == b.type; });
}

RunVerdict verdictOf(const ComparedRecord& record)
{
    if (!record.curated)
        return RunVerdict::Open;
    const bool first = record.first == *record.curated;
    const bool second = record.second == *record.curated;
    if (first)
        return second ? RunVerdict::BothRight : RunVerdict::OnlyFirst;
    return second ? RunVerdict::OnlySecond : RunVerdict::NoneRight;
}

/// What a curator has said of the cores; a rejection says only that something is wrong.
std::optional<QVector<Core>> decided(const Curation& curation)
{
    const bool known = curation.annotated && isReviewed(curation.state) && curation.state != ReviewState::Ambiguous;
    return known ? std::optional(curation.cores) : std::nullopt;
}

void add(RunComparison& comparison, const ReviewRow& first, const ReviewRow& second)
{
    if (!first.predicted || !second.predicted) {
        comparison.inFirst += first.predicted ? 1 : 0;
        comparison.inSecond += second.predicted ? 1 : 0;
        return;
    }
    ComparedRecord record{first.id, first.name, *first.predicted, *second.predicted, decided(first.curation)};
    record.relation = relationOf(record.first, record.second);
    record.verdict = verdictOf(record);
    ++comparison.relations[record.relation];
    ++comparison.verdicts[record.verdict];
    if (record.relation != RunRelation::Same)
        comparison.differing << std::move(record);
}

} // namespace

RunRelation relationOf(const QVector<Core>& first, const QVector<Core>& second)
{
    if (first == second)
        return RunRelation::Same;
    if (second.isEmpty())
        return RunRelation::OnlyFirst;
    if (first.isEmpty())
        return RunRelation::OnlySecond;
    if (!areCounterparts(first, second))
        return RunRelation::Others;
    bool starts = false;
    bool ends = false;
    for (qsizetype at = 0; at < first.size(); ++at) {
        starts = starts || first[at].span.begin != second[at].span.begin;
        ends = ends || first[at].span.end != second[at].span.end;
    }
    if (!sameTypes(first, second))
        return starts || ends ? RunRelation::Others : RunRelation::Type;
    if (starts && ends)
        return RunRelation::Both;
    if (starts)
        return RunRelation::Start;
    return ends ? RunRelation::End : RunRelation::Same; // but for open ends
}

std::int64_t largestShift(const QVector<Core>& first, const QVector<Core>& second)
{
    if (!areCounterparts(first, second))
        return 0;
    std::int64_t largest = 0;
    for (qsizetype at = 0; at < first.size(); ++at)
        largest = std::max({largest, std::abs(first[at].span.begin - second[at].span.begin),
                            std::abs(first[at].span.end - second[at].span.end)});
    return largest;
}

std::int64_t RunComparison::compared() const
{
    return std::accumulate(relations.cbegin(), relations.cend(), std::int64_t(0));
}

Result<RunComparison> compareRuns(const ProjectReader& reader, RunId first, RunId second, const StepProgress& progress)
{
    constexpr qsizetype page = 500;
    QueueFilter all;
    all.which = QueueFilter::Which::All;
    all.order = QueueOrder::FileOrder;
    const Result<QVector<RecordId>> records = reader.queue(all);
    if (!records)
        return records.error();
    RunComparison comparison;
    for (qsizetype at = 0; at < records->size(); at += page) {
        const QVector<RecordId> ids = records->mid(at, page);
        const Result<QVector<ReviewRow>> older = reader.reviewRows(ids, first);
        if (!older)
            return older.error();
        const Result<QVector<ReviewRow>> newer = reader.reviewRows(ids, second);
        if (!newer)
            return newer.error();
        for (qsizetype row = 0; row < std::min(older->size(), newer->size()); ++row)
            add(comparison, older->at(row), newer->at(row));
        if (progress && !progress(at + ids.size(), records->size()))
            return Error{Text::tr("Stopped."), Error::Kind::Cancelled};
    }
    return comparison;
}

QString displayName(RunRelation relation)
{
    switch (relation) {
    case RunRelation::Same:
        return Text::tr("the same");
    case RunRelation::Start:
        return Text::tr("start differs");
    case RunRelation::End:
        return Text::tr("end differs");
    case RunRelation::Both:
        return Text::tr("both ends differ");
    case RunRelation::Type:
        return Text::tr("type differs");
    case RunRelation::Others:
        return Text::tr("other cores");
    case RunRelation::OnlyFirst:
        return Text::tr("core in the first run only");
    case RunRelation::OnlySecond:
        return Text::tr("core in the second run only");
    }
    return {};
}

QString displayName(RunVerdict verdict)
{
    switch (verdict) {
    case RunVerdict::Open:
        return Text::tr("not decided");
    case RunVerdict::BothRight:
        return Text::tr("both as the curator says");
    case RunVerdict::OnlyFirst:
        return Text::tr("the second contradicts the curator, the first did not");
    case RunVerdict::OnlySecond:
        return Text::tr("the second gets right what the first did not");
    case RunVerdict::NoneRight:
        return Text::tr("neither as the curator says");
    }
    return {};
}

} // namespace corespan
