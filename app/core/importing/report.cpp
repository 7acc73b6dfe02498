// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/report.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {
constexpr qsizetype maxLines = 5; // that a summed-up note names
}

QString ImportIssue::text() const
{
    if (line == 0 && record.isEmpty())
        return reason; // names the file itself
    const QString place = line > 0 ? QStringLiteral("%1:%2").arg(file).arg(line) : file;
    if (record.isEmpty())
        return QStringLiteral("%1: %2").arg(place, reason);
    return QCoreApplication::translate("ImportIssue", "%1: record \"%2\": %3").arg(place, record, reason);
}

void NoteSums::add(std::int64_t line, const QString& record, const QString& reason, const QString& subject, bool loss)
{
    auto sum =
        std::find_if(m_sums.begin(), m_sums.end(), [&reason](const Sum& known) { return known.reason == reason; });
    if (sum == m_sums.end())
        sum = m_sums.insert(sum, {record, reason, 0, {}, {}});
    ++sum->count;
    m_count += loss ? 1 : 0;
    if (sum->lines.size() < maxLines && !sum->lines.contains(line))
        sum->lines.append(line);
    const auto known = std::find_if(sum->subjects.begin(), sum->subjects.end(),
                                    [&subject](const auto& counted) { return counted.first == subject; });
    if (known != sum->subjects.end())
        ++known->second;
    else if (!subject.isEmpty())
        sum->subjects.append({subject, 1});
}

QVector<ImportIssue> NoteSums::take(const QString& file)
{
    QVector<ImportIssue> issues;
    m_count = 0;
    for (const Sum& sum : std::exchange(m_sums, {})) {
        QStringList counts;
        for (const auto& [subject, count] : sum.subjects)
            counts.append(QStringLiteral("%1 %2").arg(count).arg(subject));
        if (counts.isEmpty())
            counts.append(QString::number(sum.count));
        QStringList lines;
        for (const std::int64_t line : sum.lines)
            lines.append(QString::number(line));
        if (sum.count > sum.lines.size())
            lines.append(QStringLiteral("..."));
        const QString where =
            sum.lines.size() > 1
                ? QCoreApplication::translate("NoteSums", "lines %1").arg(lines.join(QStringLiteral(", ")))
                : QCoreApplication::translate("NoteSums", "line %1").arg(lines.join(QStringLiteral(", ")));
        issues.append({file, sum.lines.first(), sum.record,
                       QStringLiteral("%1 (%2; %3)").arg(sum.reason, counts.join(QStringLiteral(", ")), where)});
    }
    return issues;
}

void ImportReport::skip(ImportIssue issue)
{
    ++skipped;
    if (issues.size() < maxListed)
        issues.append(std::move(issue));
}

void ImportReport::note(NoteSums& sums, const QString& file)
{
    partsLeftOut += sums.count();
    notes += sums.take(file);
}

QString ImportReport::summary() const
{
    QString text = QCoreApplication::translate("ImportReport", "%1 records imported").arg(imported);
    if (skipped > 0)
        text += QCoreApplication::translate("ImportReport", ", %1 skipped").arg(skipped);
    if (partsLeftOut > 0)
        text += QCoreApplication::translate("ImportReport", ", %1 features left out").arg(partsLeftOut);
    if (!failedFiles.isEmpty())
        text += QCoreApplication::translate("ImportReport", ", %1 files not read to the end").arg(failedFiles.size());
    if (cancelled)
        text += QCoreApplication::translate("ImportReport", ", cancelled");
    return text;
}

} // namespace corespan
