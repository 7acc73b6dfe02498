// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/connection.h"
#include "core/store/project_types.h"

#include <QHash>

namespace corespan::queuecontent {

// What the queue asks of cores and residues that SQL cannot say.

/// Reasons that lie in the shown cores themselves: unusual lengths and broken rules, of the records in `page`, a list
/// of ids as it stands in SQL. Of records of more than 100,000 residues no rule is looked at.
Status addCoreReasons(const Connection& connection, RunId run, const ReasonLimits& limits, const QString& page,
                      QHash<qint64, QueueRow>& rows);

/// How many have the same or nearly the same residues, and whether one of those was corrected; of the records in
/// `page`.
Status addKin(const Connection& connection, const QString& page, QHash<qint64, QueueRow>& rows);

/// Of records with the same residues only the first in `ids`.
Result<QVector<RecordId>> oneOfEqual(const Connection& connection, const QVector<RecordId>& ids);

/// Those of `ids` in whose residues the regular expression is found, any case, in their order.
Result<QVector<RecordId>> withMotif(const Connection& connection, const QVector<RecordId>& ids, const QString& pattern);

} // namespace corespan::queuecontent
