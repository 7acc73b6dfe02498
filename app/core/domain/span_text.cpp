// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/span_text.h"

#include <QRegularExpression>

namespace corespan {

QString closedText(const Span& span)
{
    if (span.length() == 1)
        return QString::number(span.end);
    return QStringLiteral("%1–%2").arg(span.begin + 1).arg(span.end);
}

QString halfOpenText(const Span& span)
{
    return QStringLiteral("[%1, %2)").arg(span.begin).arg(span.end);
}

std::optional<Span> parseSpan(const QString& text, std::int64_t length)
{
    static const QRegularExpression closed(
        QStringLiteral(R"(^\s*(\d{1,15})(?:(?:\s*(?:-|–|\.\.)\s*|\s+)(\d{1,15}))?\s*$)"));
    static const QRegularExpression halfOpen(QStringLiteral(R"(^\s*\[\s*(\d{1,15})\s*,\s*(\d{1,15})\s*\)\s*$)"));
    Span span;
    if (const auto match = halfOpen.match(text); match.hasMatch()) {
        span = {match.captured(1).toLongLong(), match.captured(2).toLongLong()};
    } else if (const auto other = closed.match(text); other.hasMatch()) {
        const std::int64_t first = other.captured(1).toLongLong();
        span = {first - 1, other.captured(2).isEmpty() ? first : other.captured(2).toLongLong()};
    } else {
        return std::nullopt;
    }
    if (span.begin < 0 || span.isEmpty() || span.end > length)
        return std::nullopt;
    return span;
}

QString openText(const Core& core)
{
    return QLatin1String(core.openBegin ? "<" : "") + QLatin1String(core.openEnd ? ">" : "");
}

Core withOpenEnds(Core core, const QString& open)
{
    core.openBegin = open == QLatin1String("<") || open == QLatin1String("<>");
    core.openEnd = open == QLatin1String(">") || open == QLatin1String("<>");
    return core;
}

} // namespace corespan
