// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "brute_semi_markov.h"
#endif

#include <QtTest>

using namespace corespan::model;

namespace {

double difference(const std::vector<double>& a, const std::vector<double>& b)
{
    double worst = a.size() == b.size() ? 0.0 : 1.0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        worst = std::max(worst, std::abs(a[i] - b[i]));
    return worst;
}

/// Empty where the decoder agrees with the quadratic sums, or what differs.
QString compare(const TagCase& c)
{
    const Selection got = c.decode();
    const BruteSemiMarkov brute(c);
    if (!(std::abs(got.logPartition - brute.logPartition) < 1e-9 * std::max(1.0, std::abs(brute.logPartition))))
        return "partition";
    if (difference(got.pStart, brute.pStart) > 1e-9 || difference(got.pEnd, brute.pEnd) > 1e-9)
        return "starts and ends";
    if (difference(got.pCore, brute.pCore) > 1e-9 || difference(got.pType, brute.pType) > 1e-9)
        return "tracks";
    if (std::abs(got.nullProbability - brute.nullProbability) > 1e-9)
        return "null";
    const TagPath best = c.paths(1).front();
    if (std::abs(best.score - brute.bestScore) > 1e-9 * std::max(1.0, std::abs(brute.bestScore)))
        return "best path";
    if (got.candidates.size() != std::min(c.options.nBest, brute.cores.size()))
        return "number of candidates";
    for (std::size_t i = 0; i < got.candidates.size(); ++i)
        if (std::abs(got.candidates[i].probability - brute.cores[i].probability) > 1e-9)
            return QString("candidate %1").arg(i);
    return {};
}

TagCase randomCase(std::mt19937& random, std::size_t length, float scale)
{
    TagCase c;
    c.scheme = random() % 2 == 0 ? TagScheme::Bio : TagScheme::Bioes;
    c.types = 1 + static_cast<int>(random() % 2);
    c.length = length;
    c.withCrf = random() % 2 == 0;
    c.fill(random, scale);
    return c;
}

/// Two cores to a hundred positions, clear in spite of the noise.
TagCase longCase(std::int64_t length)
{
    std::mt19937 random(47);
    TagCase c = randomCase(random, static_cast<std::size_t>(length), 1.0F);
    c.scheme = TagScheme::Bio;
    c.types = 1;
    c.withCrf = false;
    c.emissions.resize(static_cast<std::size_t>(3 * length));
    for (std::int64_t i = 0; i < length; ++i)
        c.emissions[static_cast<std::size_t>(3 * i + (i % 50 < 30 ? 0 : i % 50 == 30 ? 1 : 2))] += 9.0F;
    return c;
}

} // namespace

class TestTagDecoderLong : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithQuadraticSums();
    void everyWindow();
    void outlierStaysLocal();
    void millionPositions();
    void millionPositionsWithLimits();
};

void TestTagDecoderLong::agreesWithQuadraticSums()
{
    std::mt19937 random(41);
    for (int i = 0; i < 120; ++i) {
        TagCase c = randomCase(random, 20 + random() % 40, std::vector<float>{0.3F, 1.5F, 6.0F, 100.0F}[random() % 4]);
        const auto range = [&]() -> LengthRange {
            const auto least = static_cast<std::int64_t>(1 + random() % 12);
            return {least, random() % 4 == 0 ? 0 : least + static_cast<std::int64_t>(random() % 20)};
        };
        for (int t = 0; t < c.types; ++t)
            c.options.typeLimits.push_back(range());
        c.options.allowNull = random() % 3 != 0;
        c.options.nullBias = static_cast<double>(random() % 5);
        c.options.singleCore = random() % 3 == 0;
        c.options.nBest = random() % 2 == 0 ? 5 : 200;
        const QString found = compare(c);
        QVERIFY2(found.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(found)));
    }
}

void TestTagDecoderLong::everyWindow()
{
    std::mt19937 random(43);
    TagCase c = randomCase(random, 30, 1.0F);
    for (std::int64_t least = 1; least <= 31; ++least) {
        for (std::int64_t most = least; most <= 32; ++most) {
            c.options.minLength = least;
            c.options.maxLength = most;
            const QString found = compare(c);
            QVERIFY2(found.isEmpty(), qPrintable(QString("%1 to %2: %3").arg(least).arg(most).arg(found)));
        }
    }
}

void TestTagDecoderLong::outlierStaysLocal()
{
    // Inside a core that is sure to be there one emission is huge: cores elsewhere keep their digits.
    for (const std::int64_t most : {0, 25}) {
        TagCase c = longCase(2000);
        c.options.minLength = 5;
        c.options.maxLength = most;
        const Selection expected = c.decode();
        c.emissions[3 * 1040 + 2] = 1e30F;
        const Selection got = c.decode();
        QCOMPARE(got.cores.size(), std::size_t{40});
        for (std::size_t i = 0; i < 2000; ++i)
            if (i < 1000 || i >= 1060)
                QVERIFY(std::abs(got.pCore[i] - expected.pCore[i]) < 1e-9);
    }
}

void TestTagDecoderLong::millionPositions()
{
    const TagCase c = longCase(1'000'000);
    const Selection got = c.decode();
    QCOMPARE(got.cores.size(), std::size_t{20'000});
    QCOMPARE(got.candidates.size(), std::size_t{5});
    QVERIFY(got.candidates.front().probability > 0.99);
    double begun = 0.0;
    double ended = 0.0;
    for (std::size_t i = 0; i < c.length; ++i) {
        begun += got.pStart[i];
        QVERIFY(std::abs(begun - ended - got.pCore[i]) < 1e-6);
        ended += got.pEnd[i];
    }
    QVERIFY(begun > 20'000.0 && begun < 21'000.0); // e^-9 of a million positions, more with the noise
}

void TestTagDecoderLong::millionPositionsWithLimits()
{
    TagCase c = longCase(1'000'000);
    c.options.minLength = 10;
    c.options.maxLength = 400'000;
    QCOMPARE(c.decode().cores.size(), std::size_t{20'000});
    c.options.minLength = 15;
    c.options.maxLength = 18;
    const Selection got = c.decode();
    QVERIFY(std::ranges::all_of(got.cores, [](const ScoredSpan& core) {
        return core.span.length() >= 15 && core.span.length() <= 18 && core.probability > 0.0;
    }));
    QCOMPARE(c.paths(3).size(), std::size_t{3});
}

QTEST_GUILESS_MAIN(TestTagDecoderLong)
#include "tst_tag_decoder_long.moc"
