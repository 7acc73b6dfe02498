// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shift_plot.h"

#include "plot_style.h"

#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>

namespace corespan::widgets {

namespace {

constexpr int barCount = 2 * ShiftPlot::reach + 1;
constexpr double barWidth = 0.4;

QVector<qint64> barsOf(const QMap<qint64, qint64>& shifts)
{
    QVector<qint64> bars(barCount, 0);
    for (auto it = shifts.cbegin(); it != shifts.cend(); ++it) {
        if (it.key() != 0) {
            bars[std::clamp<qint64>(it.key(), -ShiftPlot::reach, ShiftPlot::reach) + ShiftPlot::reach] += it.value();
        }
    }
    return bars;
}

} // namespace

struct ShiftPlot::Private
{
    QCustomPlot* plot = nullptr; ///< a child of the widget, as all below is of it
    QCPBars* starts = nullptr;
    QCPBars* ends = nullptr;
    QVector<qint64> startBars = QVector<qint64>(barCount, 0);
    QVector<qint64> endBars = startBars;

    QCPBars* addBars(const QString& name, double offset) const;
    static void fill(QCPBars& bars, const QVector<qint64>& values, double offset);
};

QCPBars* ShiftPlot::Private::addBars(const QString& name, double offset) const
{
    auto* bars = new QCPBars(plot->xAxis, plot->yAxis);
    bars->setName(name);
    bars->setWidth(barWidth);
    fill(*bars, startBars, offset);
    return bars;
}

void ShiftPlot::Private::fill(QCPBars& bars, const QVector<qint64>& values, double offset)
{
    QVector<double> keys;
    QVector<double> heights;
    for (int at = 0; at < barCount; ++at) {
        keys << at - ShiftPlot::reach + offset;
        heights << double(values[at]);
    }
    bars.setData(keys, heights, true);
}

ShiftPlot::ShiftPlot(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->plot = new QCustomPlot(this);
    d->plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(d->plot);
    setAccessibleName(tr("How far starts and ends were moved"));
    d->starts = d->addBars(tr("starts"), -barWidth / 2);
    d->ends = d->addBars(tr("ends"), barWidth / 2);
    d->plot->xAxis->setLabel(tr("positions to the left (−) or right (+)"));
    d->plot->yAxis->setLabel(tr("boundaries"));
    d->plot->xAxis->setRange(-reach - 1, reach + 1);
    d->plot->legend->setVisible(true);
    d->plot->legend->setBorderPen(Qt::NoPen);
    setTheme(Theme::light());
    setShifts({}, {});
}

ShiftPlot::~ShiftPlot() = default;

void ShiftPlot::setShifts(const QMap<qint64, qint64>& starts, const QMap<qint64, qint64>& ends)
{
    d->startBars = barsOf(starts);
    d->endBars = barsOf(ends);
    Private::fill(*d->starts, d->startBars, -barWidth / 2);
    Private::fill(*d->ends, d->endBars, barWidth / 2);
    const qint64 highest = std::max(*std::max_element(d->startBars.cbegin(), d->startBars.cend()),
                                    *std::max_element(d->endBars.cbegin(), d->endBars.cend()));
    d->plot->yAxis->setRange(0.0, std::max(1.0, double(highest) * 1.1));
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void ShiftPlot::setTheme(const Theme& theme)
{
    d->plot->setBackground(theme.window);
    d->starts->setPen(QPen(theme.curve));
    d->starts->setBrush(theme.curve);
    // A pattern tells the two apart without colour.
    d->ends->setPen(QPen(theme.curatedLine));
    d->ends->setBrush(QBrush(theme.curatedLine, Qt::Dense4Pattern));
    for (QCPAxis* axis : {d->plot->xAxis, d->plot->yAxis}) {
        styleAxis(*axis, theme, font());
    }
    QColor ground = theme.window;
    ground.setAlpha(210);
    d->plot->legend->setBrush(ground);
    d->plot->legend->setTextColor(theme.text);
    d->plot->legend->setFont(font());
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

QVector<qint64> ShiftPlot::startBars() const
{
    return d->startBars;
}

QVector<qint64> ShiftPlot::endBars() const
{
    return d->endBars;
}

QSize ShiftPlot::sizeHint() const
{
    return {560, 260};
}

QSize ShiftPlot::minimumSizeHint() const
{
    return {320, 180};
}

} // namespace corespan::widgets
