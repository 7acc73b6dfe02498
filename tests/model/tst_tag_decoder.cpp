// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "brute_tags.h"
#include "model/error.h"
#endif

#include <QtTest>
#include <limits>

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

bool sameCores(const std::vector<ScoredSpan>& a, const std::vector<ScoredSpan>& b)
{
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return x.span == y.span && x.type == y.type; });
}

const ScoredSpan* find(const std::vector<ScoredSpan>& cores, const ScoredSpan& wanted)
{
    const auto found =
        std::ranges::find_if(cores, [&](const auto& c) { return c.span == wanted.span && c.type == wanted.type; });
    return found == cores.end() ? nullptr : &*found;
}

/// Scores, probabilities and order of single cores; where `cut`, the list has to be the most probable ones.
QString compareCores(const std::vector<ScoredSpan>& got, const BruteTags& brute, bool candidates)
{
    for (std::size_t i = 0; i < got.size(); ++i) {
        const ScoredSpan* expected = find(brute.cores, got[i]);
        if (expected == nullptr || !near(got[i].probability, expected->probability))
            return QString("probability of core %1").arg(i);
        if (candidates && !near(got[i].probability, brute.cores[i].probability))
            return QString("rank of candidate %1").arg(i);
        if (!near(got[i].score, brute.scoreAlone(got[i])))
            return QString("score of core %1").arg(i);
    }
    return {};
}

QString comparePaths(const TagCase& c, const BruteTags& brute)
{
    const std::vector<TagPath> paths = c.paths(12);
    if (paths.size() != std::min<std::size_t>(12, brute.ways.size()))
        return "number of paths";
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto same = [&](const BruteTags::Way& way) { return way.tags == paths[i].tags; };
        const auto expected = std::ranges::find_if(brute.ways, same);
        if (expected == brute.ways.end() || std::ranges::count(paths, paths[i].tags, &TagPath::tags) != 1)
            return QString("path %1").arg(i);
        if (!near(paths[i].score, brute.ways[i].score) || !near(paths[i].score, expected->score))
            return QString("score of path %1").arg(i);
        if (!near(paths[i].probability, expected->probability))
            return QString("probability of path %1").arg(i);
    }
    return {};
}

/// Empty where the decoder agrees with brute force, or what differs.
QString compare(const TagCase& c)
{
    const Selection got = c.decode();
    const BruteTags brute(c);
    if (!near(got.pStart, brute.pStart) || !near(got.pEnd, brute.pEnd) || !near(got.pCore, brute.pCore))
        return "tracks";
    if (!near(got.pType, brute.pType))
        return "types";
    if (!near(got.logPartition, brute.logPartition))
        return "partition";
    if (!near(got.nullProbability, brute.nullProbability) || !near(got.nullScore, brute.nullScore))
        return "null";
    if (got.candidates.size() != std::min(c.options.nBest, brute.cores.size()))
        return "number of candidates";
    QString cores = compareCores(got.cores, brute, false) + compareCores(got.candidates, brute, true);
    if (!cores.isEmpty() || brute.ways.empty())
        return cores;
    const double second = brute.ways.size() > 1 ? brute.ways[1].probability : 0.0;
    if (!near(got.margin, brute.ways[0].probability - second))
        return "margin";
    if (brute.ways.size() == 1 || brute.ways[0].score > brute.ways[1].score)
        if (!sameCores(got.cores, brute.ways.front().cores))
            return "decision";
    return comparePaths(c, brute);
}

/// Every option is used; emissions from none to 1e3, every third case with ties.
TagCase randomCase(std::mt19937& random, int index)
{
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    TagCase c;
    c.scheme = below(2) == 0 ? TagScheme::Bio : TagScheme::Bioes;
    c.types = 1 + below(2);
    c.length = static_cast<std::size_t>(below(7));
    c.withCrf = below(2) == 0;
    c.fill(random, std::vector<float>{0.0F, 0.3F, 1.0F, 5.0F, 1e3F}[static_cast<std::size_t>(below(5))]);
    if (index % 3 == 0)
        std::ranges::generate(c.emissions, [&] { return static_cast<float>(below(3)); });
    const auto limits = [&]() -> LengthRange {
        const std::int64_t least = below(2) == 0 ? 1 : 1 + below(5);
        return {least, below(3) == 0 ? 0 : least + below(5)};
    };
    c.options.minLength = limits().minLength;
    c.options.maxLength = below(2) == 0 ? 0 : c.options.minLength + below(4);
    for (int t = 0; t < c.types && index % 2 == 0; ++t)
        c.options.typeLimits.push_back(limits());
    c.options.allowNull = below(3) != 0;
    c.options.nullBias = below(2) == 0 ? 0.0 : below(5) - 2.0;
    c.options.singleCore = below(4) == 0;
    c.options.nBest = std::vector<std::size_t>{0, 1, 3, 5, 100}[static_cast<std::size_t>(below(5))];
    c.options.temperature = std::vector<double>{1.0, 0.5, 3.0}[static_cast<std::size_t>(below(3))];
    return c;
}

std::string messageOf(const TagCase& c)
{
    try {
        c.decode();
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

TagCase plain(TagScheme scheme, int types, std::vector<float> emissions)
{
    TagCase c;
    c.scheme = scheme;
    c.types = types;
    c.emissions = std::move(emissions);
    c.length = c.emissions.size() / c.tags();
    return c;
}

} // namespace

class TestTagDecoder : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithBruteForce();
    void literal();
    void neighboursOfOneType();
    void illegalTagsNeverWin();
    void nullNeedsToBeBetter();
    void emptyRecord();
    void singlePosition();
    void nothingLegal();
    void typeLimits();
    void refusesBadOptions();
    void refusesBadInput();
};

void TestTagDecoder::agreesWithBruteForce()
{
    std::mt19937 random(29);
    for (int i = 0; i < 3000; ++i) {
        const QString difference = compare(randomCase(random, i));
        QVERIFY2(difference.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(difference)));
    }
}

void TestTagDecoder::literal()
{
    // O, B, I of two positions; ways OO 1, OB 2, BO 3, BB 6, BI 12: 24 in all.
    const float ln2 = std::log(2.0F);
    const float ln3 = std::log(3.0F);
    const TagCase c = plain(TagScheme::Bio, 1, {0, ln3, 9, 0, ln2, 2 * ln2});
    const Selection got = c.decode();
    QCOMPARE(got.cores.size(), std::size_t{1});
    QCOMPARE(got.cores[0].span, (Span{0, 2}));
    QVERIFY(std::abs(got.cores[0].probability - 0.5) < 1e-7);
    QVERIFY(std::abs(got.cores[0].score - std::log(12.0)) < 1e-6);
    QVERIFY(std::abs(got.nullProbability - 1.0 / 24) < 1e-7);
    QVERIFY(std::abs(got.margin - 0.25) < 1e-7);
    QVERIFY(std::abs(got.logPartition - std::log(24.0)) < 1e-6);
    QCOMPARE(got.candidates.size(), std::size_t{3});
    QCOMPARE(got.candidates[1].span, (Span{0, 1})); // BO and BB: 9 of 24
    QVERIFY(std::abs(got.candidates[1].probability - 0.375) < 1e-7);
    QVERIFY(std::abs(got.pStart[0] - 21.0 / 24) < 1e-7 && std::abs(got.pStart[1] - 8.0 / 24) < 1e-7);
    QVERIFY(std::abs(got.pEnd[0] - 9.0 / 24) < 1e-7 && std::abs(got.pEnd[1] - 20.0 / 24) < 1e-7);
    QVERIFY(std::abs(got.pCore[0] - 21.0 / 24) < 1e-7 && std::abs(got.pCore[1] - 20.0 / 24) < 1e-7);
    QVERIFY(got.pType.empty());
}

void TestTagDecoder::neighboursOfOneType()
{
    const TagCase c = plain(TagScheme::Bio, 1, {0, 5, 0, 0, 0, 5, 0, 5, 0, 0, 0, 5});
    const Selection got = c.decode();
    QCOMPARE(got.cores.size(), std::size_t{2});
    QCOMPARE(got.cores[0].span, (Span{0, 2}));
    QCOMPARE(got.cores[1].span, (Span{2, 4}));
    QCOMPARE(c.paths(1)[0].tags, (std::vector<std::int16_t>{1, 2, 1, 2}));
}

void TestTagDecoder::illegalTagsNeverWin()
{
    // I cannot begin a record, nor E follow O, whatever they score; the rest of the record keeps its digits.
    const TagCase bio = plain(TagScheme::Bio, 1, {0, -1, 1e30F, 2, 3, 0, 0, -1, -1});
    QCOMPARE(bio.paths(1)[0].tags, (std::vector<std::int16_t>{0, 1, 0}));
    QCOMPARE(bio.decode().margin, plain(TagScheme::Bio, 1, {0, -1, 0, 2, 3, 0, 0, -1, -1}).decode().margin);
    const TagCase bioes = plain(TagScheme::Bioes, 1, {0, -1, -1, 1e30F, -1, 0, -1, -1, 1e30F, 1});
    QCOMPARE(bioes.paths(1)[0].tags, (std::vector<std::int16_t>{1, 3})); // the second E is within reach
    std::mt19937 random(31);
    for (const TagScheme scheme : {TagScheme::Bio, TagScheme::Bioes}) {
        for (int i = 0; i < 500; ++i) {
            TagCase c;
            c.scheme = scheme;
            c.types = 1 + static_cast<int>(random() % 2);
            c.length = 1 + random() % 6;
            c.fill(random, 1.0F);
            c.withCrf = random() % 2 == 0;
            c.options.minLength = 1 + static_cast<std::int64_t>(random() % 3);
            c.options.maxLength = random() % 2 == 0 ? 0 : c.options.minLength + 1;
            for (float& emission : c.emissions)
                if (random() % 4 == 0) // of one sign: 1e30 - 1e30 would be lost to brute force too
                    emission = i % 2 == 0 ? 1e30F : -1e30F;
            const BruteTags brute(c);
            const TagPath best = c.paths(1).front();
            QVERIFY(!firstFault(best.tags, c.scheme, c.types).has_value());
            QCOMPARE(best.score, brute.ways.front().score);
            const Selection got = c.decode();
            for (const std::vector<double>* track : {&got.pStart, &got.pEnd, &got.pCore})
                QVERIFY(std::ranges::all_of(*track, [](double p) { return p >= 0.0 && p <= 1.0; }));
        }
    }
}

void TestTagDecoder::nullNeedsToBeBetter()
{
    TagCase c = plain(TagScheme::Bioes, 1, std::vector<float>(5, 0.0F));
    QCOMPARE(c.decode().cores.size(), std::size_t{1});
    QCOMPARE(c.decode().margin, 0.0);
    c.options.nullBias = 1.0;
    QVERIFY(c.decode().cores.empty());
    QCOMPARE(c.decode().candidates.size(), std::size_t{1});
    c.options.allowNull = false;
    QCOMPARE(c.decode().cores.size(), std::size_t{1});
    QCOMPARE(c.decode().margin, 1.0);
    QCOMPARE(c.decode().nullProbability, 0.0);
}

void TestTagDecoder::emptyRecord()
{
    TagCase c = plain(TagScheme::Bio, 2, {});
    c.options.nullBias = 2.0;
    const Selection got = c.decode();
    QVERIFY(got.cores.empty() && got.candidates.empty() && got.pCore.empty() && got.pType.empty());
    QCOMPARE(got.nullProbability, 1.0);
    QCOMPARE(got.logPartition, 2.0);
    QCOMPARE(c.paths(3).size(), std::size_t{1});
    c.options.allowNull = false;
    QCOMPARE(c.decode().nullProbability, 0.0);
    QVERIFY(c.paths(3).empty());
}

void TestTagDecoder::singlePosition()
{
    TagCase c = plain(TagScheme::Bioes, 1, {0, 50, 50, 50, std::log(3.0F)});
    const Selection got = c.decode();
    QCOMPARE(got.cores[0].span, (Span{0, 1}));
    QVERIFY(std::abs(got.cores[0].probability - 0.75) < 1e-7);
    QCOMPARE(got.pStart, got.pCore);
    c.options.minLength = 2;
    QVERIFY(c.decode().cores.empty());
    QCOMPARE(c.decode().nullProbability, 1.0);
}

void TestTagDecoder::nothingLegal()
{
    TagCase c = plain(TagScheme::Bio, 2, std::vector<float>(10, 1.0F));
    c.options.minLength = 3;
    c.options.allowNull = false;
    const Selection got = c.decode();
    QVERIFY(got.cores.empty() && got.candidates.empty());
    QCOMPARE(got.pCore, (std::vector<double>{0.0, 0.0}));
    QCOMPARE(got.pType, (std::vector<double>(4, 0.0)));
    QCOMPARE(got.logPartition, -std::numeric_limits<double>::infinity());
    QVERIFY(c.paths(2).empty());
    c.options.minLength = std::numeric_limits<std::int64_t>::max();
    QVERIFY(c.decode().cores.empty());
}

void TestTagDecoder::typeLimits()
{
    // Type 0 would like to be 4 long, type 1 to be 1 long.
    TagCase c = plain(TagScheme::Bio, 2, {0, 5, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 5, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 4, 0});
    QCOMPARE(c.decode().cores[0].span, (Span{0, 4}));
    QCOMPARE(c.decode().cores[1].span, (Span{4, 5}));
    QCOMPARE(c.decode().cores[1].type, 1);
    c.options.typeLimits = {{1, 3}, {2, 0}};
    const Selection limited = c.decode();
    QCOMPARE(limited.cores[0].span, (Span{0, 3}));
    QCOMPARE(limited.cores[0].type, 0);
    QCOMPARE(limited.cores.size(), std::size_t{1});
    c.options.typeLimits = {{1, 3}};
    QCOMPARE(messageOf(c), std::string("Tag decoding: length limits of 1 types for a model of 2."));
}

void TestTagDecoder::refusesBadOptions()
{
    const TagCase good = plain(TagScheme::Bio, 1, std::vector<float>(6, 0.0F));
    QCOMPARE(messageOf(good), std::string());
    const auto with = [&](auto change) {
        TagCase c = good;
        change(c.options);
        return messageOf(c);
    };
    QCOMPARE(with([](auto& o) { o.minLength = 0; }),
             std::string("Tag decoding: the minimum core length is 0; it must be at least 1."));
    QCOMPARE(with([](auto& o) { o.minLength = 3, o.maxLength = 2; }),
             std::string("Tag decoding: the maximum core length 2 is below the minimum 3; 0 means no limit."));
    QVERIFY(!with([](auto& o) { o.maxLength = -1; }).empty());
    QVERIFY(!with([](auto& o) { o.typeLimits = {{0, 1}}; }).empty());
    QVERIFY(!with([](auto& o) { o.temperature = 0.0; }).empty());
    QVERIFY(!with([](auto& o) { o.temperature = std::nan(""); }).empty());
    QVERIFY(!with([](auto& o) { o.nullBias = std::numeric_limits<double>::infinity(); }).empty());
}

void TestTagDecoder::refusesBadInput()
{
    TagCase c = plain(TagScheme::Bio, 1, std::vector<float>(6, 0.0F));
    c.emissions[4] = -std::numeric_limits<float>::infinity();
    QCOMPARE(messageOf(c), std::string("Tag decoding: the emission of tag 1 at position 1 is not a finite number."));
    c.emissions[4] = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(messageOf(c), std::string("Tag decoding: the emission of tag 1 at position 1 is not a finite number."));
    c.emissions.resize(5);
    QVERIFY(!messageOf(c).empty());
    c.types = 0;
    QVERIFY(!messageOf(c).empty());
    std::mt19937 random(37);
    c.types = 1;
    c.length = 2;
    c.fill(random, 1.0F);
    c.withCrf = true;
    QVERIFY(messageOf(c).empty());
    c.start.resize(2);
    c.end.resize(2);
    c.transitions.resize(4);
    QCOMPARE(messageOf(c), std::string("Tag decoding: a CRF of 2 tags for emissions of 3."));
}

QTEST_GUILESS_MAIN(TestTagDecoder)
#include "tst_tag_decoder.moc"
