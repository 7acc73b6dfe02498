// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/edit_log.h"

#include "core/domain/names.h"
#include "core/store/codec.h"
#include "core/store/rows.h"

#include <QCoreApplication>

namespace corespan::editlog {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

QVariant orNull(qint64 id)
{
    return id == 0 ? QVariant() : QVariant(id);
}

} // namespace

Result<Stacks> stacks(const Connection& connection)
{
    Stacks tops;
    Statement last(connection, QStringLiteral("SELECT undo_top, redo_top FROM edits ORDER BY id DESC LIMIT 1"), {});
    if (last.next())
        tops = {last.integer(0), last.integer(1)};
    if (last.failed())
        return last.error();
    return tops;
}

Status append(const Connection& connection, Edit& edit, const Entry& entry)
{
    // A row names itself as a top, so its id has to be known before: AUTOINCREMENT only keeps it from being used twice.
    const Result<QVariant> last = connection.scalar(QStringLiteral("SELECT coalesce(max(id), 0) FROM edits"));
    if (!last)
        return last.error();
    const qint64 id = last->toLongLong() + 1;
    const auto top = [id](qint64 value) { return orNull(value == self ? id : value); };
    if (Status status = connection.exec(
            QStringLiteral(
                "INSERT INTO edits (id, record_id, role, kind, before, after, author, time, undoes, summary, "
                "below, undo_top, redo_top, part_of, title, blind) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {id, qint64(edit.record), QString::fromLatin1(entry.role), toText(edit.kind),
             codec::curationText(edit.before), codec::curationText(edit.after), edit.author, codec::timeText(edit.time),
             orNull(qint64(edit.undoes)), entry.summary, orNull(entry.below), top(entry.undoTop), top(entry.redoTop),
             top(entry.partOf), entry.title.isEmpty() ? QVariant() : QVariant(entry.title), qint64(edit.blind)});
        !status)
        return status;
    edit.id = EditId(id);
    edit.step = EditId(entry.partOf == self ? id : entry.partOf);
    return rows::writeCuration(connection, edit.record, edit.after);
}

Error left()
{
    return {Text::tr("Stopped; nothing was changed."), Error::Kind::Cancelled};
}

} // namespace corespan::editlog
