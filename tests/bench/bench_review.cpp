// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_window.h"
#include "bench/benches.h"

#include "core/exporting/export_project.h"
#include "core/review/redecode.h"

#include <QFile>

namespace corespan::bench {

namespace {

Measured redecoding(const QString& project, int records)
{
    auto reader = ProjectReader::open(project);
    if (!reader)
        qFatal("%s", qPrintable(reader.error().message));
    const Run run = *(*reader)->run(*(*reader)->latestRun());
    QueueFilter all;
    all.which = QueueFilter::Which::All;
    const QVector<RecordId> ids = *(*reader)->queue(all);
    Measured row{QStringLiteral("decode %1 records again, preview").arg(records),
                 QStringLiteral("s"),
                 QStringLiteral("< 2"),
                 {}};
    for (const double threshold : {0.3, 0.6, 0.9}) {
        RedecodeRequest request;
        request.options.threshold = threshold;
        QElapsedTimer timer;
        timer.start();
        const auto plan = planEdits(**reader, ids, run.id, redecodeRule(run, request));
        if (!plan || plan->looked() != records)
            qFatal("decoding again did not look at every record");
        row.values << double(timer.nsecsElapsed()) / 1e9;
    }
    return row;
}

Measured exporting(const QString& project, const QString& folder, ExportFormat format)
{
    const QString file = folder + QStringLiteral("/out.") + toText(format);
    Measured row{QStringLiteral("export as %1, read back and compared").arg(toText(format)),
                 QStringLiteral("records/s"),
                 QStringLiteral(">= 50,000"),
                 {}};
    for (int i = 0; i < 2; ++i) {
        QElapsedTimer timer;
        timer.start();
        std::int64_t seen = 0;
        const auto report =
            exportProject(project, file, {format, {}}, [&](std::int64_t, std::int64_t total) { seen = total; });
        if (!report)
            qFatal("%s", qPrintable(report.error().message));
        row.values << double(seen) / (double(timer.nsecsElapsed()) / 1e9);
        QFile::remove(file);
    }
    return row;
}

} // namespace

void benchReview(const QString& folder, const BenchSizes& sizes, BenchReport& report)
{
    const QString project = folder + QStringLiteral("/review.corespan");
    if (!QFile::exists(project))
        makeReviewProject(project, sizes.review);
    report.add(redecoding(project, sizes.review));
    for (const ExportFormat format :
         {ExportFormat::Jsonl, ExportFormat::Conll, ExportFormat::ThreeLine, ExportFormat::Gff3, ExportFormat::Bed,
          ExportFormat::GenBank, ExportFormat::Fasta, ExportFormat::Jalview, ExportFormat::Corrections})
        report.add(exporting(project, folder, format));
}

} // namespace corespan::bench
