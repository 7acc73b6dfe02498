// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/queue_sql.h"

#include "core/domain/names.h"

namespace corespan::queuesql {

namespace {

/// Part of a WHERE clause, with its values.
struct Condition
{
    QString sql = QStringLiteral("1");
    QVariantList values;

    void add(const QString& part, const QVariantList& more = {})
    {
        sql += QStringLiteral(" AND ") + part;
        values += more;
    }
};

QString number(RunId run)
{
    return QString::number(qint64(run)); // an integer: it may stand in the SQL text
}

QString quotedStates(const QVector<ReviewState>& states)
{
    QStringList names;
    for (const ReviewState state : states)
        names << QStringLiteral("'%1'").arg(toText(state));
    return names.join(QLatin1Char(','));
}

void addState(Condition& condition, const QueueFilter& filter)
{
    const QString state = QStringLiteral("coalesce(v.state, 'unseen') IN (%1)");
    if (filter.which == QueueFilter::Which::State)
        condition.add(state.arg(quotedStates({filter.state})));
    else if (filter.which == QueueFilter::Which::Unreviewed)
        condition.add(state.arg(quotedStates({ReviewState::Unseen, ReviewState::Seen, ReviewState::Flagged})));
    if (!filter.more.states.isEmpty())
        condition.add(state.arg(quotedStates(filter.more.states)));
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

/// A shown core, the curator's or else the run's, of which `wanted` holds; in it `type` and `length` stand for the
/// core's.
QString shownCore(RunId run, const QString& wanted)
{
    const auto over = [&wanted](const QString& table, const QString& type) {
        return QStringLiteral("EXISTS (SELECT 1 FROM (SELECT %2 AS type, end_pos - begin_pos AS length FROM %1) WHERE "
                              "%3)")
            .arg(table, type, wanted);
    };
    const QString curated =
        over(QStringLiteral("annotations WHERE record_id = r.id AND kind = 'core'"), QStringLiteral("value"));
    const QString predicted =
        over(QStringLiteral("predicted_cores WHERE run_id = %1 AND record_id = r.id").arg(number(run)),
             QStringLiteral("type"));
    return QStringLiteral("(CASE WHEN v.annotated THEN %1 ELSE %2 END)").arg(curated, predicted);
}

void addCore(Condition& condition, const QueueConditions& more, RunId run)
{
    QStringList wanted;
    QVariantList values;
    if (!more.type.isEmpty()) {
        wanted << QStringLiteral("type = ?");
        values << more.type;
    }
    if (more.minCore)
        wanted << QStringLiteral("length >= %1").arg(*more.minCore);
    if (more.maxCore)
        wanted << QStringLiteral("length <= %1").arg(*more.maxCore);
    if (!wanted.isEmpty()) // in the text twice
        condition.add(shownCore(run, wanted.join(QStringLiteral(" AND "))), values + values);
}

void addNumbers(Condition& condition, const QueueConditions& more)
{
    if (more.minLength)
        condition.add(QStringLiteral("r.length >= ?"), {qint64(*more.minLength)});
    if (more.maxLength)
        condition.add(QStringLiteral("r.length <= ?"), {qint64(*more.maxLength)});
    if (more.minScore)
        condition.add(QStringLiteral("p.score >= ?"), {*more.minScore});
    if (more.maxScore)
        condition.add(QStringLiteral("p.score <= ?"), {*more.maxScore});
}

void addPatterns(Condition& condition, const QueueConditions& more)
{
    const QString anyCase = QStringLiteral("(?i)");
    if (!more.name.isEmpty())
        condition.add(QStringLiteral("(r.name REGEXP ? OR r.description REGEXP ?)"),
                      {anyCase + more.name, anyCase + more.name});
    if (!more.note.isEmpty())
        condition.add(QStringLiteral("coalesce(v.note, '') REGEXP ?"), {anyCase + more.note});
}

/// Two sets of cores, each the text of a SELECT, are not the same.
QString differ(const QString& a, const QString& b)
{
    return QStringLiteral("(EXISTS (SELECT * FROM (%1 EXCEPT %2)) OR EXISTS (SELECT * FROM (%2 EXCEPT %1)))").arg(a, b);
}

QString coresOf(RunId run)
{
    return QStringLiteral("SELECT begin_pos, end_pos, type FROM predicted_cores WHERE run_id = %1 AND record_id = r.id")
        .arg(number(run));
}

void addCurated(Condition& condition, const QueueConditions& more, RunId run)
{
    if (more.differsFromModel)
        condition.add(curatorDiffers(run));
    if (more.moved)
        condition.add(QStringLiteral("EXISTS (SELECT 1 FROM annotations a JOIN predicted_cores c "
                                     "ON c.run_id = %1 AND c.record_id = a.record_id "
                                     "AND c.begin_pos < a.end_pos AND a.begin_pos < c.end_pos "
                                     "WHERE a.record_id = r.id AND a.kind = 'core' AND "
                                     "max(abs(a.begin_pos - c.begin_pos), abs(a.end_pos - c.end_pos)) >= ?)")
                          .arg(number(run)),
                      {qint64(*more.moved)});
    if (more.otherRun != RunId::None)
        condition.add(runsDiffer(run, more.otherRun));
}

/// Records of groups in which one was corrected: looked up once for the whole queue.
const QString nearCorrected =
    QStringLiteral("(coalesce(v.state, 'unseen') IN ('unseen', 'seen', 'flagged') AND r.id IN "
                   "(SELECT record_id FROM kin WHERE near IN (SELECT k.near FROM review c "
                   "JOIN kin k ON k.record_id = c.record_id WHERE c.state = 'corrected')))");

void addGroup(Condition& condition, const QueueConditions& more)
{
    if (!more.group.isEmpty())
        condition.add(
            QStringLiteral("(r.name = ? OR r.id IN (SELECT record_id FROM kin WHERE near = "
                           "(SELECT near FROM kin k JOIN records g ON g.id = k.record_id WHERE g.name = ?)))"),
            {more.group, more.group});
}

QString outlier(const QMap<QString, LengthLimits>& lengths, RunId run, QVariantList& values)
{
    QStringList wanted;
    for (auto it = lengths.cbegin(); it != lengths.cend(); ++it) {
        wanted << QStringLiteral("(type = ? AND (length < %1 OR length > %2))")
                      .arg(it->least, 0, 'f', 6)
                      .arg(it->most, 0, 'f', 6);
        values << it.key();
    }
    values += values; // in the text twice
    return wanted.isEmpty() ? QStringLiteral("0") : shownCore(run, wanted.join(QStringLiteral(" OR ")));
}

void addReasons(Condition& condition, Reasons reasons, RunId run, const ReasonLimits& limits)
{
    if (!reasons || reasons.testFlag(Reason::RuleBroken))
        return; // with a rule among them any record may be one of those
    QStringList either;
    QVariantList values;
    if (reasons.testFlag(Reason::SmallMargin))
        either << QStringLiteral("p.margin < %1").arg(limits.margin);
    if (reasons.testFlag(Reason::UncertainStart))
        either << QStringLiteral("p.start_entropy > %1").arg(limits.entropy);
    if (reasons.testFlag(Reason::UncertainEnd))
        either << QStringLiteral("p.end_entropy > %1").arg(limits.entropy);
    if (reasons.testFlag(Reason::RunsDiffer))
        either << (limits.other == RunId::None ? QStringLiteral("0") : runsDiffer(run, limits.other));
    if (reasons.testFlag(Reason::LengthOutlier))
        either << outlier(limits.lengths, run, values);
    if (reasons.testFlag(Reason::NearCorrected))
        either << nearCorrected;
    condition.add(QLatin1Char('(') + either.join(QStringLiteral(" OR ")) + QLatin1Char(')'), values);
}

QString orderText(QueueOrder order)
{
    switch (order) {
    case QueueOrder::LeastCertain:
        return QStringLiteral("p.margin IS NULL, p.margin, r.id");
    case QueueOrder::VagueBoundary:
        return QStringLiteral("p.record_id IS NULL, p.vaguest_entropy DESC, r.id DESC");
    case QueueOrder::Name:
        return QStringLiteral("r.name");
    case QueueOrder::Length:
        return QStringLiteral("r.length, r.id");
    case QueueOrder::LongestFirst:
        return QStringLiteral("r.length DESC, r.id DESC");
    case QueueOrder::FileOrder:
    case QueueOrder::Random:
        break;
    }
    return QStringLiteral("r.id");
}

/// With no condition but the state, in the order of an index that holds all that the first query needs: a million
/// records take no sorting.
QVector<Query> byIndex(const Condition& state, RunId run, const QString& order)
{
    const QVariantList values = QVariantList{qint64(run)} + state.values;
    return {{QStringLiteral("SELECT p.record_id FROM predictions p LEFT JOIN review v ON v.record_id = p.record_id "
                            "WHERE p.run_id = ? AND ") +
                 state.sql + QStringLiteral(" ORDER BY ") + order,
             values},
            {QStringLiteral("SELECT r.id FROM records r LEFT JOIN review v ON v.record_id = r.id "
                            "LEFT JOIN predictions p ON p.run_id = ? AND p.record_id = r.id WHERE ") +
                 state.sql + QStringLiteral(" AND p.record_id IS NULL AND ") +
                 QStringLiteral("(SELECT count(*) FROM predictions WHERE run_id = ?) < (SELECT count(*) FROM records) "
                                "ORDER BY r.id"),
             values + QVariantList{qint64(run)}}};
}

} // namespace

QString runsDiffer(RunId run, RunId other)
{
    return QStringLiteral("(p.record_id IS NOT NULL AND EXISTS (SELECT 1 FROM predictions WHERE run_id = %1 AND "
                          "record_id = r.id) AND %2)")
        .arg(number(other), differ(coresOf(run), coresOf(other)));
}

QString curatorDiffers(RunId run)
{
    return QStringLiteral("(v.annotated AND p.record_id IS NOT NULL AND %1)")
        .arg(differ(QStringLiteral("SELECT begin_pos, end_pos, value FROM annotations "
                                   "WHERE record_id = r.id AND kind = 'core'"),
                    coresOf(run)));
}

QVector<Query> queries(const QueueFilter& filter, RunId run, const ReasonLimits& limits)
{
    Condition condition;
    addState(condition, filter);
    const bool onlyState = filter.text.trimmed().isEmpty() && filter.more.isEmpty();
    if (onlyState && run != RunId::None && filter.order == QueueOrder::LeastCertain)
        return byIndex(condition, run, QStringLiteral("p.margin, p.record_id"));
    if (onlyState && run != RunId::None && filter.order == QueueOrder::VagueBoundary)
        return byIndex(condition, run, QStringLiteral("p.vaguest_entropy DESC, p.record_id DESC"));
    addText(condition, filter.text);
    addNumbers(condition, filter.more);
    addCore(condition, filter.more, run);
    addPatterns(condition, filter.more);
    addCurated(condition, filter.more, run);
    addGroup(condition, filter.more);
    addReasons(condition, filter.more.reasons, run, limits);
    // Text is looked for in the order in which records lie in the file; sorting the hits is cheaper than jumping about.
    return {{QStringLiteral("SELECT r.id FROM records r LEFT JOIN review v ON v.record_id = r.id "
                            "LEFT JOIN predictions p ON p.run_id = ? AND p.record_id = r.id WHERE ") +
                 condition.sql + QStringLiteral(" ORDER BY ") + orderText(filter.order),
             QVariantList{qint64(run)} + condition.values}};
}

} // namespace corespan::queuesql
