// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/document.h"

#include "core/domain/edits.h"

#include <algorithm>
#include <array>

namespace corespan::gui {

void Document::edit(const MakeEdit& make)
{
    if (!isWritable() || !m_current.isValid())
        return;
    if (m_stepping) {
        m_waiting.append({m_current.record.id, make, false});
        return;
    }
    Edit edit = make(m_current);
    constexpr std::array verdicts{EditKind::Accept, EditKind::Reject, EditKind::NoCore, EditKind::Ambiguous};
    const bool verdict = std::ranges::find(verdicts, edit.kind) != verdicts.end();
    if (verdict && isNoOp(edit) && isOfAnother())
        edit = confirmEdit(edit.record, edit.before);
    edit.blind = m_current.withheld;
    if (!isNoOp(edit))
        send(edit);
    // A core that was drawn is a verdict once it is accepted, which then changes nothing.
    if (edit.blind && verdict)
        reveal();
}

/// The record's last edit is another curator's.
bool Document::isOfAnother() const
{
    const auto last =
        std::ranges::find_if(m_current.history, [](const HistoryEntry& entry) { return entry.edit != EditId::None; });
    return last != m_current.history.end() && last->who != m_author;
}

void Document::send(const Edit& edit)
{
    Pending& pending = m_pending[edit.record];
    ++pending.edits;
    pending.after = edit.after;
    m_current.curation = edit.after;
    emit curationChanged();
    m_store->applyEdit(edit, this, [this, edit](const Result<Edit>& reply) { sent(edit, reply); });
    emit recordsChanged({edit.record});
    emit undoStateChanged();
}

void Document::sent(const Edit& edit, const Result<Edit>& reply)
{
    if (!isOpen())
        return;
    if (--m_pending[edit.record].edits <= 0)
        m_pending.remove(edit.record);
    if (!reply && reply.error().kind == Error::Kind::BadInput) {
        readCurationAgain(edit.record);
        emit failed(
            tr("Correction not taken"),
            tr("%1\nThe record is shown as it is on disk; everything else is kept.").arg(reply.error().message));
    }
    // Any other failure: the edit stays shown and counts as unsaved, see activity().
    if (edit.record == m_current.record.id)
        readHistory();
    emit recordsChanged({edit.record});
    emit undoStateChanged();
}

/// Lays what is not on disk yet over a record that was just read.
void Document::showUnwritten()
{
    if (!m_store)
        return;
    const RecordId record = m_current.record.id;
    for (const Edit& edit : m_store->unsavedEdits())
        if (edit.record == record)
            m_current.curation = edit.after;
    if (const auto pending = m_pending.constFind(record); pending != m_pending.cend())
        m_current.curation = pending->after;
}

void Document::readCurationAgain(RecordId record)
{
    if (record != m_current.record.id)
        return;
    if (auto curation = m_reader->curation(record)) {
        m_current.curation = *std::move(curation);
        emit curationChanged();
    }
}

void Document::readHistory()
{
    if (!m_current.isValid())
        return;
    if (auto history = m_reader->history(m_current.record.id))
        m_current.history = *std::move(history);
    if (m_current.withheld)
        withhold(m_current); // runs are part of the history
    emit historyChanged();
}

void Document::step(bool undo)
{
    if (m_stepping) {
        m_waiting.append({RecordId::None, {}, undo}); // two quick presses are two steps
        return;
    }
    if (!isWritable() || !(undo ? canUndo() : canRedo()))
        return;
    m_stepping = true;
    m_stopStep = {};
    const auto done = [this, undo](const Result<Edit>& reply) { stepDone(undo, reply); };
    if (undo)
        m_store->undo(this, done, m_stopStep.get_token());
    else
        m_store->redo(this, done, m_stopStep.get_token());
}

void Document::stepDone(bool undo, const Result<Edit>& reply)
{
    m_stepping = false;
    if (!isOpen())
        return;
    if (!reply) {
        m_waiting.clear();
        emit undoStateChanged();
        const Error::Kind kind = reply.error().kind;
        if (kind != Error::Kind::NotFound && kind != Error::Kind::Cancelled)
            emit failed(undo ? tr("Not undone") : tr("Not redone"), reply.error().message);
        return;
    }
    QVector<RecordId> records{reply->record};
    if (reply->step != EditId::None)
        if (auto several = m_reader->stepRecords(reply->step))
            records = *std::move(several);
    showStep(records, reply->record);
    emit undoStateChanged();
    emit stepped(m_current.record.id);
    goOnWaiting();
}

/// The records read otherwise now; `first` is shown unless one of them is.
void Document::showStep(const QVector<RecordId>& records, RecordId first)
{
    if (records.contains(m_current.record.id)) {
        readCurationAgain(m_current.record.id);
        readHistory();
    } else if (first != RecordId::None) {
        // Edits of other records were meant for what is left now.
        m_waiting.removeIf([first](const Waiting& each) { return each.edit && each.record != first; });
        select(first);
    }
    emit recordsChanged(records);
}

void Document::editAll(const QVector<Edit>& edits, const QString& title, std::function<void(Result<std::int64_t>)> done)
{
    if (!isWritable() || m_stepping) {
        done(Error{tr("Something else is being written; try again."), Error::Kind::BadInput});
        return;
    }
    m_stepping = true;
    m_stopStep = {};
    m_store->applyEdits(edits, title, m_stopStep.get_token(), this, [this, done](const Result<QVector<Edit>>& reply) {
        m_stepping = false;
        if (!isOpen())
            return;
        if (reply) {
            QVector<RecordId> records;
            for (const Edit& edit : *reply)
                records << edit.record;
            showStep(records, RecordId::None);
        }
        emit undoStateChanged();
        done(reply ? Result<std::int64_t>(std::int64_t(reply->size())) : Result<std::int64_t>(reply.error()));
        goOnWaiting();
    });
    emit undoStateChanged();
}

void Document::goOnWaiting()
{
    for (const Waiting& each : std::exchange(m_waiting, {})) {
        if (!each.edit)
            step(each.undo);
        else if (each.record == m_current.record.id)
            edit(each.edit);
    }
}

UndoState Document::undoState() const
{
    return m_store ? m_store->undoState() : UndoState{};
}

bool Document::canUndo() const
{
    return isWritable() && (undoState().undo != EditId::None || !m_pending.isEmpty());
}

bool Document::canRedo() const
{
    return isWritable() && undoState().redo != EditId::None;
}

StoreActivity Document::activity() const
{
    return m_store ? m_store->activity() : StoreActivity{};
}

} // namespace corespan::gui
