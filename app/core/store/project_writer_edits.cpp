// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/edits.h"
#include "core/domain/zones.h"
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

/// Looks whether the edit fits the record as it is, and takes `before` from there. Error: it does not.
Status fit(const Connection& connection, Edit& edit)
{
    const Result<std::int64_t> length = rows::recordLength(connection, edit.record);
    if (!length)
        return length.error();
    Result<Curation> now = rows::curation(connection, edit.record);
    if (!now)
        return now.error();
    if (!sameButSeen(*now, edit.before))
        return Error{Text::tr("The record has changed since; look at it again."), Error::Kind::BadInput};
    if (const QString what = problem(edit.after, *length); !what.isEmpty())
        return Error{Text::tr("The edit cannot be saved: %1.").arg(what), Error::Kind::BadInput};
    edit.before = *std::move(now);
    return ok();
}

/// The error of one edit of several, with the name of its record.
Error ofRecord(const Connection& connection, RecordId record, Error error, qsizetype count)
{
    const Result<QVariant> name =
        connection.scalar(QStringLiteral("SELECT name FROM records WHERE id = ?"), {qint64(record)});
    const QString which = name && !name->isNull() ? name->toString() : Text::tr("record %1").arg(qint64(record));
    error.message = Text::tr("%1: %2 None of the %3 records was changed.").arg(which, error.message).arg(count);
    return error;
}

} // namespace

Result<Edit> ProjectWriter::applyEdit(const Edit& given)
{
    Edit edit = given;
    edit.author = m_author;
    edit.time = QDateTime::currentDateTimeUtc();
    edit.undoes = edit.step = EditId::None;
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun().error();
    if (Status status = fit(*m_connection, edit); !status)
        return status.error();
    if (isNoOp(edit))
        return edit;
    const Result<Stacks> tops = editlog::stacks(*m_connection);
    if (!tops)
        return tops.error();
    Entry entry{"edit", edit.summary, tops->undo, self, 0};
    if (edit.kind == EditKind::MarkSeen || edit.kind == EditKind::Confirm)
        entry = {"edit", edit.summary, 0, tops->undo, tops->redo};
    if (Status status = editlog::append(*m_connection, edit, entry); !status)
        return status.error();
    if (Status status = transaction.commit(); !status)
        return status.error();
    return edit;
}

Result<QVector<Edit>> ProjectWriter::applyEdits(std::span<const Edit> edits, const QString& title,
                                                const StepProgress& progress)
{
    const auto total = std::int64_t(edits.size());
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<Stacks> tops = editlog::stacks(*m_connection);
    if (!tops)
        return tops.error();
    QVector<Edit> made;
    std::int64_t looked = 0;
    for (Edit edit : edits) {
        edit.author = m_author;
        edit.time = QDateTime::currentDateTimeUtc();
        edit.undoes = EditId::None;
        if (Status status = fit(*m_connection, edit); !status)
            return ofRecord(*m_connection, edit.record, status.error(), qsizetype(total));
        if (!isNoOp(edit)) {
            Entry entry{"edit", edit.summary, tops->undo, self, 0, self, title};
            if (!made.isEmpty()) {
                const auto first = qint64(made.first().id);
                entry = {"edit", edit.summary, 0, first, 0, first, {}};
            }
            if (Status status = editlog::append(*m_connection, edit, entry); !status)
                return status.error();
            made.append(edit);
        }
        ++looked;
        if (progress && !progress(looked, total))
            return editlog::left();
    }
    if (Status status = transaction.commit(); !status)
        return status.error();
    return made;
}

} // namespace corespan
