// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/names.h"
#include "core/store/codec.h"
#include "core/store/project_reader.h"
#include "core/store/rows.h"

#include <QCoreApplication>
#include <QMap>

namespace corespan {

namespace {

constexpr int askEvery = 1000; ///< edits

/// Edits that say nothing of the cores.
bool isAside(EditKind kind)
{
    return kind == EditKind::MarkSeen || kind == EditKind::SetNote || kind == EditKind::Flag ||
           kind == EditKind::SetLabels || kind == EditKind::SetZones || kind == EditKind::Import;
}

bool isDecided(const Curation& curation)
{
    return isReviewed(curation.state) || curation.state == ReviewState::Ambiguous;
}

/// The edits of one record, in their order; those that were undone are taken out again.
class RecordLog
{
public:
    void add(const Edit& edit)
    {
        if (edit.undoes == EditId::None) {
            m_edits.insert(edit.id, {edit, true});
            return;
        }
        // An undo names its edit, a redo that undo, an undo of that the redo, and so on: all turn the first one over.
        const EditId first = m_first.value(edit.undoes, edit.undoes);
        m_first.insert(edit.id, first);
        if (const auto taken = m_edits.find(first); taken != m_edits.end())
            taken->holds = !taken->holds;
    }

    void appendTo(QVector<Decision>& decisions) const
    {
        QMap<QString, Decision> last;
        for (const Logged& each : m_edits) {
            if (!each.holds || isAside(each.edit.kind))
                continue;
            const Curation& after = each.edit.after;
            if (!isDecided(after)) {
                last.remove(each.edit.author);
                continue;
            }
            last.insert(each.edit.author, {each.edit.record, each.edit.author, each.edit.time, each.edit.blind,
                                           after.state, after.annotated ? std::optional(after.cores) : std::nullopt});
        }
        for (const Decision& decision : last)
            decisions.append(decision);
    }

private:
    struct Logged
    {
        Edit edit;
        bool holds = true;
    };
    QMap<EditId, Logged> m_edits; ///< by id, which is by time
    QMap<EditId, EditId> m_first; ///< that an undo or a redo is about
};

} // namespace

Result<QVector<Bookmark>> ProjectReader::bookmarks() const
{
    QVector<Bookmark> found;
    Statement rows(*m_connection,
                   QStringLiteral("SELECT id, record_id, begin_pos, end_pos, name, author, time FROM bookmarks "
                                  "ORDER BY record_id, begin_pos, id"),
                   {});
    while (rows.next())
        found.append({rows.integer(0),
                      RecordId(rows.integer(1)),
                      {rows.integer(2), rows.integer(3)},
                      rows.text(4),
                      rows.text(5),
                      codec::timeFromText(rows.text(6))});
    if (rows.failed())
        return rows.error();
    return found;
}

Result<QVector<Decision>> ProjectReader::decisions(const StepProgress& progress) const
{
    const Result<QVariant> total = m_connection->scalar(QStringLiteral("SELECT count(*) FROM edits"));
    if (!total)
        return total.error();
    QVector<Decision> decisions;
    RecordLog log;
    RecordId record = RecordId::None;
    std::int64_t done = 0;
    Statement edits(*m_connection,
                    QStringLiteral("SELECT %1 FROM edits ORDER BY record_id, id").arg(QLatin1String(rows::editColumns)),
                    {});
    while (edits.next()) {
        const Result<Edit> edit = rows::edit(edits);
        if (!edit)
            return edit.error();
        if (edit->record != record) {
            log.appendTo(decisions);
            log = {};
            record = edit->record;
        }
        log.add(*edit);
        if (++done % askEvery == 0 && progress && !progress(done, total->toLongLong()))
            return Error{QCoreApplication::translate("Review", "Cancelled."), Error::Kind::Cancelled};
    }
    if (edits.failed())
        return edits.error();
    log.appendTo(decisions);
    return decisions;
}

} // namespace corespan
