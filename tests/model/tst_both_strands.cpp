// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "heads/both_strands.h"
#include "heads/decoder_inputs.h"
#include "heads/merge_strands.h"
#include "model/mask_decoder.h"
#include "text/reverse_complement.h"
#endif

#include <ATen/ATen.h>
#include <QTest>

#include <cmath>

using namespace corespan::model;

namespace {

constexpr std::int64_t L = 5;

nn::Network networkOf(SelectorKind kind, bool crf, int types)
{
    nn::Network network;
    network.config.alphabet = Alphabet::Dna;
    network.config.selector = {kind, true, crf, std::vector<std::string>(static_cast<std::size_t>(types), "c"), {}};
    network.config.labels = {"a", "b"};
    const std::int64_t rows = network.config.selectorRows();
    if (crf) {
        network.crfStart = at::randn({rows});
        network.crfEnd = at::randn({rows});
        network.crfTransitions = at::randn({rows, rows});
    }
    return network;
}

/// Calls f(cores) for every set of disjoint cores on [from, L), by begin.
template <typename F>
void forEachSet(std::int64_t from, int types, std::vector<ScoredSpan>& cores, const F& f)
{
    f(cores);
    for (std::int64_t b = from; b < L; ++b)
        for (std::int64_t e = b + 1; e <= L; ++e)
            for (int t = 0; t < types; ++t) {
                cores.push_back({{b, e}, 0.0, 0.0, t});
                forEachSet(e, types, cores, f);
                cores.pop_back();
            }
}

/// What one strand says of its own cores, on its own positions.
double strandScore(const nn::Network& network, const at::Tensor& rows, const std::vector<ScoredSpan>& cores)
{
    const SelectorConfig& selector = network.config.selector;
    const int types = static_cast<int>(selector.types.size());
    double score = 0.0;
    const auto at = [](const at::Tensor& t, auto... i) { return t.index({i...}).template item<double>(); };
    if (selector.kind == SelectorKind::Mask) {
        for (const ScoredSpan& core : cores)
            for (std::int64_t i = core.span.begin; i < core.span.end; ++i)
                score += at(rows, i, core.type);
        return score;
    }
    if (selector.kind == SelectorKind::Span) {
        for (const ScoredSpan& core : cores)
            score += at(rows, core.span.begin, 2 * core.type) + at(rows, core.span.end - 1, 2 * core.type + 1) -
                     at(rows, L, 0) - at(rows, L, 1);
        return score;
    }
    const TagScheme scheme = selector.kind == SelectorKind::Bio ? TagScheme::Bio : TagScheme::Bioes;
    const auto tags = tagsOf(cores, L, scheme, types);
    for (std::int64_t i = 0; i < L; ++i)
        score += at(rows, i, std::int64_t{tags[static_cast<std::size_t>(i)]});
    if (!selector.crf)
        return score;
    score += at(network.crfStart, std::int64_t{tags.front()}) + at(network.crfEnd, std::int64_t{tags.back()});
    for (std::size_t i = 1; i < tags.size(); ++i)
        score += at(network.crfTransitions, std::int64_t{tags[i - 1]}, std::int64_t{tags[i]});
    return score;
}

double pairScore(const nn::Network& network, const at::Tensor& forward, const at::Tensor& reverse,
                 const std::vector<ScoredSpan>& cores)
{
    const int types = static_cast<int>(network.config.selector.types.size());
    std::vector<ScoredSpan> own, other;
    for (ScoredSpan core : cores) {
        if (core.type < types) {
            own.push_back(core);
        } else {
            core.type -= types;
            core.span = {L - core.span.end, L - core.span.begin};
            other.insert(other.begin(), core);
        }
    }
    return strandScore(network, forward, own) + strandScore(network, reverse, other);
}

/// Of a core in a list, which it joins where it is not there yet.
double& weightOf(std::vector<ScoredSpan>& list, const ScoredSpan& core)
{
    for (ScoredSpan& known : list)
        if (known.span == core.span && known.type == core.type)
            return known.probability;
    return list.emplace_back(ScoredSpan{core.span, 0.0, 0.0, core.type}).probability;
}

bool same(const std::vector<ScoredSpan>& a, const std::vector<ScoredSpan>& b)
{
    return std::ranges::equal(
        a, b, [](const ScoredSpan& x, const ScoredSpan& y) { return x.span == y.span && x.type == y.type; });
}

} // namespace

class TestBothStrands : public QObject
{
    Q_OBJECT
private slots:
    void complements();
    void bestSetOfBothStrands_data();
    void bestSetOfBothStrands();
    void framesOfBothStrands();
    void chainsStayWhole();
    void mergesWhatHasNoJointDecoder();
};

void TestBothStrands::complements()
{
    QCOMPARE(reverseComplement("ATGCn", Alphabet::Dna), std::string("NGCAT"));
    QCOMPARE(reverseComplement("aRYu", Alphabet::Dna), std::string("ARYT"));
    QCOMPARE(reverseComplement("AUGX", Alphabet::Rna), std::string("XCAU"));
    QVERIFY_THROWS_EXCEPTION(ModelError, reverseComplement("MKV", Alphabet::Protein));
}

void TestBothStrands::bestSetOfBothStrands_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("crf");
    QTest::addColumn<int>("types");
    for (const int types : {1, 2}) {
        QTest::addRow("span, %d", types) << int(SelectorKind::Span) << false << types;
        QTest::addRow("mask, %d", types) << int(SelectorKind::Mask) << false << types;
        QTest::addRow("bio, %d", types) << int(SelectorKind::Bio) << false << types;
        QTest::addRow("bioes, %d", types) << int(SelectorKind::Bioes) << false << types;
        QTest::addRow("bio+crf, %d", types) << int(SelectorKind::Bio) << true << types;
        QTest::addRow("bioes+crf, %d", types) << int(SelectorKind::Bioes) << true << types;
    }
}

/// Every set of disjoint cores on both strands, scored by each strand on its own.
void TestBothStrands::bestSetOfBothStrands()
{
    QFETCH(const int, kind);
    QFETCH(const bool, crf);
    QFETCH(const int, types);
    at::manual_seed(11);
    DecodeOptions options;
    options.exactSegments = true; // mask: the best set; its probabilities are per position, see decodeMask()
    const auto selector = static_cast<SelectorKind>(kind);
    for (int round = 0; round < 20; ++round) {
        const nn::Network network = networkOf(selector, crf, types);
        const at::Tensor forward = at::randn({L + 1, network.config.selectorRows()}) * 2.0;
        const at::Tensor reverse = at::randn({L + 1, network.config.selectorRows()}) * 2.0;
        std::vector<ScoredSpan> cores, best;
        double top = -1e300, sum = 0.0, none = 0.0;
        std::vector<ScoredSpan> single; // `probability` holds the weight
        std::vector<double> inside(static_cast<std::size_t>(L), 0.0);
        forEachSet(0, 2 * types, cores, [&](const std::vector<ScoredSpan>& set) {
            if (selector == SelectorKind::Span && set.size() > 1)
                return; // a record that fits a window has one core at most
            // A mask has one core where two of a type touch.
            for (std::size_t i = 1; selector == SelectorKind::Mask && i < set.size(); ++i)
                if (set[i].type == set[i - 1].type && set[i].span.begin == set[i - 1].span.end)
                    return;
            const double score = pairScore(network, forward, reverse, set), weight = std::exp(score);
            sum += weight;
            none += set.empty() ? weight : 0.0;
            for (const ScoredSpan& core : set) {
                weightOf(single, core) += weight;
                for (std::int64_t i = core.span.begin; i < core.span.end; ++i)
                    inside[static_cast<std::size_t>(i)] += weight;
            }
            if (score > top) {
                top = score;
                best = set;
            }
        });
        const Selection got = decodeBothStrands(network, {forward, {}}, {reverse, {}}, options, false).selection;
        QVERIFY(same(got.cores, best));
        QCOMPARE(got.pType.size(), static_cast<std::size_t>(2 * types * L));
        if (selector == SelectorKind::Mask)
            continue;
        QVERIFY(std::abs(got.nullProbability - none / sum) < 1e-6);
        for (std::size_t i = 0; i < inside.size(); ++i)
            QVERIFY(std::abs(got.pCore[i] - inside[i] / sum) < 1e-6);
        for (const ScoredSpan& core : got.candidates)
            QVERIFY(std::abs(core.probability - weightOf(single, core) / sum) < 1e-6);
    }
}

void TestBothStrands::framesOfBothStrands()
{
    //                            forward: ATG AAA TAA          reverse, read from the right: ATG CCC TAA
    const std::string sequence = "CATGAAATAAC"
                                 "CTTAGGGCATC";
    const std::string other = reverseComplement(sequence, Alphabet::Dna);
    nn::Network network = networkOf(SelectorKind::Mask, false, 1);
    network.config.selector.grammar.kind = GrammarConfig::Kind::Orf;
    const auto length = static_cast<std::int64_t>(sequence.size());
    const at::Tensor rows = at::full({length + 1, 1}, 1.0F);
    DecodeOptions options;
    const Selection both = decodeBothStrands(network, {rows, sequence}, {rows, other}, options, false).selection;
    QVERIFY(same(both.cores, {{{1, 10}, 0.0, 0.0, 0}, {{12, 21}, 0.0, 0.0, 1}}));
    QCOMPARE(sequence.substr(12, 9), reverseComplement("ATGCCCTAA", Alphabet::Dna));
}

/// first, then second: on the reverse strand the other way round, and no chain inside another.
void TestBothStrands::chainsStayWhole()
{
    at::manual_seed(3);
    nn::Network network = networkOf(SelectorKind::Bioes, false, 2);
    network.config.selector.grammar.kind = GrammarConfig::Kind::Types;
    TypeGrammar& rules = network.config.selector.grammar.types;
    rules.first = {1, 0};
    rules.last = {0, 1};
    rules.next = rules.touching = {0, 1, 1, 0};
    const std::int64_t length = 60;
    const auto decode = [&] {
        const at::Tensor f = at::randn({length + 1, 9}) * 2.0, r = at::randn({length + 1, 9}) * 2.0;
        return decodeBothStrands(network, {f, {}}, {r, {}}, {}, false).selection.cores;
    };
    int onReverse = 0;
    for (int round = 0; round < 20; ++round) {
        const std::vector<ScoredSpan> cores = decode();
        QVERIFY(!cores.empty() && cores.size() % 2 == 0);
        for (std::size_t i = 0; i < cores.size(); i += 2) {
            QVERIFY((cores[i].type == 0 && cores[i + 1].type == 1) || (cores[i].type == 3 && cores[i + 1].type == 2));
            onReverse += cores[i].type == 3;
        }
    }
    QVERIFY(onReverse > 0);
    rules.atStart = {10, 0};
    QVERIFY_THROWS_EXCEPTION(ModelError, decode());
}

void TestBothStrands::mergesWhatHasNoJointDecoder()
{
    SelectorResult f, r;
    f.selection.cores = {{{0, 3}, 1.0, 0.6}, {{6, 8}, 1.0, 0.9}};
    f.selection.pStart = f.selection.pEnd = f.selection.pCore = std::vector<double>(10, 0.5);
    r.selection = f.selection;
    r.selection.pStart[0] = 1.0;
    r.selection.cores = {{{3, 8}, 1.0, 0.7}, {{9, 10}, 1.0, 0.1}}; // on forward coordinates [2, 7) and [0, 1)
    const Selection both = mergeStrands(f, r, {}).selection;
    QVERIFY(same(both.cores, {{{0, 3}, 0.0, 0.0, 0}, {{6, 8}, 0.0, 0.0, 0}}));
    QCOMPARE(both.pEnd[9], 1.0); // the reverse strand begins where the record ends
    QCOMPARE(both.pStart[9], 0.75);
    QCOMPARE(both.pType.size(), std::size_t{20});
}

QTEST_APPLESS_MAIN(TestBothStrands)
#include "tst_both_strands.moc"
