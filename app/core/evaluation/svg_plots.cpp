// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/svg_plots.h"

#include "core/evaluation/svg_writer.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace corespan {

namespace {

using Anchor = SvgWriter::Anchor;

QString tr(const char* text)
{
    return QCoreApplication::translate("corespan::SvgPlots", text);
}

QString percent(double share, int digits = 1)
{
    return QStringLiteral("%1 %").arg(share * 100.0, 0, 'f', digits);
}

/// Room for a name at the left of a plot; names are about seven pixels a letter.
double nameWidth(const QStringList& names, double least)
{
    double width = least;
    for (const QString& name : names)
        width = std::max(width, 12.0 + 7.0 * double(name.size()));
    return std::min(width, 260.0);
}

/// Grid and numbers of a share's axis from left to right.
void drawShareAxis(SvgWriter& svg, const QRectF& plot)
{
    for (int tenth = 0; tenth <= 10; tenth += 2) {
        const double x = plot.left() + plot.width() * tenth / 10.0;
        svg.line("grid", {x, plot.top()}, {x, plot.bottom()});
        svg.text("tick", {x, plot.bottom() + 16}, percent(tenth / 10.0, 0), Anchor::Middle);
    }
}

/// Bins of shifts from -reach to reach, what is beyond in the outermost.
QVector<std::int64_t> binned(const ShiftHistogram& histogram, std::int64_t reach)
{
    QVector<std::int64_t> bins(2 * reach + 1, 0);
    for (auto at = histogram.cbegin(); at != histogram.cend(); ++at)
        bins[std::clamp(at.key(), -reach, reach) + reach] += at.value();
    return bins;
}

/// Positions that hold 98 of 100 shifts, between 5 and 30.
std::int64_t reachOf(const ShiftHistogram& histogram)
{
    QMap<std::int64_t, std::int64_t> distances;
    std::int64_t total = 0;
    for (auto at = histogram.cbegin(); at != histogram.cend(); ++at) {
        distances[std::abs(at.key())] += at.value();
        total += at.value();
    }
    std::int64_t seen = 0;
    for (auto at = distances.cbegin(); at != distances.cend(); ++at) {
        seen += at.value();
        if (seen * 100 >= total * 98)
            return std::clamp<std::int64_t>(at.key(), 5, 30);
    }
    return 5;
}

QString shiftName(std::int64_t shift, std::int64_t reach)
{
    const QString sign = shift > 0 ? QStringLiteral("+") : QString();
    const QString number = sign + QString::number(shift).replace(QLatin1Char('-'), QChar(0x2212));
    if (shift == reach)
        return QStringLiteral("≥ ") + number;
    return shift == -reach ? QStringLiteral("≤ ") + number : number;
}

} // namespace

void drawReliability(QXmlStreamWriter& xml, const Calibration& calibration)
{
    const QRectF plot(56, 12, 300, 300), counts(56, 352, 300, 60);
    SvgWriter svg(xml, 372, 452, tr("Reliability curve"));
    drawShareAxis(svg, plot);
    for (int tenth = 0; tenth <= 10; tenth += 2) {
        const double y = plot.bottom() - plot.height() * tenth / 10.0;
        svg.line("grid", {plot.left(), y}, {plot.right(), y});
        svg.text("tick", {plot.left() - 6, y + 4}, percent(tenth / 10.0, 0), Anchor::End);
    }
    svg.line("diagonal", plot.bottomLeft(), plot.topRight());
    std::int64_t most = 1;
    for (const ReliabilityBin& bin : calibration.bins)
        most = std::max(most, bin.count);
    QVector<QPointF> points;
    const double width = counts.width() / double(calibration.bins.size());
    for (qsizetype i = 0; i < calibration.bins.size(); ++i) {
        const ReliabilityBin& bin = calibration.bins[i];
        if (bin.count == 0)
            continue;
        const double height = counts.height() * double(bin.count) / double(most);
        svg.rect("bar0", {counts.left() + width * double(i) + 1, counts.bottom() - height, width - 2, height},
                 tr("%1 records").arg(bin.count));
        points.append({plot.left() + plot.width() * bin.meanScore, plot.bottom() - plot.height() * bin.exact});
    }
    svg.path("curve", points);
    qsizetype next = 0;
    for (const ReliabilityBin& bin : calibration.bins)
        if (bin.count > 0)
            svg.circle(
                "dot", points[next++], 4.5,
                tr("score %1, exact %2, %3 records").arg(percent(bin.meanScore), percent(bin.exact)).arg(bin.count));
    svg.line("axis", counts.bottomLeft(), counts.bottomRight());
    svg.text("tick", {counts.left() - 6, counts.top() + 10}, QString::number(most), Anchor::End);
    svg.text("tick", {counts.left() - 6, counts.bottom()}, QStringLiteral("0"), Anchor::End);
    svg.text("label", {plot.center().x(), plot.bottom() + 34}, tr("score of the decision"), Anchor::Middle);
    svg.textUpwards("label", {12, plot.center().y()}, tr("records exactly right"), Anchor::Middle);
    svg.text("label", {counts.center().x(), counts.bottom() + 20}, tr("records by score"), Anchor::Middle);
}

void drawShifts(QXmlStreamWriter& xml, const ShiftHistogram& histogram, const QString& title)
{
    const std::int64_t reach = reachOf(histogram);
    const QVector<std::int64_t> bins = binned(histogram, reach);
    const double most = std::max(1.0, std::log10(1.0 + double(*std::ranges::max_element(bins))));
    const QRectF plot(52, 28, 400, 170);
    SvgWriter svg(xml, 468, 246, title);
    svg.text("caption", {plot.center().x(), 14}, title, Anchor::Middle);
    for (double power = 1.0; std::log10(1.0 + power) <= most; power *= 10.0) {
        const double y = plot.bottom() - plot.height() * std::log10(1.0 + power) / most;
        svg.line("grid", {plot.left(), y}, {plot.right(), y});
        svg.text("tick", {plot.left() - 6, y + 4}, QString::number(power, 'f', 0), Anchor::End);
    }
    const double width = plot.width() / double(bins.size());
    for (std::int64_t shift = -reach; shift <= reach; ++shift) {
        const std::int64_t count = bins[shift + reach];
        const double x = plot.left() + width * double(shift + reach);
        const double height = plot.height() * std::log10(1.0 + double(count)) / most;
        if (count > 0)
            svg.rect(shift == 0 ? "bar0" : "bar1", {x + width * 0.1, plot.bottom() - height, width * 0.8, height},
                     tr("%1: %2").arg(shiftName(shift, reach)).arg(count));
        if (shift == 0 || std::abs(shift) == reach || (reach >= 10 && std::abs(shift) * 2 == reach / 2 * 2))
            svg.text("tick", {x + width / 2, plot.bottom() + 16}, shiftName(shift, reach), Anchor::Middle);
    }
    svg.line("axis", plot.bottomLeft(), plot.bottomRight());
    svg.text("label", {plot.center().x(), plot.bottom() + 36}, tr("positions, predicted minus gold"), Anchor::Middle);
}

void drawConfusion(QXmlStreamWriter& xml, const Confusion& confusion, const QString& none, const QString& title)
{
    QStringList names = confusion.names();
    names.append(none);
    const auto size = double(names.size());
    const double cell = names.size() <= 8 ? 58.0 : names.size() <= 24 ? 28.0 : 14.0;
    const double left = 22.0 + nameWidth(names, 24.0), top = nameWidth(names, 24.0) + 22.0;
    SvgWriter svg(xml, left + size * cell + 12, top + size * cell + 12, title);
    svg.text("label", {left + size * cell / 2, 12}, tr("predicted"), Anchor::Middle);
    svg.textUpwards("label", {12, top + size * cell / 2}, tr("gold"), Anchor::Middle);
    for (qsizetype i = 0; i < names.size(); ++i) {
        const double at = double(i) * cell + cell / 2;
        svg.text("tick", {left - 6, top + at + 4}, names[i], Anchor::End);
        svg.textUpwards("tick", {left + at + 4, top - 6}, names[i]);
        const std::int64_t total = confusion.goldTotal(i);
        for (qsizetype j = 0; j < names.size(); ++j) {
            const QRectF place(left + double(j) * cell + 1, top + double(i) * cell + 1, cell - 2, cell - 2);
            const std::int64_t count = confusion.at(i, j);
            const double part = share(count, total);
            svg.rect("cell", place, {});
            if (count > 0)
                svg.rect(i == j ? "bar0" : "bar1", place,
                         tr("%1 as %2: %3 (%4)").arg(names[i], names[j]).arg(count).arg(percent(part)),
                         0.12 + 0.88 * part);
            if (count > 0 && cell > 50) {
                svg.text(part > 0.5 ? "cellbright" : "celltext", place.center() + QPointF(0, 0), QString::number(count),
                         Anchor::Middle);
                svg.text(part > 0.5 ? "cellbright small" : "celltext small", place.center() + QPointF(0, 14),
                         percent(part), Anchor::Middle);
            } else if (part >= 0.005 && cell > 20) {
                svg.text(part > 0.5 ? "cellbright small" : "celltext small", place.center() + QPointF(0, 3.5),
                         QString::number(part * 100.0, 'f', 0), Anchor::Middle);
            }
        }
    }
}

void drawBars(QXmlStreamWriter& xml, const QStringList& series, const QVector<BarRow>& rows, const QString& title)
{
    QStringList names;
    for (const BarRow& row : rows)
        names.append(row.name);
    const double bar = 15.0, gap = 9.0;
    const double rowHeight = bar * double(series.size()) + gap, top = series.size() > 1 ? 30.0 : 8.0;
    const QRectF plot(nameWidth(names, 40.0), top, 420, rowHeight * double(rows.size()));
    SvgWriter svg(xml, plot.right() + 64, plot.bottom() + 26, title);
    static const char* const styles[] = {"bar0", "bar1", "bar2", "bar3"};
    double x = plot.left();
    for (qsizetype i = 0; i < series.size() && series.size() > 1; ++i) {
        svg.rect(styles[i % 4], {x, 6, 11, 11});
        svg.text("tick", {x + 16, 16}, series[i]);
        x += 34.0 + 7.0 * double(series[i].size());
    }
    drawShareAxis(svg, plot);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const double y = plot.top() + rowHeight * double(i) + gap / 2;
        svg.text("tick", {plot.left() - 6, y + (rowHeight - gap) / 2 + 4}, rows[i].name, Anchor::End);
        for (qsizetype j = 0; j < rows[i].values.size(); ++j) {
            const double value = rows[i].values[j];
            if (std::isnan(value))
                continue;
            svg.rect(styles[j % 4], {plot.left(), y + bar * double(j), plot.width() * value, bar - 1},
                     QStringLiteral("%1, %2: %3").arg(rows[i].name, series.value(j), percent(value)));
            svg.text("value", {plot.left() + plot.width() * value + 5, y + bar * double(j) + bar - 4}, percent(value));
        }
    }
    svg.line("axis", plot.topLeft(), plot.bottomLeft());
}

void drawDifferences(QXmlStreamWriter& xml, const QVector<ModelComparison>& rows, const QString& title)
{
    QStringList names;
    double reach = 0.01;
    for (const ModelComparison& row : rows) {
        names.append(row.what);
        reach = std::max({reach, std::abs(row.paired.low), std::abs(row.paired.high)});
    }
    reach = std::ceil(reach * 20.0) / 20.0;
    const QRectF plot(nameWidth(names, 80.0), 8, 420, 30.0 * double(rows.size()));
    const auto at = [&](double difference) { return plot.center().x() + plot.width() / 2 * difference / reach; };
    SvgWriter svg(xml, plot.right() + 40, plot.bottom() + 44, title);
    for (const double part : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
        svg.line(part == 0.0 ? "axis" : "grid", {at(part * reach), plot.top()}, {at(part * reach), plot.bottom()});
        svg.text("tick", {at(part * reach), plot.bottom() + 16},
                 QString::number(part * reach * 100.0, 'g', 3).replace(QLatin1Char('-'), QChar(0x2212)),
                 Anchor::Middle);
    }
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const PairedComparison& paired = rows[i].paired;
        const double y = plot.top() + 30.0 * double(i) + 15;
        svg.text("tick", {plot.left() - 6, y + 4}, rows[i].what, Anchor::End);
        svg.line("interval", {at(paired.low), y}, {at(paired.high), y});
        svg.circle("dot", {at(paired.difference), y}, 5,
                   tr("%1 points, 95 % interval %2 to %3, p %4")
                       .arg(paired.difference * 100.0, 0, 'f', 2)
                       .arg(paired.low * 100.0, 0, 'f', 2)
                       .arg(paired.high * 100.0, 0, 'f', 2)
                       .arg(paired.pValue, 0, 'g', 2));
    }
    svg.text("label", {plot.center().x(), plot.bottom() + 36}, tr("percentage points; right: the model is better"),
             Anchor::Middle);
}

} // namespace corespan
