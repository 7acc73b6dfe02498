// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "decode/typed_spans.h"
#endif

#include <QTest>

#include <cmath>
#include <random>

using namespace corespan::model;

namespace {

struct Outcome
{
    ScoredSpan span;
    double mass = 0.0;
};

/// Every legal (type, begin, end), with exp(score), best first.
std::vector<Outcome> allOutcomes(const std::vector<std::vector<float>>& start,
                                 const std::vector<std::vector<float>>& end)
{
    std::vector<Outcome> all;
    for (std::size_t t = 0; t < start.size(); ++t)
        for (std::size_t b = 0; b < start[t].size(); ++b)
            for (std::size_t e = b + 1; e <= start[t].size(); ++e) {
                const double score = static_cast<double>(start[t][b]) + static_cast<double>(end[t][e - 1]);
                all.push_back({{{static_cast<std::int64_t>(b), static_cast<std::int64_t>(e)}, score, 0.0, int(t)},
                               std::exp(score)});
            }
    std::ranges::stable_sort(all, std::greater<>(), [](const Outcome& o) { return o.span.score; });
    return all;
}

} // namespace

class TestTypedSpans : public QObject
{
    Q_OBJECT
private slots:
    void agreesWithBruteForce();
    void oneTypeIsTheSpanDecoder();
    void nothingLegalIsNull();
};

void TestTypedSpans::agreesWithBruteForce()
{
    std::mt19937 generator(7);
    std::normal_distribution<float> logit(0.0F, 2.0F);
    for (int round = 0; round < 200; ++round) {
        const std::size_t types = 2 + generator() % 2, length = 1 + generator() % 6;
        std::vector<std::vector<float>> start(types, std::vector<float>(length)), end = start;
        for (auto* rows : {&start, &end})
            for (auto& row : *rows)
                std::ranges::generate(row, [&] { return logit(generator); });
        std::vector<SpanLogits> logits;
        for (std::size_t t = 0; t < types; ++t)
            logits.push_back({start[t], end[t], 0.3, 0.4});
        const Selection got = decodeTypedSpans(logits, {.nBest = 4});
        const std::vector<Outcome> all = allOutcomes(start, end);
        double partition = std::exp(0.7);
        for (const Outcome& outcome : all)
            partition += outcome.mass;
        std::vector<double> core(length, 0.0), second(length, 0.0);
        for (const Outcome& outcome : all)
            for (auto p = outcome.span.span.begin; p < outcome.span.span.end; ++p) {
                core[static_cast<std::size_t>(p)] += outcome.mass / partition;
                second[static_cast<std::size_t>(p)] += outcome.span.type == 1 ? outcome.mass / partition : 0.0;
            }
        QVERIFY(std::abs(got.nullProbability - std::exp(0.7) / partition) < 1e-9);
        for (std::size_t p = 0; p < length; ++p) {
            QVERIFY(std::abs(got.pCore[p] - core[p]) < 1e-9);
            QVERIFY(std::abs(got.pType[length + p] - second[p]) < 1e-9);
        }
        const bool null = 0.7 > all.front().span.score;
        QCOMPARE(got.cores.empty(), null);
        if (!null)
            QVERIFY(got.cores[0].span == all[0].span.span && got.cores[0].type == all[0].span.type);
        for (std::size_t i = 0; i < got.candidates.size(); ++i)
            QVERIFY(std::abs(got.candidates[i].probability - all[i].mass / partition) < 1e-9);
    }
}

void TestTypedSpans::oneTypeIsTheSpanDecoder()
{
    const std::vector<float> start = {0, 3, 0}, end = {0, 0, 2};
    const SpanLogits logits{start, end, -1.0, -1.0};
    const Selection typed = decodeTypedSpans({&logits, 1}, {}), plain = decodeSpan(logits, {});
    QVERIFY(typed.core() == plain.core() && typed.pCore == plain.pCore && typed.pType.empty());
}

void TestTypedSpans::nothingLegalIsNull()
{
    const std::vector<float> one = {5};
    const SpanLogits logits[] = {{one, one, 0.0, 0.0}, {one, one, 0.0, 0.0}};
    const Selection got = decodeTypedSpans(logits, {.minLength = 2});
    QVERIFY(got.cores.empty() && got.candidates.empty());
    QCOMPARE(got.nullProbability, 1.0);
    QCOMPARE(got.margin, 1.0);
}

QTEST_APPLESS_MAIN(TestTypedSpans)
#include "tst_typed_spans.moc"
