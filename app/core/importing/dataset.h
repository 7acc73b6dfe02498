// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/datasets/dataset_file.h"
#include "core/domain/span.h"
#include "core/importing/orf.h"
#include "core/importing/segment_rule.h"
#include "core/result.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace corespan {

/// What a record of a training set says of its truth; "no core" is always said.
enum class Supervision { All, Cores, Labels, Target };

/// `dataset cds`: windows around coding sequences, and around open reading frames that are none.
struct CdsDatasetOptions
{
    Span range{0, INT64_MAX};   ///< a window's CDS or frame lies inside; 0-based half-open
    std::int64_t minFlank = 50; ///< context each side, drawn uniformly between these, clipped at the contig's ends
    std::int64_t maxFlank = 400;
    double negatives = 0.0;    ///< number of non-coding frames, as a multiple of the number of CDS
    std::int64_t minOrf = 150; ///< shortest non-coding frame, nt
    std::uint64_t seed = 1;
    /// Cores: no labels. Labels: one a position, but not where cores are. Target: the protein alone, without positions.
    Supervision supervision = Supervision::All;
    /// Codons of a piece; maxPiece 0: genes stay whole. Otherwise each gene becomes consecutive pieces of so many
    /// codons (the last takes what is left), each a record whose core is open where it was cut. Context stands only
    /// before the first and after the last; beside the cuts stand 0 to 2 letters of the next codon, so that an edge
    /// does not tell the frame. Easy examples to begin with, where a target has no positions.
    std::int64_t minPiece = 0;
    std::int64_t maxPiece = 0;

    QJsonObject toJson() const;
};

struct DatasetReport
{
    std::int64_t contigs = 0;
    std::int64_t positives = 0; ///< genes
    std::int64_t pieces = 0;    ///< that they were cut into
    std::int64_t negatives = 0;
    std::int64_t loci = 0;      ///< of `dataset loci`
    std::int64_t positions = 0; ///< letters written
    std::int64_t skippedFeatures =
        0;                           ///< CDS features that are not complete, single-exon and in step with their protein
    std::int64_t rejectedFrames = 0; ///< frames that share a gene's stop or whose window holds a whole CDS

    QJsonObject toJson() const;
};

/// Writes gold JSONL with its dataset.json. The same seed gives the same bytes on every machine. Stopped between two
/// sequences, or failed: nothing is left, an older file stays as it was (Error::Kind::Cancelled).
Result<DatasetReport> writeCdsDataset(const QString& genBank, const QString& out, const CdsDatasetOptions& options,
                                      const DatasetControl& control = {});

/// `dataset loci`: every open reading frame of a genome with its context, to be predicted; no gold.
struct LociDatasetOptions
{
    std::int64_t minLength = 150; ///< nt, stop included
    std::int64_t flank = 200;     ///< clipped at the contig's ends
    QByteArrayList starts = bacterialStarts();
    QString prefix; ///< of the ids; empty: the contig's name

    QJsonObject toJson() const;
};

/// Reads FASTA, GenBank, ... ; writes JSONL. Ids are `<prefix>_<strand>_<begin>_<end>` of the frame in 0-based
/// half-open genome coordinates. Stopped or failed: as above.
Result<DatasetReport> writeLociDataset(const QString& in, const QString& out, const LociDatasetOptions& options,
                                       const DatasetControl& control = {});

/// `dataset segments`: proteins with a letter a position become records with typed cores.
struct SegmentsDatasetOptions
{
    SegmentRule rule;
    QString exclude;            ///< file of names that are left out; empty: none
    std::int64_t maxLength = 0; ///< longer records are left out; 0: none
    bool labels = false;        ///< the letters are written as labels too, by segmentLabels()

    QJsonObject toJson() const;
};

struct SegmentsReport
{
    std::int64_t records = 0;
    std::int64_t withoutCore = 0; ///< of these
    std::int64_t positions = 0;
    std::int64_t excluded = 0;
    std::int64_t tooLong = 0;
    QMap<QString, std::int64_t> segments; ///< by type
    QStringList issues;                   ///< entries that could not be read

    QJsonObject toJson() const;
};

/// Reads 3-line files or JSONL with labels, in their order; writes gold JSONL. Stopped or failed: as above.
Result<SegmentsReport> writeSegmentsDataset(const QStringList& in, const QString& out,
                                            const SegmentsDatasetOptions& options, const DatasetControl& control = {});

} // namespace corespan
