// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/statistics_window.h"

#include "gui/document/record_text.h"
#include "gui/parts/figure_table.h"
#include "widgets/shift_plot.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {

constexpr int kShownRows = 6;

QString percent(std::int64_t part, std::int64_t all)
{
    return all == 0 ? QStringLiteral("–") : percentText(double(part) / double(all));
}

/// With its sign, since the sign is what matters.
QString signedText(const QString& number, double value)
{
    return value > 0.0 ? QLatin1Char('+') + number : number;
}

QString shiftText(std::int64_t shift)
{
    return signedText(countText(shift), double(shift));
}

QString commonestText(const ShiftCounts& shifts)
{
    const auto shift = shifts.commonest();
    return shift ? StatisticsWindow::tr("%1 (%2)").arg(shiftText(*shift), countText(shifts.counts.value(*shift)))
                 : QStringLiteral("–");
}

void addBoundary(QTableWidget& table, const QString& name, const ShiftCounts& shifts)
{
    addFigures(table, {name, countText(shifts.total()), percent(shifts.exact(), shifts.total()),
                       signedText(QLocale().toString(shifts.mean(), 'f', 2), shifts.mean()), shiftText(shifts.median()),
                       commonestText(shifts)});
}

} // namespace

StatisticsWindow::StatisticsWindow(QWidget* parent)
    : QDialog(parent), m_runs(new QComboBox), m_summary(new QLabel), m_plot(new widgets::ShiftPlot),
      m_shifts(makeFigureTable(
          {tr("Boundary"), tr("Compared"), tr("As the run"), tr("Mean"), tr("Median"), tr("Most often")},
          tr("Moved boundaries"))),
      m_calibration(makeFigureTable({tr("Score"), tr("Records"), tr("Mean score"), tr("As the run")},
                                    tr("Scores and what curators said")))
{
    setWindowTitle(tr("Statistics of corrections"));
    m_runs->setAccessibleName(tr("Run"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    const auto heading = [](const QString& text) {
        auto* label = new QLabel(text);
        label->setObjectName(QStringLiteral("sectionTitle"));
        return label;
    };
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(m_runs);
    layout->addWidget(m_summary);
    layout->addWidget(heading(tr("How far boundaries were moved")));
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_shifts);
    layout->addWidget(heading(tr("How far scores can be believed")));
    layout->addWidget(m_calibration);
    connect(m_runs, &QComboBox::activated, this, &StatisticsWindow::runChosen);
    connect(m_shifts, &QTableWidget::itemSelectionChanged, this, &StatisticsWindow::drawChosen);
    resize(680, 780);
}

void StatisticsWindow::setRuns(const QVector<Run>& runs, RunId shown)
{
    m_runs->clear();
    for (const Run& each : runs)
        m_runs->addItem(runText(each), qint64(each.id));
    m_runs->setCurrentIndex(std::max(0, m_runs->findData(qint64(shown))));
}

RunId StatisticsWindow::run() const
{
    return RunId(m_runs->currentData().toLongLong());
}

void StatisticsWindow::showText(const QString& text)
{
    m_statistics = {};
    fillShifts();
    fillCalibration();
    m_summary->setText(text);
}

void StatisticsWindow::showStatistics(const CorrectionStatistics& statistics)
{
    m_statistics = statistics;
    std::int64_t added = 0;
    std::int64_t removed = 0;
    for (const CorrectionStatistics::Type& type : statistics.types) {
        added += type.added;
        removed += type.removed;
    }
    fillShifts();
    fillCalibration();
    m_summary->setText(statistics.records == 0
                           ? tr("No record that this run has predicted has a decision yet.")
                           : tr("%1 records have a decision, %2 (%3) as the run had them. %4 cores were added, %5 "
                                "removed.")
                                 .arg(countText(statistics.records), countText(statistics.right),
                                      percent(statistics.right, statistics.records), countText(added),
                                      countText(removed)));
}

QString StatisticsWindow::summary() const
{
    return m_summary->text();
}

void StatisticsWindow::fillShifts()
{
    m_shifts->setRowCount(0);
    for (auto it = m_statistics.types.cbegin(); it != m_statistics.types.cend(); ++it) {
        addBoundary(*m_shifts, tr("%1: start").arg(it.key()), it->start);
        addBoundary(*m_shifts, tr("%1: end").arg(it.key()), it->end);
    }
    fitFigures(*m_shifts, 2, kShownRows);
    m_shifts->selectRow(0);
    drawChosen();
}

void StatisticsWindow::drawChosen()
{
    // Two rows a type, in the order of the map.
    const int chosen = std::max(0, m_shifts->currentRow()) / 2;
    if (chosen >= m_statistics.types.size()) {
        m_plot->setShifts({}, {});
        return;
    }
    const CorrectionStatistics::Type& type = *std::next(m_statistics.types.cbegin(), chosen);
    const auto values = [](const ShiftCounts& shifts) {
        QMap<qint64, qint64> map;
        for (auto it = shifts.counts.cbegin(); it != shifts.counts.cend(); ++it)
            map.insert(it.key(), it.value());
        return map;
    };
    m_plot->setShifts(values(type.start), values(type.end));
}

void StatisticsWindow::fillCalibration()
{
    m_calibration->setRowCount(0);
    constexpr int bins = CorrectionStatistics::bins;
    for (int at = bins - 1; at >= 0; --at) {
        const CorrectionStatistics::Bin& bin = m_statistics.calibration[std::size_t(at)];
        if (bin.records > 0)
            addFigures(*m_calibration,
                       {tr("%1 to %2").arg(double(at) / bins, 0, 'f', 1).arg(double(at + 1) / bins, 0, 'f', 1),
                        countText(bin.records), QLocale().toString(bin.scores / double(bin.records), 'f', 3),
                        percent(bin.right, bin.records)});
    }
    fitFigures(*m_calibration, 2, kShownRows);
}

void StatisticsWindow::setTheme(const widgets::Theme& theme)
{
    m_plot->setTheme(theme);
}

} // namespace corespan::gui
