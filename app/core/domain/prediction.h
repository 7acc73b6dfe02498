// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QDateTime>
#include <QVector>

#include <optional>

namespace corespan {

/// One model with one set of decoding options applied to records.
struct Run
{
    RunId id = RunId::None;
    QString model;         ///< name or directory
    QString weightsSha256; ///< lower-case hex
    QString options;       ///< JSON of the decoding options
    QString device;
    QString precision;
    QStringList labels; ///< label names in the order of label indices
    QStringList types;  ///< core types in the order of Tracks::types
    QDateTime started;
};

struct Candidate
{
    Span span;
    double score = 0.0;
    double probability = 0.0;
    QString type = QStringLiteral("core");
    bool operator==(const Candidate&) const = default;
};

struct PredictedCore
{
    Core core;
    double probability = 0.0; ///< that exactly this core is there
    bool operator==(const PredictedCore&) const = default;
};

/// Decision and list of a run for one record.
struct PredictionSummary
{
    RecordId record = RecordId::None;
    RunId run = RunId::None;
    QVector<PredictedCore> predicted; ///< disjoint, by begin; empty: the run says "no core"
    double score = 0.0;               ///< probability of the decision
    double margin = 0.0;              ///< to the runner-up, 0..1
    double nullScore = 0.0;           ///< probability of "no core"
    QVector<Candidate> candidates;

    /// The decision without its probabilities.
    QVector<Core> cores() const;
    /// The most probable core, the first of equals, for whoever shows one core a record.
    std::optional<Span> best() const;
};

/// Per-position probabilities of one run for one record; all of the record's length, or empty.
struct Tracks
{
    QVector<float> start;
    QVector<float> end;
    QVector<float> core;
    QVector<std::int16_t> topLabel; ///< index into Run::labels, -1 none
    QVector<float> topLabelProbability;
    QVector<float> types; ///< P(inside a core of type t), one type's track after the other; empty: one type
};

struct PredictionResult
{
    PredictionSummary summary;
    Tracks tracks;
};

} // namespace corespan
