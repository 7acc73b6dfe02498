// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/prediction.h"
#include "core/result.h"

#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>

#include <cstdint>
#include <optional>

namespace corespan {

/// Decoding options of one run; kept as JSON in Run::options.
struct RunOptions
{
    std::int64_t minLength = 1;
    std::int64_t maxLength = 0;      ///< 0: no limit
    bool allowNull = true;           ///< false: every record gets a core
    double nullBias = 0.0;           ///< > 0 makes "no core" more likely
    int candidates = 5;              ///< spans kept for each record, best first
    double temperature = 1.0;        ///< divides every score before probabilities are taken
    double threshold = 0.5;          ///< mask: P(core) above which a position belongs to a core
    std::int64_t mergeGap = 0;       ///< mask, ctc: gaps of at most so many positions are closed
    bool exactSegments = false;      ///< mask: the best set of segments instead of threshold and gap
    bool singleCore = false;         ///< bio, bioes, ctc: at most one core
    bool grammar = true;             ///< the model's grammar, if it names one, constrains cores
    std::int64_t windowSize = -1;    ///< longer records in windows; 0: all in one piece, < 0: as the model says
    std::int64_t windowOverlap = -1; ///< < 0: as the model says, or half of a size that is not the model's
    bool bothStrands = false;        ///< cores of the reverse strand too: run types as typesOfBothStrands()
    bool operator==(const RunOptions&) const = default;
};

/// Options that were asked for one by one; absent ones stay as they are.
struct RunOverrides
{
    std::optional<std::int64_t> minLength;
    std::optional<std::int64_t> maxLength;
    std::optional<double> nullBias;
    std::optional<int> candidates;
    std::optional<double> threshold;
    std::optional<std::int64_t> mergeGap;
    std::optional<bool> grammar;
    std::optional<std::int64_t> windowSize;
    std::optional<std::int64_t> windowOverlap;
    std::optional<bool> bothStrands;

    RunOptions applied(RunOptions options) const;
};

QString formatRunOptions(const RunOptions& options);
/// Of formatRunOptions(), by this version or an older one: what is missing or of a wrong kind is taken from `defaults`.
RunOptions parseRunOptions(const QString& json, const RunOptions& defaults = {});

enum class DevicePreference { Auto, Cpu, Cuda };

struct PredictorSettings
{
    DevicePreference device = DevicePreference::Auto;
    int threads = 0;              ///< 0: all cores but one, which is left to the interface
    std::int64_t tokenBudget = 0; ///< padded positions a batch; 0: chosen by device
    bool operator==(const PredictorSettings&) const = default;
};

/// What a loaded model says of itself.
struct PredictorInfo
{
    QString device;    ///< "CPU"
    QString reason;    ///< why this one
    QString precision; ///< "fp32"
    QString weightsSha256;
    QStringList labels;        ///< empty: no translator
    QStringList types;         ///< of cores; at least one
    bool hasGrammar = false;   ///< whether RunOptions::grammar makes a difference
    bool severalCores = false; ///< whether it finds more than one in a record that fits a window
    Alphabet alphabet = Alphabet::Protein;
    RunOptions defaults; ///< the decoding options in the model's directory
};

/// Whether the model can be run like this. BadInput: both strands of what has one, or by a model that tells strands
/// apart itself; windows not longer than their overlap.
Status checkRunOptions(const PredictorInfo& info, const RunOptions& options);

/// Core types of such a run, in the order of Tracks::types.
QStringList runTypes(const PredictorInfo& info, const RunOptions& options);

/// Label probabilities at each position of one record.
struct LabelMatrix
{
    QStringList labels;
    std::int64_t length = 0;
    QVector<float> probabilities; ///< [length * labels], row-major by position
    float at(std::int64_t position, qsizetype label) const { return probabilities[position * labels.size() + label]; }
};

/// Numbers a request in the order of asking; 0 is none.
using Generation = quint64;

struct InferenceRequest
{
    QString project;                   ///< project file; the worker reads it through its own read-only connection
    QString model;                     ///< model directory (ModelCatalog finds it by name)
    QString modelName;                 ///< name kept in the run; empty: the directory's
    QVector<RecordId> records;         ///< in the order wanted: the first are done first
    std::optional<RunOptions> options; ///< absent: the model's own
    RunOverrides overrides;            ///< over those
    PredictorSettings settings;
};

struct InferenceProgress
{
    Generation generation = 0;
    qint64 done = 0;  ///< records
    qint64 total = 0; ///< records
    double recordsPerSecond = 0.0;
    double secondsLeft = -1.0; ///< < 0: not known yet
    qint64 positions = 0;      ///< of the records asked for, done; grows within a long record too
    double batchDone = 0.0;    ///< 0..1 of the records that are in hand now
};

/// The one reply that ends a request.
struct InferenceOutcome
{
    enum class State { Done, Cancelled, Failed };
    Generation generation = 0;
    State state = State::Done;
    RunId run = RunId::None;          ///< None: the run was never begun
    qint64 saved = 0;                 ///< predictions in the project, acknowledged by the store
    qint64 total = 0;                 ///< records asked for
    RecordId record = RecordId::None; ///< Failed: the record at fault, where one is known
    QString message;                  ///< Failed: what went wrong; otherwise empty
    qint64 positions = 0;             ///< positions computed
    double seconds = 0.0;
};

} // namespace corespan

Q_DECLARE_METATYPE(corespan::InferenceProgress)
Q_DECLARE_METATYPE(corespan::InferenceOutcome)
Q_DECLARE_METATYPE(corespan::LabelMatrix)
