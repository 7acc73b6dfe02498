// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/record_stream.h"

#include <QStringList>

namespace corespan {

/// The records of several files one after the other, with the annotations that other ones of these files hold for them.
class RecordFiles
{
public:
    /// `report` must outlive this. Files of annotations are read here; what cannot be read is told by next().
    RecordFiles(const QStringList& files, ReadOptions options, ImportReport& report);

    /// The next sound record; nullopt at the end. Error: a file cannot be read, or not to its end.
    Result<std::optional<ImportedRecord>> next();

    std::int64_t bytesRead() const; ///< of the files with sequences, as on disk
    std::int64_t bytesTotal() const { return m_total; }

private:
    QStringList m_given;
    bool m_none = false; ///< none of them holds sequences
    QStringList m_files; ///< with sequences, those that are still to come
    ReadOptions m_options;
    ImportReport& m_report;
    std::optional<RecordStream> m_stream;
    std::int64_t m_before = 0; ///< bytes of the files that are done
    std::int64_t m_total = 0;
};

} // namespace corespan
