// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/orf.h"

#include "core/importing/nucleotide.h"

#include <algorithm>
#include <string>

namespace corespan {

namespace {

bool isStart(std::string_view codon, const QByteArrayList& starts)
{
    std::string dna(codon);
    std::replace(dna.begin(), dna.end(), 'U', 'T');
    return std::any_of(starts.begin(), starts.end(), [&](const QByteArray& start) { return start == dna.c_str(); });
}

} // namespace

QVector<Orf> forwardOrfs(std::string_view sequence, const QByteArrayList& starts, std::int64_t minLength)
{
    QVector<Orf> found;
    const auto size = static_cast<std::int64_t>(sequence.size());
    for (std::int64_t frame = 0; frame < 3; ++frame) {
        std::int64_t begin = -1;
        for (std::int64_t at = frame; at + 3 <= size; at += 3) {
            const std::string_view codon = sequence.substr(static_cast<std::size_t>(at), 3);
            if (isStopCodon(codon)) {
                if (begin >= 0 && at + 3 - begin >= minLength)
                    found.append({{begin, at + 3}, false});
                begin = -1;
            } else if (begin < 0 && isStart(codon, starts)) {
                begin = at;
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

QVector<Orf> allOrfs(std::string_view sequence, const QByteArrayList& starts, std::int64_t minLength)
{
    QVector<Orf> found = forwardOrfs(sequence, starts, minLength);
    const QByteArray other = reverseComplement(sequence);
    const auto size = static_cast<std::int64_t>(sequence.size());
    for (const Orf& orf : forwardOrfs({other.constData(), sequence.size()}, starts, minLength))
        found.append({{size - orf.span.end, size - orf.span.begin}, true});
    std::sort(found.begin(), found.end());
    return found;
}

std::optional<Span> longestOrf(std::string_view sequence, const QByteArrayList& starts)
{
    const QVector<Orf> orfs = forwardOrfs(sequence, starts, 0);
    const auto longest = std::max_element(orfs.begin(), orfs.end(),
                                          [](const Orf& a, const Orf& b) { return a.span.length() < b.span.length(); });
    return longest == orfs.end() ? std::nullopt : std::optional(longest->span);
}

} // namespace corespan
