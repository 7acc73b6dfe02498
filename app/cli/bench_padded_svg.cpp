// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_padded.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace corespan::cli {

namespace {

using Row = model::PaddedBenchRow;

constexpr double width = 300.0, height = 230.0, left = 46.0, top = 58.0, gap = 66.0;

struct Series
{
    QString name;
    QString colour;
    bool dashed = false;
    double share = -1.0; ///< rows of this core share; < 0: the mean over all
    std::function<double(const Row&)> value;
};

struct Panel
{
    QString title;
    QString unit;
    QVector<Series> series;
};

// Wong 2011 (Nature Methods 8:441): told apart by colour-blind readers.
const QString blue = QStringLiteral("#0072B2"), orange = QStringLiteral("#D55E00"), grey = QStringLiteral("#6b6b6b");

QVector<double> valuesOf(const Series& series, const std::vector<Row>& rows, const QVector<std::int64_t>& lengths)
{
    QVector<double> values;
    for (const std::int64_t length : lengths) {
        double sum = 0.0;
        int count = 0;
        for (const Row& row : rows) {
            if (row.length != length || (series.share >= 0.0 && row.coreShare != series.share))
                continue;
            sum += series.value(row);
            ++count;
        }
        values.append(count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN());
    }
    return values;
}

QString number(double x)
{
    return QString::number(x, 'f', 1);
}

QString label(double x, double y, const QString& text, const QString& colour, const char* anchor = "start",
              int size = 11)
{
    return QStringLiteral("<text x=\"%1\" y=\"%2\" fill=\"%3\" text-anchor=\"%4\" font-size=\"%5\">%6</text>\n")
        .arg(number(x), number(y), colour, QLatin1String(anchor))
        .arg(size)
        .arg(text.toHtmlEscaped());
}

QString line(double x1, double y1, double x2, double y2, const QString& colour)
{
    return QStringLiteral("<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" stroke=\"%5\"/>\n")
        .arg(number(x1), number(y1), number(x2), number(y2), colour);
}

/// One panel, both axes logarithmic.
class Drawing
{
public:
    Drawing(double x, const Panel& panel, const std::vector<Row>& rows) : m_x(x), m_panel(panel)
    {
        for (const Row& row : rows)
            if (!m_lengths.contains(row.length))
                m_lengths.append(row.length);
        std::ranges::sort(m_lengths);
        double least = std::numeric_limits<double>::infinity(), most = 0.0;
        for (const Series& series : panel.series) {
            m_values.append(valuesOf(series, rows, m_lengths));
            for (const double value : m_values.back()) {
                if (value > 0.0) {
                    least = std::min(least, value);
                    most = std::max(most, value);
                }
            }
        }
        m_low = std::isfinite(least) ? std::floor(std::log10(least)) : 0.0;
        m_high = std::max(m_low + 1.0, std::ceil(std::log10(std::max(most, 1e-9))));
    }

    QString svg() const
    {
        QString out = label(m_x, top - 34.0, m_panel.title, QStringLiteral("#1a1a1a"), "start", 14) +
                      label(m_x, top - 16.0, m_panel.unit, grey);
        for (double decade = m_low; decade <= m_high; decade += 1.0) {
            const double y = yOf(std::pow(10.0, decade));
            out += line(m_x, y, m_x + width, y, QStringLiteral("#dddddd")) +
                   label(m_x - 6.0, y + 4.0, QString::number(std::pow(10.0, decade), 'g', 6), grey, "end");
        }
        for (const std::int64_t length : m_lengths)
            out += label(xOf(length), top + height + 18.0, QString::number(length), grey, "middle");
        for (qsizetype i = 0; i < m_values.size(); ++i)
            out += curve(m_panel.series[i], m_values[i]);
        return out + names();
    }

private:
    double xOf(std::int64_t length) const
    {
        const double first = std::log2(static_cast<double>(m_lengths.front()));
        const double span = std::log2(static_cast<double>(m_lengths.back())) - first;
        const double share = span > 0.0 ? (std::log2(static_cast<double>(length)) - first) / span : 0.5;
        return m_x + 14.0 + share * (width - 28.0);
    }
    double yOf(double value) const { return top + height * (1.0 - (std::log10(value) - m_low) / (m_high - m_low)); }

    QString curve(const Series& series, const QVector<double>& values) const
    {
        QStringList points;
        QString marks;
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (!(values[i] > 0.0))
                continue;
            const QString x = number(xOf(m_lengths[i])), y = number(yOf(values[i]));
            points.append(x + ',' + y);
            marks += QStringLiteral("<circle cx=\"%1\" cy=\"%2\" r=\"2.6\" fill=\"%3\"/>\n").arg(x, y, series.colour);
        }
        return QStringLiteral("<polyline points=\"%1\" fill=\"none\" stroke=\"%2\" stroke-width=\"1.8\"%3/>\n")
                   .arg(points.join(' '), series.colour,
                        series.dashed ? QStringLiteral(" stroke-dasharray=\"5 4\"") : QString()) +
               marks;
    }

    /// The legend below the axis, a line a series.
    QString names() const
    {
        QString out;
        double y = top + height + 56.0;
        for (const Series& series : m_panel.series) {
            out +=
                QStringLiteral("<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%2\" stroke=\"%4\" stroke-width=\"1.8\"%5/>\n")
                    .arg(number(m_x), number(y - 4.0), number(m_x + 26.0), series.colour,
                         series.dashed ? QStringLiteral(" stroke-dasharray=\"5 4\"") : QString()) +
                label(m_x + 32.0, y, series.name, QStringLiteral("#1a1a1a"));
            y += 17.0;
        }
        return out;
    }

    double m_x;
    const Panel& m_panel;
    QVector<std::int64_t> m_lengths;
    QVector<QVector<double>> m_values;
    double m_low = 0.0, m_high = 1.0;
};

QString shareText(double share)
{
    if (share == 1.0)
        return QStringLiteral("all of it");
    const double parts = 1.0 / share;
    return parts == std::round(parts) ? QStringLiteral("1/%1 of it").arg(qRound(parts))
                                      : QStringLiteral("%1 of it").arg(share);
}

QVector<Panel> panelsOf(const model::PaddedBenchResult& result)
{
    const QString span = QStringLiteral("span + translator"), padded = QStringLiteral("padded decoder");
    const QString time = QStringLiteral("ms a record, by its length in positions");
    const auto each = [](const Row& row, const model::Cost& cost) {
        return cost.seconds * 1e3 / static_cast<double>(row.records);
    };
    Panel training{QStringLiteral("Training step"), time, {}};
    training.series = {{span, blue, false, -1.0, [each](const Row& r) { return each(r, r.spanTraining); }},
                       {padded, orange, false, -1.0, [each](const Row& r) { return each(r, r.paddedTraining); }}};
    Panel inference{QStringLiteral("Inference"), time, {}};
    inference.series = {{span, blue, false, -1.0, [each](const Row& r) { return each(r, r.spanInference); }},
                        {padded + QStringLiteral(", every position"), orange, false, -1.0,
                         [each](const Row& r) { return each(r, r.paddedInference); }}};
    QVector<double> shares;
    for (const Row& row : result.rows)
        if (!shares.contains(row.coreShare))
            shares.append(row.coreShare);
    for (const double share : shares)
        inference.series.append({QStringLiteral("… up to the end of a core of ") + shareText(share), orange, true,
                                 share, [each](const Row& r) { return each(r, r.paddedEarly); }});
    Panel memory{QStringLiteral("Memory"), QStringLiteral("MiB a batch at its peak"), {}};
    memory.series = {
        {span + QStringLiteral(", training"), blue, false, -1.0, [](const Row& r) { return r.spanTraining.peakMiB; }},
        {padded + QStringLiteral(", training"), orange, false, -1.0,
         [](const Row& r) { return r.paddedTraining.peakMiB; }},
        {span + QStringLiteral(", inference"), blue, true, -1.0, [](const Row& r) { return r.spanInference.peakMiB; }},
        {padded + QStringLiteral(", inference"), orange, true, -1.0,
         [](const Row& r) { return r.paddedInference.peakMiB; }}};
    return {training, inference, memory};
}

} // namespace

QString paddedFigure(const model::PaddedBenchResult& result)
{
    const double all = 3.0 * width + 2.0 * gap + left + 16.0, bottom = top + height + 148.0;
    QString svg =
        QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" width=\"%1\" height=\"%2\" "
                       "font-family=\"sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n")
            .arg(number(all), number(bottom));
    const QVector<Panel> panels = panelsOf(result);
    for (qsizetype i = 0; i < panels.size(); ++i)
        svg += Drawing(left + static_cast<double>(i) * (width + gap), panels[i], result.rows).svg();
    svg += label(left, bottom - 10.0,
                 QStringLiteral("%1 on %2, %3 threads; span + translator %L4 parameters, padded decoder %L5")
                     .arg(QString::fromStdString(result.shape), QString::fromStdString(result.device))
                     .arg(result.threads)
                     .arg(result.spanParameters)
                     .arg(result.paddedParameters),
                 grey);
    return svg + QStringLiteral("</svg>\n");
}

} // namespace corespan::cli
