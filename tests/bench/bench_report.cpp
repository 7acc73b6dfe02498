// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_report.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace corespan::bench {

double Measured::quantile(double share) const
{
    if (values.isEmpty())
        return 0.0;
    QVector<double> sorted = values;
    std::ranges::sort(sorted);
    const auto at = static_cast<qsizetype>(std::ceil(share * double(sorted.size()))) - 1;
    return sorted[std::clamp<qsizetype>(at, 0, sorted.size() - 1)];
}

void BenchReport::add(const Measured& row)
{
    if (m_rows.isEmpty())
        std::printf("%-52s %12s %12s %12s  %-10s %6s  %s\n", "", "median", "p99", "worst", "", "n", "asked");
    std::printf("%-52s %12.2f %12.2f %12.2f  %-10s %6d  %s\n", qPrintable(row.what), row.quantile(0.5),
                row.quantile(0.99), row.quantile(1.0), qPrintable(row.unit), int(row.values.size()),
                qPrintable(row.asked));
    std::fflush(stdout);
    m_rows << row;
}

QJsonObject BenchReport::toJson() const
{
    QJsonArray rows;
    for (const Measured& row : m_rows)
        rows << QJsonObject{{"what", row.what},
                            {"unit", row.unit},
                            {"asked", row.asked},
                            {"samples", int(row.values.size())},
                            {"median", row.quantile(0.5)},
                            {"p99", row.quantile(0.99)},
                            {"worst", row.quantile(1.0)}};
    return {{"rows", rows}};
}

bool BenchReport::hasGaps() const
{
    return m_rows.isEmpty() || std::ranges::any_of(m_rows, [](const Measured& row) { return row.values.isEmpty(); });
}

} // namespace corespan::bench
