// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/curation.h"
#include "core/domain/reasons.h"
#include "core/result.h"

#include <QJsonObject>

namespace corespan {

/// Random: the same seed gives the same order, also of other records beside them.
enum class QueueOrder { LeastCertain, VagueBoundary, Name, Length, LongestFirst, FileOrder, Random };

/// Conditions of the queue beside state and search. All of those that are set hold together.
struct QueueConditions
{
    QVector<ReviewState> states;           ///< one of them; empty: any
    Reasons reasons;                       ///< one of them; none: any
    QString type;                          ///< of a shown core: the curator's, else the run's
    std::optional<std::int64_t> minCore;   ///< positions of a shown core
    std::optional<std::int64_t> maxCore;   ///< of the same one
    std::optional<std::int64_t> minLength; ///< of the record
    std::optional<std::int64_t> maxLength;
    std::optional<double> minScore; ///< of the run's decision
    std::optional<double> maxScore;
    QString name;                      ///< regular expression found in name or description, any case
    QString motif;                     ///< regular expression found in the residues, any case
    QString note;                      ///< regular expression found in the note, any case; ".": any note
    std::optional<std::int64_t> moved; ///< a curated core with an end so far, or farther, from the run's core there
    bool differsFromModel = false;     ///< curated cores that are not the run's
    RunId otherRun = RunId::None;      ///< whose cores are not the run's
    QString group;                     ///< name of a record: itself, and those that are near-identical to it
    bool oneOfEqual = false;           ///< of records with the same residues the first in the queue's order

    bool operator==(const QueueConditions&) const = default;
    bool isEmpty() const { return *this == QueueConditions(); }
};

/// What the queue shows. All conditions hold together.
struct QueueFilter
{
    enum class Which { All, Unreviewed, State };
    Which which = Which::All;
    ReviewState state = ReviewState::Unseen; ///< for Which::State
    QString text; ///< part of the name or description, any case, or a stretch of residues; empty: no condition
    RunId run = RunId::None;                     ///< run whose predictions are meant; None: the latest
    QueueOrder order = QueueOrder::LeastCertain; ///< records without a prediction come last
    quint32 seed = 1;                            ///< of QueueOrder::Random
    QueueConditions more = {};
    bool operator==(const QueueFilter&) const = default;
};

QString toText(QueueOrder order); ///< "margin", "entropy", "name", ...; never translated
std::optional<QueueOrder> queueOrderFromText(const QString& text);

/// What is not set is left out; the run, which is what is shown, is not part of it.
QJsonObject toJson(const QueueFilter& filter);
/// What is missing, unknown or of a wrong kind is not set.
QueueFilter queueFilterFromJson(const QJsonObject& json);

/// The conditions in words, such as "Accepted or Flagged · motif M..K": for whoever looks at a filtered queue.
QString describe(const QueueConditions& conditions);

/// BadInput: a regular expression is none, or a limit lies above the other.
Status checkConditions(const QueueConditions& conditions);

} // namespace corespan
