// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/overview_window.h"

#include "gui/parts/figure_table.h"
#include "widgets/bar_plot.h"
#include "widgets/record_heatmap.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {

constexpr int lengthBins = 24;
constexpr double heatmapShare = 0.64; ///< of a picture's width

QVector<widgets::Bar> labelBars(const QMap<QString, std::int64_t>& counts, const widgets::LabelSet& labels)
{
    QVector<widgets::Bar> bars;
    for (const widgets::LabelStyle& style : labels)
        if (counts.contains(style.name))
            bars.append({QString(style.letter), counts.value(style.name), style.color});
    return bars;
}

/// Every fourth bin tells where it begins.
QVector<widgets::Bar> lengthBars(const ProjectOverview& overview)
{
    if (overview.lengths.isEmpty())
        return {};
    QVector<widgets::Bar> bars;
    std::int64_t width = 1;
    for (const std::int64_t value : overview.lengthBins(lengthBins, width))
        bars.append({bars.size() % 4 == 0 ? countText(bars.size() * width) : QString(), value});
    return bars;
}

QVector<widgets::Bar> scoreBars(const QVector<std::int64_t>& scores)
{
    QVector<widgets::Bar> bars;
    for (const std::int64_t value : scores) {
        const double from = double(bars.size()) / ProjectOverview::scoreBins;
        bars.append({bars.size() % 4 == 0 ? QLocale().toString(from, 'f', 1) : QString(), value});
    }
    return bars;
}

QString summaryOf(const ProjectOverview& overview)
{
    QStringList parts;
    parts << (overview.read < overview.records
                  ? OverviewWindow::tr("%1 of %2 records, evenly chosen")
                        .arg(countText(overview.read), countText(overview.records))
                  : OverviewWindow::tr("%1 records of the queue").arg(countText(overview.records)));
    if (overview.withoutCore > 0)
        parts << OverviewWindow::tr("%1 without a core are left out of the rows").arg(countText(overview.withoutCore));
    if (overview.read - overview.withoutCore > overview.rows.size() && !overview.rows.isEmpty())
        parts << OverviewWindow::tr("a row is the mean of %1 or so")
                     .arg(countText((overview.read - overview.withoutCore) / overview.rows.size()));
    if (!overview.rows.isEmpty())
        parts << OverviewWindow::tr("a click shows the record");
    return parts.join(QStringLiteral(" · "));
}

} // namespace

OverviewWindow::OverviewWindow(QWidget* parent)
    : QDialog(parent), m_anchors(new QComboBox), m_reach(new QSpinBox), m_picture(new QPushButton(tr("Picture…"))),
      m_summary(new QLabel), m_heatmap(new widgets::RecordHeatmap),
      m_labels(new widgets::BarPlot(tr("positions in cores by label"))),
      m_lengths(new widgets::BarPlot(tr("cores by length"))),
      m_scores(new widgets::BarPlot(tr("records by score of the run's decision")))
{
    setWindowTitle(tr("All records"));
    for (const QString& name : {tr("Cores' starts below each other"), tr("Cores' middles below each other"),
                                tr("Cores' ends below each other")})
        m_anchors->addItem(name);
    m_anchors->setAccessibleName(tr("What lies below each other"));
    constexpr int farthest = 1'000'000;
    m_reach->setRange(0, farthest);
    m_reach->setSpecialValueText(tr("as far as most reach"));
    m_reach->setSuffix(tr(" positions"));
    m_reach->setSingleStep(50);
    m_reach->setGroupSeparatorShown(true);
    m_reach->setKeyboardTracking(false);
    m_reach->setAccessibleName(tr("Positions to each side"));
    m_reach->setToolTip(tr("Positions shown to each side"));
    m_picture->setToolTip(tr("All four as SVG, PDF or PNG"));
    m_picture->setAutoDefault(false);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    layOut();
    connect(m_anchors, &QComboBox::currentIndexChanged, this, &OverviewWindow::wanted);
    connect(m_reach, &QSpinBox::valueChanged, this, &OverviewWindow::wanted);
    connect(m_picture, &QPushButton::clicked, this, &OverviewWindow::pictureWanted);
    connect(m_heatmap, &widgets::RecordHeatmap::rowChosen, this, [this](int row) {
        if (m_rows.value(row) != RecordId::None)
            emit chosen(m_rows[row]);
    });
    resize(1080, 700);
}

void OverviewWindow::layOut()
{
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_anchors);
    choices->addWidget(m_reach);
    choices->addStretch(1);
    choices->addWidget(m_picture);
    auto* plots = new QGridLayout;
    plots->setSpacing(10);
    plots->addWidget(m_heatmap, 0, 0, 3, 1);
    plots->addWidget(m_labels, 0, 1);
    plots->addWidget(m_lengths, 1, 1);
    plots->addWidget(m_scores, 2, 1);
    plots->setColumnStretch(0, 16);
    plots->setColumnStretch(1, 9);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addLayout(choices);
    layout->addWidget(m_summary);
    layout->addLayout(plots, 1);
}

OverviewAnchor OverviewWindow::anchor() const
{
    return static_cast<OverviewAnchor>(m_anchors->currentIndex());
}

std::int64_t OverviewWindow::reach() const
{
    return m_reach->value();
}

void OverviewWindow::showOverview(const ProjectOverview& overview, const widgets::LabelSet& labels)
{
    static const QStringList names{tr("positions from the core's start"), tr("positions from the core's middle"),
                                   tr("positions from the core's end")};
    m_rows = overview.rows;
    m_heatmap->setAnchorName(names[m_anchors->currentIndex()]);
    m_heatmap->setRows(overview.values, {overview.range.begin, overview.range.end},
                       overview.read - overview.withoutCore);
    m_labels->setBars(labelBars(overview.labels, labels));
    m_lengths->setBars(lengthBars(overview));
    m_scores->setBars(scoreBars(overview.scores));
    m_labels->setVisible(!overview.labels.isEmpty());
    m_summary->setText(overview.rows.isEmpty() ? tr("No record of the queue has a core and a prediction yet.")
                                               : summaryOf(overview));
    m_picture->setEnabled(!overview.rows.isEmpty());
}

void OverviewWindow::showText(const QString& text)
{
    m_summary->setText(text);
}

QString OverviewWindow::summary() const
{
    return m_summary->text();
}

void OverviewWindow::setTheme(const widgets::Theme& theme)
{
    m_heatmap->setTheme(theme);
    for (widgets::BarPlot* plot : {m_labels, m_lengths, m_scores})
        plot->setTheme(theme);
}

void OverviewWindow::setColorScale(const widgets::ColorScale& scale)
{
    m_heatmap->setColorScale(scale);
}

widgets::Picture OverviewWindow::picture()
{
    const auto paint = [this](QPainter& painter, QSize size, const widgets::Theme& theme) {
        const int left = int(size.width() * heatmapShare);
        painter.fillRect(QRect(QPoint(), size), theme.window);
        m_heatmap->picture().paint(painter, {left, size.height()}, theme);
        QVector<widgets::BarPlot*> plots{m_lengths, m_scores};
        if (!m_labels->bars().isEmpty())
            plots.prepend(m_labels);
        const int height = size.height() / int(plots.size());
        for (int i = 0; i < plots.size(); ++i) {
            painter.save();
            painter.translate(left, i * height);
            plots[i]->picture().paint(painter, {size.width() - left, height}, theme);
            painter.restore();
        }
    };
    return {tr("All records"), QSize(1000, 620), paint};
}

} // namespace corespan::gui
