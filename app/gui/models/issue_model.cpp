// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/issue_model.h"

#include <QFileInfo>
#include <QLocale>

namespace corespan::gui {

void IssueModel::setIssues(QVector<ImportIssue> issues)
{
    beginResetModel();
    m_issues = std::move(issues);
    endResetModel();
}

QString IssueModel::text() const
{
    QStringList lines;
    for (const ImportIssue& issue : m_issues)
        lines << issue.text();
    return lines.join(QLatin1Char('\n'));
}

QVariant IssueModel::cell(int row, int column, int role) const
{
    const ImportIssue& issue = m_issues[row];
    if (role == Qt::ToolTipRole)
        return issue.text();
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column == Line ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case File:
        return QFileInfo(issue.file).fileName();
    case Line:
        return issue.line > 0 ? QLocale().toString(qlonglong(issue.line)) : QString();
    case Record:
        return issue.record;
    default:
        return issue.reason;
    }
}

QString IssueModel::title(int column) const
{
    switch (column) {
    case File:
        return tr("File");
    case Line:
        return tr("Line");
    case Record:
        return tr("Record");
    default:
        return tr("What and why");
    }
}

} // namespace corespan::gui
