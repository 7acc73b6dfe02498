// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/core_agreement.h"

#include <algorithm>
#include <tuple>

namespace corespan {

namespace {

auto place(const PlacedCore& core)
{
    return std::tie(core.sequence, core.span.begin, core.span.end, core.reverse);
}

void sortOnce(QVector<PlacedCore>& cores)
{
    std::ranges::sort(cores, [](const PlacedCore& a, const PlacedCore& b) {
        return place(a) != place(b) ? place(a) < place(b) : a.score > b.score;
    });
    const auto same = [](const PlacedCore& a, const PlacedCore& b) { return place(a) == place(b); };
    cores.erase(std::unique(cores.begin(), cores.end(), same), cores.end());
}

/// Smaller: more alike. `a` and `b` overlap.
CoreFate fateBeside(const PlacedCore& a, const PlacedCore& b)
{
    if (a.reverse != b.reverse)
        return CoreFate::Displaced;
    const bool begins = a.span.begin == b.span.begin, ends = a.span.end == b.span.end;
    if (begins && ends)
        return CoreFate::Same;
    if (a.reverse ? begins : ends)
        return CoreFate::OtherStart;
    return (a.reverse ? ends : begins) ? CoreFate::OtherEnd : CoreFate::Displaced;
}

std::int64_t common(const PlacedCore& a, const PlacedCore& b)
{
    return std::min(a.span.end, b.span.end) - std::max(a.span.begin, b.span.begin);
}

/// What has to be looked at for cores that begin behind each of `found`: the furthest end so far.
QVector<std::int64_t> furthestEnds(const QVector<PlacedCore>& found)
{
    QVector<std::int64_t> ends;
    for (qsizetype i = 0; i < found.size(); ++i) {
        const bool goesOn = i > 0 && found[i - 1].sequence == found[i].sequence;
        ends.append(goesOn ? std::max(ends.last(), found[i].span.end) : found[i].span.end);
    }
    return ends;
}

} // namespace

qsizetype CoreAgreement::count(CoreFate fate) const
{
    return std::ranges::count(expected, fate, &ExpectedCore::fate);
}

qsizetype CoreAgreement::onlyFound() const
{
    return isExpected.count(false);
}

CoreAgreement compareCores(QVector<PlacedCore> expected, QVector<PlacedCore> found)
{
    sortOnce(expected);
    sortOnce(found);
    CoreAgreement result{{}, std::move(found), {}};
    result.isExpected.fill(false, result.found.size());
    const QVector<std::int64_t> ends = furthestEnds(result.found);
    for (PlacedCore& core : expected) {
        ExpectedCore row{std::move(core)};
        const auto behind =
            std::ranges::lower_bound(result.found, std::tuple(row.core.sequence, row.core.span.end), {},
                                     [](const PlacedCore& c) { return std::tuple(c.sequence, c.span.begin); });
        for (qsizetype i = behind - result.found.begin() - 1; i >= 0; --i) {
            const PlacedCore& other = result.found[i];
            if (other.sequence != row.core.sequence || ends[i] <= row.core.span.begin)
                break;
            if (common(row.core, other) <= 0)
                continue;
            const CoreFate fate = fateBeside(row.core, other);
            result.isExpected[i] = result.isExpected[i] || fate < CoreFate::Displaced;
            if (fate < row.fate ||
                (fate == row.fate && common(row.core, other) > common(row.core, result.found[row.found]))) {
                row.fate = fate;
                row.found = i;
            }
        }
        result.expected.append(std::move(row));
    }
    return result;
}

} // namespace corespan
