// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "decode/segment_window.h"
#include "model/mask_decoder.h"
#endif

#include <QtTest>
#include <deque>
#include <numeric>
#include <random>

using namespace corespan::model;

namespace {

double sumOf(const std::vector<float>& logits, int types, const std::vector<ScoredSpan>& cores)
{
    double sum = 0.0;
    for (const ScoredSpan& core : cores)
        for (std::int64_t i = core.span.begin; i < core.span.end; ++i)
            sum += static_cast<double>(logits[static_cast<std::size_t>(i * types + core.type)]);
    return sum;
}

/// Greatest sum of a legal set of cores, in cubic time: best[e][t] has a core of type t that ends at e as its last.
double bestSum(const std::vector<float>& logits, int types, const MaskDecodeOptions& options)
{
    const auto T = static_cast<std::size_t>(types);
    const std::size_t L = logits.size() / T;
    std::vector<std::vector<double>> best(L + 1, std::vector<double>(T, -1e300));
    double top = 0.0;
    for (std::size_t end = 1; end <= L; ++end) {
        for (std::size_t t = 0; t < T; ++t) {
            double inside = 0.0;
            for (std::size_t begin = end; begin-- > 0;) {
                inside += static_cast<double>(logits[begin * T + t]);
                const auto length = static_cast<std::int64_t>(end - begin);
                if (length < options.minLength || (options.maxLength > 0 && length > options.maxLength))
                    continue;
                double before = 0.0;
                for (std::size_t e = 1; e <= begin; ++e)
                    for (std::size_t other = 0; other < T; ++other)
                        if (other != t || static_cast<std::int64_t>(begin - e) > options.mergeGap)
                            before = std::max(before, best[e][other]);
                best[end][t] = std::max(best[end][t], before + inside);
            }
            top = std::max(top, best[end][t]);
        }
    }
    return top;
}

/// Twenty positions inside of every hundred, clear in spite of the noise.
std::vector<float> longMask(std::size_t length)
{
    std::mt19937 random(59);
    std::normal_distribution<float> normal;
    std::vector<float> logits(length);
    for (std::size_t i = 0; i < length; ++i)
        logits[i] = normal(random) + (i % 100 < 20 ? 8.0F : -8.0F);
    return logits;
}

} // namespace

class TestMaskDecoderLong : public QObject
{
    Q_OBJECT

private slots:
    void exactAgreesWithCubicSearch();
    void hugeLogits();
    void outlierStaysLocal();
    void millionPositions();
    void slidingBestAgrees();
    void windowTotalsAgree();
};

void TestMaskDecoderLong::exactAgreesWithCubicSearch()
{
    std::mt19937 random(61);
    std::normal_distribution<float> normal(-0.3F, 2.0F);
    for (int i = 0; i < 150; ++i) {
        const int types = 1 + static_cast<int>(random() % 3);
        std::vector<float> logits(static_cast<std::size_t>(types) * (20 + random() % 40));
        std::ranges::generate(logits, [&] { return normal(random); });
        MaskDecodeOptions options{.exact = true};
        options.minLength = static_cast<std::int64_t>(1 + random() % 9);
        options.maxLength = random() % 3 == 0 ? 0 : options.minLength + static_cast<std::int64_t>(random() % 12);
        options.mergeGap = static_cast<std::int64_t>(random() % 6);
        const Selection got = decodeMask(logits, types, options);
        QVERIFY2(std::abs(sumOf(logits, types, got.cores) - bestSum(logits, types, options)) < 1e-9,
                 qPrintable(QString::number(i)));
        for (std::size_t k = 0; k < got.cores.size(); ++k) {
            const Span span = got.cores[k].span;
            QVERIFY(span.length() >= options.minLength && (types > 1 || got.cores[k].score > 0.0));
            QVERIFY(options.maxLength == 0 || span.length() <= options.maxLength);
            if (k > 0)
                QVERIFY(span.begin - got.cores[k - 1].span.end >
                        (got.cores[k].type == got.cores[k - 1].type ? options.mergeGap : -1));
        }
    }
}

void TestMaskDecoderLong::hugeLogits()
{
    const std::vector<float> logits{-1e30F, 1e30F, 1e30F, -1e30F, 3e38F};
    for (const bool exact : {false, true}) {
        const Selection got = decodeMask(logits, 1, {.exact = exact, .temperature = 1e-6});
        QCOMPARE(got.cores.size(), std::size_t{2});
        QCOMPARE(got.cores[0].span, (Span{1, 3}));
        QCOMPARE(got.cores[1].span, (Span{4, 5}));
        QCOMPARE(got.pCore, (std::vector<double>{0, 1, 1, 0, 1}));
        QCOMPARE(got.pStart, (std::vector<double>{0, 1, 0, 0, 1}));
        QCOMPARE(got.pEnd, (std::vector<double>{0, 0, 1, 0, 1}));
        QCOMPARE(got.margin, 1.0);
        QCOMPARE(got.cores[0].probability, 1.0);
        QCOMPARE(got.nullProbability, 0.0);
    }
}

void TestMaskDecoderLong::outlierStaysLocal()
{
    std::vector<float> logits = longMask(2000);
    logits[1010] = 1e30F;
    logits[550] = -1e30F;
    const Selection got = decodeMask(logits, 1, {.minLength = 3, .exact = true});
    QCOMPARE(got.cores.size(), std::size_t{20});
    for (std::size_t i = 0; i < 20; ++i)
        QCOMPARE(got.cores[i].span,
                 (Span{static_cast<std::int64_t>(100 * i), static_cast<std::int64_t>(100 * i) + 20}));
}

void TestMaskDecoderLong::millionPositions()
{
    const std::vector<float> logits = longMask(1'000'000);
    for (const bool exact : {false, true}) {
        const Selection got =
            decodeMask(logits, 1, {.minLength = 5, .maxLength = 300'000, .mergeGap = 3, .exact = exact});
        QCOMPARE(got.cores.size(), std::size_t{10'000});
        QCOMPARE(got.cores.back().span, (Span{999'900, 999'920}));
        QCOMPARE(got.candidates.size(), std::size_t{5});
    }
    const Selection cut = decodeMask(logits, 1, {.minLength = 7, .maxLength = 9, .exact = true});
    QCOMPARE(cut.cores.size(), std::size_t{20'000});
}

void TestMaskDecoderLong::slidingBestAgrees()
{
    std::mt19937 random(67);
    std::normal_distribution<double> normal;
    SlidingBest window;
    std::deque<SlidingBest::Entry> entries;
    for (int i = 0; i < 20'000; ++i) {
        const double by = normal(random);
        window.lengthen(by);
        for (auto& entry : entries)
            entry.score += by;
        if (random() % 20 >= 9 || entries.empty()) {
            entries.push_back({normal(random), i});
            window.push(i, entries.back().score);
        } else {
            entries.pop_front();
            window.pop();
        }
        QCOMPARE(window.empty(), entries.empty());
        if (entries.empty())
            continue;
        const auto best = std::ranges::max_element(entries, {}, &SlidingBest::Entry::score);
        QCOMPARE(window.best().begin, best->begin);
        QVERIFY(std::abs(window.best().score - best->score) < 1e-9);
    }
}

void TestMaskDecoderLong::windowTotalsAgree()
{
    std::mt19937 random(71);
    std::normal_distribution<double> normal;
    std::vector<double> values(50);
    std::ranges::generate(values, [&] { return normal(random); });
    for (std::int64_t width = 0; width <= 50; ++width) {
        const std::vector<double> totals = windowTotals(values, width);
        QCOMPARE(totals.size(), static_cast<std::size_t>(51 - width));
        for (std::int64_t i = 0; i + width <= 50; ++i)
            QVERIFY(std::abs(totals[static_cast<std::size_t>(i)] -
                             std::accumulate(values.begin() + i, values.begin() + i + width, 0.0)) < 1e-12);
    }
    QVERIFY(windowTotals(values, 51).empty());
    values[20] = 1e30; // no digit is lost outside the windows that hold it
    const std::vector<double> totals = windowTotals(values, 4);
    QVERIFY(std::abs(totals[21] - (values[21] + values[22] + values[23] + values[24])) < 1e-12);
    QVERIFY(std::abs(totals[16] - (values[16] + values[17] + values[18] + values[19])) < 1e-12);
}

QTEST_GUILESS_MAIN(TestMaskDecoderLong)
#include "tst_mask_decoder_long.moc"
