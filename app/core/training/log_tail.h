// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayList>
#include <QString>

namespace corespan {

/// Reads a file that another process adds lines to.
class LogTail
{
public:
    explicit LogTail(QString file = {});

    /// Whole lines that came since the last call, without their ends; a file that is not there yet has none.
    QByteArrayList newLines();

private:
    QString m_file;
    qint64 m_read = 0;
    QByteArray m_begun; ///< a line whose end has not come yet
};

} // namespace corespan
