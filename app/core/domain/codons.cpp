// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codons.h"

#include "core/domain/strand.h"

#include <QByteArrayList>
#include <QHash>

#include <algorithm>
#include <array>

namespace corespan {

namespace {

constexpr std::int64_t codonLength = 3;
/// NCBI's table 1, bases in the order T, C, A, G, the third one fastest.
constexpr std::string_view standardCode = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
constexpr std::string_view iupac = "TCAGUYRSWKMBDHVN";
constexpr std::string_view partners = "AGTCARYSWMKVHDBN";
/// Bases that a letter of `iupac` stands for; T, C, A, G are bits 0 to 3.
constexpr std::array<unsigned, 16> bases = {1, 2, 4, 8, 1, 3, 12, 10, 5, 9, 6, 11, 13, 7, 14, 15};

char upper(char letter)
{
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

unsigned basesOf(char letter)
{
    const std::size_t at = iupac.find(upper(letter));
    return at == std::string_view::npos ? 0 : bases[at];
}

bool startsGenes(const QByteArray& codon)
{
    static const QByteArrayList starts{"ATG", "GTG", "TTG", "CTG", "ATT", "ATC", "ATA"};
    return starts.contains(QByteArray(codon).toUpper().replace('U', 'T'));
}

/// Letters that stand for two amino acids count as both, X as any.
bool agrees(const QString& label, char says)
{
    if (label.isEmpty() || label == QLatin1String("X") || says == 'X' || label == QLatin1Char(says))
        return true;
    static const QHash<QString, QString> either{{QStringLiteral("B"), QStringLiteral("DN")},
                                                {QStringLiteral("Z"), QStringLiteral("EQ")},
                                                {QStringLiteral("J"), QStringLiteral("IL")}};
    return either.value(label).contains(QLatin1Char(says));
}

bool isRecoded(const QString& label, const QByteArray& codon)
{
    const QByteArray dna = QByteArray(codon).toUpper().replace('U', 'T');
    return (label == QLatin1String("U") && dna == "TGA") || (label == QLatin1String("O") && dna == "TAG");
}

/// Reads one core along its strand.
class CoreReader
{
public:
    CoreReader(const QByteArray& residues, const Core& core, const std::function<QString(std::int64_t)>& labelAt)
        : m_residues(residues), m_core(core), m_labelAt(labelAt), m_reverse(isReverseType(core.type))
    {
        m_core.span.begin = std::max<std::int64_t>(m_core.span.begin, 0);
        m_core.span.end = std::min<std::int64_t>(m_core.span.end, residues.size());
    }

    /// Positions before the first codon when the core is read from where it is known to start; -1: it is not known.
    std::int64_t knownFrame() const
    {
        const bool firstOpen = m_reverse ? m_core.openEnd : m_core.openBegin;
        const bool lastOpen = m_reverse ? m_core.openBegin : m_core.openEnd;
        if (!firstOpen)
            return 0;
        return lastOpen ? -1 : m_core.span.length() % codonLength;
    }

    struct Reading
    {
        QVector<CodonConflict> conflicts;
        std::int64_t positions = 0; ///< whose labels the codons contradict
    };

    Reading read(std::int64_t frame) const
    {
        Reading reading;
        for (std::int64_t at = frame; at + codonLength <= m_core.span.length(); at += codonLength)
            readCodon(at, reading);
        return reading;
    }

private:
    std::int64_t positionOf(std::int64_t step) const
    {
        return m_reverse ? m_core.span.end - 1 - step : m_core.span.begin + step;
    }

    void readCodon(std::int64_t step, Reading& reading) const
    {
        QByteArray codon;
        for (std::int64_t i = 0; i < codonLength; ++i) {
            const char base = m_residues.at(positionOf(step + i));
            codon += m_reverse ? complementOf(base) : base;
        }
        const char says = aminoAcidOf({codon.constData(), std::size_t(codon.size())});
        const bool first = step == 0 && !(m_reverse ? m_core.openEnd : m_core.openBegin);
        const std::int64_t begin = std::min(positionOf(step), positionOf(step + codonLength - 1));
        const Span span{begin, begin + codonLength};
        for (std::int64_t i = 0; i < codonLength; ++i) {
            const QString label = m_labelAt(positionOf(step + i));
            const bool start = first && label == QLatin1String("M") && startsGenes(codon);
            if (agrees(label, says) || start || isRecoded(label, codon))
                continue;
            ++reading.positions;
            if (reading.conflicts.isEmpty() || reading.conflicts.last().codon != span) // the first label stands for all
                reading.conflicts.append({span, QString::fromLatin1(codon), QString(QLatin1Char(says)), label});
        }
    }

    const QByteArray& m_residues;
    Core m_core;
    const std::function<QString(std::int64_t)>& m_labelAt;
    bool m_reverse;
};

} // namespace

char aminoAcidOf(std::string_view codon)
{
    if (codon.size() != std::size_t(codonLength))
        return 'X';
    const std::array<unsigned, 3> sets = {basesOf(codon[0]), basesOf(codon[1]), basesOf(codon[2])};
    char only = 0;
    for (unsigned code = 0; code < standardCode.size(); ++code) {
        const std::array<unsigned, 3> read = {code / 16, code / 4 % 4, code % 4};
        bool possible = true;
        for (std::size_t i = 0; i < read.size(); ++i)
            possible = possible && (sets[i] >> read[i] & 1U) != 0;
        if (!possible)
            continue;
        if (only != 0 && only != standardCode[code])
            return 'X';
        only = standardCode[code];
    }
    return only == 0 ? 'X' : only;
}

char complementOf(char base)
{
    const std::size_t at = iupac.find(upper(base));
    if (at == std::string_view::npos)
        return base;
    const char partner = partners[at];
    return base == upper(base) ? partner : static_cast<char>(partner - 'A' + 'a');
}

QVector<CodonConflict> codonConflicts(const QByteArray& residues, const QVector<Core>& cores,
                                      const std::function<QString(std::int64_t)>& labelAt)
{
    std::array<int, 2> ofStrand = {0, 0};
    for (const Core& core : cores)
        ++ofStrand[isReverseType(core.type) ? 1 : 0];
    QVector<CodonConflict> all;
    for (const Core& core : cores) {
        const CoreReader reader(residues, core, labelAt);
        const std::int64_t known = ofStrand[isReverseType(core.type) ? 1 : 0] == 1 ? reader.knownFrame() : -1;
        if (known >= 0) {
            all += reader.read(known).conflicts;
            continue;
        }
        CoreReader::Reading fewest = reader.read(0);
        for (std::int64_t frame = 1; frame < codonLength && fewest.positions > 0; ++frame)
            if (CoreReader::Reading other = reader.read(frame); other.positions < fewest.positions)
                fewest = std::move(other);
        all += fewest.conflicts;
    }
    std::sort(all.begin(), all.end(), [](const CodonConflict& a, const CodonConflict& b) { return a.codon < b.codon; });
    return all;
}

} // namespace corespan
