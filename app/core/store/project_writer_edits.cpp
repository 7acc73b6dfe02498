// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/edits.h"
#include "core/domain/names.h"
#include "core/domain/zones.h"
#include "core/store/codec.h"
#include "core/store/project_writer.h"
#include "core/store/rows.h"

#include <QCoreApplication>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

/// Tops of the undo and redo stacks; 0: empty.
struct Stacks
{
    qint64 undo = 0;
    qint64 redo = 0;
};

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

QVariant orNull(qint64 id)
{
    return id == 0 ? QVariant() : QVariant(id);
}

/// How a row joins the log. A row that goes onto a stack becomes its top, with `below` under it.
struct Entry
{
    const char* role = "edit";
    QString summary; ///< of the edit itself, without "undo: "
    qint64 below = 0;
    qint64 undoTop = 0; ///< `self`: the new row
    qint64 redoTop = 0;
};
constexpr qint64 self = -1;

/// The log row and the state in one go; inside the caller's transaction. Fills in the id.
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
                "below, undo_top, redo_top) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {id, qint64(edit.record), QString::fromLatin1(entry.role), toText(edit.kind),
             codec::curationText(edit.before), codec::curationText(edit.after), edit.author, codec::timeText(edit.time),
             orNull(qint64(edit.undoes)), entry.summary, orNull(entry.below), top(entry.undoTop), top(entry.redoTop)});
        !status)
        return status;
    edit.id = EditId(id);
    return rows::writeCuration(connection, edit.record, edit.after);
}

QString problem(const Curation& curation, std::int64_t length)
{
    if (const QString cores = coresProblem(curation.cores, length); !cores.isEmpty())
        return cores;
    if (const QString zones = zonesProblem(curation.ambiguous.value_or(QVector<Span>()), length); !zones.isEmpty())
        return zones;
    if (!curation.labels.isEmpty() && (curation.labels.firstKey() < 0 || curation.labels.lastKey() >= length))
        return Text::tr("a label lies outside the sequence of %1").arg(length);
    return {};
}

/// Opening a record marks it seen behind the editor's back; that is no conflict.
bool sameButSeen(Curation a, const Curation& b)
{
    if (a.state == ReviewState::Unseen && b.state == ReviewState::Seen)
        a.state = ReviewState::Seen;
    else if (a.state == ReviewState::Seen && b.state == ReviewState::Unseen)
        a.state = ReviewState::Unseen;
    return a == b;
}

struct LogRow
{
    qint64 record = 0;
    EditKind kind = EditKind::SetCore;
    QString before;
    QString summary;
    qint64 below = 0;
};

Result<LogRow> logRow(const Connection& connection, qint64 id)
{
    Statement row(connection, QStringLiteral("SELECT record_id, kind, before, summary, below FROM edits WHERE id = ?"),
                  {id});
    if (!row.next())
        return row.failed() ? row.error()
                            : Error{Text::tr("The log of edits has a gap at %1.").arg(id), Error::Kind::Damaged};
    return LogRow{row.integer(0), editKindFromText(row.text(1)).value_or(EditKind::SetCore), row.text(2), row.text(3),
                  row.integer(4)};
}

} // namespace

Result<Edit> ProjectWriter::applyEdit(const Edit& given)
{
    Edit edit = given;
    edit.author = m_author;
    edit.time = QDateTime::currentDateTimeUtc();
    edit.undoes = EditId::None;
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<std::int64_t> length = rows::recordLength(*m_connection, edit.record);
    if (!length)
        return length.error();
    Result<Curation> now = rows::curation(*m_connection, edit.record);
    if (!now)
        return now.error();
    if (!sameButSeen(*now, edit.before))
        return Error{Text::tr("The record has changed since; look at it again."), Error::Kind::BadInput};
    if (const QString what = problem(edit.after, *length); !what.isEmpty())
        return Error{Text::tr("The edit cannot be saved: %1.").arg(what), Error::Kind::BadInput};
    edit.before = *std::move(now);
    if (isNoOp(edit))
        return edit;
    const Result<Stacks> tops = stacks(*m_connection);
    if (!tops)
        return tops.error();
    Entry entry{"edit", edit.summary, tops->undo, self, 0};
    if (edit.kind == EditKind::MarkSeen)
        entry = {"edit", edit.summary, 0, tops->undo, tops->redo};
    if (Status status = append(*m_connection, edit, entry); !status)
        return status.error();
    if (Status status = transaction.commit(); !status)
        return status.error();
    return edit;
}

Result<Edit> ProjectWriter::step(bool undo)
{
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<Stacks> tops = stacks(*m_connection);
    if (!tops)
        return tops.error();
    const qint64 target = undo ? tops->undo : tops->redo;
    if (target == 0)
        return Error{undo ? Text::tr("There is nothing to undo.") : Text::tr("There is nothing to redo."),
                     Error::Kind::NotFound};
    const Result<LogRow> row = logRow(*m_connection, target);
    if (!row)
        return row.error();
    Edit edit;
    edit.record = RecordId(row->record);
    edit.kind = row->kind;
    edit.author = m_author;
    edit.time = QDateTime::currentDateTimeUtc();
    edit.undoes = EditId(target);
    Result<Curation> now = rows::curation(*m_connection, edit.record);
    Result<Curation> then = codec::curationFromText(row->before);
    if (!now)
        return now.error();
    if (!then)
        return then.error();
    edit.before = *std::move(now);
    edit.after = *std::move(then);
    edit.summary = (undo ? Text::tr("undo: %1") : Text::tr("redo: %1")).arg(row->summary);
    const Entry entry = undo ? Entry{"undo", row->summary, tops->redo, row->below, self}
                             : Entry{"redo", row->summary, tops->undo, self, row->below};
    if (Status status = append(*m_connection, edit, entry); !status)
        return status.error();
    if (Status status = transaction.commit(); !status)
        return status.error();
    return edit;
}

Result<Edit> ProjectWriter::undo()
{
    return step(true);
}

Result<Edit> ProjectWriter::redo()
{
    return step(false);
}

Result<UndoState> ProjectWriter::undoState() const
{
    return rows::undoState(*m_connection);
}

} // namespace corespan
