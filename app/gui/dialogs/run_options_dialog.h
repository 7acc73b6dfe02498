// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/dialogs/dialogs.h"

#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QSpinBox;

namespace corespan::gui {

/// How the next run reads cores off the model's outputs. Options that make no difference for the model are not shown.
class RunOptionsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit RunOptionsDialog(const RunOptionsQuestion& question, QWidget* parent = nullptr);

    /// Of what is filled in.
    RunOptions options() const;

private:
    void layOut(const RunOptionsQuestion& question);
    void show(const RunOptions& options);

    RunOptions m_options; ///< with the fields that have no widget
    QSpinBox* m_minLength;
    QSpinBox* m_maxLength;
    QSpinBox* m_candidates;
    QDoubleSpinBox* m_temperature;
    QCheckBox* m_allowNull;
    QDoubleSpinBox* m_nullBias;
    QDoubleSpinBox* m_threshold;
    QSpinBox* m_mergeGap;
    QCheckBox* m_exactSegments;
    QCheckBox* m_singleCore;
    QCheckBox* m_grammar;
    QCheckBox* m_bothStrands;
};

} // namespace corespan::gui
