// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/propagation.h"

#include "core/domain/edits.h"
#include "core/domain/names.h"
#include "core/domain/span_text.h"
#include "core/review/frame_rule.h"

#include <QCoreApplication>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Review)
};

std::string_view view(const QByteArray& residues)
{
    return {residues.constData(), std::size_t(residues.size())};
}

Error misfit(const QString& why)
{
    return {why, Error::Kind::BadInput};
}

Result<Core> placed(const Core& core, const SequenceMatch& match)
{
    const auto first = match.toSecond(core.span.begin);
    if (!first)
        return misfit(Text::tr("no position for the start of %1").arg(closedText(core.span)));
    const auto last = match.toSecond(core.span.end - 1);
    if (!last)
        return misfit(Text::tr("no position for the end of %1").arg(closedText(core.span)));
    Core moved = core;
    moved.span = {*first, *last + 1};
    return moved;
}

PlannedEdit planned(const ReviewRow& row, const QByteArray& residues, const Propagation& what, bool decidedToo)
{
    using Kind = PlannedEdit::Kind;
    const Curation& now = row.curation;
    if ((isReviewed(now.state) || now.state == ReviewState::Flagged) && !decidedToo)
        return {Kind::Decided};
    if (what.cores.isEmpty())
        return {Kind::Edit, noCoreEdit(row.id, now)};
    const Result<QVector<Core>> cores = carriedOver(what, view(residues));
    if (!cores)
        return {Kind::Misfit, {}, cores.error().message};
    return {Kind::Edit, setCoresEdit(row.id, now, *cores, row.predicted.value_or(QVector<Core>()))};
}

} // namespace

Result<QVector<Core>> carriedOver(const Propagation& what, std::string_view other, const MatchOptions& options)
{
    const auto match = matchSequences(view(what.residues), other, options);
    if (!match)
        return misfit(Text::tr("the sequences differ too much"));
    QVector<Core> cores;
    for (const Core& core : what.cores) {
        const Result<Core> moved = placed(core, *match);
        if (!moved)
            return moved.error();
        const bool wasFrame = what.codons && frameProblem(view(what.residues), core).isEmpty();
        if (const QString problem = wasFrame ? frameProblem(other, *moved) : QString(); !problem.isEmpty())
            return misfit(Text::tr("no reading frame there: %1").arg(problem));
        cores << *moved;
    }
    return cores;
}

PlanRule propagationRule(const Propagation& what, bool decidedToo)
{
    return [what, decidedToo](const ProjectReader& reader,
                              const QVector<ReviewRow>& rows) -> Result<QVector<PlannedEdit>> {
        QVector<PlannedEdit> answers;
        for (const ReviewRow& row : rows) {
            const Result<QByteArray> residues = reader.residues(row.id);
            if (!residues)
                return residues.error();
            answers << planned(row, *residues, what, decidedToo);
        }
        return answers;
    };
}

QString propagationTitle(const QString& source, const QVector<Core>& cores, std::int64_t records)
{
    const QString what = cores.isEmpty()     ? Text::tr("\"no core\" of %1").arg(source)
                         : cores.size() == 1 ? Text::tr("core %1 of %2").arg(closedText(cores.first().span), source)
                                             : Text::tr("%1 cores of %2").arg(cores.size()).arg(source);
    return records == 1 ? Text::tr("%1 taken over by 1 record").arg(what)
                        : Text::tr("%1 taken over by %2 records").arg(what).arg(records);
}

} // namespace corespan
