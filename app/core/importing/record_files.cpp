// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/record_files.h"

#include "core/importing/annotation_readers.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace corespan {

RecordFiles::RecordFiles(const QStringList& files, ReadOptions options, ImportReport& report)
    : m_given(files), m_options(std::move(options)), m_report(report)
{
    AnnotatedFiles sorted = sortFiles(files, m_options, report);
    m_files = std::move(sorted.sequences);
    m_options.annotations = std::move(sorted.annotations);
    m_none = m_files.isEmpty();
    for (const QString& file : std::as_const(m_files))
        m_total += QFileInfo(file).size();
}

Result<std::optional<ImportedRecord>> RecordFiles::next()
{
    for (;;) {
        if (!m_report.failedFiles.isEmpty())
            return Error{m_report.failedFiles.first().text(), Error::Kind::BadInput};
        if (m_none)
            return Error{QCoreApplication::translate("RecordFiles", "%1: annotations and no sequences; give the file "
                                                                    "with the sequences (FASTA, ...) along")
                             .arg(m_given.join(QStringLiteral(", "))),
                         Error::Kind::BadInput};
        if (!m_stream && m_files.isEmpty()) {
            if (m_options.annotations)
                m_options.annotations->finish(m_report);
            return std::optional<ImportedRecord>();
        }
        if (!m_stream) {
            Result<RecordStream> stream = RecordStream::open(m_files.takeFirst(), m_options, m_report);
            if (!stream)
                return stream.error();
            m_stream.emplace(*std::move(stream));
        }
        Result<std::optional<ImportedRecord>> record = m_stream->next();
        if (!record || *record)
            return record;
        m_before += m_stream->bytesTotal();
        m_stream.reset();
    }
}

std::int64_t RecordFiles::bytesRead() const
{
    return m_before + (m_stream ? m_stream->bytesRead() : 0);
}

} // namespace corespan
