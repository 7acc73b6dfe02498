// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_reader.h"

namespace corespan::gui {

/// Where the cores in the curated lane come from.
enum class CoreSource {
    None,     ///< nothing is known
    Curated,  ///< the curator's annotation
    Gold,     ///< came with the file, not touched yet
    Proposed, ///< the run's decision, to be accepted or moved
};

/// All that is shown of one record, as whole values.
struct CurrentRecord
{
    Record record;
    QByteArray residues;
    Gold gold;
    Curation curation; ///< with edits that are not on disk yet
    Run run;           ///< id None: no run is shown
    std::optional<PredictionSummary> prediction;
    Tracks tracks;
    QVector<HistoryEntry> history; ///< newest first
    Kin kin;                       ///< how many are like it

    bool withheld = false; ///< prediction and gold are kept from the curator until the record is decided

    bool isValid() const { return record.id != RecordId::None; }
    /// The run's cores; none: no prediction, or "no core".
    QVector<Core> predicted() const { return prediction ? prediction->cores() : QVector<Core>(); }
    CoreSource coreSource() const;
    /// Cores of that source.
    QVector<Core> shownCores() const;
    /// Ambiguous zones that hold: the curator's, else those of the file; sorted and apart.
    QVector<Span> shownZones() const;
};

Result<CurrentRecord> readRecord(const ProjectReader& reader, RecordId id, RunId run);
/// A record that a curator still has to decide, whatever is known of it.
bool isUndecided(const Curation& curation);
/// Takes all away that would tell the curator what a run or the file says.
void withhold(CurrentRecord& current);
/// Prediction and tracks of `run` put into `current`, all else as it was.
Status readPrediction(const ProjectReader& reader, RunId run, CurrentRecord& current);

} // namespace corespan::gui
