// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/queue_filter.h"

#include <QVariantList>

namespace corespan::queuesql {

// SQL of the queue over `records r LEFT JOIN review v LEFT JOIN predictions p`, p of the run that is shown.

struct Query
{
    QString sql;
    QVariantList values;
};

/// The queries whose results, one after the other, are the ids of the queue, but for what SQL cannot say: motifs of
/// regular expressions, broken rules, one of equal sequences, and QueueOrder::Random, which comes in file order.
/// `limits`: of the run.
QVector<Query> queries(const QueueFilter& filter, RunId run, const ReasonLimits& limits);

/// 1 where `run` and `other` both have predicted the record and found other cores; 0 or NULL else.
QString runsDiffer(RunId run, RunId other);

/// 1 where the record is annotated and the curator's cores are not those of the run, which has predicted it.
QString curatorDiffers(RunId run);

} // namespace corespan::queuesql
