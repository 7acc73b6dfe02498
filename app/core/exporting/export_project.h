// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/exporting/curated_gold.h"
#include "core/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <stop_token>

namespace corespan {

enum class ExportFormat { Jsonl, Gff3, ThreeLine, Conll, Bed, Fasta };

/// "jsonl", "gff3", "3line", "conll", "bed", "fasta"; nullopt for others.
std::optional<ExportFormat> exportFormatFromText(const QString& text);

struct ExportOptions
{
    ExportFormat format = ExportFormat::Jsonl;
    bool reviewedOnly = false; ///< accepted, corrected and "no core" records only
    RunId run = RunId::None;   ///< whose labels and (GFF3) spans fill in what nobody has set; None: the latest
};

struct ExportReport
{
    static constexpr int maxListed = 100;

    std::int64_t records = 0; ///< written
    std::int64_t withCore = 0;
    std::int64_t noCore = 0;
    std::int64_t positions = 0;
    std::int64_t skipped = 0;           ///< that the format cannot hold
    QStringList issues;                 ///< the first maxListed of them, in words
    QMap<QString, std::int64_t> states; ///< review states of what was written
    QMap<QString, std::int64_t> labels; ///< labelled positions by label
    QString sha256;                     ///< of the file
};

/// After each record: how many of those that are exported have been looked at, and how many there are.
using ExportProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Writes a project's records to one file, page by page through a connection of its own; atomic. Cancelled or failed:
/// nothing is left, an older file stays as it was (Error::Kind::Cancelled).
///   jsonl  gold JSONL: what a curator decided, else the gold that came with the record
///   gff3   a line a core, of curators, else gold, else (not with reviewedOnly) predicted, told by the attribute
///   "evidence" 3line  header, sequence, labels: "." outside cores, "x" where a position of a core has no label
///   conll  a residue a line with its label and its BIOES tag; all that jsonl holds
///   bed    a line a core; read again together with
///   fasta  the letters alone
Result<ExportReport> exportProject(const QString& project, const QString& out, const ExportOptions& options,
                                   const ExportProgress& onProgress = {}, std::stop_token stop = {});

/// The reviewed records as `folder`/records.jsonl with `folder`/dataset.json (label names, counts, SHA-256,
/// provenance). The folder is made; both files are replaced if they are there. Error::Kind::BadInput when nothing has
/// been reviewed.
Result<ExportReport> exportTrainingSet(const QString& project, const QString& folder, RunId run = RunId::None,
                                       const ExportProgress& onProgress = {}, std::stop_token stop = {});

} // namespace corespan
