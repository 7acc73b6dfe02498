// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/statistics_window.h"

#include "gui/document/record_text.h"
#include "gui/parts/row_delegates.h"
#include "widgets/shift_plot.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {

constexpr int kRowHeight = 24;
constexpr int kShownRows = 6;
constexpr int kHeaderHeight = 24;

QString count(std::int64_t number)
{
    return QLocale().toString(qlonglong(number));
}

QString percent(std::int64_t part, std::int64_t all)
{
    return all == 0 ? QStringLiteral("–")
                    : StatisticsWindow::tr("%1 %").arg(QLocale().toString(100.0 * double(part) / double(all), 'f', 1));
}

/// With its sign, since the sign is what matters.
QString signedText(const QString& number, double value)
{
    return value > 0.0 ? QLatin1Char('+') + number : number;
}

QString shiftText(std::int64_t shift)
{
    return signedText(count(shift), double(shift));
}

void addRow(QTableWidget& table, const QStringList& cells)
{
    const int row = table.rowCount();
    table.insertRow(row);
    for (int column = 0; column < cells.size(); ++column) {
        auto* item = new QTableWidgetItem(cells[column]);
        item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
        table.setItem(row, column, item);
    }
}

QString commonestText(const ShiftCounts& shifts)
{
    const auto shift = shifts.commonest();
    return shift ? StatisticsWindow::tr("%1 (%2)").arg(shiftText(*shift), count(shifts.counts.value(*shift)))
                 : QStringLiteral("–");
}

void addBoundary(QTableWidget& table, const QString& name, const ShiftCounts& shifts)
{
    addRow(table, {name, count(shifts.total()), percent(shifts.exact(), shifts.total()),
                   signedText(QLocale().toString(shifts.mean(), 'f', 2), shifts.mean()), shiftText(shifts.median()),
                   commonestText(shifts)});
}

} // namespace

StatisticsWindow::StatisticsWindow(QWidget* parent)
    : QDialog(parent), m_runs(new QComboBox), m_summary(new QLabel), m_plot(new widgets::ShiftPlot),
      m_shifts(makeTable({tr("Boundary"), tr("Compared"), tr("As the run"), tr("Mean"), tr("Median"), tr("Most often")},
                         tr("Moved boundaries"))),
      m_calibration(makeTable({tr("Score"), tr("Records"), tr("Mean score"), tr("As the run")},
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

QTableWidget* StatisticsWindow::makeTable(const QStringList& titles, const QString& name)
{
    auto* table = new QTableWidget(0, int(titles.size()));
    makeList(*table, kRowHeight, false);
    table->setAccessibleName(name);
    table->setHorizontalHeaderLabels(titles);
    table->horizontalHeader()->show();
    table->horizontalHeader()->setFixedHeight(kHeaderHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    return table;
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
                                 .arg(count(statistics.records), count(statistics.right),
                                      percent(statistics.right, statistics.records), count(added), count(removed)));
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
    fitRows(*m_shifts, 2, kShownRows);
    m_shifts->setFixedHeight(m_shifts->height() + kHeaderHeight);
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
            addRow(*m_calibration,
                   {tr("%1 to %2").arg(double(at) / bins, 0, 'f', 1).arg(double(at + 1) / bins, 0, 'f', 1),
                    count(bin.records), QLocale().toString(bin.scores / double(bin.records), 'f', 3),
                    percent(bin.right, bin.records)});
    }
    fitRows(*m_calibration, 2, kShownRows);
    m_calibration->setFixedHeight(m_calibration->height() + kHeaderHeight);
}

void StatisticsWindow::setTheme(const widgets::Theme& theme)
{
    m_plot->setTheme(theme);
}

} // namespace corespan::gui
