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
    QDateTime started;
};

struct Candidate
{
    Span span;
    double score = 0.0;
    double probability = 0.0;
    bool operator==(const Candidate&) const = default;
};

/// Best span and list of a run for one record. `best` absent: the run says "no core".
struct PredictionSummary
{
    RecordId record = RecordId::None;
    RunId run = RunId::None;
    std::optional<Span> best;
    double score = 0.0;     ///< probability of the decision
    double margin = 0.0;    ///< to the runner-up, 0..1
    double nullScore = 0.0; ///< probability of "no core"
    QVector<Candidate> candidates;
};

/// Per-position probabilities of one run for one record; all of the record's length, or empty.
struct Tracks
{
    QVector<float> start;
    QVector<float> end;
    QVector<float> core;
    QVector<std::int16_t> topLabel; ///< index into Run::labels, -1 none
    QVector<float> topLabelProbability;
};

struct PredictionResult
{
    PredictionSummary summary;
    Tracks tracks;
};

} // namespace corespan
