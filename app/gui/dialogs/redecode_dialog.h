// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/redecode.h"
#include "gui/dialogs/plan_dialog.h"

class QDoubleSpinBox;
class QFormLayout;
class QSlider;
class QSpinBox;
class QTimer;

namespace corespan::gui {

struct RedecodeQuestion
{
    QString scope; ///< "2,340 records: Unreviewed"
    QString run;   ///< whose probabilities are read, for people
    RedecodeOptions standard;
    /// Plans it; the answer comes later, at most once, and not if something else is asked for before.
    std::function<void(const RedecodeRequest& request, std::function<void(const Result<EditPlan>&)> onPlan)> preview;
};

/// Reads cores off stored probabilities with other limits, and shows while a slider moves what that would change.
class RedecodeDialog : public PlanDialog
{
    Q_OBJECT
public:
    explicit RedecodeDialog(RedecodeQuestion question, QWidget* parent = nullptr);

    RedecodeRequest request() const;

private:
    void makeFields();
    void addFields(QVBoxLayout& layout);
    void addRow(QFormLayout& form, const QString& label, QWidget* field, QSlider* slider);
    void showOptions(const RedecodeOptions& options);
    void ask();

    RedecodeQuestion m_question;
    QDoubleSpinBox* m_threshold;
    QSpinBox* m_minLength;
    QSpinBox* m_maxLength;
    QSpinBox* m_mergeGap;
    QDoubleSpinBox* m_nullThreshold;
    QTimer* m_moving; ///< a slider that moves asks now and then
};

} // namespace corespan::gui
