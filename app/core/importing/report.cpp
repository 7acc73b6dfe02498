// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/report.h"

#include <QCoreApplication>

namespace corespan {

QString ImportIssue::text() const
{
    if (line == 0 && record.isEmpty())
        return reason; // names the file itself
    const QString place = line > 0 ? QStringLiteral("%1:%2").arg(file).arg(line) : file;
    if (record.isEmpty())
        return QStringLiteral("%1: %2").arg(place, reason);
    return QCoreApplication::translate("ImportIssue", "%1: record \"%2\": %3").arg(place, record, reason);
}

void ImportReport::skip(ImportIssue issue)
{
    ++skipped;
    if (issues.size() < maxListed)
        issues.append(std::move(issue));
}

QString ImportReport::summary() const
{
    QString text = QCoreApplication::translate("ImportReport", "%1 records imported").arg(imported);
    if (skipped > 0)
        text += QCoreApplication::translate("ImportReport", ", %1 skipped").arg(skipped);
    if (!failedFiles.isEmpty())
        text += QCoreApplication::translate("ImportReport", ", %1 files not read to the end").arg(failedFiles.size());
    if (cancelled)
        text += QCoreApplication::translate("ImportReport", ", cancelled");
    return text;
}

} // namespace corespan
