// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/importing/report.h"
#include "core/importing/table_columns.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace corespan {

class AnnotationSet;

enum class FileFormat { Fasta, GenBank, ThreeLine, Jsonl, Embl, UniProt, Fastq, Stockholm, Conll, Table, Gff3, Bed };

/// "FASTA", "GenBank", ...
QString formatName(FileFormat format);
/// As options name it: "fasta", "genbank", "3line", "csv", ...; nullopt for others.
std::optional<FileFormat> formatFromText(const QString& text);
QStringList formatTexts(); ///< all of them

struct ReadOptions
{
    std::optional<FileFormat> format; ///< absent: by content
    std::optional<Alphabet> alphabet; ///< absent: guessed for each record from its letters
    QStringList features;             ///< keys that become cores; empty: CDS, or SIGNAL, TRANSIT, PROPEP, TRANSMEM
    bool nameAll = false;             ///< meta.groups names features of one segment too, not only fragmented ones
    bool strictTags = false;          ///< CoNLL: "I" that begins a core is a fault, not IOB1
    QString labelRow = QStringLiteral("SS"); ///< Stockholm: the #=GR feature that becomes labels
    TableOptions table;                      ///< CSV and TSV
    /// What other files say of the sequences of this one, as sortFiles() reads it; null: nothing.
    std::shared_ptr<AnnotationSet> annotations;
    bool skipDuplicates = true; ///< false: names may repeat, the caller looks after it
};

/// Tells by the first 64 KiB (unpacked when gzip or bgzip), never by the name. Error: missing, empty, binary, or text
/// of none of the formats; GTF is named as such. With columns named, text of no other format is a table.
Result<FileFormat> detectFormat(const QString& path, const TableOptions& table = {});

/// Reads one file record by record; only one entry is in memory (of Stockholm an alignment, of GFF3 its features).
/// Entries that are not sound (no or illegal letters, a name that came before, cores outside the sequence, labels of
/// another length) are left out and told to the report.
class RecordStream
{
public:
    /// `report` must outlive the stream; only `skipped`, `issues`, `partsLeftOut` and `notes` are written
    /// here, the last two when the file is at its end. Error, too: annotations alone (GFF3, BED, a table of spans).
    static Result<RecordStream> open(const QString& path, const ReadOptions& options, ImportReport& report);
    ~RecordStream();
    RecordStream(RecordStream&&) noexcept;
    RecordStream& operator=(RecordStream&&) noexcept;

    /// The next sound record; nullopt at the end. Error: the file cannot be read further (truncated gzip, I/O); what
    /// came before is whole.
    Result<std::optional<ImportedRecord>> next();

    FileFormat format() const;
    std::int64_t line() const;      ///< of the entry that next() gave last
    std::int64_t bytesRead() const; ///< of the file on disk, for progress
    std::int64_t bytesTotal() const;

private:
    struct Private;
    explicit RecordStream(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace corespan
