// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_project.h"

#include "core/domain/names.h"
#include "core/exporting/atomic_file.h"
#include "core/exporting/curated_rows.h"
#include "core/exporting/gff3.h"
#include "core/exporting/row_writers.h"
#include "core/store/project_reader.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Export", text);
}

class Exporter
{
public:
    Exporter(const ProjectReader& reader, AtomicFile& out, const ExportOptions& options)
        : m_reader(reader), m_out(out), m_options(options)
    {
    }

    Result<ExportReport> run(const ExportProgress& onProgress, const std::stop_token& stop)
    {
        const Result<std::int64_t> total = count();
        if (!total)
            return total.error();
        Result<Run> run = runOrLatest(m_reader, m_options.run);
        if (!run)
            return run.error();
        if (m_options.format == ExportFormat::Gff3)
            m_out.write(gff3Header);
        else if (m_options.format == ExportFormat::Conll)
            m_out.write("# global.columns = FORM LABEL TAG\n");
        else if (m_options.format == ExportFormat::Bed)
            m_out.write("#corespan types\n");
        std::int64_t done = 0;
        const auto visit = [&](const ExportRow& row, const Gold& gold) -> Status {
            if (stop.stop_requested())
                return Error{tr("The export was cancelled; nothing was written"), Error::Kind::Cancelled};
            write(row, gold);
            ++done;
            if (onProgress)
                onProgress(done, *total);
            return ok();
        };
        if (const Status walked = forEachCurated(m_reader, {*std::move(run), m_options.reviewedOnly}, visit); !walked)
            return walked.error();
        m_report.sha256 = m_out.sha256();
        return m_report;
    }

private:
    /// How many records will be visited.
    Result<std::int64_t> count() const
    {
        const Result<StateCounts> counts = m_reader.counts();
        if (!counts)
            return counts.error();
        return m_options.reviewedOnly ? exampleCount(*counts) : counts->total;
    }

    WrittenRow text(const ExportRow& row, const Gold& gold) const
    {
        switch (m_options.format) {
        case ExportFormat::Gff3:
            return writeGff3Row(row, gold);
        case ExportFormat::ThreeLine:
            return writeThreeLineRow(row, gold);
        case ExportFormat::Conll:
            return writeConllRow(row, gold);
        case ExportFormat::Bed:
            return writeBedRow(row, gold);
        case ExportFormat::Fasta:
            return writeFastaRow(row);
        case ExportFormat::Jsonl:
            break;
        }
        return writeJsonlRow(row, gold);
    }

    void write(const ExportRow& row, const Gold& gold)
    {
        const WrittenRow written = text(row, gold);
        if (!written.problem.isEmpty()) {
            ++m_report.skipped;
            if (m_report.issues.size() < ExportReport::maxListed)
                m_report.issues.append(tr("record \"%1\": %2").arg(row.record.name, written.problem));
            return;
        }
        m_out.write(written.text);
        tally(row, gold);
    }

    void tally(const ExportRow& row, const Gold& gold)
    {
        ++m_report.records;
        m_report.withCore += gold.annotated && !gold.cores.isEmpty() ? 1 : 0;
        m_report.noCore += gold.annotated && gold.cores.isEmpty() ? 1 : 0;
        m_report.positions += row.record.length;
        ++m_report.states[toText(row.curation.state)];
        for (const QString& label : gold.labels) {
            if (!label.isEmpty())
                ++m_report.labels[label];
        }
    }

    const ProjectReader& m_reader;
    AtomicFile& m_out;
    const ExportOptions& m_options;
    ExportReport m_report;
};

} // namespace

std::optional<ExportFormat> exportFormatFromText(const QString& text)
{
    if (text == QLatin1String("jsonl"))
        return ExportFormat::Jsonl;
    if (text == QLatin1String("gff3"))
        return ExportFormat::Gff3;
    if (text == QLatin1String("3line"))
        return ExportFormat::ThreeLine;
    if (text == QLatin1String("conll"))
        return ExportFormat::Conll;
    if (text == QLatin1String("bed"))
        return ExportFormat::Bed;
    if (text == QLatin1String("fasta"))
        return ExportFormat::Fasta;
    return std::nullopt;
}

Result<ExportReport> exportProject(const QString& project, const QString& out, const ExportOptions& options,
                                   const ExportProgress& onProgress, std::stop_token stop)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
    if (!reader)
        return reader.error();
    AtomicFile file(out);
    if (const Status opened = file.open(); !opened)
        return opened.error();
    Result<ExportReport> report = Exporter(**reader, file, options).run(onProgress, stop);
    if (!report)
        return report.error();
    if (const Status saved = file.commit(); !saved)
        return saved.error();
    return report;
}

} // namespace corespan
