// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "brute_masks.h"
#include "model/error.h"
#endif

#include <QtTest>
#include <random>

using namespace corespan::model;

namespace {

bool near(double a, double b)
{
    return a == b || std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

bool near(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return near(x, y); });
}

std::vector<int> ownersOf(const std::vector<ScoredSpan>& cores, std::int64_t length)
{
    std::vector<int> owners(static_cast<std::size_t>(length), -1);
    for (const ScoredSpan& core : cores)
        for (std::int64_t i = core.span.begin; i < core.span.end; ++i)
            owners[static_cast<std::size_t>(i)] = core.type;
    return owners;
}

bool same(const ScoredSpan& a, const ScoredSpan& b)
{
    return a.span == b.span && a.type == b.type;
}

QString compareCandidates(const MaskCase& c, const Selection& got, const BruteMasks& brute)
{
    const auto decided = [&](const ScoredSpan& core) {
        return std::ranges::any_of(got.cores, [&](const ScoredSpan& other) { return same(core, other); });
    };
    std::vector<double> expected;
    for (const bool first : {true, false})
        for (const ScoredSpan& single : brute.singles)
            if (decided(single) == first)
                expected.push_back(single.score);
    if (got.candidates.size() != std::min(c.options.nBest, expected.size()))
        return "number of candidates";
    for (std::size_t i = 0; i < got.candidates.size(); ++i) {
        const ScoredSpan& core = got.candidates[i];
        if (!near(core.score, expected[i]) || !near(core.score, c.odds(core)))
            return QString("score of candidate %1").arg(i);
        if (!near(core.probability, brute.runProbability(core)))
            return QString("probability of candidate %1").arg(i);
        for (std::size_t k = 0; k < i; ++k)
            if (same(core, got.candidates[k]))
                return QString("candidate %1 twice").arg(i);
    }
    return {};
}

/// Empty where the decoder agrees with brute force, or what differs.
QString compare(const MaskCase& c)
{
    const Selection got = c.decode();
    const BruteMasks brute(c);
    if (!near(got.pCore, brute.pCore) || !near(got.pType, brute.pType))
        return "P(core)";
    if (!near(got.pStart, brute.pStart) || !near(got.pEnd, brute.pEnd))
        return "edges";
    if (!near(got.nullProbability, brute.nullProbability) || !near(std::exp(-got.logPartition), brute.nullProbability))
        return "null";
    const std::vector<int> owners = ownersOf(got.cores, c.length());
    if (c.options.exact) {
        if (!brute.isLegalSet(got.cores))
            return "illegal set";
        if (!near(brute.total(got.cores), brute.bestSetScore()))
            return "best set";
    } else if (owners != brute.thresholdOwners()) {
        return "runs";
    }
    for (const ScoredSpan& core : got.cores)
        if (!near(core.score, c.odds(core)) || !near(core.probability, brute.runProbability(core)))
            return "core";
    if (!near(got.margin, brute.margin(owners)))
        return "margin";
    return compareCandidates(c, got, brute);
}

MaskCase randomCase(std::mt19937& random, int index)
{
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    MaskCase c;
    c.types = 1 + below(2);
    std::normal_distribution<float> normal(0.0F,
                                           std::vector<float>{0.5F, 2.0F, 20.0F}[static_cast<std::size_t>(below(3))]);
    c.logits.resize(static_cast<std::size_t>(c.types) * static_cast<std::size_t>(below(7)));
    for (float& logit : c.logits)
        logit = index % 4 == 0 ? static_cast<float>(below(5) - 2) : normal(random);
    c.options.threshold = std::vector<double>{0.5, 0.2, 0.9}[static_cast<std::size_t>(below(3))];
    c.options.minLength = below(2) == 0 ? 1 : 1 + below(4);
    c.options.maxLength = below(2) == 0 ? 0 : c.options.minLength + below(3);
    c.options.mergeGap = below(2) == 0 ? 0 : below(4);
    c.options.exact = below(2) == 0;
    c.options.nBest = std::vector<std::size_t>{0, 1, 3, 5, 100}[static_cast<std::size_t>(below(5))];
    c.options.temperature = std::vector<double>{1.0, 0.5, 3.0}[static_cast<std::size_t>(below(3))];
    return c;
}

MaskCase plain(std::vector<float> logits, MaskDecodeOptions options = {}, int types = 1)
{
    return {types, std::move(logits), options};
}

std::vector<Span> spans(const MaskCase& c)
{
    std::vector<Span> result;
    for (const ScoredSpan& core : c.decode().cores)
        result.push_back(core.span);
    return result;
}

std::string messageOf(const MaskCase& c)
{
    try {
        c.decode();
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

} // namespace

using Spans = std::vector<Span>;

class TestMaskDecoder : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithBruteForce();
    void literal();
    void thresholdIsInside();
    void gapsAreMerged();
    void lengthLimits();
    void typesNeverOverlap();
    void exactSpansGaps();
    void exactKeepsGaps();
    void emptyRecord();
    void singlePosition();
    void refusesBadOptions();
    void refusesBadLogits();
};

void TestMaskDecoder::agreesWithBruteForce()
{
    std::mt19937 random(53);
    for (int i = 0; i < 3000; ++i) {
        const QString difference = compare(randomCase(random, i));
        QVERIFY2(difference.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(difference)));
    }
}

void TestMaskDecoder::literal()
{
    // P(inside) 0.75, 0.75, 0.25.
    const float ln3 = std::log(3.0F);
    const Selection got = plain({ln3, ln3, -ln3}).decode();
    QCOMPARE(got.cores.size(), std::size_t{1});
    QCOMPARE(got.cores[0].span, (Span{0, 2}));
    QVERIFY(std::abs(got.cores[0].score - 2 * std::log(3.0)) < 1e-6);
    QVERIFY(std::abs(got.cores[0].probability - 0.421875) < 1e-7);
    QVERIFY(std::abs(got.pCore[0] - 0.75) < 1e-7 && std::abs(got.pCore[2] - 0.25) < 1e-7);
    QVERIFY(std::abs(got.pStart[0] - 0.75) < 1e-7 && std::abs(got.pStart[1] - 0.1875) < 1e-7);
    QVERIFY(std::abs(got.pEnd[1] - 0.5625) < 1e-7 && std::abs(got.pEnd[2] - 0.25) < 1e-7);
    QVERIFY(std::abs(got.nullProbability - 0.046875) < 1e-7);
    QVERIFY(std::abs(got.margin - (0.421875 - 0.140625)) < 1e-7);
    QCOMPARE(got.nullScore, 0.0);
    QVERIFY(got.pType.empty());
}

void TestMaskDecoder::thresholdIsInside()
{
    const std::vector<float> logits{0.0F, -1.0F, 1.0F, 0.5F};
    QCOMPARE(spans(plain(logits)), (Spans{{0, 1}, {2, 4}}));
    QCOMPARE(spans(plain(logits, {.threshold = 0.7})), (Spans{{2, 3}}));
    QCOMPARE(spans(plain(logits, {.threshold = 0.25})), (Spans{{0, 4}}));
    QCOMPARE(spans(plain(logits, {.threshold = 0.7, .temperature = 0.5})), (Spans{{2, 4}}));
}

void TestMaskDecoder::gapsAreMerged()
{
    const std::vector<float> logits{1, 1, -1, 1, -1, -1, 1};
    QCOMPARE(spans(plain(logits)), (Spans{{0, 2}, {3, 4}, {6, 7}}));
    QCOMPARE(spans(plain(logits, {.mergeGap = 1})), (Spans{{0, 4}, {6, 7}}));
    QCOMPARE(spans(plain(logits, {.mergeGap = 2})), (Spans{{0, 7}}));
    QCOMPARE(spans(plain(logits, {.minLength = 3, .mergeGap = 1})), (Spans{{0, 4}}));
}

void TestMaskDecoder::lengthLimits()
{
    const std::vector<float> logits{1, 3, 2, 1, -9, 4};
    QCOMPARE(spans(plain(logits, {.minLength = 2})), (Spans{{0, 4}}));
    QCOMPARE(spans(plain(logits, {.maxLength = 2})), (Spans{{1, 3}, {5, 6}}));
    QVERIFY(spans(plain(logits, {.minLength = 5})).empty());
    QCOMPARE(spans(plain(logits, {.minLength = 5, .exact = true})), (Spans{{0, 6}})); // 1 + 3 + 2 + 1 - 9 + 4
    QCOMPARE(spans(plain(logits, {.threshold = 0.2, .minLength = 7, .exact = true})), Spans{});
}

void TestMaskDecoder::typesNeverOverlap()
{
    // Type 1 is the stronger in the middle; a gap of type 0 that it fills is not merged.
    const std::vector<float> logits{2, -1, 2, 3, 2, -1};
    const Selection got = plain(logits, {.mergeGap = 5}, 2).decode();
    QCOMPARE(got.cores.size(), std::size_t{3});
    QCOMPARE(got.cores[1].type, 1);
    QCOMPARE(got.cores[1].span, (Span{1, 2}));
    QCOMPARE(plain({2, 2}, {}, 2).decode().cores[0].type, 0); // the first of equals
    QCOMPARE(got.pType.size(), std::size_t{6});
}

void TestMaskDecoder::exactSpansGaps()
{
    const std::vector<float> logits{2, 2, -1, 2, 2, -9, 1};
    QCOMPARE(spans(plain(logits, {.exact = true})), (Spans{{0, 2}, {3, 5}, {6, 7}}));
    QCOMPARE(spans(plain(logits, {.minLength = 3, .exact = true})), (Spans{{0, 5}}));
    QCOMPARE(spans(plain(logits, {.minLength = 3, .maxLength = 3, .exact = true})), (Spans{{0, 3}}));
    QVERIFY(spans(plain({-1, -1}, {.exact = true})).empty());
    QVERIFY(spans(plain({0, 0}, {.exact = true})).empty()); // adds nothing
}

void TestMaskDecoder::exactKeepsGaps()
{
    // Cores of at most two positions: between two of one type one position has to stay outside.
    QCOMPARE(spans(plain({5, 5, 1, 5, 5}, {.maxLength = 2, .exact = true})), (Spans{{0, 2}, {3, 5}}));
    QCOMPARE(spans(plain({5, 4, -1, 5, 4}, {.maxLength = 2, .mergeGap = 1, .exact = true})), (Spans{{0, 1}, {3, 5}}));
    // Another type needs no gap.
    const Selection got = plain({5, -5, 5, -5, -5, 5, -5, 5}, {.maxLength = 2, .exact = true}, 2).decode();
    QCOMPARE(got.cores.size(), std::size_t{2});
    QCOMPARE(got.cores[1].span, (Span{2, 4}));
}

void TestMaskDecoder::emptyRecord()
{
    for (const bool exact : {false, true}) {
        const Selection got = plain({}, {.exact = exact}, 2).decode();
        QVERIFY(got.cores.empty() && got.candidates.empty() && got.pCore.empty() && got.pType.empty());
        QCOMPARE(got.nullProbability, 1.0);
        QCOMPARE(got.margin, 1.0);
        QCOMPARE(got.logPartition, 0.0);
    }
}

void TestMaskDecoder::singlePosition()
{
    const Selection got = plain({std::log(3.0F)}).decode();
    QCOMPARE(got.cores[0].span, (Span{0, 1}));
    QVERIFY(std::abs(got.cores[0].probability - 0.75) < 1e-7);
    QVERIFY(std::abs(got.margin - 0.5) < 1e-7);
    QCOMPARE(got.pStart, got.pCore);
    QCOMPARE(got.pEnd, got.pCore);
    QVERIFY(plain({std::log(3.0F)}, {.minLength = 2}).decode().candidates.empty());
}

void TestMaskDecoder::refusesBadOptions()
{
    const auto with = [](const MaskDecodeOptions& options) { return messageOf(plain({0, 0}, options)); };
    QCOMPARE(with({}), std::string());
    QCOMPARE(with({.threshold = 1.0}),
             std::string("Mask decoding: the threshold must lie between 0 and 1, without these."));
    QVERIFY(!with({.threshold = 0.0}).empty());
    QVERIFY(!with({.threshold = std::nan("")}).empty());
    QVERIFY(!with({.minLength = 0}).empty());
    QCOMPARE(with({.minLength = 3, .maxLength = 2}),
             std::string("Mask decoding: the maximum core length 2 is below the minimum 3; 0 means no limit."));
    QVERIFY(!with({.maxLength = -1}).empty());
    QVERIFY(!with({.mergeGap = -1}).empty());
    QVERIFY(!with({.temperature = 0.0}).empty());
    QVERIFY(!with({.temperature = std::nan("")}).empty());
}

void TestMaskDecoder::refusesBadLogits()
{
    QCOMPARE(messageOf(plain({0, 0, 0, std::numeric_limits<float>::quiet_NaN()}, {}, 2)),
             std::string("Mask decoding: the logit of type 1 at position 1 is not a finite number."));
    QCOMPARE(messageOf(plain({0, -std::numeric_limits<float>::infinity()})),
             std::string("Mask decoding: the logit of type 0 at position 1 is not a finite number."));
    QVERIFY_EXCEPTION_THROWN(decodeMask(std::vector<float>(3, 0.0F), 2, {}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeMask({}, 0, {}), ModelError);
}

QTEST_GUILESS_MAIN(TestMaskDecoder)
#include "tst_mask_decoder.moc"
