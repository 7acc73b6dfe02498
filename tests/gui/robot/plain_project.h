// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/prediction.h"
#include "core/review/bulk.h"

#include <QMap>

#include <functional>

namespace corespan::test {

/// What a project should hold after what a curator did, with the rules of editing written down a second time in the
/// plainest way: lists, copies of whole records, no files, no threads. 0-based half-open positions.
class PlainProject
{
public:
    struct Entry
    {
        std::int64_t length = 0;
        Curation curation;
        std::optional<QVector<Core>> predicted; ///< of the run that is shown; absent: not predicted
        QVector<Candidate> candidates;
    };
    using Change = std::function<Curation(const Entry&)>;

    QMap<RecordId, Entry> records;

    /// Cores that a record shows: the curator's, else the run's unless they were rejected.
    static QVector<Core> shown(const Entry& entry);

    /// One step of one record; what changes nothing is no step.
    void edit(RecordId record, const Change& change);
    /// One step of all of them; none where nothing changes.
    void editAll(const QVector<RecordId>& of, const Change& change);
    bool undo();
    bool redo();
    /// Steps that can be taken back.
    qsizetype depth() const { return m_done.size(); }

private:
    struct Step
    {
        QMap<RecordId, Curation> before;
        QMap<RecordId, Curation> after;
    };
    QVector<Step> m_done;
    QVector<Step> m_undone;
};

// What each command makes of a record.
Curation plainAccept(const PlainProject::Entry& entry);
Curation plainReject(const PlainProject::Entry& entry);
Curation plainNoCore(const PlainProject::Entry& entry);
Curation plainFlag(const PlainProject::Entry& entry, ReviewState flag);
Curation plainBulk(const PlainProject::Entry& entry, const BulkRequest& request);
/// Cores set as a whole.
Curation plainCores(const PlainProject::Entry& entry, const QVector<Core>& cores);
/// Cores moved by mouse or key.
Curation plainMoved(const PlainProject::Entry& entry, const QVector<Core>& cores);
Curation plainLabels(const PlainProject::Entry& entry, const Span& range, const QString& label);
Curation plainZone(const PlainProject::Entry& entry, const Span& range, bool add);

/// The boundary between positions `from - 1` and `from` put at `to`, as far as one position of each core and the
/// neighbours let it; two cores that touch there both move.
QVector<Core> plainMovedBoundary(QVector<Core> cores, std::int64_t from, std::int64_t to, std::int64_t length);
QVector<Core> plainShifted(QVector<Core> cores, qsizetype core, std::int64_t by, std::int64_t length);
/// The candidate in place of all that it overlaps; alone where there was one core at most.
QVector<Core> plainTaken(const PlainProject::Entry& entry, const Candidate& candidate);

/// Equal but for unseen and seen: which of the two depends on how long one looked.
bool sameDecision(const Curation& a, const Curation& b);
QString inWords(const Curation& curation);

} // namespace corespan::test
