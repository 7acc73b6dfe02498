// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/report.h"

#include <QDialog>

class QTableView;

namespace corespan::gui {

class IssueModel;

/// What came of an import: counts, and each entry, part or file that was left out with its line and the reason.
class ImportReportDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ImportReportDialog(const ImportReport& report, QWidget* parent = nullptr);

    QTableView& list() { return *m_list; }
    /// All of it as text, for a mail or an issue.
    QString text() const;

private:
    QString m_summary;
    IssueModel* m_model;
    QTableView* m_list;
};

} // namespace corespan::gui
