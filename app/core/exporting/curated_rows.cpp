// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/curated_rows.h"

#include "core/domain/names.h"
#include "core/store/project_reader.h"

#include <algorithm>

namespace corespan {

namespace {

constexpr int pageSize = 500;

/// Labels of the run, read only where they can be of use.
Result<QVector<QString>> runLabels(const ProjectReader& reader, const Run& run, const ExportRow& row)
{
    const bool needed =
        row.prediction && row.gold.labels.isEmpty() && row.curation.annotated && !row.curation.cores.isEmpty();
    if (!needed)
        return QVector<QString>();
    const Result<std::optional<Tracks>> tracks = reader.tracks(row.record.id, run.id);
    if (!tracks)
        return tracks.error();
    return *tracks ? labelNames(**tracks, run.labels) : QVector<QString>();
}

} // namespace

Result<Run> runOrLatest(const ProjectReader& reader, RunId wanted)
{
    if (wanted == RunId::None) {
        const Result<RunId> latest = reader.latestRun();
        if (!latest)
            return latest.error();
        wanted = *latest;
    }
    return wanted == RunId::None ? Result<Run>(Run{}) : reader.run(wanted);
}

Status forEachCurated(const ProjectReader& reader, const CuratedRows& wanted, const CuratedVisitor& visit)
{
    const bool reviewedOnly =
        !wanted.states.isEmpty() && std::all_of(wanted.states.begin(), wanted.states.end(), isReviewed);
    for (RecordId after = RecordId::None;;) {
        Result<QVector<ExportRow>> page = reader.exportPage(after, pageSize, reviewedOnly, wanted.run.id, wanted.edits);
        if (!page)
            return page.error();
        if (page->isEmpty())
            return ok();
        after = page->last().record.id;
        for (ExportRow& row : *page) {
            if (!wanted.states.isEmpty() && !wanted.states.contains(row.curation.state))
                continue;
            const Result<QVector<QString>> labels = runLabels(reader, wanted.run, row);
            if (!labels)
                return labels.error();
            if (Status visited = visit(row, curatedGold(row, *labels)); !visited)
                return visited;
        }
    }
}

} // namespace corespan
