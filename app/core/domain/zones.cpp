// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/zones.h"

#include "core/domain/span_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Edit)
};

} // namespace

QVector<Span> withZone(QVector<Span> zones, const Span& range)
{
    zones.append(range);
    zones.removeIf([](const Span& zone) { return zone.isEmpty(); });
    std::sort(zones.begin(), zones.end());
    QVector<Span> joined;
    for (const Span& zone : std::as_const(zones)) {
        if (!joined.isEmpty() && zone.begin <= joined.last().end)
            joined.last().end = std::max(joined.last().end, zone.end);
        else
            joined.append(zone);
    }
    return joined;
}

QVector<Span> withoutZone(const QVector<Span>& zones, const Span& range)
{
    QVector<Span> left;
    for (const Span& zone : zones) {
        if (!zone.overlaps(range)) {
            left.append(zone);
            continue;
        }
        for (const Span part : {Span{zone.begin, range.begin}, Span{range.end, zone.end}})
            if (!part.isEmpty())
                left.append(part);
    }
    return left;
}

Span zoneAt(const QVector<Span>& zones, std::int64_t position)
{
    const auto zone =
        std::find_if(zones.cbegin(), zones.cend(), [position](const Span& each) { return each.contains(position); });
    return zone == zones.cend() ? Span{position, position} : *zone;
}

QString zonesProblem(const QVector<Span>& zones, std::int64_t length)
{
    std::int64_t from = 0;
    for (const Span& zone : zones) {
        if (zone.isEmpty() || zone.begin < 0 || zone.end > length)
            return Text::tr("the ambiguous zone %1 is not in the sequence of %2").arg(halfOpenText(zone)).arg(length);
        if (zone.begin < from)
            return Text::tr("the ambiguous zone %1 overlaps the one before it").arg(closedText(zone));
        from = zone.end;
    }
    return {};
}

} // namespace corespan
