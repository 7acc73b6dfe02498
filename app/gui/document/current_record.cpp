// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/current_record.h"

#include "core/domain/names.h"
#include "core/domain/zones.h"

namespace corespan::gui {

CoreSource CurrentRecord::coreSource() const
{
    if (curation.annotated)
        return CoreSource::Curated;
    if (curation.state == ReviewState::Rejected)
        return CoreSource::None; // the curator refused the proposal
    if (gold.annotated)
        return CoreSource::Gold;
    return predicted().isEmpty() ? CoreSource::None : CoreSource::Proposed;
}

QVector<Core> CurrentRecord::shownCores() const
{
    switch (coreSource()) {
    case CoreSource::Curated:
        return curation.cores;
    case CoreSource::Gold:
        return gold.cores;
    case CoreSource::Proposed:
        return predicted();
    case CoreSource::None:
        break;
    }
    return {};
}

QVector<Span> CurrentRecord::shownZones() const
{
    return withZone(curation.ambiguous.value_or(gold.ambiguous), {});
}

bool isUndecided(const Curation& curation)
{
    return !curation.annotated && !isReviewed(curation.state) && curation.state != ReviewState::Ambiguous;
}

void withhold(CurrentRecord& current)
{
    current.withheld = true;
    current.gold = {};
    current.run = {};
    current.prediction.reset();
    current.tracks = {};
    current.history.removeIf([](const HistoryEntry& entry) { return entry.run != RunId::None; });
}

Status readPrediction(const ProjectReader& reader, RunId run, CurrentRecord& current)
{
    if (run == RunId::None) {
        current.run = {};
        current.prediction.reset();
        current.tracks = {};
        return ok();
    }
    auto about = reader.run(run);
    if (!about)
        return about.error();
    auto prediction = reader.prediction(current.record.id, run);
    if (!prediction)
        return prediction.error();
    auto tracks = reader.tracks(current.record.id, run);
    if (!tracks)
        return tracks.error();
    current.run = *std::move(about);
    current.prediction = *std::move(prediction);
    current.tracks = tracks->value_or(Tracks{});
    return ok();
}

Result<CurrentRecord> readRecord(const ProjectReader& reader, RecordId id, RunId run)
{
    CurrentRecord current;
    auto record = reader.record(id);
    if (!record)
        return record.error();
    current.record = *std::move(record);
    auto residues = reader.residues(id);
    if (!residues)
        return residues.error();
    current.residues = *std::move(residues);
    auto gold = reader.gold(id);
    if (!gold)
        return gold.error();
    current.gold = *std::move(gold);
    auto curation = reader.curation(id);
    if (!curation)
        return curation.error();
    current.curation = *std::move(curation);
    auto history = reader.history(id);
    if (!history)
        return history.error();
    current.history = *std::move(history);
    auto kin = reader.kin(id);
    if (!kin)
        return kin.error();
    current.kin = *kin;
    if (auto read = readPrediction(reader, run, current); !read)
        return read.error();
    return current;
}

} // namespace corespan::gui
