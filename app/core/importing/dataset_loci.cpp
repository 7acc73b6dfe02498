// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/atomic_file.h"
#include "core/exporting/gold_jsonl.h"
#include "core/importing/dataset.h"
#include "core/importing/record_stream.h"
#include "core/importing/window.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("LociDataset", text);
}

void writeLoci(const ImportedRecord& contig, const LociDatasetOptions& options, AtomicFile& out, DatasetReport& report)
{
    const QByteArray& dna = contig.residues;
    const QString prefix = options.prefix.isEmpty() ? contig.record.name : options.prefix;
    for (const Orf& orf :
         allOrfs({dna.constData(), static_cast<std::size_t>(dna.size())}, options.starts, options.minLength)) {
        const Window window = windowAround(orf, options.flank, options.flank, dna.size());
        const ImportedRecord record = windowRecord(window, prefix, contig.record.name, dna);
        report.positions += record.record.length;
        ++report.loci;
        out.write(toJsonLine(record) + '\n');
    }
}

} // namespace

Result<DatasetReport> writeLociDataset(const QString& in, const QString& out, const LociDatasetOptions& options,
                                       std::stop_token stop)
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
    AtomicFile file(out);
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
        if (stop.stop_requested())
            return Error{tr("interrupted; nothing was written"), Error::Kind::Cancelled};
        ++report.contigs;
        writeLoci(**contig, options, file, report);
    }
    if (report.loci == 0)
        return Error{tr("%1 has no open reading frame of at least %2 nt").arg(in).arg(options.minLength),
                     Error::Kind::BadInput};
    if (const Status saved = file.commit(); !saved)
        return saved.error();
    return report;
}

} // namespace corespan
