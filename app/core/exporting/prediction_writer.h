// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/prediction.h"
#include "core/domain/record.h"
#include "core/exporting/atomic_file.h"

#include <memory>
#include <optional>

namespace corespan {

enum class PredictionFormat { Jsonl, Gff3, Tsv };

/// By the name's ending (.jsonl, .gff3/.gff, .tsv); nullopt for others.
std::optional<PredictionFormat> predictionFormat(const QString& path);

/// Writes predictions to a file, one record after the other, in the order of the calls; atomic.
/// - jsonl: id, sequence, cores ([] for none), labels inside them, meta.prediction {score, margin, null_score,
///   candidates: [begin, end, score, probability] and a type that is not "core"}
/// - gff3: one line a core; on the contig's coordinates where meta says where the record lies (contig, begin, end,
///   strand)
/// - tsv: id, length, begin, end (1-based closed; empty for none), score, margin, null_score, labels (along the core's
///   strand), type, strand; with a header line
/// Cores of the reverse strand lie on forward coordinates; jsonl has their strand in the type (see domain/strand.h).
class PredictionWriter
{
public:
    /// `run` gives label names and provenance (model, weights, options).
    static Result<std::unique_ptr<PredictionWriter>> open(const QString& path, PredictionFormat format, const Run& run);
    virtual ~PredictionWriter() = default;

    virtual void write(const ImportedRecord& record, const PredictionResult& prediction) = 0;
    /// Nothing exists under `path` before this.
    Status commit() { return m_file.commit(); }

protected:
    virtual void begin() {} ///< writes a header; the file is open
    PredictionWriter(const QString& path, Run run) : m_file(path), m_run(std::move(run)) {}
    AtomicFile m_file;
    Run m_run;
};

} // namespace corespan
