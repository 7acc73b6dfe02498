// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/record_stream.h"

#include <QFile>
#include <QTemporaryDir>
#include <QVector>

namespace corespan {

/// A folder of small files that goes away with the test.
class Files
{
public:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(file.fileName()));
        return file.fileName();
    }

    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_folder;
};

/// Everything that a stream gives.
struct Read
{
    QVector<ImportedRecord> records;
    ImportReport report;
    QString error; ///< empty: read to the end

    QString issue(int index = 0) const
    {
        const ImportIssue found = report.issues.value(index);
        return QStringLiteral("%1|%2|%3").arg(found.line).arg(found.record, found.reason);
    }
};

inline Read readAll(const QString& path, const ReadOptions& options = {})
{
    Read all;
    Result<RecordStream> stream = RecordStream::open(path, options, all.report);
    while (stream) {
        Result<std::optional<ImportedRecord>> record = stream->next();
        if (!record)
            all.error = record.error().message;
        if (!record || !*record)
            return all;
        all.records.append(std::move(**record));
    }
    all.error = stream.error().message;
    return all;
}

} // namespace corespan
