// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/exporting/export_choice.h"
#include "core/exporting/export_format.h"
#include "core/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <stop_token>

namespace corespan {

struct ExportOptions
{
    ExportFormat format = ExportFormat::Jsonl;
    ExportChoice choice = {};
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
    QMap<QString, std::int64_t> cores;  ///< by type
    QMap<QString, std::int64_t> states; ///< review states of what was written
    QMap<QString, std::int64_t> labels; ///< labelled positions by label
    QString sha256;                     ///< of the file
};

/// After each record: how many of those that are exported have been looked at, and how many there are.
using ExportProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Writes a project's records to one file, page by page through a connection of its own, reads the file again as an
/// import would and compares, record by record; only then it is put in its place. Cancelled, failed or not read back as
/// it was written: nothing is left, an older file stays as it was (Error::Kind::Cancelled, Damaged: names the record).
/// row_writers.h says what each format holds. Of GFF3 alone, predicted cores are told where nobody has set any; of
/// corrections, the states accepted, corrected, rejected and "no core" are meant where none are chosen.
Result<ExportReport> exportProject(const QString& project, const QString& out, const ExportOptions& options,
                                   const ExportProgress& onProgress = {}, std::stop_token stop = {});

} // namespace corespan
