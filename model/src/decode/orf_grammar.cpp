// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/genetic_codes.h"
#include "model/error.h"
#include "model/grammar.h"

#include <algorithm>
#include <array>
#include <limits>

namespace corespan::model {

namespace {

constexpr std::size_t mostSpans = std::size_t{1} << 26; // 1 GiB of them

/// Codons by the bases that their letters may be, four bits each.
class CodonTable
{
public:
    explicit CodonTable(const OrfGrammar& grammar)
    {
        for (const std::string& stop : stopCodons(grammar.table))
            markUnambiguous(stop, Stop);
        if (grammar.starts.empty() && !grammar.openBegin)
            throw ModelError("ORF grammar: there are no start codons; name some, such as ATG.");
        for (const std::string& start : grammar.starts)
            addStart(start, grammar.table);
        for (std::size_t codon = 0; codon < m_kinds.size(); ++codon)
            m_kinds[codon] = commonKind(codon);
    }

    bool isStart(std::size_t codon) const { return m_kinds[codon] == Start; }
    bool isStop(std::size_t codon) const { return m_kinds[codon] == Stop; }

    static std::size_t index(std::uint8_t first, std::uint8_t second, std::uint8_t third)
    {
        return static_cast<std::size_t>(first) * 256 + static_cast<std::size_t>(second) * 16 + third;
    }

private:
    enum Kind : std::uint8_t { Neither, Start, Stop };

    static bool isOneBase(std::size_t bases) { return bases == 1 || bases == 2 || bases == 4 || bases == 8; }

    /// Calls f for each codon that an ambiguous one may be.
    template <typename F>
    static void expand(std::size_t codon, F f)
    {
        for (std::size_t a = 1; a <= 8; a *= 2)
            for (std::size_t b = 1; b <= 8; b *= 2)
                for (std::size_t c = 1; c <= 8; c *= 2)
                    if ((codon & (a * 256 + b * 16 + c)) == a * 256 + b * 16 + c)
                        f(a * 256 + b * 16 + c);
    }

    void markUnambiguous(const std::string& codon, Kind kind)
    {
        m_kinds[index(basesOf(codon[0]), basesOf(codon[1]), basesOf(codon[2]))] = kind;
    }

    void addStart(const std::string& start, int table)
    {
        if (start.size() != 3 || std::ranges::any_of(start, [](char letter) { return basesOf(letter) == 0; }))
            throw ModelError("ORF grammar: the start codon \"" + start + "\" is not three letters of IUPAC's code.");
        bool starts = false;
        expand(index(basesOf(start[0]), basesOf(start[1]), basesOf(start[2])), [&](std::size_t codon) {
            if (m_kinds[codon] != Stop)
                m_kinds[codon] = Start;
            starts = starts || m_kinds[codon] == Start;
        });
        if (!starts)
            throw ModelError("ORF grammar: the start codon " + start + " is a stop in genetic code " +
                             std::to_string(table) + ".");
    }

    /// What all codons are that this one may be.
    Kind commonKind(std::size_t codon) const
    {
        if (isOneBase(codon / 256) && isOneBase(codon / 16 % 16) && isOneBase(codon % 16))
            return m_kinds[codon];
        std::array<std::size_t, 3> counts = {};
        expand(codon, [&](std::size_t each) { ++counts[m_kinds[each]]; });
        if (counts[Neither] > 0 || (counts[Start] > 0 && counts[Stop] > 0))
            return Neither;
        return counts[Start] > 0 ? Start : counts[Stop] > 0 ? Stop : Neither;
    }

    std::array<Kind, 4096> m_kinds = {};
};

/// Reads a strand from its end to its begin, so the next stop of each frame is always known.
class OrfList
{
public:
    OrfList(std::string_view dna, const OrfGrammar& grammar, std::int64_t minLength, std::int64_t maxLength)
        : m_grammar(grammar), m_table(grammar), m_dna(dna), m_length(static_cast<std::int64_t>(dna.size())),
          m_min(minLength), m_max(maxLength == 0 ? std::numeric_limits<std::int64_t>::max() : maxLength)
    {
    }

    std::vector<Span> find()
    {
        std::uint8_t second = 0;
        std::uint8_t third = 0;
        for (std::int64_t i = m_length - 1; i >= 0; --i) {
            const std::uint8_t first = basesOf(m_dna[static_cast<std::size_t>(i)]);
            if (i + 3 <= m_length)
                readCodon(i, CodonTable::index(first, second, third));
            third = second;
            second = first;
        }
        for (std::int64_t frame = 0; frame < 3 && frame < m_length && m_grammar.openBegin; ++frame)
            add(0, frame);
        std::ranges::sort(m_found); // begins of one frame were added from the right, ends of one begin as well
        m_found.erase(std::unique(m_found.begin(), m_found.end()), m_found.end());
        return std::move(m_found);
    }

private:
    void readCodon(std::int64_t i, std::size_t codon)
    {
        if (m_table.isStop(codon)) {
            std::vector<std::int64_t>& stops = m_stops[static_cast<std::size_t>(i % 3)];
            if (!m_grammar.internalStops)
                stops.clear();
            stops.push_back(i);
        } else if (m_table.isStart(codon)) {
            add(i, i % 3);
        }
    }

    /// Cores that begin here and are read in this frame.
    void add(std::int64_t begin, std::int64_t frame)
    {
        const std::vector<std::int64_t>& stops = m_stops[static_cast<std::size_t>(frame)];
        for (std::size_t next = stops.size(); next-- > 0;) {
            const std::int64_t end = stops[next] + (m_grammar.stopInside ? 3 : 0);
            if (end - begin > m_max)
                return;
            addSpan({begin, end});
        }
        if (m_grammar.openEnd && (stops.empty() || m_grammar.internalStops))
            addSpan({begin, m_length});
    }

    void addSpan(const Span& span)
    {
        if (span.length() < std::max<std::int64_t>(m_min, 1) || span.length() > m_max)
            return;
        if (m_found.size() == mostSpans)
            throw ModelError("ORF grammar: more than " + std::to_string(mostSpans) +
                             " cores are possible; give a maximum length.");
        m_found.push_back(span);
    }

    const OrfGrammar& m_grammar;
    CodonTable m_table;
    std::string_view m_dna;
    std::int64_t m_length;
    std::int64_t m_min;
    std::int64_t m_max;
    std::array<std::vector<std::int64_t>, 3> m_stops; ///< of each frame, the next one last; only that one where it ends
    std::vector<Span> m_found;
};

} // namespace

std::vector<Span> legalOrfs(std::string_view dna, const OrfGrammar& grammar, std::int64_t minLength,
                            std::int64_t maxLength)
{
    if (minLength < 1)
        throw ModelError("ORF grammar: the minimum core length is " + std::to_string(minLength) +
                         "; it must be at least 1.");
    if (maxLength < 0 || (maxLength > 0 && maxLength < minLength))
        throw ModelError("ORF grammar: the maximum core length " + std::to_string(maxLength) +
                         " is below the minimum " + std::to_string(minLength) + "; 0 means no limit.");
    return OrfList(dna, grammar, minLength, maxLength).find();
}

} // namespace corespan::model
