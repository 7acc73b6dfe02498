// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include "brute_ctc_cores.h"
#include "test_files.h"
#endif

#include <QtTest>

using namespace corespan::model;

/// Cores of a CTC head against all paths.
class TestCtcDecoder : public QObject
{
    Q_OBJECT

private slots:
    void singleCoreAgreesWithBruteForce();
    void runsAgreeWithBruteForce();
    void codons();
    void coversAreCutAtTheEnds();
    void gapsAreMerged();
    void lengthLimits();
    void nullDecision();
    void withoutNullThereIsACore();
    void certainBlanks();
    void emptyRecord();
    void singlePosition();
    void refusesImpossibleOptions();
    void refusesBadLogits();
};

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
const CtcBeamOptions exhaustive{.width = 100'000, .minLabelProbability = 0.0, .margin = infinite};

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9;
}

bool near(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return near(x, y); });
}

bool nearLog(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

CtcDecodeOptions randomOptions(std::mt19937& random)
{
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    CtcDecodeOptions options{.search = exhaustive};
    options.unit = 1 + below(4);
    options.lead = below(static_cast<int>(options.unit));
    options.mergeGap = below(4);
    options.cores.minLength = below(2) == 0 ? 1 : 1 + below(4);
    options.cores.maxLength = below(2) == 0 ? 0 : options.cores.minLength + below(4);
    options.cores.allowNull = below(3) != 0;
    options.cores.nullBias = below(2) == 0 ? 0.0 : below(5) - 2.0;
    options.cores.nBest = std::vector<std::size_t>{0, 1, 3, 1000}[static_cast<std::size_t>(below(4))];
    options.cores.temperature = std::vector<double>{1.0, 0.5, 2.0}[static_cast<std::size_t>(below(3))];
    return options;
}

QString compareTracks(const Selection& got, const BruteCtcCores& brute)
{
    if (!near(got.pStart, brute.pStart) || !near(got.pEnd, brute.pEnd) || !near(got.pCore, brute.pCore))
        return "tracks";
    if (!near(got.nullProbability, brute.nullProbability) || !nearLog(got.nullScore, brute.nullScore))
        return "null";
    return nearLog(got.logPartition, brute.logPartition) ? "" : "partition";
}

QString compareCandidates(const std::vector<ScoredSpan>& spans, const BruteCtcCores& brute)
{
    for (const ScoredSpan& candidate : spans) {
        const auto expected = brute.cores.find(candidate.span);
        if (expected == brute.cores.end() || !brute.allowed(candidate.span))
            return "a candidate that no path has";
        if (!nearLog(candidate.score, expected->second))
            return "score of a candidate";
        if (!near(candidate.probability, std::exp(expected->second - brute.logPartition)))
            return "probability of a candidate";
    }
    return std::ranges::is_sorted(spans, std::greater(), &ScoredSpan::score) ? "" : "order of candidates";
}

QString compareExtents(const Selection& got, const BruteCtcCores& brute, const SpanDecodeOptions& options)
{
    std::vector<double> outcomes;
    for (const auto& [span, score] : brute.cores)
        outcomes.push_back(score);
    std::ranges::sort(outcomes, std::greater());
    if (got.candidates.size() != std::min(options.nBest, outcomes.size()))
        return "number of candidates";
    for (std::size_t i = 0; i < got.candidates.size(); ++i) {
        if (!nearLog(got.candidates[i].score, outcomes[i]))
            return "not the best candidates";
    }
    const bool nullWins = options.allowNull && brute.nullScore > outcomes.front() + 1e-9;
    const bool coreWins = !options.allowNull || brute.nullScore < outcomes.front() - 1e-9;
    if ((nullWins && !got.cores.empty()) || (coreWins && got.cores.empty()))
        return "decision";
    if (!got.cores.empty() && !nearLog(got.cores.front().score, outcomes.front()))
        return "core";
    if (options.allowNull)
        outcomes.push_back(brute.nullScore);
    std::ranges::sort(outcomes, std::greater());
    const double second = outcomes.size() > 1 ? std::exp(outcomes[1] - brute.logPartition) : 0.0;
    return near(got.margin, std::exp(outcomes[0] - brute.logPartition) - second) ? "" : "margin";
}

/// The decision is the runs of the best string's emissions.
QString compareDecision(const CtcDecoding& got, const BruteCtcCores& brute, const CtcCase& c,
                        const CtcDecodeOptions& options)
{
    const CtcHypothesis* best = nullptr;
    double bestScore = 0.0;
    for (const CtcHypothesis& hypothesis : got.hypotheses) {
        const bool empty = hypothesis.labels.empty();
        const double score = hypothesis.logProbability + (empty ? options.cores.nullBias : 0.0);
        if ((!empty || options.cores.allowNull) &&
            (!best || score > bestScore || (score == bestScore && best->labels.empty()))) {
            best = &hypothesis;
            bestScore = score;
        }
    }
    if (!best)
        return "no hypothesis";
    std::vector<int> columns(static_cast<std::size_t>(c.logits().length()), static_cast<int>(c.labels));
    for (std::size_t s = 0; s < best->labels.size(); ++s) {
        for (std::int64_t p = best->emissions[s].begin; p < best->emissions[s].end; ++p)
            columns[static_cast<std::size_t>(p)] = best->labels[s];
    }
    std::vector<Span> expected = brute.coresOf(columns, static_cast<int>(c.labels));
    std::erase_if(expected, [&](Span core) { return !brute.allowed(core); });
    return std::ranges::equal(got.selection.cores, expected, {}, &ScoredSpan::span) ? "" : "decision";
}

std::vector<float> blanks(std::size_t length, int labels)
{
    std::vector<float> values;
    for (std::size_t p = 0; p < length; ++p) {
        values.insert(values.end(), static_cast<std::size_t>(labels), 0.0F);
        values.push_back(8.0F);
    }
    return values;
}

void plant(std::vector<float>& values, int labels, std::size_t position, int label)
{
    values[position * static_cast<std::size_t>(labels + 1) + static_cast<std::size_t>(label)] = 16.0F;
}

std::vector<Span> spansOf(const std::vector<ScoredSpan>& scored)
{
    std::vector<Span> spans;
    for (const ScoredSpan& each : scored)
        spans.push_back(each.span);
    return spans;
}

} // namespace

void TestCtcDecoder::singleCoreAgreesWithBruteForce()
{
    std::mt19937 random(17);
    for (int i = 0; i < 1500; ++i) {
        const CtcCase c = randomCtcCase(random, i);
        CtcDecodeOptions options = randomOptions(random);
        options.singleCore = true;
        options.search.width = 2; // has no say here
        const BruteCtcCores brute(c.logits(), options);
        const Selection got = decodeCtc(c.logits(), options).selection;
        const bool legal = !brute.cores.empty();
        if (!legal) {
            QVERIFY(got.cores.empty() && got.candidates.empty());
            QCOMPARE(got.nullProbability, options.cores.allowNull ? 1.0 : 0.0);
            continue;
        }
        for (const QString& difference : {compareTracks(got, brute), compareCandidates(got.candidates, brute),
                                          compareExtents(got, brute, options.cores)})
            QVERIFY2(difference.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(difference)));
    }
}

void TestCtcDecoder::runsAgreeWithBruteForce()
{
    std::mt19937 random(19);
    for (int i = 0; i < 600; ++i) {
        const CtcCase c = randomCtcCase(random, i);
        CtcDecodeOptions options = randomOptions(random);
        if (c.values.empty())
            continue;
        options.cores.nBest = 100'000;
        const BruteCtcCores brute(c.logits(), options);
        const CtcDecoding got = decodeCtc(c.logits(), options);
        for (const QString& difference :
             {compareTracks(got.selection, brute), compareCandidates(got.selection.candidates, brute),
              compareDecision(got, brute, c, options)})
            QVERIFY2(difference.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(difference)));
    }
}

void TestCtcDecoder::codons()
{
    // One label a codon from position 6 to 18, emitted at the codons' middles 7, 10, 13, 16.
    std::vector<float> values = blanks(30, 20);
    for (std::size_t codon = 0; codon < 4; ++codon)
        plant(values, 20, 7 + 3 * codon, static_cast<int>(codon));
    for (const bool single : {false, true}) {
        const CtcDecoding got = decodeCtc({values, 20}, {.singleCore = single});
        QCOMPARE(spansOf(got.selection.cores), (std::vector<Span>{{6, 18}}));
        QCOMPARE(got.hypotheses.front().labels, (std::vector<int>{0, 1, 2, 3}));
        QVERIFY(got.selection.cores[0].probability > 0.8);
        QVERIFY(got.selection.pStart[6] > 0.8 && got.selection.pEnd[17] > 0.8 && got.selection.pCore[12] > 0.99);
        QVERIFY(got.selection.margin > 0.8);
    }
}

void TestCtcDecoder::coversAreCutAtTheEnds()
{
    std::vector<float> values = blanks(8, 2);
    plant(values, 2, 0, 0);
    plant(values, 2, 7, 1);
    const CtcDecoding got = decodeCtc({values, 2}, {});
    QCOMPARE(spansOf(got.selection.cores), (std::vector<Span>{{0, 2}, {6, 8}})); // 6 blanks between, 5 are merged
}

void TestCtcDecoder::gapsAreMerged()
{
    std::vector<float> values = blanks(20, 1);
    for (const std::size_t position : {2U, 5U, 12U})
        plant(values, 1, position, 0);
    const auto cores = [&](const CtcDecodeOptions& options) {
        return spansOf(decodeCtc({values, 1}, options).selection.cores);
    };
    QCOMPARE(cores({.mergeGap = 1, .unit = 1, .lead = 0}), (std::vector<Span>{{2, 3}, {5, 6}, {12, 13}}));
    QCOMPARE(cores({.mergeGap = 2, .unit = 1, .lead = 0}), (std::vector<Span>{{2, 6}, {12, 13}}));
    QCOMPARE(cores({.mergeGap = 6, .unit = 1, .lead = 0}), (std::vector<Span>{{2, 13}}));
    QCOMPARE(cores({.mergeGap = 0, .unit = 3, .lead = 0}), (std::vector<Span>{{2, 8}, {12, 15}})); // covers touch
    QCOMPARE(cores({.singleCore = true, .unit = 3, .lead = 2}), (std::vector<Span>{{0, 13}}));
}

void TestCtcDecoder::lengthLimits()
{
    std::vector<float> values = blanks(30, 1);
    for (const std::size_t position : {4U, 20U, 23U})
        plant(values, 1, position, 0);
    const auto cores = [&](const SpanDecodeOptions& options) {
        return spansOf(decodeCtc({values, 1}, {.cores = options}).selection.cores);
    };
    QCOMPARE(cores({}), (std::vector<Span>{{3, 6}, {19, 25}}));
    QCOMPARE(cores({.minLength = 4}), (std::vector<Span>{{19, 25}}));
    QCOMPARE(cores({.maxLength = 3}), (std::vector<Span>{{3, 6}}));
    const CtcDecodeOptions all{.cores = {.maxLength = 6}, .singleCore = true};
    QVERIFY(decodeCtc({values, 1}, all).selection.core()->length() <= 6);
}

void TestCtcDecoder::nullDecision()
{
    const std::vector<float> even{0.0F, 0.0F}; // one position: label or blank
    for (const bool single : {true, false}) {
        const auto decode = [&](const SpanDecodeOptions& options) {
            return decodeCtc({even, 1}, {.cores = options, .singleCore = single}).selection;
        };
        QVERIFY(decode({}).core().has_value()); // null must be strictly better
        QVERIFY(!decode({.nullBias = 0.1}).core());
        QVERIFY(std::abs(decode({.nullBias = std::log(3.0)}).nullProbability - 0.75) < 1e-12);
        QVERIFY(std::abs(decode({.nullBias = std::log(3.0)}).margin - 0.5) < 1e-12);
        QVERIFY(decode({.allowNull = false, .nullBias = 9.0}).core().has_value());
        QCOMPARE(decode({.allowNull = false}).pCore[0], 1.0);
        QCOMPARE(decode({.allowNull = false}).nullProbability, 0.0);
    }
}

void TestCtcDecoder::withoutNullThereIsACore()
{
    std::vector<float> values = blanks(40, 1);
    values[2 * 17] = 4.0F;
    const CtcDecodeOptions options{.cores = {.allowNull = false}, .search = {.width = 1}};
    const CtcDecoding got = decodeCtc({values, 1}, options);
    QVERIFY(got.hypotheses.front().labels.empty()); // all that so narrow a search kept
    QCOMPARE(spansOf(got.selection.cores), (std::vector<Span>{{16, 19}}));
    QVERIFY(got.selection.cores[0].probability > 0.3);
    QVERIFY(near(got.selection.pStart[16], got.selection.pEnd[18]));
}

/// 1 - P(no core) is 0 in double here.
void TestCtcDecoder::certainBlanks()
{
    std::vector<float> values;
    for (int p = 0; p < 9; ++p)
        values.insert(values.end(), {p == 4 ? -900.0F : -1000.0F, 1000.0F});
    for (const bool single : {true, false}) {
        const CtcDecodeOptions options{.cores = {.allowNull = false}, .singleCore = single, .unit = 1, .lead = 0};
        const Selection got = decodeCtc({values, 1}, options).selection;
        QCOMPARE(spansOf(got.cores), (std::vector<Span>{{4, 5}}));
        QVERIFY(near(got.cores[0].probability, 1.0));
        QVERIFY(near(got.pCore[4], 1.0) && near(got.pCore[3], 0.0));
    }
    const Selection none = decodeCtc({values, 1}, {}).selection;
    QVERIFY(none.cores.empty());
    QCOMPARE(none.nullProbability, 1.0);
}

void TestCtcDecoder::emptyRecord()
{
    for (const bool single : {true, false}) {
        const CtcDecoding got = decodeCtc({{}, 4}, {.cores = {.nullBias = 2.0}, .singleCore = single});
        QVERIFY(got.selection.cores.empty() && got.selection.pStart.empty() && got.selection.pCore.empty());
        QCOMPARE(got.selection.nullProbability, 1.0);
        QCOMPARE(got.selection.nullScore, 2.0);
        QCOMPARE(got.hypotheses.size(), std::size_t{1});
        const CtcDecodeOptions forced{.cores = {.allowNull = false}, .singleCore = single};
        QCOMPARE(decodeCtc({{}, 4}, forced).selection.nullProbability, 0.0);
    }
}

void TestCtcDecoder::singlePosition()
{
    const std::vector<float> values{std::log(3.0F), 0.0F};
    for (const bool single : {true, false}) {
        const Selection got = decodeCtc({values, 1}, {.singleCore = single}).selection;
        QCOMPARE(spansOf(got.cores), (std::vector<Span>{{0, 1}}));
        QVERIFY(std::abs(got.cores[0].probability - 0.75) < 1e-7);
        QVERIFY(std::abs(got.margin - 0.5) < 1e-7);
        QVERIFY(std::abs(got.nullProbability - 0.25) < 1e-7);
    }
}

void TestCtcDecoder::refusesImpossibleOptions()
{
    const std::vector<float> zeros(4, 0.0F);
    const auto refusal = [&](const CtcDecodeOptions& options) {
        return errorOf([&] { decodeCtc({zeros, 1}, options); });
    };
    VERIFY_CONTAINS(refusal({.mergeGap = -1}), "gap");
    VERIFY_CONTAINS(refusal({.unit = 0, .lead = 0}), "covers 0 positions");
    VERIFY_CONTAINS(refusal({.unit = 3, .lead = 3}), "0 to 2");
    VERIFY_CONTAINS(refusal({.unit = 3, .lead = -1}), "-1 of the 3");
    VERIFY_CONTAINS(refusal({.cores = {.minLength = 0}}), "minimum core length is 0");
    VERIFY_CONTAINS(refusal({.cores = {.minLength = 3, .maxLength = 2}}), "below the minimum 3");
    VERIFY_CONTAINS(refusal({.cores = {.nullBias = infinite}}), "null bias");
    VERIFY_CONTAINS(refusal({.cores = {.temperature = 0.0}}), "temperature");
    VERIFY_CONTAINS(refusal({.search = {.width = 0}}), "width");
}

void TestCtcDecoder::refusesBadLogits()
{
    const std::vector<float> bad{0.0F, 0.0F, 0.0F, std::numeric_limits<float>::quiet_NaN()};
    VERIFY_CONTAINS(errorOf([&] { decodeCtc({bad, 1}, {}); }), "the blank at position 1");
}

QTEST_GUILESS_MAIN(TestCtcDecoder)
#include "tst_ctc_decoder.moc"
