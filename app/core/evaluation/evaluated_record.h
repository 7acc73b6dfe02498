// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <QVector>

#include <cstdint>

namespace corespan {

/// Cores of one record, as gold has them and as a model predicts them; each list disjoint and by begin. None: "no
/// core".
struct EvaluatedCores
{
    std::int64_t length = 0; ///< of the record
    QVector<Core> gold;
    QVector<Core> predicted;
    double score = 0.0;           ///< probability that the prediction as a whole is right, for calibration; 0: not told
    QVector<Span> ambiguous = {}; ///< positions that gold knows nothing of; disjoint, by begin
    QString name = {};
};

/// What is compared for one record. Labels: index a position, < 0 = none; may be empty.
struct EvaluatedRecord : EvaluatedCores
{
    QVector<std::int16_t> goldLabels;
    QVector<std::int16_t> predictedLabels;
};

/// Predictions of one model, or of another program, beside the gold.
struct EvaluatedSet
{
    QString name;
    QVector<EvaluatedRecord> records;
    QStringList labels; ///< what label indices mean
};

/// Takes out of each what the other has no record for, by name, and puts the second in the first's order. True when
/// anything was taken out of the first.
bool keepCommon(EvaluatedSet& first, EvaluatedSet& second);

/// Without labels, for the functions that look at cores alone.
QVector<EvaluatedCores> coresOf(const QVector<EvaluatedRecord>& records);

/// Predicted cores of which more than half lies where gold knows nothing are neither right nor wrong: removed.
void leaveOutUnknown(EvaluatedCores& record);

/// Another name for types, in gold and predictions alike: {"h", "H"} makes one type of helices of both directions.
void renameTypes(EvaluatedCores& record, const QHash<QString, QString>& names);

/// The types that gold has, sorted, with "+" between; "" for none.
QString recordClass(const EvaluatedCores& record);

/// Of the cores together.
std::int64_t coveredLength(const QVector<Core>& cores);
/// How many positions both spans have.
std::int64_t overlapOf(const Span& a, const Span& b);
/// The positions of both lists, each disjoint and by begin. Linear.
QVector<Span> intersection(const QVector<Span>& a, const QVector<Span>& b);
QVector<Span> spansOf(const QVector<Core>& cores);

/// A share of nothing is 0.
double share(std::int64_t part, std::int64_t whole);

} // namespace corespan
