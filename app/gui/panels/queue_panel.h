// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/project_types.h"
#include "widgets/theme.h"

#include <QWidget>

#include <functional>

class QLabel;
class QComboBox;
class QLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableView;
class QTimer;
class QToolButton;

namespace corespan::widgets {
class ProbabilityBarDelegate;
}

namespace corespan::gui {

class QueueModel;
class SectionHeader;

/// Left column: which records, in which order, and how far the review is.
class QueuePanel : public QWidget
{
    Q_OBJECT
public:
    explicit QueuePanel(QWidget* parent = nullptr);

    QueueModel& model() { return *m_model; }
    QTableView& view() { return *m_view; }
    QLineEdit& searchField() { return *m_search; }
    /// Conditions and order as the controls say; the run is left open.
    QueueFilter filter() const;
    /// Puts the controls so; one filterChanged().
    void setFilter(const QueueFilter& filter);
    void setConditions(const QueueConditions& conditions);
    QString filterText() const; ///< what filter() says of records, for people
    QString orderName() const;
    void setOrder(const QString& name);
    QPushButton& filterButton() { return *m_filter; }
    QPushButton& viewsButton() { return *m_views; }
    /// How far the curator has come in this session; empty: nothing is shown.
    void setSession(const QString& text, const QString& toolTip);
    QString sessionText() const;
    /// Why the marked record is there.
    QString whyText() const;
    /// What was wrong with the filter stands where records would be; empty: it could be read.
    void setProblem(const QString& problem);
    void setCounts(const StateCounts& counts);
    void setTheme(const widgets::Theme& theme);

    /// Marks the record's row, if the queue has it, without chosen().
    void mark(RecordId record);
    RecordId marked() const;
    /// The record `steps` rows on from the marked one; None at either end.
    RecordId neighbour(int steps) const;
    RecordId first() const; ///< None in an empty queue
    /// Other contents with the marked row at the same height on the screen.
    void replaceKeepingPlace(const std::function<void()>& change);

signals:
    void filterChanged();
    void orderChanged();
    /// By click or arrow keys.
    void chosen(corespan::RecordId record);

private:
    void fillCombos();
    QLayout* makeControls();
    QLayout* makeFoot();
    void showConditions();
    void showWhy();
    void rowChosen(int row);
    void showEmptyHint();

    QueueModel* m_model;
    SectionHeader* m_header;
    QComboBox* m_which;
    QComboBox* m_order;
    QSpinBox* m_seed; ///< of the random order
    QLineEdit* m_search;
    QPushButton* m_filter;
    QPushButton* m_views;
    QLabel* m_said; ///< the conditions in words
    QToolButton* m_clear;
    QTableView* m_view;
    widgets::ProbabilityBarDelegate* m_bars;
    QTimer* m_typing;
    QLabel* m_hint;
    QLabel* m_why;
    QLabel* m_session;
    QueueConditions m_conditions;
    QString m_problem;
    bool m_marking = false;
};

} // namespace corespan::gui
