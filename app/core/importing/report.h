// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QString>
#include <QVector>

#include <cstdint>

namespace corespan {

/// One entry of a file that was left out, or a whole file (`record` empty), and why.
struct ImportIssue
{
    QString file;
    std::int64_t line = 0; ///< 1-based, where the entry starts or the fault is; 0: no line
    QString record;        ///< name of the record; empty when it has none yet
    QString reason;

    /// "reads.fa:12: record "x": illegal letter ..."
    QString text() const;
};

/// What came of reading one or more files.
struct ImportReport
{
    static constexpr int maxListed = 100;

    std::int64_t imported = 0;
    std::int64_t annotated = 0;       ///< of these, how many brought gold cores or "no core"
    std::int64_t positions = 0;       ///< sum of the imported lengths
    std::int64_t skipped = 0;         ///< entries left out, listed or not
    QVector<ImportIssue> issues;      ///< the first maxListed skipped entries
    QVector<ImportIssue> failedFiles; ///< files that could not be read, or not to their end
    bool cancelled = false;

    void skip(ImportIssue issue);
    bool isClean() const { return skipped == 0 && failedFiles.isEmpty() && !cancelled; }
    /// "48 records imported, 2 skipped"
    QString summary() const;
};

} // namespace corespan
