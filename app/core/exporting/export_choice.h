// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_types.h"

#include <QJsonObject>

namespace corespan {

/// Which part of a project an export holds.
struct ExportChoice
{
    QVector<ReviewState> states = {}; ///< of the records; empty: any
    QStringList types = {};           ///< of the cores, on either strand; empty: any
    bool maskFlanks = false;          ///< labels outside cores are left out: nothing is learned from flanks
    bool provenance = false;          ///< says of each core where it comes from: meta.provenance, and in GFF3
    RunId run = RunId::None;          ///< whose labels, scores and predicted cores are told; None: the latest

    bool operator==(const ExportChoice&) const = default;
    QJsonObject toJson() const; ///< without the run
};

/// `gold` with cores of the chosen types only, a record of others having none, and without what is masked.
Gold chosenGold(Gold gold, const ExportChoice& choice);
/// The cores of the chosen types.
QVector<PredictedCore> chosenCores(QVector<PredictedCore> cores, const ExportChoice& choice);

} // namespace corespan
