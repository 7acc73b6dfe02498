// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/error.h"
#include "model/span_decoder.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <random>

using namespace corespan::model;

/// The question-answering list: topK starts x topK ends.
class TestTopK : public QObject
{
    Q_OBJECT

private slots:
    void literal();
    void onlyTopPositionsCount();
    void lengthLimit();
    void equalsExactListWhereAllPositionsCount();
    void nothingLegal();
    void refusesBadInput();
};

void TestTopK::literal()
{
    const std::vector<float> start{1, 5, 2, 0};
    const std::vector<float> end{0, 1, 3, 4};
    const std::vector<ScoredSpan> got = decodeTopK({start, end, 0.0, 0.0}, {.topK = 2, .nBest = 3});
    QCOMPARE(got.size(), std::size_t{3});
    QCOMPARE(got[0].span, (Span{1, 4}));
    QCOMPARE(got[0].score, 9.0);
    QCOMPARE(got[1].span, (Span{1, 3}));
    QCOMPARE(got[1].score, 8.0);
    QCOMPARE(got[2].span, (Span{2, 4}));
    QCOMPARE(got[2].score, 6.0);
    const double sum = 1.0 + std::exp(-1.0) + std::exp(-3.0);
    QVERIFY(std::abs(got[0].probability - 1.0 / sum) < 1e-12);
    QVERIFY(std::abs(got[2].probability - std::exp(-3.0) / sum) < 1e-12);
}

void TestTopK::onlyTopPositionsCount()
{
    // The best start lies behind the best end: with one of each no span is left, though [1, 2) is legal.
    const std::vector<float> start{0, 1, 5};
    const std::vector<float> end{5, 1, 0};
    QVERIFY(decodeTopK({start, end, 0.0, 0.0}, {.topK = 1}).empty());
    QCOMPARE(decodeTopK({start, end, 0.0, 0.0}, {.topK = 2}).front().span, (Span{1, 2}));
}

void TestTopK::lengthLimit()
{
    const std::vector<float> start{9, 0, 0};
    const std::vector<float> end{0, 1, 9};
    QCOMPARE(decodeTopK({start, end, 0.0, 0.0}, {}).front().span, (Span{0, 3}));
    QCOMPARE(decodeTopK({start, end, 0.0, 0.0}, {.maxCoreLength = 2}).front().span, (Span{0, 2}));
}

void TestTopK::equalsExactListWhereAllPositionsCount()
{
    std::mt19937 random(5);
    std::normal_distribution<float> normal;
    for (int round = 0; round < 200; ++round) {
        std::vector<float> start(static_cast<std::size_t>(round % 15));
        std::vector<float> end(start.size());
        std::ranges::generate(start, [&] { return normal(random); });
        std::ranges::generate(end, [&] { return normal(random); });
        const std::int64_t limit = round % 3 == 0 ? 0 : 1 + round % 7;
        const SpanLogits logits{start, end, 0.0, 0.0};
        const std::vector<ScoredSpan> list = decodeTopK(logits, {.topK = 20, .maxCoreLength = limit, .nBest = 9});
        const Selection exact = decodeSpan(logits, {.maxLength = limit, .nBest = 9});
        QCOMPARE(list.size(), exact.candidates.size());
        for (std::size_t i = 0; i < list.size(); ++i)
            QCOMPARE(list[i].span, exact.candidates[i].span);
    }
}

void TestTopK::nothingLegal()
{
    const std::vector<float> one(1, 0.0F);
    QVERIFY(decodeTopK({}, {}).empty());
    QVERIFY(decodeTopK({one, one, 0.0, 0.0}, {.topK = 0}).empty());
    QVERIFY(decodeTopK({one, one, 0.0, 0.0}, {.nBest = 0}).empty());
}

void TestTopK::refusesBadInput()
{
    const std::vector<float> one(1, 0.0F);
    const std::vector<float> nan(1, std::nanf(""));
    QVERIFY_EXCEPTION_THROWN(decodeTopK({one, {}, 0.0, 0.0}, {}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeTopK({nan, one, 0.0, 0.0}, {}), ModelError);
    QVERIFY_EXCEPTION_THROWN(decodeTopK({one, one, 0.0, 0.0}, {.maxCoreLength = -1}), ModelError);
}

QTEST_GUILESS_MAIN(TestTopK)
#include "tst_top_k.moc"
