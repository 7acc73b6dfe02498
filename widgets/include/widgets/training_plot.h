// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QPointF>
#include <QVector>
#include <QWidget>

#include <memory>

namespace corespan::widgets {

/// A training as it goes: losses above, what validation says below, against the minutes since its beginning. Values in;
/// each point is drawn once, a burst of them in one repaint.
class TrainingPlot : public QWidget
{
    Q_OBJECT
public:
    enum class Series { TranslatorLoss, SelectorLoss, Exact, LabelAccuracy };

    explicit TrainingPlot(QWidget* parent = nullptr);
    ~TrainingPlot() override;

    void clear();
    /// A value that is not finite leaves a gap.
    void addLosses(double minutes, double translator, double selector);
    /// Shares, 0..1.
    void addValidation(double minutes, double exact, double labelAccuracy);
    void setTheme(const Theme& theme);

    /// x in minutes, as given.
    QVector<QPointF> points(Series series) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace corespan::widgets
