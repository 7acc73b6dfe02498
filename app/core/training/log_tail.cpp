// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/log_tail.h"

#include <QFile>

namespace corespan {

LogTail::LogTail(QString file) : m_file(std::move(file)) {}

QByteArrayList LogTail::newLines()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::ReadOnly) || !file.seek(m_read))
        return {};
    const QByteArray added = file.readAll();
    m_read += added.size();
    QByteArrayList lines = (m_begun + added).split('\n');
    m_begun = lines.takeLast();
    lines.removeAll(QByteArray());
    return lines;
}

} // namespace corespan
