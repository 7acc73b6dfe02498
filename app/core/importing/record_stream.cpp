// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/record_stream.h"

#include "core/domain/names.h"
#include "core/importing/alphabets.h"
#include "core/importing/annotation_readers.h"
#include "core/importing/table_reader.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RecordStream", text);
}

Error onlyAnnotations(const QString& path, FileFormat format)
{
    return {
        tr("%1 holds annotations (%2) and no sequences; give the file with the sequences (FASTA, ...) along with it")
            .arg(path, formatName(format)),
        Error::Kind::BadInput};
}

Result<std::unique_ptr<EntryReader>> makeTableEntries(LineReader lines, const ReadOptions& options)
{
    const QString path = lines.path();
    Result<TableFile> table = TableFile::open(std::move(lines), options.table);
    if (!table)
        return table.error();
    if (!table->layout.has(TableRole::Sequence))
        return onlyAnnotations(path, FileFormat::Table);
    return makeTableReader(*std::move(table), options.table);
}

Result<std::unique_ptr<EntryReader>> makeReader(FileFormat format, LineReader lines, const ReadOptions& options)
{
    switch (format) {
    case FileFormat::Fasta:
        return makeFastaReader(std::move(lines));
    case FileFormat::GenBank:
        return makeGenBankReader(std::move(lines), options.features, options.nameAll);
    case FileFormat::Embl:
        return makeEmblReader(std::move(lines), options.features, options.nameAll);
    case FileFormat::UniProt:
        return makeUniProtReader(std::move(lines), options.features, options.nameAll);
    case FileFormat::ThreeLine:
        return makeThreeLineReader(std::move(lines));
    case FileFormat::Fastq:
        return makeFastqReader(std::move(lines));
    case FileFormat::Stockholm:
        return makeStockholmReader(std::move(lines), options.labelRow);
    case FileFormat::Conll:
        return makeConllReader(std::move(lines), options.strictTags);
    case FileFormat::Table:
        return makeTableEntries(std::move(lines), options);
    case FileFormat::Gff3:
        return makeGff3FastaReader(std::move(lines));
    case FileFormat::Bed:
        return onlyAnnotations(lines.path(), format);
    case FileFormat::Jsonl:
        break;
    }
    return makeJsonlReader(std::move(lines));
}

QString shownLetter(char letter)
{
    const auto code = static_cast<unsigned char>(letter);
    return code > 32 && code < 127 ? QStringLiteral("\"%1\"").arg(QLatin1Char(letter))
                                   : QStringLiteral("0x%1").arg(int(code), 2, 16, QLatin1Char('0'));
}

QString goldFault(const Gold& gold, std::int64_t length)
{
    if (!gold.labels.isEmpty() && gold.labels.size() != length)
        return tr("%1 labels for %2 positions").arg(gold.labels.size()).arg(length);
    Span previous;
    for (const Core& core : gold.cores) {
        if (core.span.begin < 0 || core.span.end > length || core.span.isEmpty())
            return tr("the core [%1, %2) does not lie in the sequence of %3 positions")
                .arg(core.span.begin)
                .arg(core.span.end)
                .arg(length);
        if (core.span.overlaps(previous))
            return tr("the cores [%1, %2) and [%3, %4) overlap")
                .arg(previous.begin)
                .arg(previous.end)
                .arg(core.span.begin)
                .arg(core.span.end);
        previous = core.span;
    }
    return {};
}

/// Sets alphabet, length and upper case; returns why the record is not sound.
QString finish(ImportedRecord& record, const ReadOptions& options)
{
    if (record.record.name.isEmpty())
        return tr("the entry has no name");
    if (record.residues.isEmpty())
        return tr("the sequence is empty");
    if (options.alphabet != Alphabet::Text)
        record.residues = std::move(record.residues).toUpper();
    record.record.alphabet = options.alphabet ? *options.alphabet : guessAlphabet(record.residues);
    record.record.length = record.residues.size();
    const qsizetype illegal = firstIllegal(record.residues, record.record.alphabet);
    if (illegal >= 0)
        return tr("illegal letter %1 at position %2 (%3)")
            .arg(shownLetter(record.residues[illegal]))
            .arg(illegal + 1)
            .arg(toText(record.record.alphabet));
    std::stable_sort(record.gold.cores.begin(), record.gold.cores.end(),
                     [](const Core& a, const Core& b) { return a.span < b.span; });
    return goldFault(record.gold, record.record.length);
}

} // namespace

struct RecordStream::Private
{
    std::unique_ptr<EntryReader> reader;
    FileFormat format = FileFormat::Fasta;
    ReadOptions options;
    ImportReport* report = nullptr;
    QHash<QString, std::int64_t> seen; // name to the line where it came first
    std::int64_t line = 0;
    QMap<QString, NoteSums> notes;      // by file
    std::shared_ptr<AnnotationSet> own; // of a GFF3 file that was opened alone

    /// What the files lost in parts goes to the report when nothing more is to come.
    void tellNotes()
    {
        for (auto each = notes.begin(); each != notes.end(); ++each)
            report->note(*each, each.key());
        notes.clear();
        if (own)
            own->finish(*report);
    }

    void sum(const RawEntry& entry)
    {
        for (const EntryNote& note : entry.notes)
            notes[note.file.isEmpty() ? reader->lines().path() : note.file].add(note.line, entry.record.record.name,
                                                                                note.reason, note.subject, note.loss);
    }

    void annotate(RawEntry& entry)
    {
        if (options.annotations)
            options.annotations->apply(entry, reader->lines().path(), options.nameAll, *report);
    }

    QString duplicateOf(const RawEntry& entry)
    {
        if (!options.skipDuplicates)
            return {};
        const auto first = seen.constFind(entry.record.record.name);
        if (first != seen.constEnd())
            return tr("duplicate name, which line %1 has already").arg(*first);
        seen.insert(entry.record.record.name, entry.line);
        return {};
    }
};

RecordStream::RecordStream(std::unique_ptr<Private> data) : d(std::move(data)) {}
RecordStream::~RecordStream() = default;
RecordStream::RecordStream(RecordStream&&) noexcept = default;
RecordStream& RecordStream::operator=(RecordStream&&) noexcept = default;

Result<RecordStream> RecordStream::open(const QString& path, const ReadOptions& options, ImportReport& report)
{
    const Result<FileFormat> detected = detectFormat(path, options.table);
    if (!detected)
        return detected.error();
    Result<LineReader> lines = LineReader::open(path);
    if (!lines)
        return lines.error();
    auto data = std::make_unique<Private>();
    data->format = options.format.value_or(*detected);
    data->options = options;
    data->report = &report;
    if (data->format == FileFormat::Gff3 && !options.annotations) {
        AnnotatedFiles alone = sortFiles({path}, options, report);
        if (alone.sequences.isEmpty() && report.failedFiles.isEmpty())
            return onlyAnnotations(path, FileFormat::Gff3);
        if (alone.sequences.isEmpty())
            return Error{report.failedFiles.takeLast().reason, Error::Kind::BadInput};
        data->own = data->options.annotations = alone.annotations;
    }
    Result<std::unique_ptr<EntryReader>> reader = makeReader(data->format, *std::move(lines), options);
    if (!reader)
        return reader.error();
    data->reader = *std::move(reader);
    return RecordStream(std::move(data));
}

Result<std::optional<ImportedRecord>> RecordStream::next()
{
    for (;;) {
        Result<std::optional<RawEntry>> entry = d->reader->next();
        if (!entry || !*entry)
            d->tellNotes();
        if (!entry)
            return entry.error();
        if (!*entry)
            return std::optional<ImportedRecord>();
        RawEntry& raw = **entry;
        d->annotate(raw);
        QString fault = raw.fault.isEmpty() ? finish(raw.record, d->options) : raw.fault;
        if (fault.isEmpty())
            fault = d->duplicateOf(raw);
        if (fault.isEmpty()) {
            d->line = raw.line;
            d->sum(raw);
            raw.record.record.source = d->reader->lines().path();
            return std::optional(std::move(raw.record));
        }
        d->report->skip({d->reader->lines().path(), raw.line, raw.record.record.name, fault});
    }
}

FileFormat RecordStream::format() const
{
    return d->format;
}
std::int64_t RecordStream::line() const
{
    return d->line;
}
std::int64_t RecordStream::bytesRead() const
{
    return d->reader->lines().bytesRead();
}
std::int64_t RecordStream::bytesTotal() const
{
    return d->reader->lines().bytesTotal();
}

} // namespace corespan
