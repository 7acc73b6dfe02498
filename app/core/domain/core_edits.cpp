// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/core_edits.h"

#include <algorithm>

namespace corespan {

namespace {

bool beginsBefore(const Core& a, const Core& b)
{
    return a.span < b.span;
}

} // namespace

QVector<Core> withCore(QVector<Core> cores, const Core& core)
{
    cores.insert(std::upper_bound(cores.begin(), cores.end(), core, beginsBefore), core);
    return cores;
}

QVector<Core> withoutCore(QVector<Core> cores, qsizetype index)
{
    if (index >= 0 && index < cores.size())
        cores.remove(index);
    return cores;
}

QVector<Core> splitAt(QVector<Core> cores, std::int64_t position)
{
    for (qsizetype index = 0; index < cores.size(); ++index) {
        Core& left = cores[index];
        if (position <= left.span.begin || position >= left.span.end)
            continue;
        Core right = left;
        left.span.end = right.span.begin = position;
        left.openEnd = right.openBegin = false;
        cores.insert(index + 1, right);
        break;
    }
    return cores;
}

QVector<Core> mergedWithNext(QVector<Core> cores, qsizetype index)
{
    if (index < 0 || index + 1 >= cores.size())
        return cores;
    Core& core = cores[index];
    const Core& next = cores[index + 1];
    if (next.span.length() > core.span.length())
        core.type = next.type;
    core.span.end = next.span.end;
    core.openEnd = next.openEnd;
    cores.remove(index + 1);
    return cores;
}

QVector<Core> withTypesOf(QVector<Core> typed, const QVector<Core>& before, const QString& type)
{
    for (qsizetype index = 0; index < typed.size(); ++index) {
        Core& core = typed[index];
        core.type = typed.size() == before.size() ? before[index].type : type;
        std::int64_t most = 0;
        for (const Core& old : before) {
            const std::int64_t common =
                std::min(core.span.end, old.span.end) - std::max(core.span.begin, old.span.begin);
            if (common > most) {
                most = common;
                core.type = old.type;
            }
        }
    }
    return typed;
}

qsizetype coreAtOrBefore(const QVector<Core>& cores, std::int64_t position)
{
    const auto behind = std::upper_bound(cores.cbegin(), cores.cend(), position,
                                         [](std::int64_t at, const Core& core) { return at < core.span.begin; });
    return behind - cores.cbegin() - 1;
}

} // namespace corespan
