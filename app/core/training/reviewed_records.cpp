// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/names.h"
#include "core/store/project_reader.h"
#include "core/training/gold_records.h"

#include <QCoreApplication>

namespace corespan {

namespace {

constexpr int pageSize = 200;

/// What the curator decided, in the shape of gold; nothing for records that say nothing to a trainer.
std::optional<ImportedRecord> reviewedGold(const ExportRow& row)
{
    const Curation& curation = row.curation;
    if (!isReviewed(curation.state) || curation.state == ReviewState::Rejected)
        return std::nullopt;
    ImportedRecord out{row.record, row.residues, row.gold};
    if (curation.annotated || curation.state == ReviewState::NoCore) {
        out.gold.annotated = true;
        out.gold.cores = curation.state == ReviewState::NoCore ? QVector<Core>() : curation.cores;
    }
    if (!curation.labels.isEmpty()) {
        out.gold.labels.resize(row.residues.size());
        for (auto label = curation.labels.cbegin(); label != curation.labels.cend(); ++label) {
            if (label.key() >= 0 && label.key() < out.gold.labels.size())
                out.gold.labels[label.key()] = label.value();
        }
    }
    if (!out.gold.annotated)
        return std::nullopt;
    return out;
}

} // namespace

Result<GoldSet> readReviewed(const QString& project, const QStringList& labels)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
    if (!reader)
        return reader.error();
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
            const std::optional<ImportedRecord> gold = reviewedGold(row);
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
