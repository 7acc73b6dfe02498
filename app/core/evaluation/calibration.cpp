// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/calibration.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace corespan {

QJsonObject Calibration::toJson() const
{
    QJsonArray array;
    for (const ReliabilityBin& bin : bins)
        array.append(QJsonObject{{"count", qint64(bin.count)}, {"score", bin.meanScore}, {"exact", bin.exact}});
    return {{"ece", ece}, {"brier", brier}, {"bins", array}};
}

Calibration calibrationOf(const QVector<EvaluatedCores>& records, int bins)
{
    Calibration result;
    result.bins.resize(std::max(1, bins));
    const auto total = static_cast<double>(std::max<qsizetype>(1, records.size()));
    for (const EvaluatedCores& record : records) {
        const double score = std::clamp(record.score, 0.0, 1.0), outcome = isExact(record) ? 1.0 : 0.0;
        const auto place = std::min<qsizetype>(result.bins.size() - 1, qsizetype(score * double(result.bins.size())));
        ReliabilityBin& bin = result.bins[place];
        ++bin.count;
        bin.meanScore += score;
        bin.exact += outcome;
        result.brier += (score - outcome) * (score - outcome) / total;
    }
    for (ReliabilityBin& bin : result.bins) {
        result.ece += std::abs(bin.meanScore - bin.exact) / total;
        const auto count = static_cast<double>(std::max<std::int64_t>(1, bin.count));
        bin.meanScore /= count;
        bin.exact /= count;
    }
    return result;
}

bool isExact(const EvaluatedCores& record)
{
    return std::ranges::equal(record.gold, record.predicted,
                              [](const Core& a, const Core& b) { return a.span == b.span && a.type == b.type; });
}

} // namespace corespan
