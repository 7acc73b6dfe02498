// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QString>
#include <QVector>

#include <cstdint>
#include <utility>

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

/// Parts of entries that made no gold, summed up by reason while a file is read.
class NoteSums
{
public:
    /// `subject`: what the reason is about where it may be several things (feature keys); may be empty.
    /// `loss`: it counts as left out.
    void add(std::int64_t line, const QString& record, const QString& reason, const QString& subject, bool loss = true);
    /// One issue a reason, in the order in which they came: the first line and its record, then how often and where
    /// else. Empties the sums.
    QVector<ImportIssue> take(const QString& file);
    std::int64_t count() const { return m_count; } ///< of losses

private:
    struct Sum
    {
        QString record;
        QString reason;
        std::int64_t count = 0;
        QVector<std::int64_t> lines;                        ///< the first few
        QVector<std::pair<QString, std::int64_t>> subjects; ///< in the order in which they came, with their counts
    };
    QVector<Sum> m_sums;
    std::int64_t m_count = 0;
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
    std::int64_t partsLeftOut = 0;    ///< parts (features, rows) left out within entries that are kept
    QVector<ImportIssue> notes;       ///< these and what was not asked for, one issue a reason and file
    QVector<ImportIssue> failedFiles; ///< files that could not be read, or not to their end
    bool cancelled = false;

    void skip(ImportIssue issue);
    void note(NoteSums& sums, const QString& file); ///< empties the sums
    /// Parts that were left out do not make a report unclean: records are whole without them.
    bool isClean() const { return skipped == 0 && failedFiles.isEmpty() && !cancelled; }
    /// "48 records imported, 2 skipped, 3 features left out"
    QString summary() const;
};

} // namespace corespan
