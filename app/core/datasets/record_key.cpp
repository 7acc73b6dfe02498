// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/record_key.h"

#include <QCoreApplication>
#include <QJsonValue>

namespace corespan {

RecordKey::RecordKey(const QString& key, const QString& pattern)
    : m_path(key.split(QLatin1Char('.'))), m_pattern(pattern)
{
}

Status RecordKey::check() const
{
    if (!m_pattern.isValid())
        return Error{QCoreApplication::translate("RecordKey", "the pattern \"%1\" is no regular expression: %2")
                         .arg(m_pattern.pattern(), m_pattern.errorString()),
                     Error::Kind::BadInput};
    if (!m_pattern.pattern().isEmpty() && m_pattern.captureCount() == 0)
        return Error{QCoreApplication::translate(
                         "RecordKey", "the pattern \"%1\" captures nothing: put the group's part in parentheses")
                         .arg(m_pattern.pattern()),
                     Error::Kind::BadInput};
    return ok();
}

QString RecordKey::of(const ImportedRecord& record) const
{
    QString text = record.record.name;
    if (m_path != QStringList{QStringLiteral("id")}) {
        QJsonValue value = record.record.meta;
        for (const QString& step : m_path)
            value = value[step];
        text = value.isDouble() ? QString::number(value.toDouble(), 'g', 17) : value.toString();
    }
    return m_pattern.pattern().isEmpty() ? text : m_pattern.match(text).captured(1);
}

} // namespace corespan
