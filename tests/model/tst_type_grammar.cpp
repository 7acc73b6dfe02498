// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "brute_rules.h"
#include "model/error.h"
#include "model/mask_decoder.h"
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

QString comparePaths(const TagCase& c, const BruteRules& brute)
{
    const std::vector<TagPath> paths = c.paths(12);
    if (paths.size() != std::min<std::size_t>(12, brute.ways.size()))
        return "number of paths";
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto expected = std::ranges::find(brute.ways, paths[i].tags, &BruteTags::Way::tags);
        if (expected == brute.ways.end() || std::ranges::count(paths, paths[i].tags, &TagPath::tags) != 1)
            return QString("path %1").arg(i);
        if (!near(paths[i].score, brute.ways[i].score) || !near(paths[i].probability, expected->probability))
            return QString("score of path %1").arg(i);
    }
    return {};
}

QString compareCandidates(const TagCase& c, const Selection& got, const BruteRules& brute)
{
    std::vector<double> ranked;
    for (const auto& [core, probability] : brute.cores)
        ranked.push_back(probability);
    std::ranges::sort(ranked, std::greater<>());
    if (got.candidates.size() != std::min(c.options.nBest, ranked.size()))
        return "number of candidates";
    for (std::size_t n = 0; n < got.candidates.size(); ++n) {
        const auto known = brute.cores.find({got.candidates[n].span, got.candidates[n].type});
        if (known == brute.cores.end() || !near(got.candidates[n].probability, known->second) ||
            !near(known->second, ranked[n]))
            return QString("candidate %1").arg(n);
    }
    return {};
}

/// Empty where the decoder agrees with brute force, or what differs.
QString compare(const TagCase& c, const TypeGrammar& grammar)
{
    const Selection got = c.decode();
    const BruteRules brute(c, grammar);
    if (!near(got.pStart, brute.pStart) || !near(got.pEnd, brute.pEnd) || !near(got.pCore, brute.pCore))
        return "tracks";
    if (!near(got.pType, brute.pType))
        return "types";
    if (!near(got.logPartition, brute.logPartition) || !near(got.nullProbability, brute.nullProbability))
        return "partition or null";
    if (!brute.legal(got.cores) || !typeGrammarFault(got.cores, grammar, c.types).empty())
        return "an illegal decision";
    const double second = brute.ways.size() > 1 ? brute.ways[1].probability : 0.0;
    if (!brute.ways.empty() && !near(got.margin, brute.ways[0].probability - second))
        return "margin";
    return compareCandidates(c, got, brute) + comparePaths(c, brute);
}

TypeGrammar randomGrammar(std::mt19937& random, int types)
{
    const auto mask = [&](int count) {
        std::vector<std::uint8_t> values(static_cast<std::size_t>(count));
        std::ranges::generate(values, [&] { return static_cast<std::uint8_t>(random() % 3 != 0); });
        values[random() % values.size()] = 1;
        return values;
    };
    TypeGrammar grammar;
    if (random() % 2 == 0)
        grammar.first = mask(types);
    if (random() % 3 == 0)
        grammar.last = mask(types);
    if (random() % 2 == 0)
        grammar.next = mask(types * types);
    if (random() % 3 == 0)
        grammar.touching = mask(types * types);
    if (random() % 3 == 0)
        for (int t = 0; t < types; ++t)
            grammar.atStart.push_back(static_cast<std::int64_t>(random() % 4));
    const std::vector<std::string> names = {"", "in", "out"};
    if (random() % 3 == 0)
        for (int t = 0; t < types; ++t)
            grammar.sides.push_back({names[random() % 3], names[random() % 3]});
    return grammar;
}

TagCase randomCase(std::mt19937& random, std::size_t length, int types, float scale)
{
    TagCase c;
    c.scheme = random() % 2 == 0 ? TagScheme::Bio : TagScheme::Bioes;
    c.types = types;
    c.length = length;
    c.withCrf = random() % 2 == 0;
    c.fill(random, scale);
    for (int t = 0; t < types && random() % 4 != 0; ++t) {
        const auto least = static_cast<std::int64_t>(1 + random() % 3);
        c.options.typeLimits.push_back(
            {least, random() % 3 == 0 ? 0 : least + static_cast<std::int64_t>(random() % 4)});
    }
    if (c.options.typeLimits.size() != static_cast<std::size_t>(types))
        c.options.typeLimits.clear();
    c.options.allowNull = random() % 4 != 0;
    c.options.nullBias = static_cast<double>(random() % 3);
    c.options.singleCore = random() % 5 == 0;
    c.options.nBest = random() % 2 == 0 ? 3 : 100;
    c.options.temperature = random() % 2 == 0 ? 1.0 : 2.0;
    return c;
}

std::vector<std::pair<Span, int>> decided(const Selection& selection)
{
    std::vector<std::pair<Span, int>> cores;
    for (const ScoredSpan& core : selection.cores)
        cores.emplace_back(core.span, core.type);
    return cores;
}

using Cores = std::vector<std::pair<Span, int>>;

/// Two types in Bio, where each position's best tag is as the text says: ".", "B"/"I" of type 0, "b"/"i" of type 1; "."
/// is the second best.
TagCase written(const std::string& text)
{
    TagCase c;
    c.types = 2;
    c.length = text.size();
    for (const char letter : text)
        for (const char tag : std::string(".BIbi"))
            c.emissions.push_back(letter == tag ? 4.0F : tag == '.' ? 1.0F : 0.0F);
    return c;
}

std::string messageOf(const TypeGrammar& grammar, int types)
{
    try {
        compileTypeGrammar(grammar, types);
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestTypeGrammar : public QObject
{
    Q_OBJECT

private slots:
    void firstAndNext();
    void placesAndLengths();
    void sidesAlternate();
    void neighboursThatTouch();
    void agreesWithBruteForce();
    void agreesWithQuadraticSums();
    void forbiddenEmissionsHideNothing();
    void illegalSequencesNeverWin();
    void masksAsTags();
    void faultsOfGold();
    void refusesWhatDoesNotFit();
};

void TestTypeGrammar::firstAndNext()
{
    TagCase c = written("BI..bi..BI..bi");
    QCOMPARE(decided(c.decode()), (Cores{{{0, 2}, 0}, {{4, 6}, 1}, {{8, 10}, 0}, {{12, 14}, 1}}));
    applyTypeGrammar({.first = {0, 1}}, 2, c.options);
    QCOMPARE(decided(c.decode()), (Cores{{{4, 6}, 1}, {{8, 10}, 0}, {{12, 14}, 1}}));
    c = written("BI..BI..BI..bi");
    applyTypeGrammar({.next = {0, 1, 0, 1}}, 2, c.options); // type 0 follows nothing
    const Selection got = c.decode();
    QCOMPARE(got.cores.size(), std::size_t{2}); // one of the three, and the last
    QCOMPARE(got.cores[0].type, 0);
    QCOMPARE(got.cores[1].span, (Span{12, 14}));
    c = written("BI..bi");
    c.options.minLength = 2;
    applyTypeGrammar({.last = {1, 0}}, 2, c.options);
    QCOMPARE(decided(c.decode()), (Cores{{{0, 2}, 0}}));
}

void TestTypeGrammar::placesAndLengths()
{
    TagCase c = written(".BII....BII...");
    applyTypeGrammar({.atStart = {2, 0}}, 2, c.options);
    QCOMPARE(decided(c.decode()), (Cores{{{1, 4}, 0}}));
    c = written("...BII....BII...");
    applyTypeGrammar({.atStart = {2, 0}}, 2, c.options);
    QVERIFY(decided(c.decode()).empty());
    c = written(".BII....BIIII.");
    c.options.minLength = 2;
    applyTypeGrammar({.lengths = {{4, 6}, {1, 0}}}, 2, c.options);
    QCOMPARE(c.options.typeLimits[0].minLength, std::int64_t{4});
    QCOMPARE(c.options.typeLimits[1].minLength, std::int64_t{2});
    QCOMPARE(decided(c.decode()), (Cores{{{1, 5}, 0}, {{8, 13}, 0}}));
    c.options.maxLength = 3;
    c.options.typeLimits.clear();
    QVERIFY_EXCEPTION_THROWN(applyTypeGrammar({.lengths = {{4, 6}, {1, 0}}}, 2, c.options), ModelError);
}

void TestTypeGrammar::sidesAlternate()
{
    const TypeGrammar helices{.sides = {{"in", "out"}, {"out", "in"}}};
    // The middle one says type 0 a little louder than type 1.
    TagCase c = written("BII...BII...BII");
    for (const std::size_t at : {6U, 7U, 8U})
        c.emissions[at * 5 + (at == 6 ? 3 : 4)] = 3.5F;
    QCOMPARE(decided(c.decode()), (Cores{{{0, 3}, 0}, {{6, 9}, 0}, {{12, 15}, 0}}));
    applyTypeGrammar(helices, 2, c.options);
    QCOMPARE(decided(c.decode()), (Cores{{{0, 3}, 0}, {{6, 9}, 1}, {{12, 15}, 0}}));
    const TypeRules rules = compileTypeGrammar(helices, 2);
    QCOMPARE(rules.next, (std::vector<std::uint8_t>{0, 1, 1, 0}));
    QCOMPARE(rules.touching, (std::vector<std::uint8_t>{0, 1, 1, 0}));
    const TypeRules neutral = compileTypeGrammar({.sides = {{"in", "out"}, {"", ""}}}, 2);
    QCOMPARE(neutral.next, (std::vector<std::uint8_t>{0, 1, 1, 1}));
}

void TestTypeGrammar::neighboursThatTouch()
{
    TagCase c = written("BIIbii");
    QCOMPARE(decided(c.decode()), (Cores{{{0, 3}, 0}, {{3, 6}, 1}}));
    applyTypeGrammar({.touching = {1, 0, 1, 1}}, 2, c.options);
    const Selection got = c.decode();
    QCOMPARE(got.cores.size(), std::size_t{2}); // with a position between
    QVERIFY(got.cores[0].span.end < got.cores[1].span.begin);
}

void TestTypeGrammar::agreesWithBruteForce()
{
    std::mt19937 random(113);
    for (int i = 0; i < 3000; ++i) {
        const int types = 1 + static_cast<int>(random() % 3);
        const std::size_t length = random() % (types == 3 ? 6 : 7);
        TagCase c = randomCase(random, length, types, std::vector<float>{0.0F, 1.0F, 5.0F, 1e3F}[random() % 4]);
        const TypeGrammar grammar = randomGrammar(random, types);
        applyTypeGrammar(grammar, types, c.options);
        const QString found = compare(c, grammar);
        QVERIFY2(found.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(found)));
    }
}

void TestTypeGrammar::agreesWithQuadraticSums()
{
    std::mt19937 random(127);
    for (int i = 0; i < 150; ++i) {
        const int types = 1 + static_cast<int>(random() % 4);
        TagCase c = randomCase(random, 20 + random() % 40, types, random() % 2 == 0 ? 1.0F : 8.0F);
        c.withCrf = false;
        c.options.temperature = 1.0;
        applyTypeGrammar(randomGrammar(random, types), types, c.options);
        const BruteRuleSums brute(c, c.options.rules);
        const Selection got = c.decode();
        QVERIFY2(near(got.logPartition, brute.logPartition), qPrintable(QString("partition of case %1").arg(i)));
        QVERIFY2(near(got.pStart, brute.pStart), qPrintable(QString("starts of case %1").arg(i)));
        const std::vector<TagPath> best = c.paths(1);
        QCOMPARE(best.empty(), std::isinf(brute.bestScore));
        QVERIFY2(best.empty() || near(best[0].score, brute.bestScore), qPrintable(QString("case %1").arg(i)));
    }
}

void TestTypeGrammar::forbiddenEmissionsHideNothing()
{
    // Type 1 only at the start: what the tags of type 1 score elsewhere is as if it were not there.
    std::mt19937 random(131);
    for (int i = 0; i < 100; ++i) {
        TagCase c = randomCase(random, 60, 2, 1.0F);
        c.withCrf = false;
        c.options.typeLimits = {{1, 0}, {2, 10}};
        applyTypeGrammar({.atStart = {0, 5}}, 2, c.options);
        const Selection expected = c.decode();
        for (std::size_t at = 14; at < 60; ++at) // a core of ten that begins at 4 ends at 14
            for (std::size_t tag = c.tags() / 2 + 1; tag < c.tags(); ++tag)
                c.emissions[at * c.tags() + tag] = random() % 2 == 0 ? 1e30F : 1e12F;
        const Selection got = c.decode();
        QVERIFY(near(got.pCore, expected.pCore) && near(got.pStart, expected.pStart));
        QCOMPARE(decided(got), decided(expected));
        QVERIFY(near(got.margin, expected.margin));
    }
    // Nor do emissions of several sizes that every legal sequence has.
    TagCase c = randomCase(random, 200, 2, 1.0F);
    c.withCrf = false;
    applyTypeGrammar({.next = {0, 1, 1, 0}}, 2, c.options);
    TagCase flat = c;
    const std::vector<float> sizes = {1e30F, -1e25F, 1e12F, -1e8F};
    for (std::size_t n = 0; n < sizes.size(); ++n) {
        for (std::size_t tag = 0; tag < c.tags(); ++tag) {
            c.emissions[50 * n * c.tags() + tag] = sizes[n];
            flat.emissions[50 * n * c.tags() + tag] = 0.0F;
        }
    }
    QVERIFY(near(c.decode().pCore, flat.decode().pCore));
    QCOMPARE(decided(c.decode()), decided(flat.decode()));
}

void TestTypeGrammar::illegalSequencesNeverWin()
{
    std::mt19937 random(137);
    for (int i = 0; i < 1500; ++i) {
        const int types = 1 + static_cast<int>(random() % 3);
        TagCase c = randomCase(random, 1 + random() % 5, types, 1.0F);
        const TypeGrammar grammar = randomGrammar(random, types);
        applyTypeGrammar(grammar, types, c.options);
        for (float& emission : c.emissions)
            if (random() % 4 == 0) // of one sign: 1e30 - 1e30 would be lost to brute force too
                emission = i % 2 == 0 ? 1e30F : -1e30F;
        const BruteRules brute(c, grammar);
        const std::vector<TagPath> paths = c.paths(5);
        QCOMPARE(paths.size(), std::min<std::size_t>(5, brute.ways.size()));
        for (const TagPath& path : paths)
            QVERIFY(brute.legal(coresOf(path.tags, c.scheme, c.types)));
        QVERIFY(paths.empty() || paths.front().score == brute.ways.front().score);
        const Selection got = c.decode();
        QVERIFY(brute.legal(got.cores));
        for (const std::vector<double>* track : {&got.pStart, &got.pEnd, &got.pCore})
            QVERIFY(std::ranges::all_of(*track, [](double p) { return p >= 0.0 && p <= 1.0; }));
    }
}

void TestTypeGrammar::masksAsTags()
{
    std::mt19937 random(139);
    std::normal_distribution<float> normal;
    for (int i = 0; i < 100; ++i) {
        std::vector<float> logits(60);
        std::ranges::generate(logits, [&] { return 3.0F * normal(random); });
        MaskDecodeOptions mask;
        mask.exact = true;
        mask.minLength = 3;
        TagDecodeOptions options;
        options.minLength = 3;
        double expected = 0.0;
        for (const ScoredSpan& core : decodeMask(logits, 2, mask).cores)
            expected += core.score;
        const Selection got = decodeTags(maskAsTags(logits, 2), TagScheme::Bio, 2, nullptr, options);
        double total = 0.0;
        for (const ScoredSpan& core : got.cores)
            total += core.score;
        QVERIFY(std::abs(total - expected) < 1e-9 * std::max(1.0, expected));
    }
    QCOMPARE(maskAsTags(std::vector{2.0F, 3.0F}, 1, 0.5), (std::vector{0.0F, 1.5F, 1.5F, 0.0F, 2.5F, 2.5F}));
    QCOMPARE(maskAsTags(std::vector{2.0F, 3.0F}, 2), (std::vector{0.0F, 2.0F, 2.0F, 3.0F, 3.0F}));
    QVERIFY_EXCEPTION_THROWN(maskAsTags(std::vector{2.0F, 3.0F}, 3), ModelError);
}

void TestTypeGrammar::faultsOfGold()
{
    const TypeGrammar grammar{.first = {1, 0},
                              .next = {0, 1, 1, 1},
                              .touching = {1, 0, 1, 1},
                              .atStart = {0, 9},
                              .lengths = {{2, 4}, {1, 0}}};
    const auto fault = [&](std::vector<ScoredSpan> cores) { return typeGrammarFault(cores, grammar, 2); };
    QCOMPARE(fault({}), std::string());
    QCOMPARE(fault({{{0, 3}, 0, 0, 0}, {{5, 6}, 0, 0, 1}}), std::string());
    QCOMPARE(fault({{{5, 6}, 0, 0, 1}}), std::string("core [5, 6) of type 1 is the first"));
    QCOMPARE(fault({{{0, 3}, 0, 0, 0}, {{4, 6}, 0, 0, 0}}),
             std::string("core [4, 6) of type 0 follows core [0, 3) of type 0"));
    QCOMPARE(fault({{{0, 3}, 0, 0, 0}, {{3, 6}, 0, 0, 1}}),
             std::string("core [3, 6) of type 1 touches core [0, 3) of type 0"));
    QCOMPARE(fault({{{0, 3}, 0, 0, 0}, {{9, 12}, 0, 0, 1}}),
             std::string("core [9, 12) of type 1 begins behind the first 9 positions"));
    QCOMPARE(fault({{{0, 5}, 0, 0, 0}}),
             std::string("core [0, 5) of type 0 has a length of 5, which its type never has"));
    QCOMPARE(fault({{{0, 5}, 0, 0, 2}}), std::string("core [0, 5) of type 2 is of none of the 2 types"));
    QCOMPARE(typeGrammarFault(std::vector<ScoredSpan>{{{0, 5}, 0, 0, 1}}, {.last = {1, 0}}, 2),
             std::string("core [0, 5) of type 1 is the last"));
}

void TestTypeGrammar::refusesWhatDoesNotFit()
{
    QCOMPARE(messageOf({}, 2), std::string());
    QVERIFY(compileTypeGrammar({}, 2).empty());
    QCOMPARE(messageOf({.first = {1}}, 2), std::string("Type grammar: \"first\" has 1 entries; 2 are needed."));
    QCOMPARE(messageOf({.next = {1, 1}}, 2), std::string("Type grammar: \"next\" has 2 entries; 4 are needed."));
    QCOMPARE(messageOf({.first = {0, 0}}, 2), std::string("Type grammar: no type may be the first of a record."));
    QCOMPARE(messageOf({.last = {0, 0}}, 2), std::string("Type grammar: no type may be the last of a record."));
    QVERIFY(!messageOf({.atStart = {-1, 0}}, 2).empty());
    QVERIFY(!messageOf({}, 0).empty());
    TagCase c = written("BI.");
    c.options.rules.first = {1};
    QVERIFY_EXCEPTION_THROWN(c.decode(), ModelError);
}

QTEST_GUILESS_MAIN(TestTypeGrammar)
#include "tst_type_grammar.moc"
