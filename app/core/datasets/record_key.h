// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/result.h"

#include <QRegularExpression>

namespace corespan {

/// Finds what records are grouped by: "id", or a key of meta ("gene"; "a.b" within an object), as a whole or as the
/// first capture of a pattern ("^(.*)\\.[0-9]+$" takes the number of an isoform off).
class RecordKey
{
public:
    RecordKey(const QString& key, const QString& pattern);

    Status check() const; ///< Error: the pattern is no regular expression, or captures nothing
    /// Empty: the record has no such key, or the pattern does not match.
    QString of(const ImportedRecord& record) const;

private:
    QStringList m_path;
    QRegularExpression m_pattern;
};

} // namespace corespan
