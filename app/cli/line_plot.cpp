// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace corespan::cli {

namespace {

constexpr double width = 760, height = 440, left = 74, right = 130, top = 44, bottom = 54, labelHeight = 14;
constexpr std::array colours{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8c6d31"};

/// Whole decades around the values of one axis.
struct Axis
{
    int low = 0;
    int high = 1;
    double from = 0.0; ///< where `low` lies in the picture
    double to = 1.0;

    double at(double value) const { return from + (std::log10(value) - low) / (high - low) * (to - from); }
};

Axis axisOf(const QVector<double>& values, double from, double to)
{
    Axis axis{0, 1, from, to};
    if (!values.isEmpty()) {
        const auto [least, most] = std::ranges::minmax(values);
        axis.low = int(std::floor(std::log10(least) + 1e-9));
        axis.high = std::max(axis.low + 1, int(std::ceil(std::log10(most) - 1e-9)));
    }
    return axis;
}

QString number(double value)
{
    return QString::number(value, 'f', 1);
}

QString power(int exponent)
{
    if (exponent >= 0 && exponent <= 2)
        return QString::number(std::pow(10.0, exponent), 'f', 0);
    if (exponent < 0 && exponent >= -3)
        return QString::number(std::pow(10.0, exponent));
    if (exponent >= 3 && exponent < 6)
        return QStringLiteral("%1k").arg(std::pow(10.0, exponent - 3), 0, 'f', 0);
    if (exponent >= 6 && exponent < 9)
        return QStringLiteral("%1M").arg(std::pow(10.0, exponent - 6), 0, 'f', 0);
    return QStringLiteral("1e%1").arg(exponent);
}

QString words(double x, double y, const QString& text, const QString& style = {})
{
    return QStringLiteral("<text x=\"%1\" y=\"%2\" %3>%4</text>\n")
        .arg(number(x), number(y), style, text.toHtmlEscaped());
}

QString grid(const Axis& x, const Axis& y)
{
    QString svg;
    const QString line = QStringLiteral("<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" stroke=\"#d8d8d8\"/>\n");
    for (int e = x.low; e <= x.high; ++e) {
        const double at = x.at(std::pow(10.0, e));
        svg += line.arg(number(at), number(y.from), number(at), number(y.to));
        svg += words(at, y.from + 18, power(e), QStringLiteral("text-anchor=\"middle\""));
    }
    for (int e = y.low; e <= y.high; ++e) {
        const double at = y.at(std::pow(10.0, e));
        svg += line.arg(number(x.from), number(at), number(x.to), number(at));
        svg += words(x.from - 8, at + 4, power(e), QStringLiteral("text-anchor=\"end\""));
    }
    return svg;
}

/// Where names stand beside the lines' ends, moved apart where they would cover each other.
QVector<double> labelPlaces(const QVector<PlotLine>& lines, const Axis& y)
{
    QVector<qsizetype> order;
    QVector<double> places(lines.size(), 0.0);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].points.isEmpty())
            continue;
        places[i] = y.at(lines[i].points.last().y());
        order.append(i);
    }
    std::ranges::sort(order, [&](qsizetype a, qsizetype b) { return places[a] < places[b]; });
    for (qsizetype i = 1; i < order.size(); ++i)
        places[order[i]] = std::max(places[order[i]], places[order[i - 1]] + labelHeight);
    return places;
}

} // namespace

QString logLogPlot(const PlotText& text, const QVector<PlotLine>& lines)
{
    QVector<double> xs, ys;
    for (const PlotLine& line : lines) {
        for (const QPointF& point : line.points) {
            xs.append(point.x());
            ys.append(point.y());
        }
    }
    const Axis x = axisOf(xs, left, width - right), y = axisOf(ys, height - bottom, top);
    QString svg =
        QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" font-family=\"sans-serif\" "
                       "font-size=\"12\" fill=\"#222\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n")
            .arg(width)
            .arg(height);
    svg += words(left, 24, text.title, QStringLiteral("font-size=\"15\" font-weight=\"bold\""));
    svg += grid(x, y);
    svg += words((left + width - right) / 2, height - 14, text.x, QStringLiteral("text-anchor=\"middle\""));
    svg += words(0, 0, text.y,
                 QStringLiteral("text-anchor=\"middle\" transform=\"translate(18,%1) rotate(-90)\"")
                     .arg((top + height - bottom) / 2));
    const QVector<double> places = labelPlaces(lines, y);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].points.isEmpty())
            continue;
        const QString colour = QLatin1String(colours[std::size_t(i) % colours.size()]);
        QStringList points;
        for (const QPointF& point : lines[i].points) {
            points << QStringLiteral("%1,%2").arg(number(x.at(point.x())), number(y.at(point.y())));
            svg += QStringLiteral("<circle cx=\"%1\" cy=\"%2\" r=\"3\" fill=\"%3\"/>\n")
                       .arg(number(x.at(point.x())), number(y.at(point.y())), colour);
        }
        svg += QStringLiteral("<polyline fill=\"none\" stroke=\"%1\" stroke-width=\"2\" points=\"%2\"/>\n")
                   .arg(colour, points.join(QLatin1Char(' ')));
        svg += words(x.at(lines[i].points.last().x()) + 8, places[i] + 4, lines[i].name,
                     QStringLiteral("style=\"fill:%1\"").arg(colour));
    }
    return svg + QStringLiteral("</svg>\n");
}

} // namespace corespan::cli
