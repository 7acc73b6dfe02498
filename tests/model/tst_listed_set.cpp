// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "brute_listed.h"
#include "model/error.h"
#include "model/grammar.h"

#include <random>
#include <set>
#include <tuple>
#endif

#include <QtTest>

using namespace corespan::model;

namespace {

constexpr double forbidden = -std::numeric_limits<double>::infinity();

struct Case
{
    std::vector<ScoredSpan> list;
    std::int64_t length = 0;
    int types = 1;
    ListedDecodeOptions options = {};

    Selection decode() const { return decodeListedSet(list, length, types, options); }
};

bool near(double a, double b)
{
    return a == b || std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

bool near(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return near(x, y); });
}

std::size_t indexOf(const Case& c, const ScoredSpan& core)
{
    const auto found = std::ranges::find_if(
        c.list, [&](const ScoredSpan& each) { return each.span == core.span && each.type == core.type; });
    return static_cast<std::size_t>(found - c.list.begin());
}

QString compareCandidates(const Case& c, const Selection& got, const BruteListed& brute)
{
    std::vector<double> ranked = brute.probabilities;
    std::ranges::sort(ranked, std::greater<>());
    if (got.candidates.size() != std::min(c.options.nBest, c.list.size()))
        return "number of candidates";
    for (std::size_t n = 0; n < got.candidates.size(); ++n) {
        const std::size_t k = indexOf(c, got.candidates[n]);
        if (k == c.list.size() || !near(got.candidates[n].probability, brute.probabilities[k]) ||
            !near(got.candidates[n].probability, ranked[n]) || got.candidates[n].score != c.list[k].score)
            return QString("candidate %1").arg(n);
    }
    return {};
}

QString compareDecision(const Case& c, const Selection& got, const BruteListed& brute)
{
    if (brute.sets.empty())
        return got.cores.empty() && got.margin == 0.0 ? "" : "decision where nothing is legal";
    std::vector<std::size_t> cores;
    for (const ScoredSpan& core : got.cores) {
        cores.push_back(indexOf(c, core));
        if (cores.back() == c.list.size() || !near(core.probability, brute.probabilities[cores.back()]))
            return "a core of the decision";
    }
    const auto chosen = std::ranges::find(brute.sets, cores, &BruteListed::Set::cores);
    if (chosen == brute.sets.end() || !near(chosen->score, brute.sets.front().score))
        return "decision";
    const double second = brute.sets.size() > 1 ? brute.sets[1].probability : 0.0;
    return near(got.margin, brute.sets.front().probability - second) ? "" : "margin";
}

/// Empty where the decoder agrees with brute force, or what differs.
QString compare(const Case& c)
{
    const Selection got = c.decode();
    const BruteListed brute(c.list, c.length, c.types, c.options);
    if (!near(got.pStart, brute.pStart) || !near(got.pEnd, brute.pEnd) || !near(got.pCore, brute.pCore))
        return "tracks";
    if (!near(got.pType, brute.pType))
        return "types";
    if (!near(got.logPartition, brute.logPartition))
        return "partition";
    if (!near(got.nullProbability, brute.nullProbability))
        return "null";
    return compareCandidates(c, got, brute) + compareDecision(c, got, brute);
}

/// Up to ten cores; every option is used; scores from none to 1e3, every third case with ties.
Case randomCase(std::mt19937& random, int index)
{
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    std::normal_distribution<double> normal;
    const double scale = std::vector<double>{0.0, 0.3, 2.0, 30.0, 1e3}[static_cast<std::size_t>(below(5))];
    const auto score = [&] { return index % 3 == 0 ? below(5) - 2.0 : scale * normal(random); };
    Case c;
    c.length = below(13);
    c.types = 1 + below(3);
    std::set<std::tuple<Span, int>> known;
    for (int n = c.length == 0 ? 0 : below(11); n > 0; --n) {
        const std::int64_t begin = below(static_cast<int>(c.length));
        const Span span{begin, begin + 1 + below(static_cast<int>(c.length - begin))};
        const int type = below(c.types);
        if (known.insert({span, type}).second)
            c.list.push_back({span, score(), 0.5, type});
    }
    for (int pair = 0; pair < c.types * c.types && index % 2 == 0; ++pair)
        c.options.touching.push_back(below(4) == 0 ? forbidden : score());
    c.options.allowNull = below(3) != 0;
    c.options.nullBias = below(2) == 0 ? 0.0 : score();
    c.options.singleCore = below(4) == 0;
    c.options.nBest = std::vector<std::size_t>{0, 1, 3, 5, 100}[static_cast<std::size_t>(below(5))];
    c.options.temperature = std::vector<double>{1.0, 0.5, 3.0}[static_cast<std::size_t>(below(3))];
    return c;
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

std::vector<Span> spansOf(const Selection& selection)
{
    std::vector<Span> spans;
    for (const ScoredSpan& core : selection.cores)
        spans.push_back(core.span);
    return spans;
}

} // namespace

class TestListedSet : public QObject
{
    Q_OBJECT

private slots:
    void literal();
    void agreesWithBruteForce();
    void nullNeedsToBeBetter();
    void touchingCores();
    void scoresOfAnySize();
    void emptyRecordAndEmptyList();
    void wholeReplicon();
    void refusesBadInput();
};

void TestListedSet::literal()
{
    // Weights 2, 3 and 5; the second overlaps both others: {} 1, a 2, b 3, c 5, ac 10: 21 in all.
    const Case c{{{{0, 3}, std::log(2.0)}, {{2, 6}, std::log(3.0)}, {{5, 8}, std::log(5.0)}}, 9};
    const Selection got = c.decode();
    QCOMPARE(spansOf(got), (std::vector<Span>{{0, 3}, {5, 8}}));
    QVERIFY(near(got.cores[0].probability, 12.0 / 21));
    QVERIFY(near(got.cores[1].probability, 15.0 / 21));
    QVERIFY(near(got.cores[0].score, std::log(2.0)));
    QVERIFY(near(got.nullProbability, 1.0 / 21));
    QVERIFY(near(got.margin, 5.0 / 21));
    QVERIFY(near(got.logPartition, std::log(21.0)));
    QVERIFY(near(got.pStart, {12.0 / 21, 0, 3.0 / 21, 0, 0, 15.0 / 21, 0, 0, 0}));
    QVERIFY(near(got.pEnd, {0, 0, 12.0 / 21, 0, 0, 3.0 / 21, 0, 15.0 / 21, 0}));
    QVERIFY(near(got.pCore, {12.0 / 21, 12.0 / 21, 15.0 / 21, 3.0 / 21, 3.0 / 21, 18.0 / 21, 15.0 / 21, 15.0 / 21, 0}));
    QVERIFY(got.pType.empty());
    QCOMPARE(got.candidates.size(), std::size_t{3});
    QCOMPARE(got.candidates[0].span, (Span{5, 8}));
    QCOMPARE(got.candidates[2].span, (Span{2, 6}));
}

void TestListedSet::agreesWithBruteForce()
{
    std::mt19937 random(71);
    for (int i = 0; i < 4000; ++i) {
        const QString difference = compare(randomCase(random, i));
        QVERIFY2(difference.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(difference)));
    }
}

void TestListedSet::nullNeedsToBeBetter()
{
    Case c{{{{1, 4}, 0.0}}, 5};
    QCOMPARE(c.decode().cores.size(), std::size_t{1});
    c.options.nullBias = 0.25;
    QVERIFY(c.decode().cores.empty());
    QCOMPARE(c.decode().nullScore, 0.25);
    c.options.allowNull = false;
    QCOMPARE(c.decode().cores.size(), std::size_t{1});
    QCOMPARE(c.decode().margin, 1.0);
    QCOMPARE(c.decode().nullProbability, 0.0);
}

void TestListedSet::touchingCores()
{
    Case c{{{{0, 3}, 2.0, 0.0, 0}, {{3, 6}, 2.5, 0.0, 1}, {{7, 8}, 1.0, 0.0, 0}}, 9, 2};
    QCOMPARE(spansOf(c.decode()), (std::vector<Span>{{0, 3}, {3, 6}, {7, 8}}));
    c.options.touching = {0, -1.5, 0, 0};
    QCOMPARE(spansOf(c.decode()), (std::vector<Span>{{0, 3}, {3, 6}, {7, 8}}));
    c.options.touching = {0, forbidden, 0, 0};
    QCOMPARE(spansOf(c.decode()), (std::vector<Span>{{3, 6}, {7, 8}}));
    c.options.touching = {forbidden, 0, forbidden, forbidden}; // a gap lies between the others
    QCOMPARE(c.decode().cores.size(), std::size_t{3});
}

void TestListedSet::scoresOfAnySize()
{
    // Around scores of 1e30 and 1e12 in one set the others are as if these were moderate.
    std::mt19937 random(73);
    for (int i = 0; i < 200; ++i) {
        Case c;
        c.length = 400;
        std::normal_distribution<double> normal;
        for (std::int64_t at = 0; at < 400; at += 10)
            for (const std::int64_t shift : {0, 4})
                c.list.push_back({{at + shift, at + shift + 6}, normal(random)});
        c.list[20].score = 20.0;
        c.list[40].score = 30.0;
        const Selection expected = c.decode();
        c.list[20].score = i % 2 == 0 ? 1e30 : 1e12;
        c.list[40].score = 1e20;
        const Selection got = c.decode();
        QCOMPARE(spansOf(got), spansOf(expected));
        for (std::size_t p = 0; p < 400; ++p)
            QVERIFY(std::abs(got.pCore[p] - expected.pCore[p]) < 1e-7); // 20 is e^-20 short of certain
    }
}

void TestListedSet::emptyRecordAndEmptyList()
{
    Case c;
    c.types = 2;
    c.options.nullBias = 2.0;
    QCOMPARE(c.decode().nullProbability, 1.0);
    QCOMPARE(c.decode().logPartition, 2.0);
    QVERIFY(c.decode().pCore.empty());
    c.length = 3;
    QCOMPARE(c.decode().nullProbability, 1.0);
    QCOMPARE(c.decode().margin, 1.0);
    QCOMPARE(c.decode().pType, std::vector<double>(6, 0.0));
    c.options.allowNull = false;
    QCOMPARE(c.decode().nullProbability, 0.0);
    QCOMPARE(c.decode().logPartition, forbidden);
    QCOMPARE(c.decode().pCore, std::vector<double>(3, 0.0));
}

void TestListedSet::wholeReplicon()
{
    std::mt19937 random(79);
    std::string dna;
    while (dna.size() < 10'000'000)
        dna += "ACGT"[random() % 4];
    std::normal_distribution<double> normal(-6.0, 3.0);
    Case c;
    c.length = static_cast<std::int64_t>(dna.size());
    for (const Span& span : legalOrfs(dna, {}, 60))
        c.list.push_back({span, normal(random)});
    QVERIFY(c.list.size() > 180'000);
    const Selection got = c.decode();
    QVERIFY(got.cores.size() > 2'000);
    double expected = 0.0;
    double begun = 0.0;
    for (std::size_t k = 0; k < got.cores.size(); ++k) {
        QVERIFY(k == 0 || got.cores[k].span.begin >= got.cores[k - 1].span.end);
        QVERIFY(got.cores[k].score > 0.0);
    }
    for (std::size_t i = 0; i < dna.size(); ++i) {
        begun += got.pStart[i];
        expected = std::max(expected, std::abs(begun - got.pCore[i]));
        begun -= got.pEnd[i];
    }
    QVERIFY(expected < 1e-8); // tracks of ten million positions agree with each other
}

void TestListedSet::refusesBadInput()
{
    const Case good{{{{0, 3}, 1.0}, {{3, 5}, 1.0}}, 5};
    QCOMPARE(messageOf(good), std::string());
    const auto with = [&](auto change) {
        Case c = good;
        change(c);
        return messageOf(c);
    };
    QCOMPARE(with([](Case& c) { c.list.push_back(c.list.front()); }),
             std::string("Listed cores: [0, 3) of type 0 is listed twice."));
    QCOMPARE(with([](Case& c) { c.length = 4; }),
             std::string("Listed cores: [3, 5) is empty or outside the record of length 4."));
    QCOMPARE(with([](Case& c) { c.list[0].span.begin = 3; }),
             std::string("Listed cores: [3, 3) is empty or outside the record of length 5."));
    QCOMPARE(with([](Case& c) { c.list[0].type = 1; }),
             std::string("Listed cores: [0, 3) has type 1, which is none of the 1 types."));
    QCOMPARE(with([](Case& c) { c.list[1].score = std::nan(""); }),
             std::string("Listed cores: the score of [3, 5) is not a finite number."));
    QVERIFY(!with([](Case& c) { c.list[1].score = forbidden; }).empty());
    QVERIFY(!with([](Case& c) { c.options.temperature = 0.0; }).empty());
    QVERIFY(!with([](Case& c) { c.options.nullBias = forbidden; }).empty());
    QVERIFY(!with([](Case& c) { c.options.touching = {0.0, 0.0}; }).empty());
    QVERIFY(!with([](Case& c) { c.options.touching = {std::nan("")}; }).empty());
    QVERIFY(with([](Case& c) { c.options.touching = {forbidden}; }).empty());
    QVERIFY(!with([](Case& c) { c.types = 0; }).empty());
}

QTEST_GUILESS_MAIN(TestListedSet)
#include "tst_listed_set.moc"
