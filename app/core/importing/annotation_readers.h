// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/annotated_records.h"
#include "core/importing/annotation_set.h"
#include "core/importing/line_reader.h"
#include "core/importing/record_stream.h"

namespace corespan {

/// Reads the features of a GFF3 file up to its "##FASTA" or its end; true: sequences follow. Features of the keys
/// become cores of their coreType(), and so do those with the attribute "core_type", which tells the type (our own
/// export; of these "no_core=true" says that a sequence has none). "##sequence-region" states a length. Lines that are
/// not understood go to the report. Error: the file cannot be read further, or is no GFF3.
Result<bool> readGff3(LineReader& lines, const GoldKeys& keys, AnnotationSet& set, ImportReport& report);

/// The entries of a GFF3 file's FASTA section; none where it has no such section.
std::unique_ptr<EntryReader> makeGff3FastaReader(LineReader lines);

/// Reads BED, 3 to 12 columns, 0-based half-open. A line is one core of type "core"; with blocks, one a block, cut to
/// the thick part where that is not empty. Strand "-" makes "core_reverse". After a line "#corespan types" column 4 is
/// the core's type, and a type "." says that the sequence has no core (our own export). Source: the format's page at
/// UCSC, and the BED v1 specification of GA4GH.
Status readBed(LineReader& lines, AnnotationSet& set, ImportReport& report);

/// Files that are to be read together.
struct AnnotatedFiles
{
    QStringList sequences;                      ///< those that hold sequences, in the order given
    std::shared_ptr<AnnotationSet> annotations; ///< of the others, and of GFF3 files with sequences; null: none
};

/// Reads the annotations of all files and says which ones hold sequences. Files that cannot be read go to
/// report.failedFiles, as far as they hold no sequences.
AnnotatedFiles sortFiles(const QStringList& files, const ReadOptions& options, ImportReport& report);

} // namespace corespan
