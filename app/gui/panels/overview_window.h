// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/project_overview.h"
#include "widgets/color_scale.h"
#include "widgets/label_set.h"
#include "widgets/picture.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace corespan::widgets {
class BarPlot;
class RecordHeatmap;
} // namespace corespan::widgets

namespace corespan::gui {

/// All records of the queue in one picture: P(core) around a place of their cores, labels, lengths and scores.
class OverviewWindow : public QDialog
{
    Q_OBJECT
public:
    explicit OverviewWindow(QWidget* parent = nullptr);

    OverviewAnchor anchor() const;
    std::int64_t reach() const; ///< 0: as far as most records reach
    void showOverview(const ProjectOverview& overview, const widgets::LabelSet& labels);
    /// In place of figures.
    void showText(const QString& text);
    void setTheme(const widgets::Theme& theme);
    void setColorScale(const widgets::ColorScale& scale);
    /// All four plots beside each other; it must not outlive the window.
    widgets::Picture picture();

    QString summary() const;
    widgets::RecordHeatmap& heatmap() { return *m_heatmap; }
    widgets::BarPlot& labels() { return *m_labels; }
    widgets::BarPlot& lengths() { return *m_lengths; }
    widgets::BarPlot& scores() { return *m_scores; }
    QComboBox& anchors() { return *m_anchors; }

signals:
    /// Another anchor or reach.
    void wanted();
    void pictureWanted();
    void chosen(corespan::RecordId record);

private:
    void layOut();

    QComboBox* m_anchors;
    QSpinBox* m_reach;
    QPushButton* m_picture;
    QLabel* m_summary;
    widgets::RecordHeatmap* m_heatmap;
    widgets::BarPlot* m_labels;
    widgets::BarPlot* m_lengths;
    widgets::BarPlot* m_scores;
    QVector<RecordId> m_rows;
};

} // namespace corespan::gui
