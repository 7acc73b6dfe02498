// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/bulk.h"
#include "gui/dialogs/plan_dialog.h"

class QComboBox;

namespace corespan::gui {

struct BulkQuestion
{
    QString scope; ///< "2,340 records: Unreviewed"
    /// Plans it; the answer comes later, at most once, and not if something else is asked for before.
    std::function<void(const BulkRequest& request, std::function<void(const Result<EditPlan>&)> onPlan)> preview;
};

/// What to say of many records at once, with what that would change.
class BulkDialog : public PlanDialog
{
    Q_OBJECT
public:
    explicit BulkDialog(BulkQuestion question, QWidget* parent = nullptr);

    void setRequest(const BulkRequest& request);
    BulkRequest request() const;

private:
    void ask();

    BulkQuestion m_question;
    QComboBox* m_action;
};

} // namespace corespan::gui
