// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/record_heatmap.h"

#include "color_gradient.h"
#include "plot_style.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <cmath>

namespace corespan::widgets {

struct RecordHeatmap::Private
{
    QCustomPlot* plot = nullptr; ///< a child of the widget, as all below is of it
    QCPColorMap* map = nullptr;
    QCPItemStraightLine* anchor = nullptr;
    Theme theme = Theme::light();
    int rows = 0;
};

RecordHeatmap::RecordHeatmap(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->plot = new QCustomPlot(this);
    d->plot->installEventFilter(this);
    d->plot->setCursor(Qt::PointingHandCursor);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(d->plot);
    setAccessibleName(tr("P(core) of all records, a row for each"));
    d->map = new QCPColorMap(d->plot->xAxis, d->plot->yAxis);
    d->map->setInterpolate(false);
    d->map->setTightBoundary(true); // cells share the range out; else the outer ones would lie half beyond it
    d->map->setDataRange(QCPRange(0.0, 1.0));
    d->anchor = new QCPItemStraightLine(d->plot);
    d->anchor->point1->setCoords(0.0, 0.0);
    d->anchor->point2->setCoords(0.0, 1.0);
    d->plot->yAxis->setRangeReversed(true);
    d->plot->yAxis->setLabel(tr("records, as the queue has them"));
    d->plot->xAxis->grid()->setVisible(false);
    d->plot->yAxis->grid()->setVisible(false);
    setColorScale(ColorScale());
    setTheme(Theme::light());
}

RecordHeatmap::~RecordHeatmap() = default;

void RecordHeatmap::setRows(const QVector<QVector<float>>& rows, PositionRange range, qint64 records)
{
    d->rows = static_cast<int>(rows.size());
    const int columns = rows.isEmpty() ? 0 : static_cast<int>(rows.first().size());
    d->map->setVisible(columns > 0);
    if (columns > 0) {
        QCPColorMapData* cells = d->map->data();
        cells->setSize(columns, d->rows);
        cells->setKeyRange(QCPRange(static_cast<double>(range.begin), static_cast<double>(range.end)));
        cells->setValueRange(QCPRange(0.0, static_cast<double>(records)));
        for (int row = 0; row < d->rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                cells->setCell(column, row, static_cast<double>(rows[row][column]));
            }
        }
    }
    d->plot->xAxis->setRange(static_cast<double>(range.begin),
                             static_cast<double>(std::max(range.end, range.begin + 1)));
    d->plot->yAxis->setRange(0.0, static_cast<double>(std::max<qint64>(records, 1)));
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void RecordHeatmap::setAnchorName(const QString& name)
{
    d->plot->xAxis->setLabel(name);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void RecordHeatmap::setColorScale(const ColorScale& scale)
{
    d->map->setGradient(gradientOf(scale));
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void RecordHeatmap::apply(const Theme& theme)
{
    d->plot->setBackground(theme.window);
    d->plot->axisRect()->setBackground(theme.track);
    d->anchor->setPen(QPen(theme.curatedLine, 1.0, Qt::DashLine));
    for (QCPAxis* axis : {d->plot->xAxis, d->plot->yAxis}) {
        styleAxis(*axis, theme, font());
    }
}

void RecordHeatmap::setTheme(const Theme& theme)
{
    d->theme = theme;
    apply(theme);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

int RecordHeatmap::rowCount() const
{
    return d->rows;
}

int RecordHeatmap::rowAt(const QPoint& point) const
{
    if (d->rows == 0 || !d->plot->axisRect()->rect().contains(point)) {
        return -1;
    }
    const double records = d->plot->yAxis->range().upper;
    const int row = static_cast<int>(d->plot->yAxis->pixelToCoord(point.y()) / records * d->rows);
    return std::clamp(row, 0, d->rows - 1);
}

QPoint RecordHeatmap::pointOf(int row) const
{
    const double records = d->plot->yAxis->range().upper;
    const double y = d->plot->yAxis->coordToPixel((row + 0.5) / d->rows * records);
    return {d->plot->axisRect()->rect().center().x(), static_cast<int>(std::floor(y))};
}

Picture RecordHeatmap::picture()
{
    return {tr("All records"), size(), [this](QPainter& painter, QSize size, const Theme& theme) {
                apply(theme);
                drawPlot(*d->plot, painter, size);
                setTheme(d->theme);
            }};
}

bool RecordHeatmap::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == d->plot && event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const int row = rowAt(mouse->pos());
        if (mouse->button() == Qt::LeftButton && row >= 0) {
            emit rowChosen(row);
        }
    }
    return QWidget::eventFilter(watched, event);
}

QSize RecordHeatmap::sizeHint() const
{
    return {620, 560};
}

QSize RecordHeatmap::minimumSizeHint() const
{
    return {320, 240};
}

} // namespace corespan::widgets
