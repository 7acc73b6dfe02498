// SPDX-License-Identifier: GPL-3.0-or-later
#include "import_text.h"

#include "command.h"

#include <QJsonArray>

namespace corespan::cli {

std::optional<FileFormat> readFormat(const std::string& text)
{
    if (text == "fasta")
        return FileFormat::Fasta;
    if (text == "genbank")
        return FileFormat::GenBank;
    if (text == "3line")
        return FileFormat::ThreeLine;
    if (text == "jsonl")
        return FileFormat::Jsonl;
    return std::nullopt;
}

void complainOf(const ImportReport& report)
{
    for (const ImportIssue& issue : report.issues)
        complain(issue.text());
    if (report.skipped > report.issues.size())
        complain(QStringLiteral("%1 more skipped entries are not listed").arg(report.skipped - report.issues.size()));
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
            {"issues", list(report.issues)},         {"failed_files", list(report.failedFiles)},
            {"cancelled", report.cancelled}};
}

} // namespace corespan::cli
