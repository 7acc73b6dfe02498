// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_project.h"

#include "core/domain/names.h"
#include "core/exporting/atomic_file.h"
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

constexpr int pageSize = 200;

class Exporter
{
public:
    Exporter(const ProjectReader& reader, AtomicFile& out, const ExportOptions& options)
        : m_reader(reader), m_out(out), m_options(options)
    {
    }

    Result<ExportReport> run(const ExportProgress& onProgress, const std::stop_token& stop)
    {
        if (const Status ready = prepare(); !ready)
            return ready.error();
        if (m_options.format == ExportFormat::Gff3)
            m_out.write(gff3Header);
        for (RecordId after = RecordId::None;;) {
            if (stop.stop_requested())
                return Error{tr("The export was cancelled; nothing was written"), Error::Kind::Cancelled};
            const Result<QVector<ExportRow>> page =
                m_reader.exportPage(after, pageSize, m_options.reviewedOnly, m_run.id);
            if (!page)
                return page.error();
            if (page->isEmpty())
                break;
            after = page->last().record.id;
            for (const ExportRow& row : *page) {
                if (const Status written = write(row); !written)
                    return written.error();
            }
            m_done += page->size();
            if (onProgress)
                onProgress(m_done, m_total);
        }
        m_report.sha256 = m_out.sha256();
        return m_report;
    }

private:
    Status prepare()
    {
        const Result<StateCounts> counts = m_reader.counts();
        if (!counts)
            return counts.error();
        m_total = m_options.reviewedOnly ? counts->reviewed() : counts->total;
        RunId wanted = m_options.run;
        if (wanted == RunId::None) {
            const Result<RunId> latest = m_reader.latestRun();
            if (!latest)
                return latest.error();
            wanted = *latest;
        }
        if (wanted == RunId::None)
            return ok();
        Result<Run> run = m_reader.run(wanted);
        if (!run)
            return run.error();
        m_run = std::move(*run);
        return ok();
    }

    /// Labels of the run, read only where they can be of use.
    Result<QVector<QString>> runLabels(const ExportRow& row) const
    {
        const bool needed =
            row.prediction && row.gold.labels.isEmpty() && row.curation.annotated && !row.curation.cores.isEmpty();
        if (!needed)
            return QVector<QString>();
        const Result<std::optional<Tracks>> tracks = m_reader.tracks(row.record.id, m_run.id);
        if (!tracks)
            return tracks.error();
        return *tracks ? labelNames(**tracks, m_run.labels) : QVector<QString>();
    }

    WrittenRow text(const ExportRow& row, const Gold& gold) const
    {
        switch (m_options.format) {
        case ExportFormat::Gff3:
            return writeGff3Row(row, gold);
        case ExportFormat::ThreeLine:
            return writeThreeLineRow(row, gold);
        case ExportFormat::Jsonl:
            break;
        }
        return writeJsonlRow(row, gold);
    }

    Status write(const ExportRow& row)
    {
        if (m_options.reviewedOnly && !isExample(row.curation.state))
            return ok();
        const Result<QVector<QString>> labels = runLabels(row);
        if (!labels)
            return labels.error();
        const Gold gold = curatedGold(row, *labels);
        const WrittenRow written = text(row, gold);
        if (!written.problem.isEmpty()) {
            ++m_report.skipped;
            if (m_report.issues.size() < ExportReport::maxListed)
                m_report.issues.append(tr("record \"%1\": %2").arg(row.record.name, written.problem));
            return ok();
        }
        m_out.write(written.text);
        count(row, gold);
        return ok();
    }

    void count(const ExportRow& row, const Gold& gold)
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
    Run m_run;
    ExportReport m_report;
    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
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
