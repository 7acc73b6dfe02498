// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/core_agreement.h"
#include "core/evaluation/evaluated_record.h"
#include "core/importing/segment_rule.h"
#include "core/training/gold_records.h"

#include <QHash>

#include <optional>

namespace corespan {

/// What some program said of each record, by the record's name.
struct PredictedSet
{
    struct Entry
    {
        QVector<Core> cores;               ///< disjoint, by begin
        double score = 0.0;                ///< of the decision, where the file tells it (JSONL of `predict`)
        std::int64_t length = 0;           ///< of the record; 0: the file does not tell
        QVector<std::int16_t> labels = {}; ///< index into PredictedSet::labels, -1 none; empty: no labels
    };
    QHash<QString, Entry> records;
    QStringList labels;
    QStringList issues;     ///< entries that could not be read
    bool onlyCores = false; ///< the format names no record without cores (GFF3)
};

/// Which part of which contig a record is, as `dataset loci` writes it to its meta.
struct RecordRegion
{
    QString contig;
    Span span;
    bool reverse = false; ///< the record is the other strand, read backwards
};

struct PredictionReading
{
    std::optional<SegmentRule> rule;      ///< how the letters of 3-line files become cores
    QStringList features;                 ///< of GFF3; empty: CoreSpan's own cores, else CDS
    QHash<QString, RecordRegion> regions; ///< of the gold records, for GFF3 in coordinates of contigs
};

/// Reads JSONL, 3-line, GFF3 and whatever else brings cores, one set of all files. Error: a file cannot be read or
/// holds no predictions, letters without a rule, a record that two files have.
Result<PredictedSet> readPredictions(const QStringList& files, const PredictionReading& reading);

/// GFF3 alone: lines of the chosen features, with 1-based coordinates of the sequence in column 1, which is a record.
/// CoreSpan's own name the record in "Name" and may lie on a contig, then `regions` says where. A core's type is its
/// "core_type", "core" for a CDS (both with "_reverse" where the line is on the record's other strand), or the feature.
/// Equal lines count once; of two cores that overlap the second is left out and told. (Sequence Ontology, GFF3 1.26.)
Result<PredictedSet> readGff3Predictions(const QString& file, const PredictionReading& reading);

/// The same features where the file places them, on sequences and strands; they may overlap. `issues` gets what is no
/// line of GFF3.
Result<QVector<PlacedCore>> readPlacedCores(const QString& file, const QStringList& features, QStringList& issues);
bool looksLikeGff3(const QString& file);

/// Where the records of a gold file lie on contigs, as far as it says so.
Result<QHash<QString, RecordRegion>> regionsIn(const QString& goldFile);

struct BesideGold
{
    EvaluatedSet set;         ///< annotated gold records, in the gold's order
    std::int64_t missing = 0; ///< gold records that the predictions do not hold; they count as "no core"
};

/// `labels`: of the gold; labels that only predictions have come after them. Error: a record has another length there,
/// or a core beyond its end.
Result<BesideGold> besideGold(const std::vector<model::TrainRecord>& gold, const QStringList& types,
                              const QStringList& labels, const PredictedSet& predictions);

/// Types that predictions have and gold has not: wrong names, mostly.
QStringList strangeTypes(const EvaluatedSet& set);

} // namespace corespan
