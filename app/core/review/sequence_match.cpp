// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/sequence_match.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace corespan {

namespace {

using Options = MatchOptions;

struct Word
{
    std::string_view letters;
    std::int64_t position;
};

/// Those that occur at most so often, sorted.
std::vector<Word> rareWords(std::string_view residues, std::size_t length, std::ptrdiff_t most)
{
    std::vector<Word> words;
    for (std::size_t at = 0; at + length <= residues.size(); ++at)
        words.push_back({residues.substr(at, length), std::int64_t(at)});
    std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.letters < b.letters; });
    std::vector<Word> rare;
    for (auto at = words.begin(); at != words.end();) {
        const auto next = std::find_if(at, words.end(), [at](const Word& word) { return word.letters != at->letters; });
        if (next - at <= most)
            rare.insert(rare.end(), at, next);
        at = next;
    }
    return rare;
}

/// Position in the second minus position in the first that most shared words have, of those that the second has at most
/// so often; of equals the nearest to 0.
std::optional<std::int64_t> commonestDiagonal(std::string_view first, std::string_view second, std::ptrdiff_t most)
{
    const auto length = std::size_t(std::min(wordLength(first), wordLength(second)));
    const std::vector<Word> words = rareWords(second, length, most);
    std::vector<std::int64_t> diagonals;
    for (std::size_t at = 0; at + length <= first.size(); ++at) {
        const std::string_view letters = first.substr(at, length);
        auto found = std::lower_bound(words.begin(), words.end(), letters,
                                      [](const Word& word, std::string_view wanted) { return word.letters < wanted; });
        for (; found != words.end() && found->letters == letters; ++found)
            diagonals.push_back(found->position - std::int64_t(at));
    }
    std::sort(diagonals.begin(), diagonals.end());
    std::optional<std::int64_t> best;
    std::ptrdiff_t votes = 0;
    for (auto at = diagonals.begin(); at != diagonals.end();) {
        const auto next = std::upper_bound(at, diagonals.end(), *at);
        if (next - at > votes || (next - at == votes && std::abs(*at) < std::abs(*best))) {
            votes = next - at;
            best = *at;
        }
        at = next;
    }
    return best;
}

/// By words that the second has once; where it has none, as in repeats, by those that it has a few times.
std::optional<std::int64_t> commonestDiagonal(std::string_view first, std::string_view second)
{
    constexpr std::ptrdiff_t once = 1, fewTimes = 16;
    const auto diagonal = commonestDiagonal(first, second, once);
    return diagonal ? diagonal : commonestDiagonal(first, second, fewTimes);
}

SequenceMatch alongDiagonal(std::string_view first, std::string_view second, std::int64_t diagonal)
{
    const std::int64_t begin = std::max<std::int64_t>(0, -diagonal);
    const std::int64_t end = std::min(std::int64_t(first.size()), std::int64_t(second.size()) - diagonal);
    SequenceMatch match;
    match.blocks.append({begin, begin + diagonal, end - begin});
    match.columns = end - begin;
    for (std::int64_t at = begin; at < end; ++at)
        match.equal += first[std::size_t(at)] == second[std::size_t(at + diagonal)] ? 1 : 0;
    return match;
}

bool isEnough(const SequenceMatch& match, std::int64_t longer, const Options& options)
{
    return match.columns > 0 && double(match.columns) >= options.coverage * double(longer) &&
           match.identity() >= options.identity;
}

bool mayCover(std::int64_t shorter, std::int64_t longer, const Options& options)
{
    return shorter > 0 && double(shorter) >= options.coverage * double(longer);
}

/// Overlap alignment within a band: cell (i, k) ends with i letters of the first and i + k + lowest of the second.
class BandedAlignment
{
public:
    BandedAlignment(std::string_view first, std::string_view second, std::int64_t diagonal)
        : m_first(first), m_second(second), m_lowest(diagonal - Options::band),
          m_steps(std::size_t((rows() + 1) * width), Step::Stop)
    {
    }

    SequenceMatch align()
    {
        fill();
        return trace();
    }

private:
    enum class Step : std::uint8_t { Stop, Pair, SkipFirst, SkipSecond };
    static constexpr std::int64_t width = 2 * Options::band + 1;
    static constexpr int never = std::numeric_limits<int>::min() / 2;

    std::int64_t rows() const { return std::int64_t(m_first.size()); }
    std::int64_t columns() const { return std::int64_t(m_second.size()); }
    Step& step(std::int64_t i, std::int64_t k) { return m_steps[std::size_t(i * width + k)]; }
    bool isEqual(std::int64_t i, std::int64_t j) const
    {
        return m_first[std::size_t(i - 1)] == m_second[std::size_t(j - 1)];
    }

    void fill()
    {
        std::vector<int> above(std::size_t(width) + 1, never); // one more: right of the band is never
        std::vector<int> row(above);
        for (std::int64_t i = 0; i <= rows(); ++i) {
            for (std::int64_t k = 0; k < width; ++k)
                row[std::size_t(k)] = cell(i, k, above, row);
            std::swap(above, row);
        }
    }

    int cell(std::int64_t i, std::int64_t k, const std::vector<int>& above, const std::vector<int>& row)
    {
        const std::int64_t j = i + k + m_lowest;
        if (j < 0 || j > columns())
            return never;
        int best = 0; // begins here, where one of the two begins
        if (i > 0 && j > 0) {
            best = above[std::size_t(k)] + (isEqual(i, j) ? Options::match : Options::mismatch);
            Step from = Step::Pair;
            if (const int up = above[std::size_t(k) + 1] + Options::gap; up > best) {
                best = up;
                from = Step::SkipFirst;
            }
            if (const int left = k > 0 ? row[std::size_t(k) - 1] + Options::gap : never; left > best) {
                best = left;
                from = Step::SkipSecond;
            }
            step(i, k) = from;
        }
        if ((i == rows() || j == columns()) && best > m_best) {
            m_best = best;
            m_end = {i, k};
        }
        return best;
    }

    SequenceMatch trace()
    {
        SequenceMatch match;
        QVector<MatchedBlock> reversed;
        auto [i, k] = m_end;
        std::int64_t gaps = 0;
        for (Step from = step(i, k); from != Step::Stop; from = step(i, k)) {
            const std::int64_t j = i + k + m_lowest;
            if (from == Step::Pair) {
                const bool goesOn = !reversed.isEmpty() && reversed.last().first == i && reversed.last().second == j;
                if (!goesOn)
                    reversed.append({i, j, 0});
                MatchedBlock& block = reversed.last();
                block = {i - 1, j - 1, block.length + 1};
                match.equal += isEqual(i, j) ? 1 : 0;
                match.columns += 1 + std::exchange(gaps, 0);
                --i;
            } else {
                gaps += reversed.isEmpty() ? 0 : 1; // one that no pair follows lies outside
                if (from == Step::SkipFirst) {
                    --i;
                    ++k;
                } else {
                    --k;
                }
            }
        }
        std::reverse(reversed.begin(), reversed.end());
        match.blocks = reversed;
        return match;
    }

    std::string_view m_first;
    std::string_view m_second;
    std::int64_t m_lowest;
    std::vector<Step> m_steps;
    int m_best = -1;
    std::pair<std::int64_t, std::int64_t> m_end{0, 0};
};

} // namespace

std::optional<std::int64_t> SequenceMatch::toSecond(std::int64_t position) const
{
    for (const MatchedBlock& block : blocks)
        if (position >= block.first && position < block.first + block.length)
            return block.second + position - block.first;
    return std::nullopt;
}

int wordLength(std::string_view residues)
{
    constexpr int ofNucleotides = 12, ofOthers = 6;
    const bool nucleotides = std::all_of(residues.begin(), residues.end(), [](char letter) {
        return std::string_view("ACGTUN").find(letter) != std::string_view::npos;
    });
    return nucleotides ? ofNucleotides : ofOthers;
}

std::optional<SequenceMatch> matchSequences(std::string_view first, std::string_view second,
                                            const MatchOptions& options)
{
    const auto [shorter, longer] = std::minmax({std::int64_t(first.size()), std::int64_t(second.size())});
    if (!mayCover(shorter, longer, options))
        return std::nullopt;
    if (first == second)
        return alongDiagonal(first, second, 0);
    const std::optional<std::int64_t> diagonal = commonestDiagonal(first, second);
    if (!diagonal)
        return std::nullopt;
    SequenceMatch match = longer > options.longestWithGaps ? alongDiagonal(first, second, *diagonal)
                                                           : BandedAlignment(first, second, *diagonal).align();
    if (!isEnough(match, longer, options))
        return std::nullopt;
    return match;
}

bool areNearIdentical(std::string_view first, std::string_view second, const MatchOptions& options)
{
    const auto [shorter, longer] = std::minmax({std::int64_t(first.size()), std::int64_t(second.size())});
    if (!mayCover(shorter, longer, options))
        return false;
    if (isEnough(alongDiagonal(first, second, 0), longer, options))
        return true;
    const std::optional<std::int64_t> diagonal = commonestDiagonal(first, second);
    return diagonal && (isEnough(alongDiagonal(first, second, *diagonal), longer, options) ||
                        (longer <= options.longestWithGaps &&
                         isEnough(BandedAlignment(first, second, *diagonal).align(), longer, options)));
}

} // namespace corespan
