// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bar_plot.h"

#include "plot_style.h"

#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>

namespace corespan::widgets {

struct BarPlot::Private
{
    QString title;
    QCustomPlot* plot = nullptr; ///< a child of the widget
    Theme theme = Theme::light();
    QVector<Bar> bars;
};

BarPlot::BarPlot(const QString& title, QWidget* parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->title = title;
    d->plot = new QCustomPlot(this);
    d->plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    d->plot->xAxis->setLabel(title);
    d->plot->xAxis->grid()->setVisible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(d->plot);
    setAccessibleName(title);
    setTheme(Theme::light());
}

BarPlot::~BarPlot() = default;

void BarPlot::setBars(const QVector<Bar>& bars)
{
    d->bars = bars;
    d->plot->clearPlottables();
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    qint64 highest = 1;
    for (qsizetype i = 0; i < bars.size(); ++i) {
        auto* bar = new QCPBars(d->plot->xAxis, d->plot->yAxis);
        bar->setWidth(0.8);
        bar->addData(static_cast<double>(i), static_cast<double>(bars[i].value));
        if (!bars[i].name.isEmpty()) {
            ticker->addTick(static_cast<double>(i), bars[i].name);
        }
        highest = std::max(highest, bars[i].value);
    }
    d->plot->xAxis->setTicker(ticker);
    d->plot->xAxis->setRange(-0.7, std::max<double>(static_cast<double>(bars.size()) - 0.3, 0.7));
    d->plot->yAxis->setRange(0.0, static_cast<double>(highest) * 1.08);
    setTheme(d->theme);
}

void BarPlot::apply(const Theme& theme)
{
    d->plot->setBackground(theme.window);
    for (QCPAxis* axis : {d->plot->xAxis, d->plot->yAxis}) {
        styleAxis(*axis, theme, font());
    }
    for (int i = 0; i < d->plot->plottableCount(); ++i) {
        const QColor color = d->bars[i].color.isValid() ? d->bars[i].color : theme.curve;
        d->plot->plottable(i)->setBrush(color);
        d->plot->plottable(i)->setPen(QPen(color));
    }
}

void BarPlot::setTheme(const Theme& theme)
{
    d->theme = theme;
    apply(theme);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

const QVector<Bar>& BarPlot::bars() const
{
    return d->bars;
}

Picture BarPlot::picture()
{
    return {d->title, size(), [this](QPainter& painter, QSize size, const Theme& theme) {
                apply(theme);
                drawPlot(*d->plot, painter, size);
                setTheme(d->theme);
            }};
}

QSize BarPlot::sizeHint() const
{
    return {320, 170};
}

QSize BarPlot::minimumSizeHint() const
{
    return {200, 110};
}

} // namespace corespan::widgets
