// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/import_report_dialog.h"

#include "gui/models/issue_model.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {

constexpr int kFileWidth = 150;
constexpr int kLineWidth = 64;
constexpr int kRecordWidth = 140;

QString keptText(const ImportReport& report)
{
    if (report.imported == 0)
        return ImportReportDialog::tr("Nothing was imported.");
    return ImportReportDialog::tr("Records that were imported are kept.");
}

} // namespace

ImportReportDialog::ImportReportDialog(const ImportReport& report, QWidget* parent)
    : QDialog(parent), m_summary(report.summary()), m_model(new IssueModel(this)), m_list(new QTableView)
{
    setWindowTitle(report.imported > 0 ? tr("Imported in part") : tr("Nothing was imported"));
    m_model->setIssues(report.failedFiles + report.issues + report.notes);
    m_list->setModel(m_model);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setAccessibleName(tr("What was left out"));
    m_list->verticalHeader()->hide();
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->setColumnWidth(IssueModel::File, kFileWidth);
    m_list->setColumnWidth(IssueModel::Line, kLineWidth);
    m_list->setColumnWidth(IssueModel::Record, kRecordWidth);
    auto* heading = new QLabel(m_summary);
    heading->setObjectName(QStringLiteral("sectionTitle"));
    heading->setWordWrap(true);
    const auto unlisted = report.skipped - std::int64_t(report.issues.size());
    auto* about = new QLabel(
        unlisted > 0 ? tr("%1 %2 more entries that were left out are not listed.").arg(keptText(report)).arg(unlisted)
                     : keptText(report));
    about->setObjectName(QStringLiteral("muted"));
    about->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* copy = buttons->addButton(tr("&Copy as text"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(heading);
    layout->addWidget(about);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(860, 420);
}

QString ImportReportDialog::text() const
{
    return m_summary + QLatin1Char('\n') + m_model->text();
}

} // namespace corespan::gui
