// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rows.h"

#include "core/domain/curation_json.h"
#include "core/domain/names.h"
#include "core/domain/span_text.h"
#include "core/store/codec.h"

#include <QCoreApplication>

namespace corespan::rows {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

QString sql(const char* text)
{
    return QString::fromLatin1(text);
}

qint64 number(RecordId id)
{
    return qint64(id);
}

Error unreadable(const Connection& connection)
{
    return {Text::tr("%1 is damaged: a stored value cannot be read.").arg(fileName(connection.path())),
            Error::Kind::Damaged};
}

} // namespace

Error noSuchRecord(const Connection& connection)
{
    return {Text::tr("%1 has no such record.").arg(fileName(connection.path())), Error::Kind::NotFound};
}

Result<QString> meta(const Connection& connection, const QString& key)
{
    const Result<QVariant> value = connection.scalar(sql("SELECT value FROM meta WHERE key = ?"), {key});
    if (!value)
        return value.error();
    return value->toString();
}

Status setMeta(const Connection& connection, const QString& key, const QString& value)
{
    return connection.exec(sql("INSERT INTO meta (key, value) VALUES (?, ?) "
                               "ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
                           {key, value});
}

Result<LabelSet> labelSet(const Connection& connection)
{
    LabelSet set;
    Statement statement(connection,
                        sql("SELECT s.name, l.name, l.colour FROM label_sets s "
                            "LEFT JOIN labels l ON l.set_id = s.id WHERE s.id = 1 ORDER BY l.position, l.id"),
                        {});
    while (statement.next()) {
        set.name = statement.text(0);
        if (!statement.isNull(1))
            set.labels.append({statement.text(1), statement.text(2)});
    }
    if (statement.failed())
        return statement.error();
    return set;
}

Status writeLabelSet(const Connection& connection, const LabelSet& labels)
{
    if (Status status = connection.exec(sql("INSERT INTO label_sets (id, name) VALUES (1, ?) "
                                            "ON CONFLICT (id) DO UPDATE SET name = excluded.name"),
                                        {labels.name});
        !status)
        return status;
    // Those that are not in the list keep their order behind it.
    if (Status status = connection.exec(sql("UPDATE labels SET position = position + ?"), {labels.labels.size()});
        !status)
        return status;
    Statement insert(connection, sql("INSERT INTO labels (set_id, position, name, colour) VALUES (1, ?, ?, ?) "
                                     "ON CONFLICT (set_id, name) DO UPDATE SET position = excluded.position, "
                                     "colour = excluded.colour"));
    for (qsizetype i = 0; i < labels.labels.size(); ++i) {
        if (!insert.run({i, labels.labels[i].name, labels.labels[i].colour}))
            return insert.error();
    }
    return ok();
}

Result<QHash<QString, std::int64_t>> labelIds(const Connection& connection)
{
    QHash<QString, std::int64_t> ids;
    Statement statement(connection, sql("SELECT name, id FROM labels WHERE set_id = 1"), {});
    while (statement.next())
        ids.insert(statement.text(0), statement.integer(1));
    if (statement.failed())
        return statement.error();
    return ids;
}

QString idList(const QVector<RecordId>& ids)
{
    QStringList list;
    for (const RecordId id : ids)
        list << QString::number(number(id));
    return list.join(QLatin1Char(','));
}

Result<std::int64_t> recordLength(const Connection& connection, RecordId id)
{
    const Result<QVariant> length = connection.scalar(sql("SELECT length FROM records WHERE id = ?"), {number(id)});
    if (!length)
        return length.error();
    if (length->isNull())
        return noSuchRecord(connection);
    return std::int64_t(length->toLongLong());
}

Result<Curation> curation(const Connection& connection, RecordId id)
{
    Result<QHash<qint64, Curation>> found = curations(connection, QString::number(number(id)));
    if (!found)
        return found.error();
    return found->value(number(id));
}

Result<QHash<qint64, Curation>> curations(const Connection& connection, const QString& ids)
{
    QHash<qint64, Curation> found;
    Statement review(
        connection, sql("SELECT state, annotated, note, zones, record_id FROM review WHERE record_id IN (%1)").arg(ids),
        {});
    while (review.next()) {
        const std::optional<ReviewState> state = reviewStateFromText(review.text(0));
        if (!state)
            return unreadable(connection);
        Curation& curation = found[review.integer(4)];
        curation.state = *state;
        curation.annotated = review.integer(1) != 0;
        curation.note = review.text(2);
        if (review.integer(3) != 0)
            curation.ambiguous.emplace();
    }
    if (review.failed())
        return review.error();
    QHash<qint64, QVector<LabelRange>> labels;
    Statement annotations(connection,
                          sql("SELECT kind, begin_pos, end_pos, value, open, record_id FROM annotations "
                              "WHERE record_id IN (%1) ORDER BY record_id, kind, begin_pos")
                              .arg(ids),
                          {});
    while (annotations.next()) {
        const Span span{annotations.integer(1), annotations.integer(2)};
        const QString kind = annotations.text(0);
        Curation& curation = found[annotations.integer(5)];
        if (kind == QLatin1String("core"))
            curation.cores.append(withOpenEnds({span, annotations.text(3)}, annotations.text(4)));
        else if (kind == QLatin1String("ambiguous") && curation.ambiguous)
            curation.ambiguous->append(span);
        else
            labels[annotations.integer(5)].append({span, annotations.text(3)});
    }
    if (annotations.failed())
        return annotations.error();
    for (auto it = labels.cbegin(); it != labels.cend(); ++it)
        found[it.key()].labels = labelMap(it.value());
    return found;
}

Status writeCuration(const Connection& connection, RecordId id, const Curation& curation)
{
    if (Status status =
            connection.exec(sql("INSERT INTO review (record_id, state, annotated, note, zones) VALUES (?, ?, ?, ?, ?) "
                                "ON CONFLICT (record_id) DO UPDATE SET state = excluded.state, "
                                "annotated = excluded.annotated, note = excluded.note, zones = excluded.zones"),
                            {number(id), toText(curation.state), int(curation.annotated), curation.note,
                             int(curation.ambiguous.has_value())});
        !status)
        return status;
    if (Status status = connection.exec(sql("DELETE FROM annotations WHERE record_id = ?"), {number(id)}); !status)
        return status;
    Statement insert(connection, sql("INSERT INTO annotations (record_id, kind, begin_pos, end_pos, value, open) "
                                     "VALUES (?, ?, ?, ?, ?, ?)"));
    for (const Core& core : curation.cores) {
        if (!insert.run({number(id), QStringLiteral("core"), qint64(core.span.begin), qint64(core.span.end), core.type,
                         openText(core)}))
            return insert.error();
    }
    for (const LabelRange& range : labelRanges(curation.labels)) {
        if (!insert.run({number(id), QStringLiteral("label"), qint64(range.span.begin), qint64(range.span.end),
                         range.label, QString()}))
            return insert.error();
    }
    for (const Span& zone : curation.ambiguous.value_or(QVector<Span>())) {
        if (!insert.run(
                {number(id), QStringLiteral("ambiguous"), qint64(zone.begin), qint64(zone.end), QString(), QString()}))
            return insert.error();
    }
    return ok();
}

Result<Edit> edit(const Statement& row)
{
    Edit edit;
    edit.id = EditId(row.integer(0));
    edit.record = RecordId(row.integer(1));
    const QString role = row.text(2);
    edit.kind = editKindFromText(row.text(3)).value_or(EditKind::SetCore);
    Result<Curation> before = codec::curationFromText(row.text(4));
    Result<Curation> after = codec::curationFromText(row.text(5));
    if (!before)
        return before.error();
    if (!after)
        return after.error();
    edit.before = *std::move(before);
    edit.after = *std::move(after);
    edit.author = row.text(6);
    edit.time = codec::timeFromText(row.text(7));
    edit.undoes = EditId(row.integer(8));
    edit.summary = row.text(9);
    edit.step = EditId(row.integer(10));
    edit.blind = row.integer(11) != 0;
    if (role == QLatin1String("undo"))
        edit.summary = Text::tr("undo: %1").arg(edit.summary);
    else if (role == QLatin1String("redo"))
        edit.summary = Text::tr("redo: %1").arg(edit.summary);
    return edit;
}

Result<UndoState> undoState(const Connection& connection)
{
    UndoState state;
    Statement top(connection,
                  sql("SELECT u.id, u.record_id, coalesce(u.title, u.summary), r.id, r.record_id, "
                      "coalesce(r.title, r.summary) FROM "
                      "(SELECT undo_top, redo_top FROM edits ORDER BY id DESC LIMIT 1) t "
                      "LEFT JOIN edits u ON u.id = t.undo_top LEFT JOIN edits r ON r.id = t.redo_top"),
                  {});
    if (top.next()) {
        state = {EditId(top.integer(0)), RecordId(top.integer(1)), top.text(2),
                 EditId(top.integer(3)), RecordId(top.integer(4)), top.text(5)};
    }
    if (top.failed())
        return top.error();
    return state;
}

} // namespace corespan::rows
