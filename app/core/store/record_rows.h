// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/connection.h"
#include "core/store/project_types.h"

#include <QHash>

namespace corespan::rows {

// What is stored of many records, by record id: one statement for all of them, since to prepare one takes longer than
// to read a row. `ids` is a list as it stands in SQL ("1,2,3", see idList()), of idsAtOnce at most. Records of which
// nothing is stored are missing.

Result<QHash<qint64, Record>> records(const Connection& connection, const QString& ids);
/// Whole sequences. Error::Kind::Damaged where residues are missing.
Result<QHash<qint64, QByteArray>> residues(const Connection& connection, const QString& ids);
Result<QHash<qint64, Gold>> golds(const Connection& connection, const QString& ids);
/// With candidates, best first.
Result<QHash<qint64, PredictionSummary>> predictions(const Connection& connection, RunId run, const QString& ids);
/// Newest first.
Result<QHash<qint64, QVector<Edit>>> edits(const Connection& connection, const QString& ids);

} // namespace corespan::rows
