// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/evaluated_record.h"

#include <QJsonObject>

namespace corespan {

/// Share of records whose cores are all exact among those of similar score.
struct ReliabilityBin
{
    std::int64_t count = 0;
    double meanScore = 0.0;
    double exact = 0.0;
};

struct Calibration
{
    QVector<ReliabilityBin> bins; ///< equal width over [0, 1]
    double ece = 0.0;             ///< expected calibration error (Guo et al., ICML 2017): mean |score - exact| by count
    double brier = 0.0;           ///< mean squared difference of score and outcome (Brier 1950)

    QJsonObject toJson() const;
};

Calibration calibrationOf(const QVector<EvaluatedCores>& records, int bins = 10);

/// The cores that gold has, with their types, and no other.
bool isExact(const EvaluatedCores& record);

} // namespace corespan
