// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/bulk.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QPushButton;

namespace corespan::gui {

class PlanPreview;

struct BulkQuestion
{
    QString scope; ///< "2,340 records: Unreviewed"
    /// Plans it; the answer comes later, at most once, and not if something else is asked for before.
    std::function<void(const BulkRequest& request, std::function<void(const Result<EditPlan>&)> onPlan)> preview;
};

/// What to say of many records at once, with what that would change.
class BulkDialog : public QDialog
{
    Q_OBJECT
public:
    explicit BulkDialog(BulkQuestion question, QWidget* parent = nullptr);

    void setRequest(const BulkRequest& request);
    BulkRequest request() const;
    EditPlan plan() const;
    PlanPreview& preview() { return *m_preview; }
    QPushButton& applyButton() { return *m_apply; }

private:
    void layOut();
    void ask();
    void showReady();

    BulkQuestion m_question;
    QComboBox* m_action;
    QCheckBox* m_decidedToo;
    PlanPreview* m_preview;
    QPushButton* m_apply;
};

} // namespace corespan::gui
