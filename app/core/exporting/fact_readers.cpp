// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_facts.h"

#include "core/domain/strand.h"
#include "core/exporting/record_facts.h"
#include "core/importing/annotation_readers.h"

#include <QCoreApplication>
#include <QFile>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportCheck", text);
}

/// Records of a format with sequences.
class RecordFacts final : public FactReader
{
public:
    explicit RecordFacts(ExportFormat format) : m_format(format) {}

    Status open(const QString& path, const ReadOptions& options)
    {
        Result<RecordStream> stream = RecordStream::open(path, options, m_report);
        if (!stream)
            return stream.error();
        m_stream.emplace(*std::move(stream));
        return ok();
    }

    Result<QByteArrayList> next(qint64 /*bytes*/, qsizetype /*count*/) override
    {
        const std::int64_t skipped = m_report.skipped;
        const Result<std::optional<ImportedRecord>> record = m_stream->next();
        if (!record)
            return record.error();
        if (m_report.skipped > skipped)
            return QByteArrayList{m_report.issues.last().reason.toUtf8()};
        if (!*record)
            return QByteArrayList();
        return QByteArrayList{recordFact(m_format, **record)};
    }

    Result<bool> atEnd() override
    {
        const Result<std::optional<ImportedRecord>> record = m_stream->next();
        if (!record)
            return record.error();
        return !record->has_value() && m_report.skipped == 0;
    }

private:
    ExportFormat m_format;
    ImportReport m_report;
    std::optional<RecordStream> m_stream;
};

/// GFF3 and BED, a record's lines at a time.
class AnnotationFacts final : public FactReader
{
public:
    AnnotationFacts(const QString& path, ExportFormat format, const QByteArray& header)
        : m_file(path), m_format(format), m_header(header)
    {
    }

    Status open()
    {
        if (!m_file.open(QIODevice::ReadOnly) || m_file.read(m_header.size()) != m_header)
            return Error{tr("%1 cannot be read back: %2").arg(m_file.fileName(), m_file.errorString())};
        return ok();
    }

    Result<QByteArrayList> next(qint64 bytes, qsizetype /*count*/) override
    {
        if (bytes == 0)
            return QByteArrayList();
        LineReader lines = LineReader::ofBytes(m_header + m_file.read(bytes), m_file.fileName());
        AnnotationSet set;
        ImportReport report;
        const Status read = m_format == ExportFormat::Gff3 ? gff3(lines, set, report) : readBed(lines, set, report);
        if (!read)
            return read.error();
        if (report.skipped > 0)
            return QByteArrayList{report.issues.first().reason.toUtf8()};
        QByteArrayList facts;
        for (const QString& sequence : set.sequences())
            facts += factsOf(sequence, set.of(sequence, m_file.fileName(), 0));
        return facts;
    }

    Result<bool> atEnd() override { return m_file.atEnd(); }

private:
    static Status gff3(LineReader& lines, AnnotationSet& set, ImportReport& report)
    {
        const Result<bool> read = readGff3(lines, goldKeys({}, false), set, report);
        return read ? ok() : Status(read.error());
    }

    static QByteArrayList factsOf(const QString& sequence, const SequenceAnnotations& annotations)
    {
        QByteArrayList facts;
        for (const GoldFeature& feature : annotations.features) {
            for (const auto& segment : feature.location.segments)
                facts << coreFact(sequence, {segment.span, segment.reverse ? reverseType(feature.type) : feature.type,
                                             segment.openBegin, segment.openEnd});
        }
        if (annotations.noCore)
            facts << noCoreFact(sequence);
        return facts;
    }

    QFile m_file;
    ExportFormat m_format;
    QByteArray m_header;
};

/// A line a fact: Jalview's features, which has no reader of ours but this.
class JalviewFacts final : public FactReader
{
public:
    explicit JalviewFacts(LineReader lines) : m_lines(std::move(lines)) {}

    Result<QByteArrayList> next(qint64 /*bytes*/, qsizetype count) override
    {
        QByteArrayList facts;
        while (facts.size() < count) {
            const Result<bool> more = nextFeature();
            if (!more)
                return more.error();
            if (!*more)
                break;
            const QByteArrayList columns = m_line.split('\t');
            const Span span{columns.value(3).toLongLong() - 1, columns.value(4).toLongLong()};
            facts << coreFact(QString::fromUtf8(columns.value(1)), Core{span, QString::fromUtf8(columns.value(5))});
        }
        return facts;
    }

    Result<bool> atEnd() override
    {
        const Result<bool> more = nextFeature();
        if (!more)
            return more.error();
        return !*more;
    }

private:
    /// Past lines with the colour of a type.
    Result<bool> nextFeature()
    {
        for (;;) {
            Result<bool> more = m_lines.next(m_line);
            if (!more || !*more || m_line.count('\t') > 1)
                return more;
        }
    }

    LineReader m_lines;
    QByteArray m_line;
};

/// A row a fact.
class TableFacts final : public FactReader
{
public:
    explicit TableFacts(LineReader lines) : m_rows(std::move(lines), ',') {}

    Result<QByteArrayList> next(qint64 /*bytes*/, qsizetype count) override
    {
        QByteArrayList facts;
        while (facts.size() < count) {
            const Result<std::optional<TableRows::Row>> row = m_rows.next();
            if (!row)
                return row.error();
            if (!*row)
                break;
            facts << ((*row)->fault.isEmpty() ? fieldsFact((*row)->fields) : (*row)->fault.toUtf8());
        }
        return facts;
    }

    Result<bool> atEnd() override
    {
        const Result<std::optional<TableRows::Row>> row = m_rows.next();
        if (!row)
            return row.error();
        return !row->has_value();
    }

private:
    TableRows m_rows;
};

std::optional<FileFormat> fileFormat(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Jsonl:
        return FileFormat::Jsonl;
    case ExportFormat::Conll:
        return FileFormat::Conll;
    case ExportFormat::GenBank:
        return FileFormat::GenBank;
    case ExportFormat::ThreeLine:
        return FileFormat::ThreeLine;
    case ExportFormat::Fasta:
        return FileFormat::Fasta;
    case ExportFormat::Gff3:
    case ExportFormat::Bed:
    case ExportFormat::Bed9:
    case ExportFormat::Jalview:
    case ExportFormat::Corrections:
        break;
    }
    return std::nullopt;
}

} // namespace

Result<std::unique_ptr<FactReader>> openFacts(const QString& path, ExportFormat format, const QByteArray& header,
                                              bool text)
{
    if (const auto file = fileFormat(format)) {
        auto records = std::make_unique<RecordFacts>(format);
        ReadOptions options;
        options.format = file;
        options.alphabet = text ? Alphabet::Text : Alphabet::Protein; // which holds the letters of the others
        options.skipDuplicates = false;                               // a project's names differ
        if (const Status opened = records->open(path, options); !opened)
            return opened.error();
        return std::unique_ptr<FactReader>(std::move(records));
    }
    if (format == ExportFormat::Jalview || format == ExportFormat::Corrections) {
        Result<LineReader> lines = LineReader::open(path);
        if (!lines)
            return lines.error();
        if (format == ExportFormat::Jalview)
            return std::unique_ptr<FactReader>(std::make_unique<JalviewFacts>(*std::move(lines)));
        auto table = std::make_unique<TableFacts>(*std::move(lines));
        if (const auto head = table->next(0, 1); !head) // the header
            return head.error();
        return std::unique_ptr<FactReader>(std::move(table));
    }
    auto annotations = std::make_unique<AnnotationFacts>(path, format, header);
    if (const Status opened = annotations->open(); !opened)
        return opened.error();
    return std::unique_ptr<FactReader>(std::move(annotations));
}

} // namespace corespan
