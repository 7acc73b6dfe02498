// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/color_scale.h"
#include "widgets/picture.h"
#include "widgets/position_range.h"
#include "widgets/theme.h"

#include <QVector>
#include <QWidget>

#include <memory>

namespace corespan::widgets {

/// Many records below each other, a row for one or several, laid over each other at position 0. Values in; a click says
/// which row.
class RecordHeatmap : public QWidget
{
    Q_OBJECT
public:
    explicit RecordHeatmap(QWidget* parent = nullptr);
    ~RecordHeatmap() override;

    /// \param rows of equal length, top to bottom, 0..1; NaN: nothing there
    /// \param range positions that the columns share out evenly
    /// \param records how many the rows stand for
    void setRows(const QVector<QVector<float>>& rows, PositionRange range, qint64 records);
    void setAnchorName(const QString& name); ///< what lies at 0
    void setColorScale(const ColorScale& scale);
    void setTheme(const Theme& theme);

    int rowCount() const;
    /// The row under a point of the widget, -1 outside.
    int rowAt(const QPoint& point) const;
    /// A point inside that row.
    QPoint pointOf(int row) const;
    /// It must not outlive the widget.
    Picture picture();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void rowChosen(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply(const Theme& theme);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace corespan::widgets
