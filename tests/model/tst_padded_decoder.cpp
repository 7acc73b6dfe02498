// SPDX-License-Identifier: GPL-3.0-or-later
// Reading cores and probabilities off what a padded decoder said: literals, and all sequences of a small process as the
// second opinion.
#include "model/padded_decoder.h"
#include "test_files.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <random>

using namespace corespan::model;

namespace {

/// A decoder whose say depends on the step and on the part that it is in, not on labels: every track can be computed
/// from all its sequences. `begin` and `leave` are probabilities at each step.
struct Process
{
    std::vector<double> begin, leave;

    std::size_t length() const { return begin.size(); }
    double probability(const Span& core) const
    {
        double p = 1.0;
        for (std::size_t i = 0; i < length(); ++i) {
            const auto position = static_cast<std::int64_t>(i);
            if (core.length() == 0 || position < core.begin)
                p *= 1.0 - begin[i];
            else if (position == core.begin)
                p *= begin[i];
            else if (position <= core.end)
                p *= position < core.end ? 1.0 - leave[i] : leave[i];
        }
        return p;
    }
    std::vector<Span> cores() const
    {
        std::vector<Span> all;
        const auto n = static_cast<std::int64_t>(length());
        for (std::int64_t b = 0; b < n; ++b)
            for (std::int64_t e = b + 1; e <= n; ++e)
                all.push_back({b, e});
        return all;
    }
    /// What its greedy run writes.
    Span greedy() const
    {
        Span core;
        for (std::size_t i = 0; i < length(); ++i) {
            const auto position = static_cast<std::int64_t>(i);
            if (core.length() == 0 && begin[i] > 0.5)
                core = {position, position + 1};
            else if (core.length() > 0 && leave[i] > 0.5)
                return core;
            else if (core.length() > 0)
                core.end = position + 1;
        }
        return core;
    }
    PaddedSteps steps() const
    {
        PaddedSteps steps;
        steps.core = greedy();
        for (std::size_t i = 0; i < length(); ++i) {
            const auto position = static_cast<std::int64_t>(i);
            steps.waits.push_back(std::log1p(-begin[i]));
            steps.begins.push_back(std::log(begin[i]));
            steps.stays.push_back(std::log1p(-leave[i]));
            steps.leaves.push_back(std::log(leave[i]));
            const bool none = steps.core.length() == 0;
            const double token = none || position < steps.core.begin ? steps.waits.back()
                                 : position == steps.core.begin      ? steps.begins.back()
                                 : position < steps.core.end         ? steps.stays.back()
                                 : position == steps.core.end        ? steps.leaves.back()
                                                                     : 0.0;
            steps.tokens.push_back(token);
        }
        return steps;
    }
};

Process randomProcess(std::mt19937& generator, std::size_t length)
{
    std::uniform_real_distribution<double> uniform(0.02, 0.7);
    Process process;
    for (std::size_t i = 0; i < length; ++i) {
        process.begin.push_back(uniform(generator));
        process.leave.push_back(uniform(generator));
    }
    return process;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 2e-6;
}

const Process four{{0.2, 0.9, 0.4, 0.3}, {0.5, 0.1, 0.25, 0.8}};

} // namespace

class TestPaddedDecoder : public QObject
{
    Q_OBJECT
private slots:
    void tokensFollowTheTokenizers();
    void readsACore();
    void readsNoCore();
    void coreUpToTheEnd();
    void emptyRecord();
    void equalsAllSequences();
    void lengthLimits();
    void stitchedTracksGiveSeveralCores();
    void refusesWhatCannotBe();
};

void TestPaddedDecoder::tokensFollowTheTokenizers()
{
    ModelConfig config;
    config.alphabet = Alphabet::Dna;
    config.tokenizer.symbols = "ACGT";
    config.labels = {"x", "y"};
    const PaddedTokens tokens = paddedTokens(config);
    QCOMPARE(tokens.pre, 7);
    QCOMPARE(tokens.core(), 8);
    QCOMPARE(tokens.post(), 9);
    QCOMPARE(tokens.label(1), 11);
    QCOMPARE(tokens.end(), 12);
}

void TestPaddedDecoder::readsACore()
{
    // Greedy: 0.2 < 0.5 waits, 0.9 begins, 0.25 stays, 0.8 leaves: the core is [1, 3).
    const Selection s = decodePadded(makePaddedTracks(four.steps()), {});
    QCOMPARE(s.cores.size(), 1U);
    QVERIFY(s.cores.front().span == (Span{1, 3}));
    QVERIFY(near(s.cores.front().probability, 0.8 * 0.9 * 0.75 * 0.8));
    QVERIFY(near(s.cores.front().score, std::log(0.8 * 0.9 * 0.75 * 0.8)));
    QVERIFY(near(s.nullProbability, 0.8 * 0.1 * 0.6 * 0.7));
    QVERIFY(near(s.pStart[0], 0.2) && near(s.pStart[1], 0.72) && near(s.pStart[2], 0.8 * 0.1 * 0.4));
    const double some = 1.0 - 0.0336;
    QVERIFY(near(s.pEnd[0], 0.0) && near(s.pEnd[1], some * 0.25) && near(s.pEnd[2], some * 0.6));
    QVERIFY(near(s.pCore[0], 0.2) && near(s.pCore[1], 0.92));
    QVERIFY(near(s.pCore[2], 0.92 + 0.032 - some * 0.25));
    // Another core with this begin is [1, 2): 0.72 * 0.25.
    QCOMPARE(s.candidates.size(), 2U);
    QVERIFY(s.candidates[1].span == (Span{1, 2}) && near(s.candidates[1].probability, 0.18));
    QVERIFY(near(s.candidates[1].score, std::log(0.18)));
    QVERIFY(near(s.margin, 0.432 - 0.18));
}

void TestPaddedDecoder::readsNoCore()
{
    const Process process{{0.1, 0.4, 0.2}, {0.5, 0.5, 0.5}};
    const Selection s = decodePadded(makePaddedTracks(process.steps()), {});
    QVERIFY(s.cores.empty() && s.candidates.empty());
    QVERIFY(near(s.nullProbability, 0.9 * 0.6 * 0.8));
    QVERIFY(near(s.nullScore, std::log(0.432)));
    QVERIFY(near(s.pStart[1], 0.36) && near(s.pCore[1], 0.36) && near(s.pEnd[1], 0.0));
    QVERIFY(near(s.margin, 0.432 - 0.36));
}

void TestPaddedDecoder::coreUpToTheEnd()
{
    const Process process{{0.9, 0.5, 0.5}, {0.5, 0.3, 0.2}};
    const Selection s = decodePadded(makePaddedTracks(process.steps()), {});
    QVERIFY(s.cores.front().span == (Span{0, 3}));
    QVERIFY(near(s.cores.front().probability, 0.9 * 0.7 * 0.8)); // nothing but `</s>` can follow
}

void TestPaddedDecoder::emptyRecord()
{
    const Selection s = decodePadded(makePaddedTracks({}), {});
    QVERIFY(s.cores.empty() && s.pStart.empty());
    QCOMPARE(s.nullProbability, 1.0);
}

void TestPaddedDecoder::equalsAllSequences()
{
    std::mt19937 generator(3);
    int cores = 0;
    for (int round = 0; round < 200; ++round) {
        const Process process = randomProcess(generator, 1 + static_cast<std::size_t>(round) % 9);
        const Selection s = decodePadded(makePaddedTracks(process.steps()), {1, 0, 100});
        QVERIFY(near(s.nullProbability, process.probability({})));
        std::vector<double> starts(process.length(), 0.0);
        double total = s.nullProbability;
        for (const Span& core : process.cores()) {
            starts[static_cast<std::size_t>(core.begin)] += process.probability(core);
            total += process.probability(core);
        }
        QVERIFY(near(total, 1.0));
        for (std::size_t i = 0; i < starts.size(); ++i)
            QVERIFY(near(s.pStart[i], starts[i]));
        const Span greedy = process.greedy();
        QCOMPARE(s.cores.empty(), greedy.length() == 0);
        if (s.cores.empty())
            continue;
        ++cores;
        QVERIFY(s.cores.front().span == greedy);
        QCOMPARE(static_cast<std::int64_t>(s.candidates.size()), greedy.length());
        for (const ScoredSpan& candidate : s.candidates) {
            QVERIFY(near(candidate.probability, process.probability(candidate.span)));
            QVERIFY(std::abs(candidate.score - std::log(process.probability(candidate.span))) < 1e-4);
            QCOMPARE(candidate.span.begin, greedy.begin);
        }
        QVERIFY(std::ranges::is_sorted(s.candidates, std::ranges::greater(), &ScoredSpan::probability));
        for (std::size_t i = 0; i < process.length(); ++i)
            QVERIFY(s.pCore[i] >= 0.0 && s.pCore[i] <= 1.0);
    }
    QVERIFY(cores > 50);
}

void TestPaddedDecoder::lengthLimits()
{
    const std::vector<float> tracks = makePaddedTracks(four.steps()); // [1, 3), 0.432; [1, 2), 0.18
    const Selection shorter = decodePadded(tracks, {1, 1, 5});
    QVERIFY(shorter.cores.front().span == (Span{1, 2}));
    QVERIFY(near(shorter.cores.front().probability, 0.18));
    const Selection none = decodePadded(tracks, {3, 0, 5});
    QVERIFY(none.cores.empty() && none.candidates.empty());
    QCOMPARE(none.pStart.size(), 4U);
}

void TestPaddedDecoder::stitchedTracksGiveSeveralCores()
{
    // Two windows, each with a core [1, 3) of four positions.
    const std::vector<float> one = makePaddedTracks(four.steps());
    const auto rows = std::span(one).first(4 * static_cast<std::size_t>(paddedTracks));
    std::vector<float> both(rows.begin(), rows.end());
    both.insert(both.end(), rows.begin(), rows.end());
    both.resize(both.size() + static_cast<std::size_t>(paddedTracks), 0.0F);
    const Selection s = decodePaddedStitched(both, {});
    QCOMPARE(s.cores.size(), 2U);
    QVERIFY(s.cores[0].span == (Span{1, 3}) && s.cores[1].span == (Span{5, 7}));
    QVERIFY(near(s.cores[1].probability, 0.432));
    QVERIFY(near(s.nullProbability, 0.568 * 0.568));
    QVERIFY(near(s.pStart[5], 0.72));
    QVERIFY(decodePaddedStitched(both, {3, 0, 5}).cores.empty());
}

void TestPaddedDecoder::refusesWhatCannotBe()
{
    const std::vector<float> tracks = makePaddedTracks(four.steps());
    const auto cut = std::span(tracks).first(tracks.size() - 1);
    VERIFY_CONTAINS(errorOf([&] { decodePadded(cut, {}); }), "whole number of rows");
    VERIFY_CONTAINS(errorOf([&] { decodePadded({}, {}); }), "whole number of rows");
    VERIFY_CONTAINS(errorOf([&] { decodePadded(tracks, {5, 4, 5}); }), "no length is at least 5");
    std::vector<float> bad = tracks;
    bad[12] = std::numeric_limits<float>::quiet_NaN();
    VERIFY_CONTAINS(errorOf([&] { decodePadded(bad, {}); }), "position 2 is not a finite number");
    PaddedSteps steps = four.steps();
    steps.leaves.pop_back();
    VERIFY_CONTAINS(errorOf([&] { makePaddedTracks(steps); }), "3 steps beside 4 tokens");
    steps = four.steps();
    steps.core = {2, 5};
    VERIFY_CONTAINS(errorOf([&] { makePaddedTracks(steps); }), "does not fit");
}

QTEST_APPLESS_MAIN(TestPaddedDecoder)
#include "tst_padded_decoder.moc"
