// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codons.h"

#include "core/domain/strand.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace corespan {

namespace {

constexpr std::int64_t codonLength = 3;
constexpr std::int64_t askEvery = 3 << 16; ///< positions read between two looks at whether to stop
/// NCBI's table 1, bases in the order T, C, A, G, the third one fastest.
constexpr std::string_view standardCode = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
constexpr std::string_view iupac = "TCAGUYRSWKMBDHVN";
constexpr std::string_view partners = "AGTCARYSWMKVHDBN";
/// Bases that a letter of `iupac` stands for; T, C, A, G are bits 0 to 3.
constexpr std::array<std::uint8_t, 16> basesOfIupac = {1, 2, 4, 8, 1, 3, 12, 10, 5, 9, 6, 11, 13, 7, 14, 15};

constexpr bool isLower(char letter)
{
    return letter >= 'a' && letter <= 'z';
}

constexpr char upper(char letter)
{
    return isLower(letter) ? static_cast<char>(letter - 'a' + 'A') : letter;
}

/// By every character: the bases that it stands for, none for what is no base.
constexpr std::array<std::uint8_t, 256> bases = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t at = 0; at < iupac.size(); ++at) {
        const auto letter = static_cast<unsigned char>(iupac[at]);
        table[letter] = table[std::size_t(letter) + 'a' - 'A'] = basesOfIupac[at];
    }
    return table;
}();

using Codon = std::array<char, codonLength>;

char aminoAcid(const Codon& codon)
{
    std::array<unsigned, codonLength> sets{};
    bool plain = true;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        sets[i] = bases[static_cast<unsigned char>(codon[i])];
        plain = plain && std::has_single_bit(sets[i]);
    }
    if (plain)
        return standardCode[std::size_t(std::countr_zero(sets[0]) * 16 + std::countr_zero(sets[1]) * 4 +
                                        std::countr_zero(sets[2]))];
    char only = 0;
    for (unsigned code = 0; code < standardCode.size(); ++code) {
        const bool possible = (sets[0] >> (code / 16) & 1U) != 0 && (sets[1] >> (code / 4 % 4) & 1U) != 0 &&
                              (sets[2] >> (code % 4) & 1U) != 0;
        if (!possible)
            continue;
        if (only != 0 && only != standardCode[code])
            return 'X';
        only = standardCode[code];
    }
    return only == 0 ? 'X' : only;
}

/// In T, C, A, G.
std::string_view plainText(Codon& codon)
{
    for (char& base : codon)
        base = upper(base) == 'U' ? 'T' : upper(base);
    return {codon.data(), codon.size()};
}

bool startsGenes(Codon codon)
{
    constexpr std::array<std::string_view, 7> starts{"ATG", "GTG", "TTG", "CTG", "ATT", "ATC", "ATA"};
    return std::find(starts.begin(), starts.end(), plainText(codon)) != starts.end();
}

/// What a label lets a codon say.
struct LabelRule
{
    /// Amino acids by their letter, bit 0 for A, bit 26 for a stop. X is in all.
    std::uint32_t allowed = 0;
    bool isMethionine = false;
    std::string_view recodes; ///< a stop codon that means this label
};

std::uint32_t bitOf(char aminoAcid)
{
    return std::uint32_t(1) << (aminoAcid == '*' ? 26 : aminoAcid - 'A');
}

/// Letters that stand for two amino acids count as both, X as any.
LabelRule ruleOf(const QString& name)
{
    LabelRule rule{bitOf('X'), name == QLatin1String("M"), {}};
    const char letter = name.size() == 1 ? name.front().toLatin1() : '\0';
    if (letter == 'X')
        rule.allowed = ~std::uint32_t(0);
    else if (letter == '*' || (letter >= 'A' && letter <= 'Z'))
        rule.allowed |= bitOf(letter);
    if (letter == 'B')
        rule.allowed |= bitOf('D') | bitOf('N');
    else if (letter == 'Z')
        rule.allowed |= bitOf('E') | bitOf('Q');
    else if (letter == 'J')
        rule.allowed |= bitOf('I') | bitOf('L');
    else if (letter == 'U')
        rule.recodes = "TGA";
    else if (letter == 'O')
        rule.recodes = "TAG";
    return rule;
}

/// What a record says of its positions.
struct Letters
{
    const QByteArray& residues;
    const QVector<qint16>& labels;
    const QStringList& names;
    QVector<LabelRule> rules;
    std::stop_token stop;
};

/// Reads one core along its strand.
class CoreReader
{
public:
    CoreReader(const Letters& letters, const Core& core)
        : m_letters(letters), m_core(core), m_reverse(isReverseType(core.type))
    {
        const std::int64_t known = std::min(letters.residues.size(), letters.labels.size());
        m_core.span.begin = std::max<std::int64_t>(m_core.span.begin, 0);
        m_core.span.end = std::min<std::int64_t>(m_core.span.end, known);
    }

    /// Positions before the first codon when the core is read from where it is known to start; -1: it is not known.
    std::int64_t knownFrame() const
    {
        const bool lastOpen = m_reverse ? m_core.openBegin : m_core.openEnd;
        if (!isFirstOpen())
            return 0;
        return lastOpen ? -1 : m_core.span.length() % codonLength;
    }

    struct Reading
    {
        CodonConflicts conflicts;
        std::int64_t positions = 0; ///< whose labels the codons contradict
    };

    Reading read(std::int64_t frame) const
    {
        Reading reading;
        for (std::int64_t at = frame; at + codonLength <= m_core.span.length(); at += codonLength) {
            readCodon(at, reading);
            if (at % askEvery == 0 && m_letters.stop.stop_requested())
                break;
        }
        return reading;
    }

private:
    bool isFirstOpen() const { return m_reverse ? m_core.openEnd : m_core.openBegin; }
    std::int64_t positionOf(std::int64_t step) const
    {
        return m_reverse ? m_core.span.end - 1 - step : m_core.span.begin + step;
    }

    void readCodon(std::int64_t step, Reading& reading) const
    {
        Codon codon{};
        for (std::size_t i = 0; i < codon.size(); ++i) {
            const char base = m_letters.residues.at(positionOf(step + std::int64_t(i)));
            codon[i] = m_reverse ? complementOf(base) : base;
        }
        const char says = aminoAcid(codon);
        int first = -1; // label of the first position that is contradicted: it stands for all
        for (std::int64_t i = 0; i < codonLength; ++i) {
            const int label = m_letters.labels.at(positionOf(step + i));
            if (label < 0 || label >= m_letters.rules.size() || agrees(m_letters.rules[label], codon, says, step == 0))
                continue;
            ++reading.positions;
            first = first < 0 ? label : first;
        }
        if (first < 0 || ++reading.conflicts.all > mostToldConflicts)
            return;
        const std::int64_t begin = std::min(positionOf(step), positionOf(step + codonLength - 1));
        reading.conflicts.told.append({{begin, begin + codonLength},
                                  QString::fromLatin1(codon.data(), codonLength),
                                  QString(QLatin1Char(says)),
                                  m_letters.names.value(first)});
    }

    bool agrees(const LabelRule& rule, Codon codon, char says, bool first) const
    {
        if ((rule.allowed & bitOf(says)) != 0)
            return true;
        if (rule.isMethionine)
            return first && !isFirstOpen() && startsGenes(codon);
        return !rule.recodes.empty() && plainText(codon) == rule.recodes;
    }

    const Letters& m_letters;
    Core m_core;
    bool m_reverse;
};

} // namespace

char aminoAcidOf(std::string_view codon)
{
    return codon.size() == std::size_t(codonLength) ? aminoAcid({codon[0], codon[1], codon[2]}) : 'X';
}

char complementOf(char base)
{
    const std::size_t at = iupac.find(upper(base));
    if (at == std::string_view::npos)
        return base;
    const char partner = partners[at];
    return isLower(base) ? static_cast<char>(partner - 'A' + 'a') : partner;
}

CodonConflicts codonConflicts(const QByteArray& residues, const QVector<Core>& cores, const QVector<qint16>& labels,
                              const QStringList& names, const std::stop_token& stop)
{
    Letters letters{residues, labels, names, {}, stop};
    for (const QString& name : names)
        letters.rules.append(ruleOf(name));
    std::array<int, 2> ofStrand = {0, 0};
    for (const Core& core : cores)
        ++ofStrand[isReverseType(core.type) ? 1 : 0];
    CodonConflicts found;
    const auto add = [&found](const CodonConflicts& ofCore) {
        found.told += ofCore.told;
        found.all += ofCore.all;
    };
    for (const Core& core : cores) {
        const CoreReader reader(letters, core);
        const std::int64_t known = ofStrand[isReverseType(core.type) ? 1 : 0] == 1 ? reader.knownFrame() : -1;
        if (known >= 0) {
            add(reader.read(known).conflicts);
            continue;
        }
        CoreReader::Reading fewest = reader.read(0);
        for (std::int64_t frame = 1; frame < codonLength && fewest.positions > 0; ++frame)
            if (CoreReader::Reading other = reader.read(frame); other.positions < fewest.positions)
                fewest = std::move(other);
        add(fewest.conflicts);
    }
    std::sort(found.told.begin(), found.told.end(),
              [](const CodonConflict& a, const CodonConflict& b) { return a.codon < b.codon; });
    return found;
}

} // namespace corespan
