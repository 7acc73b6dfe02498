// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/queue_content.h"

#include "core/domain/names.h"
#include "core/domain/span_text.h"
#include "core/review/frame_rule.h"
#include "core/store/rows.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <iterator>
#include <limits>

namespace corespan::queuecontent {

namespace {

constexpr std::int64_t longestRuled = 100'000;

using CoresOf = QHash<qint64, QVector<Core>>;

/// Cores of the records in `ids`: the curator's, else the run's.
Result<CoresOf> shownCores(const Connection& connection, RunId run, const QString& ids)
{
    CoresOf found;
    Statement cores(connection,
                    QStringLiteral("SELECT a.record_id, a.begin_pos, a.end_pos, a.value, a.open FROM annotations a "
                                   "WHERE a.kind = 'core' AND a.record_id IN (%1) UNION ALL "
                                   "SELECT c.record_id, c.begin_pos, c.end_pos, c.type, c.open FROM predicted_cores c "
                                   "LEFT JOIN review v ON v.record_id = c.record_id "
                                   "WHERE c.run_id = ? AND c.record_id IN (%1) AND NOT coalesce(v.annotated, 0)")
                        .arg(ids),
                    {qint64(run)});
    while (cores.next())
        found[cores.integer(0)].append(
            withOpenEnds({{cores.integer(1), cores.integer(2)}, cores.text(3)}, cores.text(4)));
    if (cores.failed())
        return cores.error();
    return found;
}

/// Calls `use(id, residues)` for each of the records in `ids` that is no longer than `longest`, in the order of ids.
template <typename Use>
Status eachSequence(const Connection& connection, const QString& ids, std::int64_t longest, const Use& use)
{
    Statement chunks(connection,
                     QStringLiteral("SELECT r.id, c.data FROM records r JOIN residues c ON c.record_id = r.id "
                                    "WHERE r.id IN (%1) AND r.length <= ? ORDER BY r.id, c.chunk")
                         .arg(ids),
                     {qint64(longest)});
    qint64 id = 0;
    QByteArray residues;
    while (chunks.next()) {
        if (chunks.integer(0) != id) {
            if (id != 0)
                use(id, residues);
            id = chunks.integer(0);
            residues.clear();
        }
        residues += chunks.blob(1);
    }
    if (chunks.failed())
        return chunks.error();
    if (id != 0)
        use(id, residues);
    return ok();
}

bool breaksFrame(const QByteArray& residues, const QVector<Core>& cores)
{
    const std::string_view letters(residues.constData(), std::size_t(residues.size()));
    return std::any_of(cores.begin(), cores.end(), [letters](const Core& core) {
        return core.span.end <= std::int64_t(letters.size()) && !frameProblem(letters, core).isEmpty();
    });
}

/// Those of `page` whose cores break a rule.
Result<QSet<qint64>> brokenRules(const Connection& connection, const QString& page, const CoresOf& cores)
{
    QSet<qint64> broken;
    const Status read =
        eachSequence(connection, page, longestRuled, [&broken, &cores](qint64 id, const QByteArray& residues) {
            if (breaksFrame(residues, cores.value(id)))
                broken.insert(id);
        });
    if (!read)
        return read.error();
    return broken;
}

} // namespace

Status addCoreReasons(const Connection& connection, RunId run, const ReasonLimits& limits, const QString& page,
                      QHash<qint64, QueueRow>& rows)
{
    const Result<CoresOf> cores = shownCores(connection, run, page);
    if (!cores)
        return cores.error();
    for (auto it = cores->cbegin(); it != cores->cend(); ++it)
        if (const auto row = rows.find(it.key()); row != rows.end())
            row->reasons.setFlag(Reason::LengthOutlier, isLengthOutlier(it.value(), limits.lengths));
    if (!limits.codons)
        return ok();
    const auto broken = brokenRules(connection, page, *cores);
    if (!broken)
        return broken.error();
    for (const qint64 id : *broken)
        if (const auto row = rows.find(id); row != rows.end())
            row->reasons.setFlag(Reason::RuleBroken);
    return ok();
}

Status addKin(const Connection& connection, const QString& page, QHash<qint64, QueueRow>& rows)
{
    QSet<qint64> corrected; // groups
    {
        Statement groups(connection,
                         QStringLiteral("SELECT DISTINCT k.near FROM kin k JOIN review v ON v.record_id = k.record_id "
                                        "WHERE v.state = 'corrected' AND k.near IN "
                                        "(SELECT near FROM kin WHERE record_id IN (%1))")
                             .arg(page),
                         {});
        while (groups.next())
            corrected.insert(groups.integer(0));
        if (groups.failed())
            return groups.error();
    }
    Statement kin(
        connection,
        QStringLiteral("SELECT record_id, near, same_count, near_count FROM kin WHERE record_id IN (%1)").arg(page),
        {});
    while (kin.next()) {
        const auto row = rows.find(kin.integer(0));
        if (row == rows.end())
            continue;
        row->sameCount = int(kin.integer(2));
        row->nearCount = int(kin.integer(3));
        row->reasons.setFlag(Reason::NearCorrected, !isReviewed(row->state) && corrected.contains(kin.integer(1)));
    }
    return kin.failed() ? Status(kin.error()) : ok();
}

Result<QVector<RecordId>> oneOfEqual(const Connection& connection, const QVector<RecordId>& ids)
{
    QHash<qint64, qint64> groups;
    Statement kin(connection, QStringLiteral("SELECT record_id, same FROM kin WHERE same_count > 1"), {});
    while (kin.next())
        groups.insert(kin.integer(0), kin.integer(1));
    if (kin.failed())
        return kin.error();
    QVector<RecordId> kept;
    QSet<qint64> seen;
    for (const RecordId id : ids) {
        const qint64 group = groups.value(qint64(id), 0);
        if (group == 0 || !seen.contains(group))
            kept << id;
        if (group != 0)
            seen.insert(group);
    }
    return kept;
}

Result<QVector<RecordId>> withMotif(const Connection& connection, const QVector<RecordId>& ids, const QString& pattern)
{
    QRegularExpression motif(pattern, QRegularExpression::CaseInsensitiveOption);
    motif.optimize();
    QVector<RecordId> kept;
    for (qsizetype begin = 0; begin < ids.size(); begin += rows::idsAtOnce) {
        const QVector<RecordId> page = ids.mid(begin, rows::idsAtOnce);
        QSet<qint64> found;
        const Status read = eachSequence(connection, rows::idList(page), std::numeric_limits<qint64>::max(),
                                         [&](qint64 id, const QByteArray& residues) {
                                             if (motif.match(QString::fromLatin1(residues)).hasMatch())
                                                 found.insert(id);
                                         });
        if (!read)
            return read.error();
        std::copy_if(page.begin(), page.end(), std::back_inserter(kept),
                     [&found](RecordId id) { return found.contains(qint64(id)); });
    }
    return kept;
}

} // namespace corespan::queuecontent
