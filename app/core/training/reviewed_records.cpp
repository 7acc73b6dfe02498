// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/curated_gold.h"
#include "core/store/project_reader.h"
#include "core/training/gold_records.h"

#include <QCoreApplication>

namespace corespan {

namespace {

constexpr int pageSize = 200;

/// The run whose labels stand in where an accepted record has none of its own; its id is None without runs.
Result<Run> latestRun(const ProjectReader& reader)
{
    const Result<RunId> id = reader.latestRun();
    if (!id)
        return id.error();
    return *id == RunId::None ? Result<Run>(Run{}) : reader.run(*id);
}

/// What a training-set export would say of the record; nothing where that is nothing to a trainer.
Result<std::optional<ImportedRecord>> reviewedGold(const ProjectReader& reader, const Run& run, const ExportRow& row)
{
    if (!isExample(row.curation.state))
        return std::optional<ImportedRecord>();
    const Result<std::optional<Tracks>> tracks = reader.tracks(row.record.id, run.id);
    if (!tracks)
        return tracks.error();
    const QVector<QString> labels = *tracks ? labelNames(**tracks, run.labels) : QVector<QString>();
    const Gold gold = curatedGold(row, labels);
    return gold.annotated ? std::optional(ImportedRecord{row.record, row.residues, gold}) : std::nullopt;
}

} // namespace

Result<GoldSet> readReviewed(const QString& project, const QStringList& labels)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
    if (!reader)
        return reader.error();
    const Result<Run> run = latestRun(**reader);
    if (!run)
        return run.error();
    GoldSet set;
    RecordId after = RecordId::None;
    while (true) {
        const Result<QVector<ExportRow>> page = (*reader)->exportPage(after, pageSize, true);
        if (!page)
            return page.error();
        if (page->isEmpty())
            break;
        after = page->last().record.id;
        for (const ExportRow& row : *page) {
            const Result<std::optional<ImportedRecord>> example = reviewedGold(**reader, *run, row);
            if (!example)
                return example.error();
            const std::optional<ImportedRecord>& gold = *example;
            if (!gold) {
                ++set.unannotated;
                continue;
            }
            if (gold->gold.cores.size() > 1) {
                ++set.severalCores;
                continue;
            }
            Result<model::TrainRecord> record = toTrainRecord(*gold, labels);
            if (!record)
                return record.error();
            set.records.push_back(*std::move(record));
        }
    }
    if (set.records.empty()) {
        return Error{QCoreApplication::translate("corespan::GoldRecords",
                                                 "%1: no reviewed record: accept or correct some before training")
                         .arg(project),
                     Error::Kind::BadInput};
    }
    return set;
}

} // namespace corespan
