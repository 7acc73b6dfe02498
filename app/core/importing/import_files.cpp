// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/import_files.h"

#include "core/importing/annotation_readers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>

namespace corespan {

namespace {

constexpr qsizetype batchRecords = 400;
constexpr qint64 batchResidues = 1 << 20;

class Importer
{
public:
    Importer(const ReadOptions& options, const AddRecords& add,
             const std::function<void(const ImportProgress&)>& onProgress, std::stop_token stop)
        : m_options(options), m_add(add), m_onProgress(onProgress), m_stop(std::move(stop))
    {
    }

    Result<ImportReport> run(const QStringList& files)
    {
        const AnnotatedFiles sorted = sortFiles(files, m_options, m_report);
        m_options.annotations = sorted.annotations;
        for (const QString& file : sorted.sequences)
            m_progress.bytesTotal += QFileInfo(file).size();
        for (const QString& file : sorted.sequences) {
            if (const Status stored = readFile(file); !stored)
                return stored.error();
            if (m_report.cancelled)
                return m_report;
            m_filesDone += QFileInfo(file).size();
        }
        if (sorted.annotations)
            sorted.annotations->finish(m_report);
        return m_report;
    }

private:
    Status readFile(const QString& file)
    {
        m_progress.file = file;
        Result<RecordStream> stream = RecordStream::open(file, m_options, m_report);
        if (!stream) {
            m_report.failedFiles.append({file, 0, {}, stream.error().message});
            return ok();
        }
        const std::int64_t skippedBefore = m_report.skipped;
        std::int64_t read = 0;
        for (;;) {
            Result<std::optional<ImportedRecord>> record = stream->next();
            if (!record)
                m_report.failedFiles.append({file, 0, {}, record.error().message});
            if (!record || !*record)
                break;
            ++read;
            m_lines.insert((*record)->record.name, stream->line());
            m_residues += (*record)->residues.size();
            m_batch.append(std::move(**record));
            if (m_batch.size() < batchRecords && m_residues < batchResidues)
                continue;
            m_report.cancelled = m_stop.stop_requested();
            if (m_report.cancelled)
                break;
            if (Status stored = flush(*stream); !stored)
                return stored;
        }
        m_report.cancelled |= m_stop.stop_requested();
        if (m_report.cancelled)
            return ok();
        if (read == 0 && m_report.skipped == skippedBefore && !failed(file))
            m_report.failedFiles.append(
                {file, 0, {}, QCoreApplication::translate("ImportFiles", "%1 holds no records").arg(file)});
        return flush(*stream);
    }

    bool failed(const QString& file) const
    {
        return !m_report.failedFiles.isEmpty() && m_report.failedFiles.last().file == file;
    }

    Status flush(const RecordStream& stream)
    {
        m_progress.bytesDone = m_filesDone + stream.bytesRead();
        if (!m_batch.isEmpty()) {
            const Result<AddReport> added = m_add(m_batch);
            if (!added)
                return added.error();
            count(*added);
        }
        m_batch.clear();
        m_lines.clear();
        m_residues = 0;
        m_progress.records = m_report.imported;
        if (m_onProgress)
            m_onProgress(m_progress);
        return ok();
    }

    void count(const AddReport& added)
    {
        m_report.imported += added.added.size();
        for (const ImportedRecord& record : m_batch) {
            if (added.duplicates.contains(record.record.name))
                continue;
            m_report.annotated += record.gold.annotated ? 1 : 0;
            m_report.positions += record.record.length;
        }
        for (const QString& name : added.duplicates)
            m_report.skip(
                {m_progress.file, m_lines.value(name), name,
                 QCoreApplication::translate("ImportFiles", "duplicate name: the project has a record of that name")});
    }

    ReadOptions m_options;
    const AddRecords& m_add;
    const std::function<void(const ImportProgress&)>& m_onProgress;
    std::stop_token m_stop;
    ImportReport m_report;
    ImportProgress m_progress;
    std::int64_t m_filesDone = 0; ///< bytes
    QVector<ImportedRecord> m_batch;
    QHash<QString, std::int64_t> m_lines; ///< of the batch's records
    std::int64_t m_residues = 0;
};

} // namespace

Result<Alphabet> firstAlphabet(const QStringList& files, const ReadOptions& options)
{
    std::optional<Error> problem;
    for (const QString& file : files) {
        ImportReport report;
        Result<RecordStream> stream = RecordStream::open(file, options, report);
        if (!stream) {
            problem = problem.value_or(stream.error());
            continue;
        }
        const Result<std::optional<ImportedRecord>> first = stream->next();
        if (first && *first)
            return (*first)->record.alphabet;
        const QString reason = !first ? first.error().message
                               : report.issues.isEmpty()
                                   ? QCoreApplication::translate("ImportFiles", "%1 holds no records").arg(file)
                                   : report.issues.first().text();
        problem = problem.value_or(Error{reason, Error::Kind::BadInput});
    }
    return problem.value_or(Error{QCoreApplication::translate("ImportFiles", "no files given"), Error::Kind::BadInput});
}

Result<ImportReport> importFiles(const QStringList& files, const ReadOptions& options, const AddRecords& add,
                                 const std::function<void(const ImportProgress&)>& onProgress, std::stop_token stop)
{
    return Importer(options, add, onProgress, std::move(stop)).run(files);
}

} // namespace corespan
