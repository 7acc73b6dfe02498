// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/record_stream.h"
#include "core/store/project_types.h"

#include <QStringList>

#include <functional>
#include <stop_token>

namespace corespan {

struct ImportProgress
{
    QString file;               ///< being read
    std::int64_t records = 0;   ///< stored so far
    std::int64_t bytesDone = 0; ///< of all files, as on disk
    std::int64_t bytesTotal = 0;
};

/// Stores one batch: ProjectWriter::addRecords or StoreService::addRecordsAndWait.
using AddRecords = std::function<Result<AddReport>(QVector<ImportedRecord>)>;

/// The alphabet of the first sound record in the files; the first file's problem where there is none.
Result<Alphabet> firstAlphabet(const QStringList& files, const ReadOptions& options);

/// Reads the files into a project: annotations first (GFF3, BED, tables of spans), then the files with sequences one
/// after the other, whose records get the annotations of their names. In batches of some hundred records, each a
/// transaction: what is reported as imported is on disk. A file that cannot be read, or not to its end, goes to
/// failedFiles, its whole records before that are kept, and the next file follows. Error: the project cannot be
/// written. Runs on the caller's thread.
Result<ImportReport> importFiles(const QStringList& files, const ReadOptions& options, const AddRecords& add,
                                 const std::function<void(const ImportProgress&)>& onProgress = {},
                                 std::stop_token stop = {});

} // namespace corespan
