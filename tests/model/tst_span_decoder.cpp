// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "brute_spans.h"
#include "model/error.h"
#endif

#include <QtTest>
#include <limits>
#include <random>

using namespace corespan::model;

namespace {

struct Case
{
    std::vector<float> start;
    std::vector<float> end;
    double nullStart = 0.0;
    double nullEnd = 0.0;
    SpanDecodeOptions options;

    SpanLogits logits() const { return {start, end, nullStart, nullEnd}; }
};

SpanLogits view(const std::vector<float>& start, const std::vector<float>& end)
{
    return {start, end, 0.0, 0.0};
}

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9;
}

bool near(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return near(x, y); });
}

/// Probabilities of all outcomes, greatest first.
double expectedMargin(const BruteSpans& brute, bool allowNull)
{
    std::vector<double> outcomes;
    for (const ScoredSpan& span : brute.spans)
        outcomes.push_back(span.probability);
    if (allowNull)
        outcomes.push_back(brute.nullProbability);
    std::ranges::sort(outcomes, std::greater<>());
    return outcomes.size() > 1 ? outcomes[0] - outcomes[1] : outcomes[0];
}

QString compareCandidates(const Selection& got, const BruteSpans& brute, std::size_t nBest)
{
    if (got.candidates.size() != std::min(nBest, brute.spans.size()))
        return "number of candidates";
    for (std::size_t i = 0; i < got.candidates.size(); ++i) {
        if (got.candidates[i].span != brute.spans[i].span || got.candidates[i].score != brute.spans[i].score)
            return QString("candidate %1").arg(i);
        if (!near(got.candidates[i].probability, brute.spans[i].probability))
            return QString("probability of candidate %1").arg(i);
    }
    return {};
}

/// Empty where the decoder agrees with brute force, or what differs.
QString compare(const Case& c)
{
    const Selection got = decodeSpan(c.logits(), c.options);
    const BruteSpans brute(c.logits(), c.options);
    QString candidates = compareCandidates(got, brute, c.options.nBest);
    if (!candidates.isEmpty())
        return candidates;
    if (!near(got.pStart, brute.pStart) || !near(got.pEnd, brute.pEnd) || !near(got.pCore, brute.pCore))
        return "tracks";
    if (brute.spans.empty())
        return got.core() || got.nullProbability != (c.options.allowNull ? 1.0 : 0.0) ? "nothing legal" : "";
    const bool nullWins = c.options.allowNull && brute.nullScore > brute.spans.front().score;
    if (got.core().has_value() == nullWins || (got.core() && *got.core() != brute.spans.front().span))
        return "decision";
    if (!near(got.nullProbability, brute.nullProbability))
        return "null probability";
    if (std::abs(got.logPartition - brute.logPartition) > 1e-9 * std::max(1.0, std::abs(brute.logPartition)))
        return "partition";
    return near(got.margin, expectedMargin(brute, c.options.allowNull)) ? "" : "margin";
}

/// Random logits of a scale from 0 to 1e4; every third case has many ties, every fourth some huge outliers.
Case randomCase(std::mt19937& random, int index)
{
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const float scale = std::vector<float>{0.0F, 1.0F, 5.0F, 100.0F, 1e4F}[static_cast<std::size_t>(below(5))];
    std::normal_distribution<float> normal;
    const auto logit = [&] {
        const float x = index % 3 == 0 ? static_cast<float>(below(3)) : scale * normal(random);
        return index % 4 == 0 && below(5) == 0 ? (below(2) == 0 ? 1e4F : -1e4F) : x;
    };
    Case c;
    for (int i = below(18); i > 0; --i) {
        c.start.push_back(logit());
        c.end.push_back(logit());
    }
    c.nullStart = static_cast<double>(logit());
    c.nullEnd = static_cast<double>(logit());
    c.options.minLength = below(2) == 0 ? 1 : 1 + below(6);
    c.options.maxLength = below(3) == 0 ? 0 : c.options.minLength + below(9);
    c.options.allowNull = below(3) != 0;
    c.options.nullBias = below(2) == 0 ? 0.0 : static_cast<double>(normal(random));
    c.options.nBest = std::vector<std::size_t>{0, 1, 2, 5, 40, 500}[static_cast<std::size_t>(below(6))];
    c.options.temperature = std::vector<double>{1.0, 0.25, 3.0}[static_cast<std::size_t>(below(3))];
    return c;
}

} // namespace

class TestSpanDecoder : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithBruteForce();
    void agreesOnLongerInput();
    void literal();
    void tiesGoLeftThenShort();
    void lengthLimits();
    void nullDecision();
    void emptyInput();
    void singlePosition();
    void refusesImpossibleOptions();
    void refusesBadLogits();
};

void TestSpanDecoder::agreesWithBruteForce()
{
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const QString difference = compare(randomCase(random, i));
        QVERIFY2(difference.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(difference)));
    }
}

void TestSpanDecoder::agreesOnLongerInput()
{
    std::mt19937 random(11);
    std::normal_distribution<float> normal(0.0F, 4.0F);
    for (const std::int64_t width : {1, 2, 7, 63, 64, 65, 199, 200}) {
        Case c;
        for (int i = 0; i < 200; ++i) {
            c.start.push_back(normal(random));
            c.end.push_back(normal(random));
        }
        for (const std::int64_t least : {1, 3, 150}) {
            c.options.minLength = least;
            c.options.maxLength = least + width - 1;
            c.options.nBest = 1000;
            QCOMPARE(compare(c), QString());
        }
    }
}

void TestSpanDecoder::literal()
{
    // Spans: [0,1) 0, [0,2) ln 2, [1,2) ln 6; null 0: weights 1, 2, 6, 1 of 10.
    const std::vector<float> start{0.0F, std::log(3.0F)};
    const std::vector<float> end{0.0F, std::log(2.0F)};
    const Selection got = decodeSpan(view(start, end), {});
    QCOMPARE(got.candidates.size(), std::size_t{3});
    QCOMPARE(*got.core(), (Span{1, 2}));
    QVERIFY(std::abs(got.candidates[0].probability - 0.6) < 1e-7);
    QVERIFY(std::abs(got.candidates[1].probability - 0.2) < 1e-7);
    QVERIFY(std::abs(got.nullProbability - 0.1) < 1e-7);
    QVERIFY(std::abs(got.margin - 0.4) < 1e-7);
    QVERIFY(std::abs(got.pStart[0] - 0.3) < 1e-7 && std::abs(got.pStart[1] - 0.6) < 1e-7);
    QVERIFY(std::abs(got.pEnd[0] - 0.1) < 1e-7 && std::abs(got.pEnd[1] - 0.8) < 1e-7);
    QVERIFY(std::abs(got.pCore[0] - 0.3) < 1e-7 && std::abs(got.pCore[1] - 0.8) < 1e-7);
    QVERIFY(std::abs(got.logPartition - std::log(10.0)) < 1e-7);
}

void TestSpanDecoder::tiesGoLeftThenShort()
{
    const std::vector<float> flat(3, 1.0F);
    const Selection got = decodeSpan(view(flat, flat), {.nBest = 6});
    const std::vector<Span> expected{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(got.candidates[i].span, expected[i]);
}

void TestSpanDecoder::lengthLimits()
{
    const std::vector<float> start{9, 0, 0, 0, 0};
    const std::vector<float> end{9, 0, 0, 0, 9};
    QCOMPARE(*decodeSpan(view(start, end), {}).core(), (Span{0, 1}));
    QCOMPARE(*decodeSpan(view(start, end), {.minLength = 2}).core(), (Span{0, 5}));
    QCOMPARE(*decodeSpan(view(start, end), {.minLength = 2, .maxLength = 4}).core(), (Span{0, 2}));
    QCOMPARE(*decodeSpan(view(start, end), {.minLength = 5, .maxLength = 1'000'000'000}).core(), (Span{0, 5}));
    QVERIFY(!decodeSpan(view(start, end), {.minLength = 6}).core());
}

void TestSpanDecoder::nullDecision()
{
    const std::vector<float> zeros(1, 0.0F);
    const SpanLogits even{zeros, zeros, 0.0, 0.0};
    QVERIFY(decodeSpan(even, {}).core().has_value()); // null must be strictly better
    QCOMPARE(decodeSpan(even, {}).margin, 0.0);
    QVERIFY(!decodeSpan(even, {.nullBias = 1.0}).core());
    QVERIFY(decodeSpan(even, {.allowNull = false, .nullBias = 1.0}).core().has_value());
    QCOMPARE(decodeSpan(even, {.allowNull = false}).margin, 1.0);
    const SpanLogits sure{zeros, zeros, 5e3, 5e3};
    const Selection none = decodeSpan(sure, {});
    QVERIFY(!none.core());
    QCOMPARE(none.nullProbability, 1.0);
    QCOMPARE(none.margin, 1.0);
    QCOMPARE(none.candidates.size(), std::size_t{1}); // still offered to the curator
    QCOMPARE(none.pCore[0], 0.0);
}

void TestSpanDecoder::emptyInput()
{
    const Selection got = decodeSpan({{}, {}, 1.0, 2.0}, {});
    QVERIFY(!got.core() && got.candidates.empty() && got.pStart.empty() && got.pEnd.empty() && got.pCore.empty());
    QCOMPARE(got.nullProbability, 1.0);
    QCOMPARE(got.logPartition, 3.0);
    QCOMPARE(decodeSpan({}, {.allowNull = false}).nullProbability, 0.0);
}

void TestSpanDecoder::singlePosition()
{
    const std::vector<float> one(1, 2.0F);
    const Selection got = decodeSpan(view(one, one), {.allowNull = false});
    QCOMPARE(*got.core(), (Span{0, 1}));
    QCOMPARE(got.candidates[0].probability, 1.0);
    QCOMPARE(got.pCore[0], 1.0);
    QCOMPARE(got.logPartition, 4.0);
}

void TestSpanDecoder::refusesImpossibleOptions()
{
    const std::vector<float> one(1, 0.0F);
    const SpanLogits logits = view(one, one);
    QVERIFY_EXCEPTION_THROWN(decodeSpan(logits, {.minLength = 0}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeSpan(logits, {.minLength = 3, .maxLength = 2}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeSpan(logits, {.maxLength = -1}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeSpan(logits, {.temperature = 0.0}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeSpan(logits, {.temperature = std::nan("")}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeSpan(logits, {.nullBias = std::nan("")}), ModelError);
}

void TestSpanDecoder::refusesBadLogits()
{
    const std::vector<float> good(2, 0.0F);
    const std::vector<float> nan{0.0F, std::numeric_limits<float>::quiet_NaN()};
    const std::vector<float> infinite{0.0F, std::numeric_limits<float>::infinity()};
    QVERIFY_EXCEPTION_THROWN(decodeSpan(view(nan, good), {}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeSpan(view(good, infinite), {}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeSpan(view(good, {}), {}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeSpan({good, good, std::nan(""), 0.0}, {}), ModelError);
    decodeSpan({good, good, std::nan(""), 0.0}, {.allowNull = false}); // unused, so it may be anything
}

QTEST_GUILESS_MAIN(TestSpanDecoder)
#include "tst_span_decoder.moc"
