// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/exporting/atomic_file.h"

#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QStringList>

#include <functional>
#include <stop_token>

namespace corespan {

/// How far a command has come, in bytes of its input, or in what else it counts; total 0: not known.
using DatasetProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// What a long command looks at between two records.
struct DatasetControl
{
    std::stop_token stop;
    DatasetProgress onProgress;

    void tell(std::int64_t done, std::int64_t total) const
    {
        if (onProgress)
            onProgress(done, total);
    }
};

/// Told by commands that were stopped: nothing is left, older files stay as they were.
Error interrupted();

/// What a set of records holds.
struct SetCounts
{
    std::int64_t records = 0;
    std::int64_t withCore = 0;
    std::int64_t noCore = 0; ///< annotated, without any
    std::int64_t positions = 0;
    QMap<QString, std::int64_t> cores;  ///< by type
    QMap<QString, std::int64_t> labels; ///< labelled positions by label
    QSet<Alphabet> alphabets;

    void add(const ImportedRecord& record);
    QJsonObject toJson() const;
};

/// Gold JSONL on its way to disk; atomic, with its counts and SHA-256.
class DatasetFile
{
public:
    explicit DatasetFile(const QString& path) : m_path(path), m_file(path) {}

    Status open() { return m_file.open(); }
    void write(const ImportedRecord& record); ///< errors are told by commit()
    Status commit() { return m_file.commit(); }

    const SetCounts& counts() const { return m_counts; }
    /// As dataset.json has it: records_file, records_sha256 and the counts.
    QJsonObject toJson() const;

private:
    QString m_path;
    AtomicFile m_file;
    SetCounts m_counts;
};

/// Where a data set comes from.
struct DatasetOrigin
{
    QString command; ///< "dataset windows"
    QStringList inputs;
    QJsonObject options; ///< as they were, defaults included; the seed among them
};

/// dataset.json beside "records.jsonl", NAME.dataset.json beside "NAME.jsonl".
QString manifestPath(const QString& records);

/// Commits the file, then writes its manifest beside it: an older manifest shows by the checksum.
Status commitDataset(DatasetFile& file, const QString& path, const DatasetOrigin& origin);
/// The same for parts of one set in a folder, with one dataset.json for all.
Status commitParts(const std::vector<std::unique_ptr<DatasetFile>>& parts, const QString& folder,
                   const DatasetOrigin& origin, const QJsonObject& more);

} // namespace corespan
