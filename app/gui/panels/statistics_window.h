// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/corrections.h"
#include "core/store/project_types.h"
#include "widgets/theme.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QTableWidget;

namespace corespan::widgets {
class ShiftPlot;
}

namespace corespan::gui {

/// What curators made of a run: how far they moved its boundaries, by core type, and how far its scores can be
/// believed.
class StatisticsWindow : public QDialog
{
    Q_OBJECT
public:
    explicit StatisticsWindow(QWidget* parent = nullptr);

    /// `shown` is chosen; without runChosen().
    void setRuns(const QVector<Run>& runs, RunId shown);
    RunId run() const;
    void showStatistics(const CorrectionStatistics& statistics);
    /// In place of figures.
    void showText(const QString& text);
    void setTheme(const widgets::Theme& theme);

    QString summary() const;
    QTableWidget& shifts() { return *m_shifts; }
    QTableWidget& calibration() { return *m_calibration; }
    widgets::ShiftPlot& plot() { return *m_plot; }

signals:
    void runChosen();

private:
    void fillShifts();
    void fillCalibration();
    void drawChosen();

    CorrectionStatistics m_statistics;
    QComboBox* m_runs;
    QLabel* m_summary;
    widgets::ShiftPlot* m_plot;
    QTableWidget* m_shifts;
    QTableWidget* m_calibration;
};

} // namespace corespan::gui
