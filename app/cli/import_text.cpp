// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_text.h"

#include "command.h"

#include <QJsonArray>

namespace corespan::cli {

void complainOf(const ImportReport& report)
{
    for (const ImportIssue& issue : report.issues)
        complain(issue.text());
    if (report.skipped > report.issues.size())
        complain(QStringLiteral("%1 more skipped entries are not listed").arg(report.skipped - report.issues.size()));
    for (const ImportIssue& issue : report.notes)
        complain(issue.text());
    for (const ImportIssue& issue : report.failedFiles)
        complain(issue.text());
}

QJsonObject toJson(const ImportReport& report)
{
    const auto list = [](const QVector<ImportIssue>& issues) {
        QJsonArray array;
        for (const ImportIssue& issue : issues)
            array.append(QJsonObject{{"file", issue.file},
                                     {"line", qint64(issue.line)},
                                     {"record", issue.record},
                                     {"reason", issue.reason}});
        return array;
    };
    return {{"imported", qint64(report.imported)},   {"annotated", qint64(report.annotated)},
            {"positions", qint64(report.positions)}, {"skipped", qint64(report.skipped)},
            {"issues", list(report.issues)},         {"parts_left_out", qint64(report.partsLeftOut)},
            {"notes", list(report.notes)},           {"failed_files", list(report.failedFiles)},
            {"cancelled", report.cancelled}};
}

} // namespace corespan::cli
