// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/names.h"
#include "core/store/connection.h"
#include "core/store/project_reader.h"
#include "core/store/rows.h"

#include <QHash>

namespace corespan {

namespace {

/// Part of a WHERE clause over `records r LEFT JOIN review v`, with its values.
struct Condition
{
    QString sql = QStringLiteral("1");
    QVariantList values;

    void add(const QString& part, const QVariantList& more)
    {
        sql += QStringLiteral(" AND ") + part;
        values += more;
    }
};

QString quoted(ReviewState state)
{
    return QStringLiteral("'%1'").arg(toText(state));
}

void addState(Condition& condition, const QueueFilter& filter)
{
    const QString state = QStringLiteral("coalesce(v.state, 'unseen')");
    if (filter.which == QueueFilter::Which::State) {
        condition.add(state + QStringLiteral(" = ") + quoted(filter.state), {});
    } else if (filter.which == QueueFilter::Which::Unreviewed) {
        QStringList waiting;
        for (const ReviewState each : {ReviewState::Unseen, ReviewState::Seen, ReviewState::Flagged})
            waiting << quoted(each);
        condition.add(state + QStringLiteral(" IN (%1)").arg(waiting.join(QLatin1Char(','))), {});
    }
}

QString likePattern(const QString& text)
{
    QString pattern;
    for (const QChar c : text) {
        if (c == QLatin1Char('%') || c == QLatin1Char('_') || c == QLatin1Char('\\'))
            pattern += QLatin1Char('\\');
        pattern += c;
    }
    return QStringLiteral("%%1%").arg(pattern);
}

bool isMotif(const QString& text)
{
    // Shorter ones are in nearly every sequence; longer ones would have to be looked for over more than two chunks.
    constexpr qsizetype shortest = 3, longest = 1000;
    return text.size() >= shortest && text.size() <= longest && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= QLatin1Char('A') && c <= QLatin1Char('Z')) || c == QLatin1Char('*');
           });
}

void addText(Condition& condition, const QString& wanted)
{
    const QString text = wanted.trimmed();
    if (text.isEmpty())
        return;
    const QString pattern = likePattern(text);
    QString part = QStringLiteral("(r.name LIKE ? ESCAPE '\\' OR r.description LIKE ? ESCAPE '\\'");
    QVariantList values{pattern, pattern};
    if (const QString motif = text.toUpper(); isMotif(motif)) {
        const QByteArray letters = motif.toLatin1();
        const QVariant overhang = int(letters.size() - 1);
        part += QStringLiteral(
            " OR r.id IN (SELECT record_id FROM residues WHERE instr(data, ?) UNION ALL "
            "SELECT a.record_id FROM residues a JOIN residues b ON b.record_id = a.record_id AND b.chunk = a.chunk + 1 "
            "WHERE instr(CAST(substr(a.data, -?) || substr(b.data, 1, ?) AS BLOB), ?))");
        values += {letters, overhang, overhang, letters};
    }
    condition.add(part + QLatin1Char(')'), values);
}

/// The queries whose results, one after the other, are the queue: of the index in whose order they run, where there is
/// one.
QList<std::pair<QString, QVariantList>> queueQueries(const QueueFilter& filter, RunId run)
{
    Condition condition;
    addState(condition, filter);
    addText(condition, filter.text);
    const QString where = QStringLiteral(" WHERE ") + condition.sql;
    const QString from = QStringLiteral("SELECT r.id FROM records r LEFT JOIN review v ON v.record_id = r.id");
    switch (filter.order) {
    case QueueOrder::Name:
        return {{from + where + QStringLiteral(" ORDER BY r.name"), condition.values}};
    case QueueOrder::Length:
        return {{from + where + QStringLiteral(" ORDER BY r.length, r.id"), condition.values}};
    case QueueOrder::FileOrder:
        return {{from + where + QStringLiteral(" ORDER BY r.id"), condition.values}};
    case QueueOrder::LeastCertain:
        break;
    }
    if (run == RunId::None)
        return {{from + where + QStringLiteral(" ORDER BY r.id"), condition.values}};
    const QVariantList values = QVariantList{qint64(run)} + condition.values;
    if (!filter.text.trimmed().isEmpty()) {
        // Text is looked for in the order in which records lie in the file; sorting the hits is cheaper than jumping
        // about.
        return {{QStringLiteral("SELECT r.id FROM records r LEFT JOIN review v ON v.record_id = r.id "
                                "LEFT JOIN predictions p ON p.run_id = ? AND p.record_id = r.id") +
                     where + QStringLiteral(" ORDER BY p.margin IS NULL, p.margin, r.id"),
                 values}};
    }
    // The index of margins holds all that the first query needs, so that a million records take no sorting.
    return {{QStringLiteral("SELECT p.record_id FROM predictions p LEFT JOIN review v ON v.record_id = p.record_id "
                            "WHERE p.run_id = ? AND ") +
                 condition.sql + QStringLiteral(" ORDER BY p.margin, p.record_id"),
             values},
            {QStringLiteral("SELECT r.id FROM records r LEFT JOIN review v ON v.record_id = r.id "
                            "LEFT JOIN predictions p ON p.run_id = ? AND p.record_id = r.id") +
                 where + QStringLiteral(" AND p.record_id IS NULL AND ") +
                 QStringLiteral("(SELECT count(*) FROM predictions WHERE run_id = ?) < (SELECT count(*) FROM records) "
                                "ORDER BY r.id"),
             values + QVariantList{qint64(run)}}};
}

QueueRow queueRow(const Statement& row)
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
    }
    return out;
}

} // namespace

Result<QVector<RecordId>> ProjectReader::queue(const QueueFilter& filter) const
{
    RunId run = filter.run;
    if (run == RunId::None && filter.order == QueueOrder::LeastCertain) {
        const Result<RunId> latest = latestRun();
        if (!latest)
            return latest.error();
        run = *latest;
    }
    QVector<RecordId> ids;
    for (const auto& [sql, values] : queueQueries(filter, run)) {
        Statement statement(*m_connection, sql, values);
        while (statement.next())
            ids.append(RecordId(statement.integer(0)));
        if (statement.failed())
            return statement.error();
    }
    return ids;
}

Result<QVector<QueueRow>> ProjectReader::rows(const QVector<RecordId>& ids, RunId run) const
{
    constexpr qsizetype atOnce = 500;
    if (run == RunId::None) {
        const Result<RunId> latest = latestRun();
        if (!latest)
            return latest.error();
        run = *latest;
    }
    QHash<qint64, QueueRow> found;
    for (qsizetype begin = 0; begin < ids.size(); begin += atOnce) {
        const QString list = rows::idList(ids.mid(begin, atOnce));
        Statement statement(
            *m_connection,
            QStringLiteral("SELECT r.id, r.name, r.length, coalesce(v.state, 'unseen'), coalesce(v.annotated, 0), "
                           "a.begin_pos, a.end_pos, p.begin_pos, p.end_pos, p.score, p.margin, "
                           "(SELECT count(*) FROM annotations WHERE record_id = r.id AND kind = 'core'), "
                           "(SELECT count(*) FROM predicted_cores WHERE run_id = p.run_id AND record_id = r.id) "
                           "FROM records r "
                           "LEFT JOIN review v ON v.record_id = r.id "
                           "LEFT JOIN predictions p ON p.run_id = ? AND p.record_id = r.id "
                           "LEFT JOIN annotations a ON a.record_id = r.id AND a.kind = 'core' AND a.begin_pos = "
                           "(SELECT min(begin_pos) FROM annotations WHERE record_id = r.id AND kind = 'core') "
                           "WHERE r.id IN (%1)")
                .arg(list),
            {qint64(run)});
        while (statement.next())
            found.insert(statement.integer(0), queueRow(statement));
        if (statement.failed())
            return statement.error();
    }
    QVector<QueueRow> rows;
    rows.reserve(ids.size());
    for (const RecordId id : ids) {
        if (const auto it = found.constFind(qint64(id)); it != found.constEnd())
            rows.append(*it);
    }
    return rows;
}

} // namespace corespan
