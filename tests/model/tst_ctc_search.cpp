// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include "brute_ctc.h"
#include "test_files.h"
#endif

#include <QtTest>
#include <numeric>

using namespace corespan::model;

/// Greedy path, prefix beam search, forced alignment and marginals against all paths.
class TestCtcSearch : public QObject
{
    Q_OBJECT

private slots:
    void exhaustiveBeamFindsAllStrings();
    void narrowBeamsAreLowerBounds();
    void alignmentsAreBestPaths();
    void marginals();
    void greedy();
    void literalEmissions();
    void longAlignment();
    void searchForgetsWhatIsDead();
    void singlePosition();
    void emptyRecord();
    void refusesImpossibleOptions();
    void refusesTooMuch();
};

namespace {

const CtcBeamOptions exhaustive{
    .width = 100'000, .minLabelProbability = 0.0, .margin = std::numeric_limits<double>::infinity(), .nBest = 100'000};

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

/// Log-probability of the best path that emits exactly so.
double scoreOf(const BruteCtc& brute, const CtcCase& c, const CtcHypothesis& hypothesis)
{
    double score = 0.0;
    for (std::int64_t p = 0; p < c.logits().length(); ++p) {
        int column = static_cast<int>(c.labels);
        for (std::size_t s = 0; s < hypothesis.labels.size(); ++s) {
            if (hypothesis.emissions[s].contains(p))
                column = hypothesis.labels[s];
        }
        score += brute.logOf(static_cast<std::size_t>(p), column);
    }
    return score;
}

/// Emissions are a path of the string: not empty, in order, equal neighbours apart.
bool isPath(const CtcHypothesis& hypothesis, std::int64_t length)
{
    if (hypothesis.emissions.size() != hypothesis.labels.size())
        return false;
    std::int64_t free = 0;
    for (std::size_t s = 0; s < hypothesis.labels.size(); ++s) {
        const Span run = hypothesis.emissions[s];
        const bool repeats = s > 0 && hypothesis.labels[s] == hypothesis.labels[s - 1];
        if (run.length() < 1 || run.begin < free + (repeats ? 1 : 0) || run.end > length)
            return false;
        if (!run.contains(hypothesis.peaks[s]))
            return false;
        free = run.end;
    }
    return true;
}

QString compareSearch(const CtcCase& c)
{
    const BruteCtc brute(c.logits());
    const std::vector<CtcHypothesis> got = ctcBeamSearch(c.logits(), exhaustive);
    auto expected = brute.strings();
    if (got.size() != expected.size())
        return QString("%1 strings, not %2").arg(got.size()).arg(expected.size());
    for (const CtcHypothesis& hypothesis : got) {
        if (!expected.contains(hypothesis.labels) || !near(hypothesis.logProbability, expected[hypothesis.labels]))
            return "log-probability";
        expected.erase(hypothesis.labels);
        if (!isPath(hypothesis, c.logits().length()))
            return "not a path";
        if (!near(scoreOf(brute, c, hypothesis), brute.bestPath(hypothesis.labels)))
            return "emissions are not the best";
    }
    return std::ranges::is_sorted(got, std::greater(), &CtcHypothesis::logProbability) ? "" : "order";
}

} // namespace

void TestCtcSearch::exhaustiveBeamFindsAllStrings()
{
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        const QString difference = compareSearch(randomCtcCase(random, i));
        QVERIFY2(difference.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(difference)));
    }
}

void TestCtcSearch::narrowBeamsAreLowerBounds()
{
    std::mt19937 random(2);
    for (int i = 0; i < 300; ++i) {
        const CtcCase c = randomCtcCase(random, i);
        const auto expected = BruteCtc(c.logits()).strings();
        for (const std::size_t width : {1U, 2U, 5U}) {
            for (const CtcHypothesis& hypothesis : ctcBeamSearch(c.logits(), {.width = width})) {
                QVERIFY(isPath(hypothesis, c.logits().length()));
                QVERIFY(hypothesis.logProbability <= expected.at(hypothesis.labels) + 1e-9);
            }
        }
        const auto wide = ctcBeamSearch(c.logits(), {.width = 100, .margin = 80.0});
        QVERIFY(std::abs(wide.front().logProbability - expected.at(wide.front().labels)) < 1e-3);
    }
}

void TestCtcSearch::alignmentsAreBestPaths()
{
    std::mt19937 random(3);
    for (int i = 0; i < 150; ++i) {
        const CtcCase c = randomCtcCase(random, i);
        const BruteCtc brute(c.logits());
        for (const auto& [labels, logProbability] : brute.strings()) {
            const CtcHypothesis got = ctcAlign(c.logits(), labels);
            QCOMPARE(got.labels, labels);
            QVERIFY(isPath(got, c.logits().length()));
            QVERIFY(near(got.logProbability, brute.bestPath(labels)));
            QVERIFY(near(scoreOf(brute, c, got), got.logProbability));
        }
    }
}

void TestCtcSearch::marginals()
{
    std::mt19937 random(4);
    for (int i = 0; i < 100; ++i) {
        const CtcCase c = randomCtcCase(random, i);
        const auto length = static_cast<std::size_t>(c.logits().length());
        const BruteCtc brute(c.logits());
        for (const auto& [labels, logProbability] : brute.strings()) {
            const CtcMarginals got = ctcMarginals(c.logits(), labels);
            QVERIFY(near(got.logLikelihood, logProbability));
            std::vector<double> emits(labels.size() * length);
            std::vector<double> blank(length);
            for (const BruteCtc::Path& path : brute.paths()) {
                if (path.labels != labels)
                    continue;
                const double share = std::exp(path.logProbability - logProbability);
                std::size_t label = 0;
                for (std::size_t p = 0; p < length; ++p) {
                    const bool isBlank = path.columns[p] == c.labels;
                    if (!isBlank && (p == 0 || path.columns[p] != path.columns[p - 1]))
                        ++label;
                    (isBlank ? blank[p] : emits[(label - 1) * length + p]) += share;
                }
            }
            QVERIFY(std::ranges::equal(got.emits, emits, near));
            QVERIFY(std::ranges::equal(got.blank, blank, near));
        }
    }
}

void TestCtcSearch::greedy()
{
    std::mt19937 random(6);
    for (int i = 0; i < 400; ++i) {
        const CtcCase c = randomCtcCase(random, i);
        const BruteCtc brute(c.logits());
        const CtcHypothesis got = ctcGreedy(c.logits());
        const auto best = std::ranges::max_element(brute.paths(), {}, &BruteCtc::Path::logProbability);
        QVERIFY(isPath(got, c.logits().length()));
        QVERIFY(near(got.logProbability, best->logProbability));
        QVERIFY(near(scoreOf(brute, c, got), best->logProbability));
    }
}

void TestCtcSearch::literalEmissions()
{
    // Columns 0, 1, blank; the path 0 0 blank 0 1.
    const std::vector<float> values{5, 0, 0, 9, 0, 0, 0, 0, 9, 9, 0, 0, 0, 9, 0};
    const std::vector<Span> runs{{0, 2}, {3, 4}, {4, 5}};
    const std::vector<std::int64_t> peaks{1, 3, 4};
    const std::vector<int> labels{0, 0, 1};
    for (const CtcHypothesis& got :
         {ctcGreedy({values, 2}), ctcBeamSearch({values, 2}, {}).front(), ctcAlign({values, 2}, labels)}) {
        QCOMPARE(got.labels, labels);
        QCOMPARE(got.emissions, runs);
        QCOMPARE(got.peaks, peaks);
    }
}

void TestCtcSearch::longAlignment()
{
    // Labels 0 1 2 0 1 2 ... at every seventh position, far longer than one block of the traceback.
    constexpr std::int64_t length = 5000;
    std::vector<float> values(4 * length, 0.0F);
    std::vector<int> target;
    for (std::int64_t p = 0; p < length; ++p) {
        const bool emits = p % 7 == 3;
        values[4 * p + (emits ? p / 7 % 3 : 3)] = 6.0F;
        if (emits)
            target.push_back(static_cast<int>(p / 7 % 3));
    }
    const CtcHypothesis got = ctcAlign({values, 3}, target);
    for (std::size_t s = 0; s < target.size(); ++s)
        QCOMPARE(got.emissions[s], (Span{static_cast<std::int64_t>(7 * s) + 3, static_cast<std::int64_t>(7 * s) + 4}));
    QCOMPARE(ctcBeamSearch({values, 3}, {}).front().emissions, got.emissions);
    const CtcMarginals marginals = ctcMarginals({values, 3}, target);
    double sum = 0.0;
    for (std::size_t s = 0; s < target.size(); ++s)
        sum += marginals.emits[s * length + 2500];
    QVERIFY(std::abs(sum + marginals.blank[2500] - 1.0) < 1e-12);
}

/// Random logits keep the beam full of prefixes that die: arenas are compacted many times.
void TestCtcSearch::searchForgetsWhatIsDead()
{
    std::mt19937 random(8);
    std::normal_distribution<float> normal;
    std::vector<float> values(4 * 6'000);
    std::ranges::generate(values, [&] { return 2.0F * normal(random); });
    const auto got = ctcBeamSearch({values, 3}, {.width = 32});
    QCOMPARE(got.size(), std::size_t{5});
    for (const CtcHypothesis& hypothesis : got) {
        QVERIFY(isPath(hypothesis, 6'000));
        QVERIFY(hypothesis.labels.size() > 1'500);
        const double exact = ctcLogLikelihood({values, 3}, hypothesis.labels);
        QVERIFY(hypothesis.logProbability <= exact + 1e-6);
    }
}

void TestCtcSearch::singlePosition()
{
    const std::vector<float> values{std::log(3.0F), 0.0F}; // 3/4 label, 1/4 blank
    const auto got = ctcBeamSearch({values, 1}, exhaustive);
    QCOMPARE(got.size(), std::size_t{2});
    QCOMPARE(got[0].labels, std::vector<int>{0});
    QVERIFY(std::abs(got[0].logProbability - std::log(0.75)) < 1e-7);
    QVERIFY(got[1].labels.empty());
    QCOMPARE(ctcBeamSearch({values, 1}, exhaustive, 1e-6).front().logProbability, 0.0);
}

void TestCtcSearch::emptyRecord()
{
    const auto got = ctcBeamSearch({{}, 3}, {});
    QCOMPARE(got.size(), std::size_t{1});
    QVERIFY(got[0].labels.empty() && got[0].emissions.empty());
    QCOMPARE(got[0].logProbability, 0.0);
}

void TestCtcSearch::refusesImpossibleOptions()
{
    const std::vector<float> zeros(4, 0.0F);
    const auto refusal = [&](const CtcBeamOptions& options, double temperature = 1.0) {
        return errorOf([&] { ctcBeamSearch({zeros, 1}, options, temperature); });
    };
    VERIFY_CONTAINS(refusal({.width = 0}), "width");
    VERIFY_CONTAINS(refusal({.minLabelProbability = -0.1}), "minimum label probability");
    VERIFY_CONTAINS(refusal({.minLabelProbability = std::nan("")}), "minimum label probability");
    VERIFY_CONTAINS(refusal({.margin = 0.0}), "margin");
    VERIFY_CONTAINS(refusal({.nBest = 0}), "hypotheses");
    VERIFY_CONTAINS(refusal({}, 0.0), "temperature");
}

void TestCtcSearch::refusesTooMuch()
{
    const std::vector<float> zeros(2 * 100'000, 0.0F);
    const std::vector<int> target(2'000, 0);
    VERIFY_CONTAINS(errorOf([&] { ctcMarginals({zeros, 1}, target); }), "100000 positions and 2000 labels");
}

QTEST_GUILESS_MAIN(TestCtcSearch)
#include "tst_ctc_search.moc"
