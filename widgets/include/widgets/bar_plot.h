// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/picture.h"
#include "widgets/theme.h"

#include <QColor>
#include <QVector>
#include <QWidget>

#include <memory>

namespace corespan::widgets {

/// A bar with its name below it.
struct Bar
{
    QString name; ///< empty: none is written
    qint64 value = 0;
    QColor color = {}; ///< invalid: the theme's
};

/// Counts as bars beside each other: a distribution, or a composition. Values in.
class BarPlot : public QWidget
{
    Q_OBJECT
public:
    explicit BarPlot(const QString& title, QWidget* parent = nullptr);
    ~BarPlot() override;

    void setBars(const QVector<Bar>& bars);
    void setTheme(const Theme& theme);
    const QVector<Bar>& bars() const;
    /// It must not outlive the widget.
    Picture picture();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void apply(const Theme& theme);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace corespan::widgets
