// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/dialogs/dialogs.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace corespan::gui {

/// Conditions of the queue. A field that is empty is no condition; all that are filled in hold together. It closes only
/// when they make sense; what does not stands below them.
class FilterDialog : public QDialog
{
    Q_OBJECT
public:
    explicit FilterDialog(const FilterQuestion& question, QWidget* parent = nullptr);

    /// Of what is filled in. BadInput: a number is none, or as checkConditions().
    Result<QueueConditions> conditions() const;
    QString problem() const;

    void accept() override;

private:
    /// Two fields for the least and the most.
    struct Range
    {
        QLineEdit* least;
        QLineEdit* most;
    };
    void layOut();
    void show(const QueueConditions& conditions);
    QLineEdit* field(const QString& tip);
    Range range(QFormLayout& form, const QString& label, const QString& tip);
    QWidget* statesAndReasons();

    QVector<std::pair<ReviewState, QCheckBox*>> m_states;
    QVector<std::pair<Reason, QCheckBox*>> m_reasons;
    QComboBox* m_type;
    Range m_core{};
    Range m_length{};
    Range m_score{};
    QLineEdit* m_name;
    QLineEdit* m_motif;
    QLineEdit* m_note;
    QLineEdit* m_moved;
    QCheckBox* m_differs;
    QComboBox* m_otherRun;
    QLineEdit* m_group;
    QCheckBox* m_oneOfEqual;
    QLabel* m_problem;
};

} // namespace corespan::gui
