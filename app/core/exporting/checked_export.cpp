// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/checked_export.h"

#include "core/domain/names.h"
#include "core/exporting/atomic_file.h"
#include "core/exporting/curated_gold.h"
#include "core/exporting/curated_rows.h"
#include "core/exporting/export_check.h"
#include "core/exporting/provenance.h"
#include "core/exporting/row_format.h"
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
    Exporter(const ProjectReader& reader, AtomicFile& out, ExportCheck& check, const ExportOptions& options)
        : m_reader(reader), m_out(out), m_check(check), m_choice(options.choice), m_format(rowFormat(options.format)),
          m_isCorrections(options.format == ExportFormat::Corrections)
    {
        if (m_isCorrections && m_choice.states.isEmpty())
            m_choice.states = correctionStates();
    }

    Result<ExportReport> run(const ExportProgress& onProgress, const std::stop_token& stop)
    {
        const Result<std::int64_t> total = count();
        if (!total)
            return total.error();
        const Result<Run> run = runOrLatest(m_reader, m_choice.run);
        if (!run)
            return run.error();
        m_out.write(m_format.header);
        std::int64_t done = 0;
        const auto visit = [&](ExportRow& row, Gold gold) -> Status {
            if (stop.stop_requested())
                return Error{tr("The export was cancelled; nothing was written"), Error::Kind::Cancelled};
            gold = chosenGold(std::move(gold), m_choice);
            if (row.prediction)
                row.prediction->predicted = chosenCores(std::move(row.prediction->predicted), m_choice);
            if (m_choice.provenance)
                row.record.meta["provenance"] = provenanceJson(row, gold, *run);
            write(row, gold);
            ++done;
            if (onProgress)
                onProgress(done, *total);
            return ok();
        };
        const bool edits = m_choice.provenance || m_isCorrections;
        if (const Status walked = forEachCurated(m_reader, {*run, m_choice.states, edits}, visit); !walked)
            return walked.error();
        m_report.sha256 = m_out.sha256();
        return m_report;
    }

    const QByteArray& header() const { return m_format.header; }

private:
    /// How many records will be visited.
    Result<std::int64_t> count() const
    {
        const Result<StateCounts> counts = m_reader.counts();
        if (!counts)
            return counts.error();
        std::int64_t chosen = 0;
        for (const ReviewState state : m_choice.states)
            chosen += counts->byState.value(state);
        return m_choice.states.isEmpty() ? counts->total : chosen;
    }

    void write(const ExportRow& row, const Gold& gold)
    {
        const WrittenRow written = m_format.write(row, gold);
        if (!written.problem.isEmpty()) {
            ++m_report.skipped;
            if (m_report.issues.size() < ExportReport::maxListed)
                m_report.issues.append(tr("record \"%1\": %2").arg(row.record.name, written.problem));
            return;
        }
        m_out.write(written.text);
        m_check.expect(row, gold, written.text.size());
        tally(row, gold);
    }

    void tally(const ExportRow& row, const Gold& gold)
    {
        ++m_report.records;
        m_report.withCore += gold.annotated && !gold.cores.isEmpty() ? 1 : 0;
        m_report.noCore += gold.annotated && gold.cores.isEmpty() ? 1 : 0;
        m_report.positions += row.record.length;
        ++m_report.states[toText(row.curation.state)];
        for (const Core& core : gold.cores)
            ++m_report.cores[core.type];
        for (const QString& label : gold.labels) {
            if (!label.isEmpty())
                ++m_report.labels[label];
        }
    }

    const ProjectReader& m_reader;
    AtomicFile& m_out;
    ExportCheck& m_check;
    ExportChoice m_choice;
    RowFormat m_format;
    bool m_isCorrections;
    ExportReport m_report;
};

} // namespace

Result<ExportReport> exportChecked(const QString& project, const ExportPlace& place, const ExportOptions& options,
                                   const ExportProgress& onProgress, const std::stop_token& stop)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
    if (!reader)
        return reader.error();
    AtomicFile file(place.path, place.name);
    if (const Status opened = file.open(); !opened)
        return opened.error();
    ExportCheck check(options.format);
    if (const Status opened = check.open(); !opened)
        return opened.error();
    Exporter exporter(**reader, file, check, options);
    Result<ExportReport> report = exporter.run(onProgress, stop);
    if (!report)
        return report.error();
    if (const Status saved = file.commit(); !saved)
        return saved.error();
    if (const Status same = check.check(place.path, exporter.header(), report->sha256, place.name, stop); !same)
        return same.error();
    return report;
}

} // namespace corespan
