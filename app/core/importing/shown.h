// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

namespace corespan {

/// Text of a file as a message shows it: the first letters of it.
inline QString shown(const QString& text)
{
    constexpr qsizetype most = 40;
    return text.size() <= most ? text : text.left(most) + QStringLiteral("...");
}
inline QString shown(const QByteArray& text)
{
    return shown(QString::fromUtf8(text.left(200)));
}

} // namespace corespan
