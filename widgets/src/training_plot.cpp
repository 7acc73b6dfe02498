// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training_plot.h"

#include "plot_style.h"

#include <QVBoxLayout>

#include <qcustomplot.h>

#include <array>
#include <cmath>

namespace corespan::widgets {

namespace {

constexpr double leastMinutes = 0.5; ///< shown from the beginning, so that the first points do not jump about
constexpr int seriesCount = 4;

} // namespace

struct TrainingPlot::Private
{
    QCustomPlot* plot = nullptr; ///< a child of the widget, as all below is of it
    QCPAxisRect* losses = nullptr;
    QCPAxisRect* shares = nullptr;
    std::array<QCPGraph*, seriesCount> graphs{};
    std::array<QCPLegend*, 2> legends{};
    double minutes = leastMinutes;
    double highestLoss = 0.0;

    QCPGraph* graph(Series series) const { return graphs[static_cast<std::size_t>(series)]; }
    QCPLegend* addLegend(QCPAxisRect& rect) const;
    void addGraph(Series series, QCPAxisRect& rect, const QString& name, QCPLegend& legend);
    void rescale();
};

QCPLegend* TrainingPlot::Private::addLegend(QCPAxisRect& rect) const
{
    auto* legend = new QCPLegend;
    rect.insetLayout()->addElement(legend, Qt::AlignTop | Qt::AlignRight);
    rect.insetLayout()->setMargins(QMargins(8, 6, 8, 6));
    legend->setLayer(QStringLiteral("legend"));
    legend->setBorderPen(Qt::NoPen);
    legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    return legend;
}

void TrainingPlot::Private::addGraph(Series series, QCPAxisRect& rect, const QString& name, QCPLegend& legend)
{
    QCPGraph* made = plot->addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    made->setName(name);
    legend.addItem(new QCPPlottableLegendItem(&legend, made));
    graphs[static_cast<std::size_t>(series)] = made;
}

void TrainingPlot::Private::rescale()
{
    for (QCPAxisRect* rect : {losses, shares}) {
        rect->axis(QCPAxis::atBottom)->setRange(0.0, minutes * 1.02);
    }
    losses->axis(QCPAxis::atLeft)->setRange(0.0, highestLoss > 0.0 ? highestLoss * 1.08 : 1.0);
    shares->axis(QCPAxis::atLeft)->setRange(0.0, 1.02);
    plot->replot(QCustomPlot::rpQueuedReplot);
}

TrainingPlot::TrainingPlot(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->plot = new QCustomPlot(this);
    d->plot->setAttribute(Qt::WA_TransparentForMouseEvents); // there is nothing to do with it; the dialog may scroll
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(d->plot);
    setAccessibleName(tr("Losses and validation of the training"));
    d->plot->setAutoAddPlottableToLegend(false);
    d->plot->plotLayout()->clear();
    d->losses = new QCPAxisRect(d->plot);
    d->shares = new QCPAxisRect(d->plot);
    d->plot->plotLayout()->addElement(0, 0, d->losses);
    d->plot->plotLayout()->addElement(1, 0, d->shares);
    d->plot->plotLayout()->setRowSpacing(4);
    auto* margins = new QCPMarginGroup(d->plot);
    for (QCPAxisRect* rect : {d->losses, d->shares}) {
        rect->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
    }
    d->losses->axis(QCPAxis::atLeft)->setLabel(tr("loss"));
    d->shares->axis(QCPAxis::atLeft)->setLabel(tr("validation"));
    d->shares->axis(QCPAxis::atBottom)->setLabel(tr("minutes"));
    QCPLegend* lossLegend = d->legends[0] = d->addLegend(*d->losses);
    QCPLegend* shareLegend = d->legends[1] = d->addLegend(*d->shares);
    d->addGraph(Series::TranslatorLoss, *d->losses, tr("translator"), *lossLegend);
    d->addGraph(Series::SelectorLoss, *d->losses, tr("selector"), *lossLegend);
    d->addGraph(Series::Exact, *d->shares, tr("decision exact"), *shareLegend);
    d->addGraph(Series::LabelAccuracy, *d->shares, tr("labels right"), *shareLegend);
    d->shares->insetLayout()->setInsetAlignment(0, Qt::AlignBottom | Qt::AlignRight);
    setTheme(Theme::light());
    clear();
}

TrainingPlot::~TrainingPlot() = default;

void TrainingPlot::clear()
{
    for (QCPGraph* graph : d->graphs) {
        graph->data()->clear();
    }
    d->minutes = leastMinutes;
    d->highestLoss = 0.0;
    d->rescale();
}

void TrainingPlot::addLosses(double minutes, double translator, double selector)
{
    d->graph(Series::TranslatorLoss)->addData(minutes, translator);
    d->graph(Series::SelectorLoss)->addData(minutes, selector);
    for (const double loss : {translator, selector}) {
        d->highestLoss = std::isfinite(loss) ? std::max(d->highestLoss, loss) : d->highestLoss;
    }
    d->minutes = std::max(d->minutes, minutes);
    d->rescale();
}

void TrainingPlot::addValidation(double minutes, double exact, double labelAccuracy)
{
    d->graph(Series::Exact)->addData(minutes, exact);
    d->graph(Series::LabelAccuracy)->addData(minutes, labelAccuracy);
    d->minutes = std::max(d->minutes, minutes);
    d->rescale();
}

void TrainingPlot::setTheme(const Theme& theme)
{
    d->plot->setBackground(theme.window);
    const std::array<QColor, seriesCount> colours{theme.curve, theme.curatedLine, theme.accent, theme.good};
    for (std::size_t series = 0; series < colours.size(); ++series) {
        // Dashes tell the two of a rectangle apart without colour.
        const bool second = series % 2 == 1;
        d->graphs[series]->setPen(QPen(colours[series], 1.8, second ? Qt::DashLine : Qt::SolidLine));
        if (series >= 2) {
            d->graphs[series]->setScatterStyle(QCPScatterStyle(
                second ? QCPScatterStyle::ssSquare : QCPScatterStyle::ssDisc, colours[series], colours[series], 6));
        }
    }
    for (QCPAxisRect* rect : {d->losses, d->shares}) {
        for (QCPAxis* axis : rect->axes()) {
            styleAxis(*axis, theme, font());
        }
    }
    for (QCPLegend* legend : d->legends) {
        QColor ground = theme.window;
        ground.setAlpha(210);
        legend->setBrush(ground);
        legend->setTextColor(theme.text);
        legend->setFont(font());
    }
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

QVector<QPointF> TrainingPlot::points(Series series) const
{
    QVector<QPointF> points;
    for (const QCPGraphData& each : *d->graph(series)->data()) {
        points.append({each.key, each.value});
    }
    return points;
}

QSize TrainingPlot::sizeHint() const
{
    return {640, 380};
}

QSize TrainingPlot::minimumSizeHint() const
{
    return {320, 220};
}

} // namespace corespan::widgets
