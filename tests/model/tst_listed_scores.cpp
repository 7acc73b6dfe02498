// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "model/error.h"
#include "model/listed_decoder.h"
#include "model/mask_decoder.h"

#include <algorithm>
#include <cmath>
#include <random>
#endif

#include <QtTest>

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

std::vector<Span> allSpans(std::int64_t length, std::int64_t least = 1)
{
    std::vector<Span> spans;
    for (std::int64_t begin = 0; begin < length; ++begin)
        for (std::int64_t end = begin + least; end <= length; ++end)
            spans.push_back({begin, end});
    return spans;
}

std::vector<float> noise(std::mt19937& random, std::size_t count, float scale)
{
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    std::ranges::generate(values, [&] { return scale * normal(random); });
    return values;
}

bool sameCores(const std::vector<ScoredSpan>& a, const std::vector<ScoredSpan>& b)
{
    return std::ranges::equal(a, b, [](const ScoredSpan& x, const ScoredSpan& y) {
        return x.span == y.span && x.type == y.type && near(x.probability, y.probability);
    });
}

/// Empty where two decoders have the same distribution, or what differs.
QString difference(const Selection& got, const Selection& expected)
{
    if (!near(got.pStart, expected.pStart) || !near(got.pEnd, expected.pEnd) || !near(got.pCore, expected.pCore))
        return "tracks";
    if (!near(got.pType, expected.pType))
        return "types";
    if (!near(got.nullProbability, expected.nullProbability) || !near(got.margin, expected.margin))
        return "null and margin";
    return sameCores(got.cores, expected.cores) ? "" : "decision";
}

/// Weights exp(score) of an event in which each position emits or not, by looking at all patterns.
double bruteCtcOdds(const std::vector<double>& odds, const Span& core, std::int64_t unit, std::int64_t tail)
{
    const std::int64_t end = core.end - tail;
    double total = 0.0;
    const auto length = static_cast<std::size_t>(core.length());
    for (std::size_t pattern = 0; pattern < std::size_t{1} << length; ++pattern) {
        double weight = 1.0;
        bool first = false;
        bool last = false;
        for (std::int64_t p = core.begin; p < core.end; ++p) {
            if ((pattern >> static_cast<std::size_t>(p - core.begin) & 1U) == 0)
                continue;
            weight *= p < end ? odds[static_cast<std::size_t>(p)] : 0.0;
            first = first || p < core.begin + unit;
            last = last || p >= end - unit;
        }
        total += first && last ? weight : 0.0;
    }
    return total;
}

} // namespace

class TestListedScores : public QObject
{
    Q_OBJECT

private slots:
    void maskEqualsExactDecoder();
    void tagsEqualTheTagDecoder();
    void spansEqualTheSpanDecoder();
    void spanSetsEqualTags();
    void ctcLiteral();
    void ctcAgreesWithBruteForce();
    void ctcFindsTheFrame();
    void outliersStayInTheirCores();
    void refusesBadInput();
};

void TestListedScores::maskEqualsExactDecoder()
{
    std::mt19937 random(97);
    for (int i = 0; i < 400; ++i) {
        const int types = 1 + static_cast<int>(random() % 3);
        const auto length = static_cast<std::int64_t>(1 + random() % 40);
        const std::vector<float> logits = noise(random, static_cast<std::size_t>(length * types), 2.0F);
        MaskDecodeOptions mask;
        mask.exact = true;
        mask.threshold = random() % 2 == 0 ? 0.5 : 0.3;
        mask.temperature = random() % 2 == 0 ? 1.0 : 2.5;
        ListedDecodeOptions options;
        options.temperature = mask.temperature;
        const std::vector<ScoredSpan> list =
            listedMaskScores(logits, types, allSpans(length), mask.threshold, mask.temperature);
        double best = 0.0;
        for (const ScoredSpan& core : decodeMask(logits, types, mask).cores)
            best += core.score * mask.temperature;
        double got = 0.0;
        for (const ScoredSpan& core : decodeListedSet(list, length, types, options).cores)
            got += core.score;
        QVERIFY2(near(got, best), qPrintable(QString("case %1: %2 for %3").arg(i).arg(got).arg(best)));
    }
}

void TestListedScores::tagsEqualTheTagDecoder()
{
    std::mt19937 random(101);
    for (int i = 0; i < 300; ++i) {
        const TagScheme scheme = random() % 2 == 0 ? TagScheme::Bio : TagScheme::Bioes;
        const int types = 1 + static_cast<int>(random() % 3);
        const auto R = static_cast<std::size_t>(tagCount(scheme, types));
        const std::size_t length = 1 + random() % 14;
        const float scale = random() % 2 == 0 ? 1.0F : 20.0F;
        const std::vector<float> emissions = noise(random, length * R, scale);
        const std::vector<float> start = noise(random, R, scale);
        const std::vector<float> end = noise(random, R, scale);
        const std::vector<float> transitions = noise(random, R * R, scale);
        const CrfWeights weights{start, end, transitions};
        const CrfWeights* crf = random() % 3 == 0 ? nullptr : &weights;
        TagDecodeOptions tags;
        tags.minLength = crf != nullptr ? 2 : 1;
        tags.nullBias = static_cast<double>(random() % 3);
        tags.allowNull = random() % 4 != 0;
        tags.singleCore = random() % 4 == 0;
        tags.temperature = random() % 2 == 0 ? 1.0 : 0.5;
        ListedDecodeOptions options;
        options.allowNull = tags.allowNull;
        options.nullBias = tags.nullBias;
        options.singleCore = tags.singleCore;
        options.temperature = tags.temperature;
        if (crf != nullptr)
            options.touching = listedTagTouching(scheme, types, weights);
        const auto L = static_cast<std::int64_t>(length);
        const std::vector<ScoredSpan> list =
            listedTagScores(emissions, scheme, types, crf, allSpans(L, tags.minLength));
        const QString found =
            difference(decodeListedSet(list, L, types, options), decodeTags(emissions, scheme, types, crf, tags));
        QVERIFY2(found.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(found)));
    }
}

void TestListedScores::spansEqualTheSpanDecoder()
{
    std::mt19937 random(103);
    for (int i = 0; i < 300; ++i) {
        const std::size_t length = 1 + random() % 20;
        const std::vector<float> start = noise(random, length, 2.0F);
        const std::vector<float> end = noise(random, length, 2.0F);
        const SpanLogits logits{start, end, 1.5, -0.5};
        std::vector<Span> legal = allSpans(static_cast<std::int64_t>(length));
        std::ranges::shuffle(legal, random);
        legal.resize(1 + random() % legal.size());
        SpanDecodeOptions one;
        one.nullBias = 0.25;
        one.temperature = random() % 2 == 0 ? 1.0 : 2.0;
        ListedDecodeOptions set;
        set.singleCore = true;
        set.nullBias = 0.25;
        set.temperature = one.temperature;
        const Selection got =
            decodeListedSet(listedSpanScores(std::vector{logits}, legal), static_cast<std::int64_t>(length), 1, set);
        const QString found = difference(got, decodeListedSpan(logits, legal, one));
        QVERIFY2(found.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(found)));
    }
}

void TestListedScores::spanSetsEqualTags()
{
    // Sets of spans are tags where B carries the start logit, E the end logit and S both.
    std::mt19937 random(107);
    const std::vector<float> start = noise(random, 12, 2.0F);
    const std::vector<float> end = noise(random, 12, 2.0F);
    std::vector<float> emissions;
    for (std::size_t i = 0; i < 12; ++i)
        emissions.insert(emissions.end(), {0.0F, start[i], 0.0F, end[i], start[i] + end[i]});
    const std::vector<SpanLogits> byType{{start, end}};
    const Selection got = decodeListedSet(listedSpanScores(byType, allSpans(12)), 12, 1, {});
    const Selection expected = decodeTags(emissions, TagScheme::Bioes, 1, nullptr, {});
    for (std::size_t i = 0; i < 12; ++i)
        QVERIFY(std::abs(got.pCore[i] - expected.pCore[i]) < 1e-6); // start + end was rounded to float above
}

void TestListedScores::ctcLiteral()
{
    // One label, odds 2, 3, 5, 7 and 1 against the blank. Units of two positions.
    const float ln[] = {std::log(2.0F), std::log(3.0F), std::log(5.0F), std::log(7.0F), 0.0F};
    std::vector<float> logits;
    for (const float odds : ln)
        logits.insert(logits.end(), {odds, 0.0F});
    const CtcLogits rows{logits, 1};
    const std::vector<Span> legal{{0, 1}, {0, 2}, {0, 4}, {0, 5}, {0, 3}};
    const std::vector<ScoredSpan> got = listedCtcScores(rows, legal, {.unit = 2});
    const auto is = [&](std::size_t n, double odds) { return std::abs(got[n].score - std::log(odds)) < 1e-6; };
    QVERIFY(is(0, 2.0));
    QVERIFY(is(1, 3.0 * 4 - 1)); // some of two
    QVERIFY(is(2, (3.0 * 4 - 1) * (6.0 * 8 - 1)));
    QVERIFY(is(3, (3.0 * 4 - 1) * 6 * (8.0 * 2 - 1)));
    QVERIFY(is(4, 3.0 * 3 * 6 + 2 * 5)); // the middle one, or both others without it
    const std::vector<ScoredSpan> tailed = listedCtcScores(rows, legal, {.unit = 2, .tail = 2});
    QCOMPARE(tailed.size(), std::size_t{3}); // two of the five are nothing but tail
    QCOMPARE(tailed[0].span, (Span{0, 4}));
    QVERIFY(std::abs(tailed[0].score - std::log(11.0)) < 1e-6);
}

void TestListedScores::ctcAgreesWithBruteForce()
{
    std::mt19937 random(109);
    for (int i = 0; i < 200; ++i) {
        const std::size_t length = 1 + random() % 9;
        const std::size_t labels = 1 + random() % 3;
        const std::vector<float> logits = noise(random, length * (labels + 1), 3.0F);
        ListedCtcOptions options;
        options.unit = 1 + static_cast<std::int64_t>(random() % 4);
        options.tail = static_cast<std::int64_t>(random() % 3);
        options.temperature = random() % 2 == 0 ? 1.0 : 2.0;
        std::vector<double> odds;
        for (std::size_t p = 0; p < length; ++p) {
            const float* row = logits.data() + p * (labels + 1);
            double sum = 0.0;
            for (std::size_t k = 0; k < labels; ++k)
                sum += std::exp(static_cast<double>(row[k] - row[labels]) / options.temperature);
            odds.push_back(sum);
        }
        const CtcLogits rows{logits, static_cast<std::int64_t>(labels)};
        for (const ScoredSpan& core : listedCtcScores(rows, allSpans(static_cast<std::int64_t>(length)), options)) {
            const double expected = std::log(bruteCtcOdds(odds, core.span, options.unit, options.tail));
            QVERIFY(std::abs(core.score - expected) < 1e-5); // differences of floats
        }
    }
}

void TestListedScores::ctcFindsTheFrame()
{
    // Labels at the middles of codons 2 to 5; of starts in the same frame the one at the first label is right.
    std::vector<float> logits;
    for (int p = 0; p < 24; ++p)
        logits.insert(logits.end(), {p % 3 == 1 && p > 6 && p < 18 ? 6.0F : -6.0F, 0.0F});
    const std::vector<Span> legal{{0, 21}, {3, 21}, {6, 21}, {9, 21}, {12, 21}, {1, 22}, {8, 23}};
    const std::vector<ScoredSpan> list = listedCtcScores({logits, 1}, legal, {.unit = 3, .tail = 3});
    const Selection got = decodeListedSet(list, 24, 1, {});
    QCOMPARE(got.cores.size(), std::size_t{1});
    QCOMPARE(got.cores[0].span, (Span{6, 21}));
    QVERIFY(got.cores[0].probability > 0.97);
    const std::vector<float> silent(48, 0.0F);
    std::vector<float> blanks(48, 0.0F);
    for (std::size_t p = 1; p < 48; p += 2)
        blanks[p] = 1000.0F; // labels are beyond what a probability can say
    QVERIFY(decodeListedSet(listedCtcScores({blanks, 1}, legal, {}), 24, 1, {}).cores.empty());
    QCOMPARE(decodeListedSet(listedCtcScores({silent, 1}, legal, {}), 24, 1, {}).cores.size(), std::size_t{1});
}

void TestListedScores::outliersStayInTheirCores()
{
    std::vector<float> logits(200, 0.25F);
    logits[10] = 1e30F;
    for (const ScoredSpan& core : listedMaskScores(logits, 1, std::vector<Span>{{11, 200}, {0, 10}, {64, 97}}))
        QCOMPARE(core.score, 0.25 * static_cast<double>(core.span.length()));
}

void TestListedScores::refusesBadInput()
{
    const std::vector<float> six(6, 0.0F);
    const std::vector<Span> legal{{0, 2}};
    const std::vector<Span> beyond{{0, 9}};
    QVERIFY_EXCEPTION_THROWN(listedMaskScores(six, 1, beyond), ModelError);
    QVERIFY_EXCEPTION_THROWN(listedMaskScores(six, 4, legal), ModelError);
    QVERIFY_EXCEPTION_THROWN(listedMaskScores(six, 1, legal, 1.0), ModelError);
    QVERIFY_EXCEPTION_THROWN(listedMaskScores(six, 1, legal, 0.5, 0.0), ModelError);
    QVERIFY_EXCEPTION_THROWN(listedMaskScores(std::vector{0.0F, std::nanf("")}, 1, legal), ModelError);
    QVERIFY_EXCEPTION_THROWN(listedTagScores(six, TagScheme::Bio, 1, nullptr, beyond), ModelError);
    QVERIFY_EXCEPTION_THROWN(listedTagTouching(TagScheme::Bio, 1, {six, six, six}), ModelError);
    QVERIFY_EXCEPTION_THROWN(listedSpanScores(std::vector<SpanLogits>{{six, std::span(six).first(5)}}, legal),
                             ModelError);
    QVERIFY_EXCEPTION_THROWN(listedCtcScores({six, 1}, beyond, {}), ModelError);
    QVERIFY_EXCEPTION_THROWN(listedCtcScores({six, 1}, legal, {.unit = 0}), ModelError);
    QVERIFY_EXCEPTION_THROWN(listedCtcScores({six, 1}, legal, {.tail = -1}), ModelError);
}

QTEST_GUILESS_MAIN(TestListedScores)
#include "tst_listed_scores.moc"
