// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/names.h"
#include "core/review/frame_rule.h"
#include "core/store/connection.h"
#include "core/store/project_reader.h"
#include "core/store/queue_content.h"
#include "core/store/queue_sql.h"
#include "core/store/rows.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>

namespace corespan {

namespace {

QueueRow queueRow(const Statement& row, const ReasonLimits& limits)
{
    QueueRow out;
    out.id = RecordId(row.integer(0));
    out.name = row.text(1);
    out.length = row.integer(2);
    out.state = reviewStateFromText(row.text(3)).value_or(ReviewState::Unseen);
    out.curated = row.integer(4) != 0;
    const int begin = out.curated ? 5 : 7;
    if (!row.isNull(begin))
        out.span = Span{row.integer(begin), row.integer(begin + 1)};
    out.cores = int(row.integer(out.curated ? 11 : 12));
    if (!row.isNull(9)) {
        out.score = row.real(9);
        out.margin = row.real(10);
        out.reasons.setFlag(Reason::SmallMargin, row.real(10) < limits.margin);
        out.reasons.setFlag(Reason::UncertainStart, row.real(13) > limits.entropy);
        out.reasons.setFlag(Reason::UncertainEnd, row.real(14) > limits.entropy);
        out.reasons.setFlag(Reason::RunsDiffer, row.integer(15) != 0);
    }
    return out;
}

/// The same number for the same record and seed, as good as random (splitmix64, Steele et al., 2014).
quint64 shuffled(RecordId id, quint32 seed)
{
    quint64 z = quint64(qint64(id)) * 0x9E3779B97F4A7C15ULL + seed;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

void shuffle(QVector<RecordId>& ids, quint32 seed)
{
    QVector<std::pair<quint64, RecordId>> keyed;
    keyed.reserve(ids.size());
    for (const RecordId id : ids)
        keyed.append({shuffled(id, seed), id});
    std::sort(keyed.begin(), keyed.end());
    std::transform(keyed.begin(), keyed.end(), ids.begin(), [](const auto& each) { return each.second; });
}

} // namespace

Result<QVector<RecordId>> ProjectReader::queue(const QueueFilter& filter) const
{
    if (Status status = checkConditions(filter.more); !status)
        return status.error();
    const Result<RunId> run = filter.run == RunId::None ? latestRun() : Result<RunId>(filter.run);
    if (!run)
        return run.error();
    const Result<ReasonLimits> limits = filter.more.reasons ? reasonLimits(*run) : Result<ReasonLimits>(ReasonLimits());
    if (!limits)
        return limits.error();
    QVector<RecordId> ids;
    for (const queuesql::Query& query : queuesql::queries(filter, *run, *limits)) {
        Statement statement(*m_connection, query.sql, query.values);
        while (statement.next())
            ids.append(RecordId(statement.integer(0)));
        if (statement.failed())
            return statement.error();
    }
    if (!filter.more.motif.isEmpty()) {
        Result<QVector<RecordId>> found = queuecontent::withMotif(*m_connection, ids, filter.more.motif);
        if (!found)
            return found.error();
        ids = *std::move(found);
    }
    if (filter.more.reasons.testFlag(Reason::RuleBroken)) {
        const Result<QVector<QueueRow>> all = rows(ids, *run, *limits);
        if (!all)
            return all.error();
        ids.clear();
        for (const QueueRow& row : *all)
            if (row.reasons.testAnyFlags(filter.more.reasons))
                ids << row.id;
    }
    if (filter.order == QueueOrder::Random)
        shuffle(ids, filter.seed);
    return filter.more.oneOfEqual ? queuecontent::oneOfEqual(*m_connection, ids) : ids;
}

Result<QVector<QueueRow>> ProjectReader::rows(const QVector<RecordId>& ids, RunId run, const ReasonLimits& limits) const
{
    if (run == RunId::None) {
        const Result<RunId> latest = latestRun();
        if (!latest)
            return latest.error();
        run = *latest;
    }
    const QString differ = limits.other == RunId::None ? QStringLiteral("0") : queuesql::runsDiffer(run, limits.other);
    QVector<QueueRow> rows;
    rows.reserve(ids.size());
    for (qsizetype begin = 0; begin < ids.size(); begin += rows::idsAtOnce) {
        const QVector<RecordId> page = ids.mid(begin, rows::idsAtOnce);
        const QString list = rows::idList(page);
        QHash<qint64, QueueRow> found;
        Statement statement(
            *m_connection,
            QStringLiteral("SELECT r.id, r.name, r.length, coalesce(v.state, 'unseen'), coalesce(v.annotated, 0), "
                           "a.begin_pos, a.end_pos, p.begin_pos, p.end_pos, p.score, p.margin, "
                           "(SELECT count(*) FROM annotations WHERE record_id = r.id AND kind = 'core'), "
                           "(SELECT count(*) FROM predicted_cores WHERE run_id = p.run_id AND record_id = r.id), "
                           "p.start_entropy, p.end_entropy, %2 "
                           "FROM records r "
                           "LEFT JOIN review v ON v.record_id = r.id "
                           "LEFT JOIN predictions p ON p.run_id = ? AND p.record_id = r.id "
                           "LEFT JOIN annotations a ON a.record_id = r.id AND a.kind = 'core' AND a.begin_pos = "
                           "(SELECT min(begin_pos) FROM annotations WHERE record_id = r.id AND kind = 'core') "
                           "WHERE r.id IN (%1)")
                .arg(list, differ),
            {qint64(run)});
        while (statement.next())
            found.insert(statement.integer(0), queueRow(statement, limits));
        if (statement.failed())
            return statement.error();
        if (Status status = queuecontent::addCoreReasons(*m_connection, run, limits, list, found); !status)
            return status.error();
        if (Status status = queuecontent::addKin(*m_connection, list, found); !status)
            return status.error();
        for (const RecordId id : page)
            if (const auto it = found.constFind(qint64(id)); it != found.constEnd())
                rows.append(*it);
    }
    return rows;
}

Result<ReasonLimits> ProjectReader::reasonLimits(RunId run) const
{
    constexpr int sampled = 20'000;
    ReasonLimits limits;
    if (run == RunId::None)
        return limits;
    const Result<Run> about = this->run(run);
    if (!about)
        return about.error();
    const Result<QVariant> before =
        m_connection->scalar(QStringLiteral("SELECT max(id) FROM runs WHERE id < ?"), {qint64(run)});
    if (!before)
        return before.error();
    limits.other = RunId(before->toLongLong());
    const Result<QString> alphabet = rows::meta(*m_connection, QStringLiteral("alphabet"));
    if (!alphabet)
        return alphabet.error();
    limits.codons = labelsCodons(alphabetFromText(*alphabet).value_or(Alphabet::Text), about->labels);
    QHash<QString, QVector<std::int64_t>> lengths;
    Statement cores(*m_connection,
                    QStringLiteral("SELECT type, end_pos - begin_pos FROM predicted_cores WHERE run_id = ? "
                                   "ORDER BY record_id, begin_pos LIMIT ?"),
                    {qint64(run), sampled});
    while (cores.next())
        lengths[cores.text(0)] << cores.integer(1);
    if (cores.failed())
        return cores.error();
    for (auto it = lengths.cbegin(); it != lengths.cend(); ++it)
        if (const auto usual = lengthLimits(it.value()))
            limits.lengths.insert(it.key(), *usual);
    return limits;
}

Result<QVector<NamedView>> ProjectReader::views() const
{
    QVector<NamedView> views;
    Statement statement(*m_connection, QStringLiteral("SELECT name, filter FROM views ORDER BY name"), {});
    while (statement.next())
        views.append(
            {statement.text(0), queueFilterFromJson(QJsonDocument::fromJson(statement.text(1).toUtf8()).object())});
    if (statement.failed())
        return statement.error();
    return views;
}

} // namespace corespan
