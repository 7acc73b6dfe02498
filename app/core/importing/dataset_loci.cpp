// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/dataset.h"
#include "core/importing/record_stream.h"
#include "core/importing/window.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("LociDataset", text);
}

void writeLoci(const ImportedRecord& contig, const LociDatasetOptions& options, DatasetFile& out, DatasetReport& report)
{
    const QByteArray& dna = contig.residues;
    const QString prefix = options.prefix.isEmpty() ? contig.record.name : options.prefix;
    for (const Orf& orf :
         allOrfs({dna.constData(), static_cast<std::size_t>(dna.size())}, options.starts, options.minLength)) {
        const Window window = windowAround(orf, options.flank, options.flank, dna.size());
        const ImportedRecord record = windowRecord(window, prefix, contig.record.name, dna);
        report.positions += record.record.length;
        ++report.loci;
        out.write(record);
    }
}

} // namespace

QJsonObject LociDatasetOptions::toJson() const
{
    QJsonArray codons;
    for (const QByteArray& start : starts)
        codons.append(QString::fromLatin1(start));
    return {{"min_length", qint64(minLength)}, {"flank", qint64(flank)}, {"starts", codons}, {"prefix", prefix}};
}

Result<DatasetReport> writeLociDataset(const QString& in, const QString& out, const LociDatasetOptions& options,
                                       const DatasetControl& control)
{
    if (options.minLength < 6 || options.flank < 0 || options.starts.isEmpty())
        return Error{tr("the length must be at least 6, the flank at least 0, and there must be a start codon"),
                     Error::Kind::BadInput};
    ImportReport issues;
    ReadOptions reading;
    reading.alphabet = Alphabet::Dna;
    Result<RecordStream> stream = RecordStream::open(in, reading, issues);
    if (!stream)
        return stream.error();
    DatasetFile file(out);
    if (const Status opened = file.open(); !opened)
        return opened.error();
    DatasetReport report;
    for (;;) {
        const Result<std::optional<ImportedRecord>> contig = stream->next();
        if (!contig)
            return contig.error();
        if (issues.skipped > 0)
            return Error{issues.issues.first().text(), Error::Kind::BadInput}; // a genome with holes is no genome
        if (!*contig)
            break;
        if (control.stop.stop_requested())
            return interrupted();
        ++report.contigs;
        writeLoci(**contig, options, file, report);
        control.tell(stream->bytesRead(), stream->bytesTotal());
    }
    if (report.loci == 0)
        return Error{tr("%1 has no open reading frame of at least %2 nt").arg(in).arg(options.minLength),
                     Error::Kind::BadInput};
    if (const Status saved = commitDataset(file, out, {QStringLiteral("dataset loci"), {in}, options.toJson()}); !saved)
        return saved.error();
    return report;
}

} // namespace corespan
