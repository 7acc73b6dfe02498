// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/frame_rule.h"

#include "core/domain/strand.h"
#include "core/importing/nucleotide.h"
#include "core/importing/orf.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FrameRule)
};

constexpr int codonLength = 3;

} // namespace

QString frameProblem(std::string_view residues, const Core& core)
{
    const bool reverse = isReverseType(core.type);
    const std::string_view inside =
        residues.substr(std::size_t(core.span.begin), std::size_t(std::max<std::int64_t>(0, core.span.length())));
    const QByteArray read =
        reverse ? reverseComplement(inside) : QByteArray(inside.data(), qsizetype(inside.size())).replace('U', 'T');
    const bool openStart = reverse ? core.openEnd : core.openBegin;
    const bool openStop = reverse ? core.openBegin : core.openEnd;
    if (openStart && openStop)
        return {}; // nobody knows which frame
    if (!openStart && !openStop && read.size() % codonLength != 0)
        return Text::tr("its length is not a multiple of three");
    if (!openStart && !bacterialStarts().contains(read.left(codonLength)))
        return Text::tr("it begins with %1, no start codon").arg(QString::fromLatin1(read.left(codonLength)));
    const auto isStop = [&read](qsizetype at) {
        return isStopCodon(std::string_view(read.constData() + at, codonLength));
    };
    if (!openStop && (read.size() < codonLength || !isStop(read.size() - codonLength)))
        return Text::tr("it ends with %1, no stop codon").arg(QString::fromLatin1(read.right(codonLength)));
    const qsizetype first = openStart ? read.size() % codonLength : 0;
    for (qsizetype at = first; at + codonLength <= read.size() - (openStop ? 0 : codonLength); at += codonLength)
        if (isStop(at))
            return Text::tr("a stop codon lies inside");
    return {};
}

bool labelsCodons(Alphabet alphabet, const QStringList& labels)
{
    constexpr qsizetype aminoAcids = 20;
    const bool nucleotides = alphabet == Alphabet::Dna || alphabet == Alphabet::Rna;
    return nucleotides && labels.size() >= aminoAcids &&
           std::all_of(labels.cbegin(), labels.cend(), [](const QString& label) { return label.size() == 1; });
}

} // namespace corespan
