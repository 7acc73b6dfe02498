// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/annotation_readers.h"
#include "core/importing/table_reader.h"

namespace corespan {

namespace {

/// True where the file holds sequences.
Result<bool> readFile(FileFormat format, const QString& path, const ReadOptions& options, AnnotationSet& set,
                      ImportReport& report)
{
    Result<LineReader> lines = LineReader::open(path);
    if (!lines)
        return lines.error();
    if (format == FileFormat::Gff3)
        return readGff3(*lines, goldKeys(options.features, options.nameAll), set, report);
    Status read = ok();
    if (format == FileFormat::Bed) {
        read = readBed(*lines, set, report);
    } else {
        Result<TableFile> table = TableFile::open(*std::move(lines), options.table);
        if (!table)
            return table.error();
        if (table->layout.has(TableRole::Sequence))
            return true;
        read = readTableSpans(*std::move(table), options.table, set, report);
    }
    if (!read)
        return read.error();
    return false;
}

} // namespace

AnnotatedFiles sortFiles(const QStringList& files, const ReadOptions& options, ImportReport& report)
{
    AnnotatedFiles sorted;
    const auto set = std::make_shared<AnnotationSet>();
    for (const QString& path : files) {
        const Result<FileFormat> detected = detectFormat(path, options.table);
        const auto format = options.format ? options.format : detected ? std::optional(*detected) : std::nullopt;
        const bool mayAnnotate = format == FileFormat::Gff3 || format == FileFormat::Bed || format == FileFormat::Table;
        if (!detected || !mayAnnotate) {
            sorted.sequences.append(path); // what is wrong with it is told when it is read
            continue;
        }
        const Result<bool> sequences = readFile(*format, path, options, *set, report);
        if (!sequences)
            report.failedFiles.append({path, 0, {}, sequences.error().message});
        else if (*sequences)
            sorted.sequences.append(path);
    }
    if (!set->isEmpty())
        sorted.annotations = set;
    return sorted;
}

} // namespace corespan
