// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/connection.h"
#include "core/store/project_types.h"

#include <QHash>

namespace corespan::rows {

// Tables to values and back, for the reader and the writer. The writing ones belong into the caller's transaction.

/// Residues of one chunk; the last chunk of a record is shorter.
inline constexpr std::int64_t chunkSize = 65536;
/// Label ids take 16 bits in gold blobs and 0 means none.
inline constexpr std::int64_t maxLabelId = 65535;

/// Key of meta: the last record that was looked at for kin.
inline const QString kinSearchedTo = QStringLiteral("kin_searched_to");

Result<QString> meta(const Connection& connection, const QString& key);
Status setMeta(const Connection& connection, const QString& key, const QString& value);

Result<LabelSet> labelSet(const Connection& connection);
/// Positions and colours become those of `labels`; labels that it lacks stay, behind the others.
Status writeLabelSet(const Connection& connection, const LabelSet& labels);
Result<QHash<QString, std::int64_t>> labelIds(const Connection& connection);

/// So many ids stand in one SQL text.
inline constexpr qsizetype idsAtOnce = 500;
/// "1,2,3". Ids are integers: they may stand in SQL text.
QString idList(const QVector<RecordId>& ids);

/// NotFound if there is no such record.
Result<std::int64_t> recordLength(const Connection& connection, RecordId id);

/// Of an existing record; unseen if nothing is stored.
Result<Curation> curation(const Connection& connection, RecordId id);
/// By record id, of those in a list of ids as it stands in SQL ("1,2,3"); unseen ones may be missing.
Result<QHash<qint64, Curation>> curations(const Connection& connection, const QString& ids);
Status writeCuration(const Connection& connection, RecordId id, const Curation& curation);

/// The columns of editColumns, in that order.
inline constexpr const char* editColumns =
    "id, record_id, role, kind, before, after, author, time, undoes, summary, part_of, blind";
Result<Edit> edit(const Statement& row);
Result<UndoState> undoState(const Connection& connection);

Error noSuchRecord(const Connection& connection);

} // namespace corespan::rows
