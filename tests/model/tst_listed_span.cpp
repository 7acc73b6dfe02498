// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "model/error.h"
#include "model/grammar.h"
#include "model/listed_decoder.h"

#include <algorithm>
#include <cmath>
#include <random>
#endif

#include <QtTest>

using namespace corespan::model;

namespace {

struct Case
{
    std::vector<float> start;
    std::vector<float> end;
    double nullStart = 0.0;
    double nullEnd = 0.0;
    std::vector<Span> legal = {};
    SpanDecodeOptions options = {};

    SpanLogits logits() const { return {start, end, nullStart, nullEnd}; }
    Selection decode() const { return decodeListedSpan(logits(), legal, options); }
};

bool near(double a, double b)
{
    return a == b || std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

bool near(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return near(x, y); });
}

std::vector<Span> allSpans(std::int64_t length)
{
    std::vector<Span> spans;
    for (std::int64_t begin = 0; begin < length; ++begin)
        for (std::int64_t end = begin + 1; end <= length; ++end)
            spans.push_back({begin, end});
    return spans;
}

bool same(const std::vector<ScoredSpan>& a, const std::vector<ScoredSpan>& b)
{
    return std::ranges::equal(a, b, [](const ScoredSpan& x, const ScoredSpan& y) {
        return x.span == y.span && x.score == y.score && near(x.probability, y.probability);
    });
}

/// Empty where two selections are the same, or what differs.
QString difference(const Selection& got, const Selection& expected)
{
    if (!near(got.pStart, expected.pStart) || !near(got.pEnd, expected.pEnd) || !near(got.pCore, expected.pCore))
        return "tracks";
    if (!same(got.cores, expected.cores))
        return "decision";
    if (!same(got.candidates, expected.candidates))
        return "candidates";
    if (!near(got.nullProbability, expected.nullProbability) || got.nullScore != expected.nullScore)
        return "null";
    return near(got.margin, expected.margin) && near(got.logPartition, expected.logPartition) ? "" : "margin";
}

Case randomCase(std::mt19937& random, int index)
{
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const float scale = std::vector<float>{0.0F, 1.0F, 5.0F, 1e4F}[static_cast<std::size_t>(below(4))];
    std::normal_distribution<float> normal;
    const auto logit = [&] { return index % 3 == 0 ? static_cast<float>(below(3)) : scale * normal(random); };
    Case c;
    for (int i = below(14); i > 0; --i) {
        c.start.push_back(logit());
        c.end.push_back(logit());
    }
    c.nullStart = static_cast<double>(logit());
    c.nullEnd = static_cast<double>(logit());
    c.options.minLength = below(2) == 0 ? 1 : 1 + below(6);
    c.options.maxLength = below(3) == 0 ? 0 : c.options.minLength + below(9);
    c.options.allowNull = below(3) != 0;
    c.options.nullBias = below(2) == 0 ? 0.0 : static_cast<double>(normal(random));
    c.options.nBest = std::vector<std::size_t>{0, 1, 2, 5, 500}[static_cast<std::size_t>(below(5))];
    c.options.temperature = std::vector<double>{1.0, 0.25, 3.0}[static_cast<std::size_t>(below(3))];
    return c;
}

/// By looking at each listed span.
Selection bruteForce(const Case& c)
{
    Selection result;
    result.nullScore = c.options.allowNull ? c.nullStart + c.nullEnd + c.options.nullBias : 0.0;
    result.pStart.assign(c.start.size(), 0.0);
    result.pEnd = result.pCore = result.pStart;
    for (const Span& span : c.legal) {
        if (span.length() < c.options.minLength || (c.options.maxLength > 0 && span.length() > c.options.maxLength))
            continue;
        const double score = static_cast<double>(c.start[static_cast<std::size_t>(span.begin)]) +
                             static_cast<double>(c.end[static_cast<std::size_t>(span.end - 1)]);
        result.candidates.push_back({span, score});
    }
    std::ranges::sort(result.candidates, [](const ScoredSpan& a, const ScoredSpan& b) {
        return a.score != b.score ? a.score > b.score : a.span < b.span;
    });
    const double T = c.options.temperature;
    result.logPartition = -HUGE_VAL;
    if (result.candidates.empty() && !c.options.allowNull)
        return result;
    double top = c.options.allowNull ? result.nullScore : result.candidates.front().score;
    for (const ScoredSpan& span : result.candidates)
        top = std::max(top, span.score);
    double sum = c.options.allowNull ? std::exp((result.nullScore - top) / T) : 0.0;
    result.nullProbability = sum;
    for (const ScoredSpan& span : result.candidates)
        sum += std::exp((span.score - top) / T);
    result.nullProbability /= sum;
    result.logPartition = top / T + std::log(sum);
    std::vector<double> outcomes = {0.0};
    if (c.options.allowNull)
        outcomes.push_back(result.nullProbability);
    for (ScoredSpan& span : result.candidates) {
        outcomes.push_back(span.probability = std::exp((span.score - top) / T) / sum);
        result.pStart[static_cast<std::size_t>(span.span.begin)] += span.probability;
        result.pEnd[static_cast<std::size_t>(span.span.end - 1)] += span.probability;
        for (std::int64_t i = span.span.begin; i < span.span.end; ++i)
            result.pCore[static_cast<std::size_t>(i)] += span.probability;
    }
    if (!result.candidates.empty() && !(c.options.allowNull && result.nullScore > result.candidates.front().score))
        result.cores = {result.candidates.front()};
    std::ranges::sort(outcomes, std::greater<>());
    result.margin = outcomes[0] - outcomes[1];
    result.candidates.resize(std::min(result.candidates.size(), c.options.nBest));
    return result;
}

std::string messageOf(const Case& c)
{
    try {
        c.decode();
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestListedSpan : public QObject
{
    Q_OBJECT

private slots:
    void literal();
    void agreesWithBruteForce();
    void equalsDecodeSpanOverAllSpans();
    void framesOfARecord();
    void refusesBadInput();
};

void TestListedSpan::literal()
{
    // Of [0, 2), [1, 3) and null with weights 6, 2 and 4 of 12; [0, 3) would weigh 30 but is not listed.
    const Case c{{std::log(3.0F), std::log(0.2F), 0.0F},
                 {0.0F, std::log(2.0F), std::log(10.0F)},
                 std::log(4.0),
                 0.0,
                 {{1, 3}, {0, 2}}};
    const Selection got = c.decode();
    QCOMPARE(got.cores.size(), std::size_t{1});
    QCOMPARE(got.cores[0].span, (Span{0, 2}));
    const auto close = [](double a, double b) { return std::abs(a - b) < 1e-6; };
    QVERIFY(close(got.cores[0].probability, 0.5) && close(got.nullProbability, 1.0 / 3));
    QVERIFY(close(got.margin, 1.0 / 6) && close(got.logPartition, std::log(12.0)));
    QVERIFY(std::ranges::equal(got.pStart, std::vector{0.5, 1.0 / 6, 0.0}, close));
    QVERIFY(std::ranges::equal(got.pEnd, std::vector{0.0, 0.5, 1.0 / 6}, close));
    QVERIFY(std::ranges::equal(got.pCore, std::vector{0.5, 2.0 / 3, 1.0 / 6}, close));
    QCOMPARE(got.candidates.size(), std::size_t{2});
}

void TestListedSpan::agreesWithBruteForce()
{
    std::mt19937 random(83);
    for (int i = 0; i < 3000; ++i) {
        Case c = randomCase(random, i);
        c.legal = allSpans(static_cast<std::int64_t>(c.start.size()));
        std::ranges::shuffle(c.legal, random);
        c.legal.resize(c.legal.empty() ? 0 : 1 + random() % c.legal.size());
        const QString found = difference(c.decode(), bruteForce(c));
        QVERIFY2(found.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(found)));
    }
}

void TestListedSpan::equalsDecodeSpanOverAllSpans()
{
    std::mt19937 random(89);
    for (int i = 0; i < 1000; ++i) {
        Case c = randomCase(random, i);
        c.legal = allSpans(static_cast<std::int64_t>(c.start.size()));
        const QString found = difference(c.decode(), decodeSpan(c.logits(), c.options));
        QVERIFY2(found.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(found)));
    }
}

void TestListedSpan::framesOfARecord()
{
    const std::string dna("CCATGGTGAAATAAATGTAGCC");
    Case c{std::vector<float>(dna.size(), 0.0F), std::vector<float>(dna.size(), 0.0F)};
    c.start[2] = 1.0F;
    c.start[3] = 50.0F; // not a start codon
    c.end[13] = 2.0F;
    c.end[15] = 50.0F; // not behind a stop
    c.legal = legalOrfs(dna, {});
    const Selection got = c.decode();
    QCOMPARE(got.cores[0].span, (Span{2, 14}));
    QCOMPARE(got.pStart[3], 0.0);
    QCOMPARE(got.pEnd[15], 0.0);
    c.legal.clear();
    QVERIFY(c.decode().cores.empty());
    QCOMPARE(c.decode().nullProbability, 1.0);
    QCOMPARE(c.decode().pCore, std::vector<double>(dna.size(), 0.0));
}

void TestListedSpan::refusesBadInput()
{
    const Case good{{0, 1, 2}, {0, 1, 2}, 0.0, 0.0, {{0, 2}, {1, 3}}};
    QCOMPARE(messageOf(good), std::string());
    const auto with = [&](auto change) {
        Case c = good;
        change(c);
        return messageOf(c);
    };
    QCOMPARE(with([](Case& c) {
                 c.legal.push_back({0, 2});
             }),
             std::string("Listed cores: [0, 2) of type 0 is listed twice."));
    QCOMPARE(with([](Case& c) {
                 c.legal.push_back({2, 4});
             }),
             std::string("Listed cores: [2, 4) is empty or outside the record of length 3."));
    QCOMPARE(with([](Case& c) { c.end.pop_back(); }), std::string("Listed cores: 3 start logits but 2 end logits."));
    QCOMPARE(with([](Case& c) { c.start[1] = std::nanf(""); }),
             std::string("Listed cores: the start logit at position 1 is not a finite number."));
    QCOMPARE(with([](Case& c) { c.options.minLength = 0; }),
             std::string("Listed cores: the minimum core length is 0; it must be at least 1."));
    QVERIFY(!with([](Case& c) { c.options.temperature = 0.0; }).empty());
    QVERIFY(!with([](Case& c) { c.nullEnd = std::nan(""); }).empty());
}

QTEST_GUILESS_MAIN(TestListedSpan)
#include "tst_listed_span.moc"
