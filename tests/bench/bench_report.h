// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>
#include <QVector>

namespace corespan::bench {

/// One row of the table. Times are of a wall clock on whatever machine this is: they say something beside each other.
struct Measured
{
    QString what;
    QString unit;  ///< "ms", "s", "records/s"
    QString asked; ///< what the design asks for, in words; empty: nothing
    QVector<double> values;

    /// The value that `share` of all are not above; 0.5 is the median.
    double quantile(double share) const;
};

class BenchReport
{
public:
    /// Prints the row at once.
    void add(const Measured& row);
    QJsonObject toJson() const;
    /// Nothing was measured of a row.
    bool hasGaps() const;

private:
    QVector<Measured> m_rows;
};

} // namespace corespan::bench
