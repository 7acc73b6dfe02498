// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/names.h"
#include "core/store/codec.h"
#include "core/store/edit_log.h"
#include "core/store/project_writer.h"
#include "core/store/rows.h"

#include <QCoreApplication>

namespace corespan {

using editlog::Entry;
using editlog::self;
using editlog::Stacks;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

struct LogRow
{
    qint64 id = 0;
    qint64 record = 0;
    EditKind kind = EditKind::SetCore;
    QString before;
    QString summary;
    qint64 below = 0;
    bool several = false; ///< part of a step of several
    QString title;
};

Result<LogRow> logRow(const Connection& connection, qint64 id)
{
    Statement row(connection,
                  QStringLiteral("SELECT record_id, kind, before, summary, below, part_of IS NOT NULL, title "
                                 "FROM edits WHERE id = ?"),
                  {id});
    if (!row.next())
        return row.failed() ? row.error()
                            : Error{Text::tr("The log of edits has a gap at %1.").arg(id), Error::Kind::Damaged};
    return LogRow{id,
                  row.integer(0),
                  editKindFromText(row.text(1)).value_or(EditKind::SetCore),
                  row.text(2),
                  row.text(3),
                  row.integer(4),
                  row.integer(5) != 0,
                  row.text(6)};
}

/// Rows of the step whose first is `first`, the last one first: the order in which they are taken back.
Result<QVector<qint64>> stepRows(const Connection& connection, const LogRow& first)
{
    if (!first.several)
        return QVector<qint64>{first.id};
    QVector<qint64> ids;
    Statement rows(connection, QStringLiteral("SELECT id FROM edits WHERE part_of = ? ORDER BY id DESC"), {first.id});
    while (rows.next())
        ids << rows.integer(0);
    if (rows.failed())
        return rows.error();
    return ids;
}

/// The edit that makes the record what it was before that row.
Result<Edit> inverse(const Connection& connection, const LogRow& row)
{
    Result<Curation> now = rows::curation(connection, RecordId(row.record));
    Result<Curation> then = codec::curationFromText(row.before);
    if (!now)
        return now.error();
    if (!then)
        return then.error();
    Edit edit;
    edit.record = RecordId(row.record);
    edit.kind = row.kind;
    edit.undoes = EditId(row.id);
    edit.before = *std::move(now);
    edit.after = *std::move(then);
    return edit;
}

} // namespace

Result<Edit> ProjectWriter::step(bool undo, const StepProgress& progress)
{
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<Stacks> tops = editlog::stacks(*m_connection);
    if (!tops)
        return tops.error();
    const qint64 target = undo ? tops->undo : tops->redo;
    if (target == 0)
        return Error{undo ? Text::tr("There is nothing to undo.") : Text::tr("There is nothing to redo."),
                     Error::Kind::NotFound};
    const Result<LogRow> first = logRow(*m_connection, target);
    if (!first)
        return first.error();
    const Result<QVector<qint64>> targets = stepRows(*m_connection, *first);
    if (!targets)
        return targets.error();
    Edit answer;
    qint64 head = 0;
    std::int64_t done = 0;
    for (const qint64 id : *targets) {
        const Result<LogRow> row = logRow(*m_connection, id);
        if (!row)
            return row.error();
        Result<Edit> edit = inverse(*m_connection, *row);
        if (!edit)
            return edit.error();
        edit->author = m_author;
        edit->time = QDateTime::currentDateTimeUtc();
        edit->summary = (undo ? Text::tr("undo: %1") : Text::tr("redo: %1")).arg(row->summary);
        // The new step goes onto one stack as the old one leaves the other.
        const qint64 top = head == 0 ? self : head;
        Entry entry{undo ? "undo" : "redo", row->summary, undo ? tops->redo : tops->undo, undo ? first->below : top,
                    undo ? top : first->below};
        if (first->several)
            entry.partOf = top;
        if (head == 0)
            entry.title = first->title;
        else
            entry.below = 0;
        if (Status status = editlog::append(*m_connection, *edit, entry); !status)
            return status.error();
        if (head == 0)
            head = qint64(edit->id);
        if (undo || done == 0) // the record that was edited first
            answer = *std::move(edit);
        ++done;
        if (progress && !progress(done, targets->size()))
            return editlog::left();
    }
    if (Status status = transaction.commit(); !status)
        return status.error();
    return answer;
}

Result<Edit> ProjectWriter::undo(const StepProgress& progress)
{
    return step(true, progress);
}

Result<Edit> ProjectWriter::redo(const StepProgress& progress)
{
    return step(false, progress);
}

Result<UndoState> ProjectWriter::undoState() const
{
    return rows::undoState(*m_connection);
}

} // namespace corespan
