// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ctc_beam.h"

#include "decode/ctc_trie.h"
#include "decode/selection_rules.h"
#include "model/error.h"

#include <array>
#include <numeric>
#include <utility>

namespace corespan::model {

namespace {

/// How the best path into a state left the position before.
enum class Via { SameRun, Blank, Run };

/// The paths to one prefix that end in one kind of state: all of them, and the best.
struct Paths
{
    double sum = impossible;
    double best = impossible;
    int from = -1; ///< entry of the beam that the best path comes from
    Via via = Via::Blank;

    void add(double otherSum, double otherBest, int otherFrom, Via otherVia)
    {
        sum = logAdd(sum, otherSum);
        if (otherBest > best) {
            best = otherBest;
            from = otherFrom;
            via = otherVia;
        }
    }

    void emit(double logProbability)
    {
        sum += logProbability;
        best += logProbability;
    }
};

/// A prefix in the beam.
struct Entry
{
    int node = 0;
    Paths blank;               ///< paths that end in a blank
    Paths label;               ///< paths that end in the prefix's last label
    int done = -1;             ///< emissions of the best path that ends in a blank
    int doneBefore = -1;       ///< of the best path that ends in the label: those before the run that is under way
    std::int64_t runBegin = 0; ///< and where that run began

    double total() const { return logAdd(blank.sum, label.sum); }
};

/// What an entry may become at the next position.
struct Candidate
{
    int parent = -1; ///< entry of the beam whose prefix this one has, or makes longer by `added`
    int added = -1;  ///< -1: the same prefix
    Paths blank;
    Paths label;
    double total = impossible;
};

class BeamSearch
{
public:
    BeamSearch(const CtcRows& rows, const CtcBeamOptions& options)
        : m_rows(rows), m_options(options), m_minimum(std::log(options.minLabelProbability))
    {
        Entry empty;
        empty.blank.sum = empty.blank.best = 0.0;
        m_beam.push_back(empty);
        for (std::int64_t p = 0; p < rows.length(); ++p)
            step(p);
    }

    std::vector<CtcHypothesis> hypotheses()
    {
        std::vector<CtcHypothesis> found;
        for (const Entry& entry : m_beam)
            found.push_back(hypothesis(entry));
        std::ranges::sort(found, [](const CtcHypothesis& a, const CtcHypothesis& b) {
            return a.logProbability != b.logProbability ? a.logProbability > b.logProbability : a.labels < b.labels;
        });
        return found;
    }

private:
    void step(std::int64_t position)
    {
        m_candidates.clear();
        m_leaving.clear();
        m_top = impossible;
        m_least = std::numeric_limits<double>::infinity();
        m_closed.assign(m_beam.size(), -1);
        for (int i = 0; i < static_cast<int>(m_beam.size()); ++i)
            stay(i, position);
        readLabels(position);
        for (int i = 0; i < static_cast<int>(m_beam.size()); ++i) {
            for (const auto& [label, logProbability] : m_labels)
                extend(i, label, logProbability);
        }
        select();
        keep(position);
        if (m_trie.crowded())
            compactPrefixes();
        if (m_emissions.crowded())
            compactEmissions();
    }

    /// Labels worth a new emission here.
    void readLabels(std::int64_t position)
    {
        m_labels.clear();
        if (m_rows.any(position) < m_minimum)
            return;
        for (int label = 0; label < m_rows.labels(); ++label) {
            const double logProbability = m_rows.label(position, label);
            if (logProbability >= m_minimum)
                m_labels.emplace_back(label, logProbability);
        }
    }

    void stay(int index, std::int64_t position)
    {
        const Entry& entry = m_beam[index];
        m_trie.setSlot(entry.node, index);
        Candidate same;
        same.parent = index;
        same.blank.add(entry.blank.sum, entry.blank.best, index, Via::Blank);
        same.blank.add(entry.label.sum, entry.label.best, index, Via::Run);
        m_leaving.push_back(same.blank);
        same.blank.emit(m_rows.blank(position));
        if (entry.label.sum != impossible) {
            same.label = {entry.label.sum, entry.label.best, index, Via::SameRun};
            same.label.emit(m_rows.label(position, m_trie.label(entry.node)));
        }
        same.total = logAdd(same.blank.sum, same.label.sum);
        m_top = std::max(m_top, same.total);
        m_least = std::min(m_least, same.total);
        m_candidates.push_back(same);
    }

    /// A label that repeats the last one begins a new emission only behind a blank.
    void extend(int index, int label, double logProbability)
    {
        const Entry& entry = m_beam[index];
        Paths longer = m_leaving[index];
        if (label == m_trie.label(entry.node))
            longer = {entry.blank.sum, entry.blank.best, index, Via::Blank};
        if (longer.sum == impossible)
            return;
        longer.emit(logProbability);
        const int child = m_trie.hasChildren(entry.node) ? m_trie.find(entry.node, label) : -1;
        if (child >= 0 && m_trie.slot(child) >= 0) {
            Candidate& known = m_candidates[m_trie.slot(child)];
            known.label.add(longer.sum, longer.best, longer.from, longer.via);
            known.total = logAdd(known.blank.sum, known.label.sum);
            m_top = std::max(m_top, known.total);
        } else if (longer.sum >= leastOfUse()) {
            m_candidates.push_back({index, label, {}, longer, longer.sum});
            m_top = std::max(m_top, longer.sum);
        }
    }

    /// Below it a candidate cannot come into the beam: a full beam has at least that many better ones, its own.
    double leastOfUse() const
    {
        const double least = m_top - m_options.margin;
        return m_beam.size() < m_options.width ? least : std::max(least, m_least);
    }

    /// The best candidates, in the order in which they stand.
    void select()
    {
        m_order.clear();
        for (int i = 0; i < static_cast<int>(m_candidates.size()); ++i) {
            if (m_candidates[i].total >= m_top - m_options.margin)
                m_order.push_back(i);
        }
        if (m_order.size() <= m_options.width)
            return;
        const auto better = [&](int a, int b) {
            return m_candidates[a].total != m_candidates[b].total ? m_candidates[a].total > m_candidates[b].total
                                                                  : a < b;
        };
        const auto cut = m_order.begin() + static_cast<std::ptrdiff_t>(m_options.width);
        std::ranges::nth_element(m_order, cut, better);
        m_order.erase(cut, m_order.end());
        std::ranges::sort(m_order);
    }

    void keep(std::int64_t position)
    {
        for (const Entry& entry : m_beam)
            m_trie.setSlot(entry.node, -1);
        m_next.clear();
        for (const int index : m_order) {
            const Candidate& candidate = m_candidates[index];
            Entry entry;
            entry.node = m_beam[candidate.parent].node;
            if (candidate.added >= 0)
                entry.node = m_trie.child(entry.node, candidate.added);
            entry.blank = candidate.blank;
            entry.label = candidate.label;
            if (entry.blank.from >= 0)
                entry.done = emissionsBefore(entry.blank, position);
            if (entry.label.from >= 0 && entry.label.via == Via::SameRun) {
                entry.doneBefore = m_beam[entry.label.from].doneBefore;
                entry.runBegin = m_beam[entry.label.from].runBegin;
            } else if (entry.label.from >= 0) {
                entry.doneBefore = emissionsBefore(entry.label, position);
                entry.runBegin = position;
            }
            m_next.push_back(entry);
        }
        std::swap(m_beam, m_next);
    }

    /// Finished emissions of a best path that leaves its run, or its blank, at this position.
    int emissionsBefore(const Paths& paths, std::int64_t position)
    {
        const Entry& from = m_beam[paths.from];
        if (paths.via == Via::Blank)
            return from.done;
        int& closed = m_closed[paths.from];
        if (closed < 0)
            closed = m_emissions.add({from.doneBefore, {from.runBegin, position}});
        return closed;
    }

    void compactPrefixes()
    {
        std::vector<int> roots;
        for (const Entry& entry : m_beam)
            roots.push_back(entry.node);
        const std::vector<int> renamed = m_trie.compact(std::move(roots));
        for (Entry& entry : m_beam)
            entry.node = renamed[entry.node];
    }

    void compactEmissions()
    {
        std::vector<int> roots;
        for (const Entry& entry : m_beam) {
            roots.push_back(entry.done);
            roots.push_back(entry.doneBefore);
        }
        const std::vector<int> renamed = m_emissions.compact(roots);
        for (Entry& entry : m_beam) {
            entry.done = entry.done < 0 ? -1 : renamed[entry.done];
            entry.doneBefore = entry.doneBefore < 0 ? -1 : renamed[entry.doneBefore];
        }
    }

    CtcHypothesis hypothesis(const Entry& entry) const
    {
        CtcHypothesis result;
        result.logProbability = entry.total();
        for (int node = entry.node; node > 0; node = m_trie.parent(node))
            result.labels.push_back(m_trie.label(node));
        const bool endsInLabel = entry.label.best > entry.blank.best;
        if (endsInLabel)
            result.emissions.push_back({entry.runBegin, m_rows.length()});
        for (int node = endsInLabel ? entry.doneBefore : entry.done; node >= 0; node = m_emissions[node].parent)
            result.emissions.push_back(m_emissions[node].run);
        std::ranges::reverse(result.labels);
        std::ranges::reverse(result.emissions);
        return result;
    }

    const CtcRows& m_rows;
    const CtcBeamOptions& m_options;
    double m_minimum;
    double m_top = 0.0;   ///< total of the best candidate so far
    double m_least = 0.0; ///< and of the worst that stays as it is
    PrefixTrie m_trie;
    ParentArena<EmissionNode> m_emissions;
    std::vector<Entry> m_beam;
    std::vector<Entry> m_next;
    std::vector<Candidate> m_candidates; ///< the beam's own prefixes first, in its order
    std::vector<std::pair<int, double>> m_labels;
    std::vector<Paths> m_leaving; ///< [beam] all paths to an entry, on their way out of its last run
    std::vector<int> m_order;
    std::vector<int> m_closed; ///< [beam] node of the run that an entry ended at this position
};

} // namespace

std::vector<CtcHypothesis> searchPrefixes(const CtcRows& rows, const CtcBeamOptions& options)
{
    return BeamSearch(rows, options).hypotheses();
}

void checkBeamOptions(const CtcBeamOptions& options)
{
    if (options.width < 1)
        throw ModelError("CTC search: the beam width is 0; it must be at least 1.");
    if (!(options.minLabelProbability >= 0.0 && options.minLabelProbability < 1.0))
        throw ModelError("CTC search: the minimum label probability must lie between 0 and 1.");
    if (!(options.margin > 0.0))
        throw ModelError("CTC search: the margin must be above 0; infinity keeps every prefix that fits the width.");
    if (options.nBest < 1)
        throw ModelError("CTC search: the number of hypotheses is 0; it must be at least 1.");
}

std::vector<CtcHypothesis> ctcBeamSearch(const CtcLogits& logits, const CtcBeamOptions& options, double temperature)
{
    checkBeamOptions(options);
    checkTemperature(temperature, "CTC search");
    const CtcRows rows(logits, temperature);
    std::vector<CtcHypothesis> found = searchPrefixes(rows, options);
    found.resize(std::min(found.size(), options.nBest));
    for (CtcHypothesis& hypothesis : found)
        addPeaks(hypothesis, rows);
    return found;
}

} // namespace corespan::model
