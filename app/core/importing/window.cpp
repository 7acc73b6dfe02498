// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/window.h"

#include "core/importing/nucleotide.h"

#include <algorithm>

namespace corespan {

Window windowAround(const Orf& frame, std::int64_t before, std::int64_t after, std::int64_t length)
{
    const std::int64_t left = std::min(frame.reverse ? after : before, frame.span.begin);
    const std::int64_t right = std::min(frame.reverse ? before : after, length - frame.span.end);
    Window window;
    window.genome = {frame.span.begin - left, frame.span.end + right};
    window.reverse = frame.reverse;
    window.before = frame.reverse ? right : left;
    window.after = frame.reverse ? left : right;
    return window;
}

QByteArray windowResidues(const Window& window, const QByteArray& contig)
{
    const QByteArray forward = contig.mid(window.genome.begin, window.genome.length());
    return window.reverse ? reverseComplement({forward.constData(), static_cast<std::size_t>(forward.size())})
                          : forward;
}

ImportedRecord windowRecord(const Window& window, const QString& prefix, const QString& contig,
                            const QByteArray& sequence)
{
    const std::int64_t left = window.reverse ? window.after : window.before;
    const std::int64_t right = window.reverse ? window.before : window.after;
    const Span frame{window.genome.begin + left, window.genome.end - right};
    const QString strand = window.reverse ? QStringLiteral("-") : QStringLiteral("+");

    ImportedRecord made;
    made.residues = windowResidues(window, sequence);
    made.record.name = QStringLiteral("%1_%2_%3_%4").arg(prefix, strand).arg(frame.begin).arg(frame.end);
    made.record.alphabet = Alphabet::Dna;
    made.record.length = made.residues.size();
    made.record.meta = {{"contig", contig}, {"begin", qint64(window.genome.begin)}, {"end", qint64(window.genome.end)},
                        {"strand", strand}, {"orfBegin", qint64(frame.begin)},      {"orfEnd", qint64(frame.end)}};
    return made;
}

} // namespace corespan
