// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/datasets/dataset_file.h"
#include "core/importing/record_files.h"

namespace corespan {

/// Of commands that decide in a first reading what the second one writes, so that no more than a few numbers a record
/// are in memory.
enum class Reading { Only, First, Second };

/// Calls `visit(const ImportedRecord&) -> Status` with every record of the files. Error: a file cannot be read, the
/// visitor's, or it was stopped.
template <typename Visit>
Status forEachRecord(const QStringList& in, const ReadOptions& options, ImportReport& report,
                     const DatasetControl& control, Reading reading, const Visit& visit)
{
    RecordFiles files(in, options, report);
    const std::int64_t before = reading == Reading::Second ? files.bytesTotal() : 0;
    const std::int64_t total = (reading == Reading::Only ? 1 : 2) * files.bytesTotal();
    for (;;) {
        const Result<std::optional<ImportedRecord>> record = files.next();
        if (!record)
            return record.error();
        if (!*record)
            return ok();
        if (control.stop.stop_requested())
            return interrupted();
        if (const Status visited = visit(**record); !visited)
            return visited;
        control.tell(before + files.bytesRead(), total);
    }
}

} // namespace corespan
