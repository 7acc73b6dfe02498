// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QMap>
#include <QWidget>

#include <memory>

namespace corespan::widgets {

/// How often boundaries were moved by how much: starts and ends as bars beside each other, 0 left out, since most are
/// not moved at all. What lies beyond the reach counts at its edge. Values in.
class ShiftPlot : public QWidget
{
    Q_OBJECT
public:
    static constexpr int reach = 20; ///< positions to either side

    explicit ShiftPlot(QWidget* parent = nullptr);
    ~ShiftPlot() override;

    /// Boundaries by shift; a shift above 0 is to the right.
    void setShifts(const QMap<qint64, qint64>& starts, const QMap<qint64, qint64>& ends);
    void setTheme(const Theme& theme);

    /// As drawn, -reach to reach: what counts at 0 is 0.
    QVector<qint64> startBars() const;
    QVector<qint64> endBars() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace corespan::widgets
