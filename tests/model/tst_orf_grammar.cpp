// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "model/error.h"
#include "model/grammar.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#endif

#include <QtTest>

using namespace corespan::model;

namespace {

using Spans = std::vector<Span>;

const std::map<char, std::string> iupac = {
    {'A', "A"},  {'C', "C"},  {'G', "G"},  {'T', "T"},   {'U', "T"},   {'R', "AG"},  {'Y', "CT"},  {'S', "CG"},
    {'W', "AT"}, {'K', "GT"}, {'M', "AC"}, {'B', "CGT"}, {'D', "AGT"}, {'H', "ACT"}, {'V', "ACG"}, {'N', "ACGT"}};

/// All codons that one may be; none where a letter is not IUPAC's.
std::vector<std::string> expansions(const std::string& codon)
{
    std::vector<std::string> all = {""};
    for (const char letter : codon) {
        std::vector<std::string> longer;
        const auto known = iupac.find(static_cast<char>(std::toupper(static_cast<unsigned char>(letter))));
        if (known == iupac.end())
            return {};
        for (const std::string& start : all)
            for (const char base : known->second)
                longer.push_back(start + base);
        all = longer;
    }
    return all;
}

bool isAlways(const std::string& codon, const std::vector<std::string>& of, const std::vector<std::string>& butNot)
{
    std::set<std::string> wanted;
    for (const std::string& each : of)
        for (const std::string& one : expansions(each))
            if (std::ranges::find(butNot, one) == butNot.end())
                wanted.insert(one);
    const std::vector<std::string> all = expansions(codon);
    return !all.empty() && std::ranges::all_of(all, [&](const std::string& one) { return wanted.contains(one); });
}

/// By the rules' words, pair by pair.
Spans bruteOrfs(const std::string& dna, const OrfGrammar& grammar, std::int64_t least, std::int64_t most)
{
    const std::vector<std::string> stops = stopCodons(grammar.table);
    const auto length = static_cast<std::int64_t>(dna.size());
    const auto codon = [&](std::int64_t i) { return dna.substr(static_cast<std::size_t>(i), 3); };
    std::set<Span> found;
    const auto readFrom = [&](std::int64_t begin, std::int64_t frame) {
        bool stopped = false;
        for (std::int64_t i = frame; i + 3 <= length && (!stopped || grammar.internalStops); i += 3) {
            if (!isAlways(codon(i), stops, {}))
                continue;
            stopped = true;
            found.insert({begin, i + (grammar.stopInside ? 3 : 0)});
        }
        if (grammar.openEnd && (!stopped || grammar.internalStops))
            found.insert({begin, length});
    };
    for (std::int64_t i = 0; i + 3 <= length; ++i)
        if (isAlways(codon(i), grammar.starts, stops))
            readFrom(i, i);
    for (std::int64_t frame = 0; frame < std::min<std::int64_t>(3, length) && grammar.openBegin; ++frame)
        readFrom(0, frame);
    Spans result;
    for (const Span& span : found)
        if (span.length() >= least && (most == 0 || span.length() <= most))
            result.push_back(span);
    return result;
}

std::string messageOf(std::string_view dna, const OrfGrammar& grammar, std::int64_t least = 1, std::int64_t most = 0)
{
    try {
        legalOrfs(dna, grammar, least, most);
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

OrfGrammar withStarts(std::vector<std::string> starts, int table = 11)
{
    OrfGrammar grammar;
    grammar.starts = std::move(starts);
    grammar.table = table;
    return grammar;
}

} // namespace

class TestOrfGrammar : public QObject
{
    Q_OBJECT

private slots:
    void literal();
    void stopOutside();
    void lengths();
    void lettersOfAnyKind();
    void tables();
    void openEdges();
    void internalStops();
    void agreesWithBruteForce();
    void tenMillionPositions();
    void refusesWhatMakesNoSense();
};

void TestOrfGrammar::literal()
{
    //                     0  3  6  9  12 15 18
    const std::string dna("ATGGTGAAATAAATGCCCTAG");
    QCOMPARE(legalOrfs(dna, {}), (Spans{{0, 12}, {3, 12}, {12, 21}}));
    QCOMPARE(legalOrfs("C" + dna, {}), (Spans{{1, 13}, {4, 13}, {13, 22}}));
    QCOMPARE(legalOrfs(dna, withStarts({"ATG"})), (Spans{{0, 12}, {12, 21}}));
    QCOMPARE(legalOrfs("ATGAAAAA", {}), Spans());
    QCOMPARE(legalOrfs("", {}), Spans());
    QCOMPARE(legalOrfs("AT", {}), Spans());
    QCOMPARE(legalOrfs("ATGTGA", {}), (Spans{{0, 6}})); // TGTGA: TGT is no start, ATGTGA's second frame has no start
}

void TestOrfGrammar::stopOutside()
{
    OrfGrammar grammar;
    grammar.stopInside = false;
    QCOMPARE(legalOrfs("ATGGTGAAATAA", grammar), (Spans{{0, 9}, {3, 9}}));
}

void TestOrfGrammar::lengths()
{
    QCOMPARE(legalOrfs("ATGGTGAAATAA", {}, 10), (Spans{{0, 12}}));
    QCOMPARE(legalOrfs("ATGGTGAAATAA", {}, 1, 11), (Spans{{3, 12}}));
    QCOMPARE(legalOrfs("ATGGTGAAATAA", {}, 10, 11), Spans());
}

void TestOrfGrammar::lettersOfAnyKind()
{
    QCOMPARE(legalOrfs("auggugaaauaa", {}), (Spans{{0, 12}, {3, 12}}));
    QCOMPARE(legalOrfs("ATGTAR", {}), (Spans{{0, 6}})); // TAA or TAG
    QCOMPARE(legalOrfs("ATGTRA", {}), (Spans{{0, 6}})); // TAA or TGA
    QCOMPARE(legalOrfs("ATGTAN", {}), Spans());         // TAC and TAT code
    QCOMPARE(legalOrfs("ATGTARTAA", withStarts({"ATG"})), (Spans{{0, 6}}));
    QCOMPARE(legalOrfs("ATGTANTAA", withStarts({"ATG"})), (Spans{{0, 9}}));
    QCOMPARE(legalOrfs("RTGTAA", {}), (Spans{{0, 6}}));          // ATG or GTG
    QCOMPARE(legalOrfs("RTGTAA", withStarts({"ATG"})), Spans()); // perhaps GTG
    QCOMPARE(legalOrfs("CTGTAA", withStarts({"NTG"})), (Spans{{0, 6}}));
    QCOMPARE(legalOrfs("ATG-AATAA", {}), (Spans{{0, 9}})); // a codon with another letter is read over
    QCOMPARE(legalOrfs("A-GAAATAA", {}), Spans());
}

void TestOrfGrammar::tables()
{
    QCOMPARE(stopCodons(11), (std::vector<std::string>{"TAA", "TAG", "TGA"}));
    QCOMPARE(stopCodons(2), (std::vector<std::string>{"AGA", "AGG", "TAA", "TAG"}));
    QCOMPARE(stopCodons(6), (std::vector<std::string>{"TGA"}));
    QCOMPARE(stopCodons(33), (std::vector<std::string>{"TAG"}));
    QCOMPARE(usualStarts(1), (std::vector<std::string>{"ATG"}));
    QCOMPARE(usualStarts(11), OrfGrammar().starts);
    QCOMPARE(usualStarts(9), (std::vector<std::string>{"ATG", "GTG"}));
    QCOMPARE(geneticCodes().size(), std::size_t{27});
    QCOMPARE(legalOrfs("ATGTGATAA", withStarts({"ATG"}, 4)), (Spans{{0, 9}})); // TGA is tryptophan
    QCOMPARE(legalOrfs("ATGTGATAA", withStarts({"ATG"}, 1)), (Spans{{0, 6}}));
    QCOMPARE(legalOrfs("ATGTAATGA", withStarts({"ATG"}, 6)), (Spans{{0, 9}}));
    for (const int table : geneticCodes()) {
        const std::vector<std::string> stops = stopCodons(table);
        for (const std::string& start : usualStarts(table))
            QVERIFY(std::ranges::find(stops, start) == stops.end());
    }
}

void TestOrfGrammar::openEdges()
{
    OrfGrammar grammar = withStarts({"ATG"});
    const std::string dna("CCTAACATGCCCA"); // stop of frame 2 at 2, start at 6
    QCOMPARE(legalOrfs(dna, grammar), Spans());
    grammar.openBegin = true;
    QCOMPARE(legalOrfs(dna, grammar), (Spans{{0, 5}}));
    grammar.openEnd = true; // frames 0 and 1 run through
    QCOMPARE(legalOrfs(dna, grammar), (Spans{{0, 5}, {0, 13}, {6, 13}}));
    grammar.openBegin = false;
    QCOMPARE(legalOrfs(dna, grammar), (Spans{{6, 13}}));
    grammar.starts.clear();
    grammar.openBegin = true;
    QCOMPARE(legalOrfs(dna, grammar), (Spans{{0, 5}, {0, 13}}));
}

void TestOrfGrammar::internalStops()
{
    OrfGrammar grammar;
    grammar.internalStops = true;
    QCOMPARE(legalOrfs("ATGTGAAAATAA", grammar), (Spans{{0, 6}, {0, 12}}));
    QCOMPARE(legalOrfs("ATGTGAAAATAA", grammar, 1, 11), (Spans{{0, 6}}));
    std::string many;
    for (int i = 0; i < 20'000; ++i)
        many += "ATGTGA";
    QVERIFY(messageOf(many, grammar).starts_with("ORF grammar: more than 67108864 cores are possible"));
    QCOMPARE(legalOrfs(many, grammar, 1, 12).size(), std::size_t{39'999});
}

void TestOrfGrammar::agreesWithBruteForce()
{
    std::mt19937 random(61);
    const std::vector<int> tables = geneticCodes();
    for (int i = 0; i < 4000; ++i) {
        OrfGrammar grammar;
        grammar.table = tables[random() % tables.size()];
        grammar.starts = usualStarts(grammar.table);
        if (random() % 3 == 0)
            grammar.starts = {"NTG", "AYG"};
        grammar.stopInside = random() % 2 == 0;
        grammar.internalStops = random() % 4 == 0;
        grammar.openBegin = random() % 3 == 0;
        grammar.openEnd = random() % 3 == 0;
        const std::string letters = random() % 3 == 0 ? "ATGatguRNYCW-" : "AATTGGC";
        std::string dna;
        for (std::size_t n = random() % 40; n > 0; --n)
            dna += letters[random() % letters.size()];
        const std::int64_t least = 1 + static_cast<std::int64_t>(random() % 10);
        const std::int64_t most = random() % 2 == 0 ? 0 : least + static_cast<std::int64_t>(random() % 20);
        const Spans expected = bruteOrfs(dna, grammar, least, most);
        QVERIFY2(legalOrfs(dna, grammar, least, most) == expected, qPrintable(QString("case %1").arg(i)));
    }
}

void TestOrfGrammar::tenMillionPositions()
{
    std::mt19937 random(67);
    std::string dna;
    while (dna.size() < 10'000'000)
        dna += "ACGT"[random() % 4];
    const Spans found = legalOrfs(dna, {});
    QVERIFY(found.size() > 460'000 && found.size() < 480'000); // 3 of 64 codons start, nearly all frames stop
    QVERIFY(std::ranges::is_sorted(found));
    QVERIFY(std::ranges::all_of(found, [](const Span& span) { return span.length() % 3 == 0; }));
}

void TestOrfGrammar::refusesWhatMakesNoSense()
{
    QVERIFY(messageOf("ATGTAA", withStarts({"ATG"}, 7)).starts_with("There is no genetic code 7; NCBI's are 1, 2, 3,"));
    QCOMPARE(messageOf("ATGTAA", withStarts({"AT"})),
             std::string("ORF grammar: the start codon \"AT\" is not three letters of IUPAC's code."));
    QCOMPARE(messageOf("ATGTAA", withStarts({"AXG"})),
             std::string("ORF grammar: the start codon \"AXG\" is not three letters of IUPAC's code."));
    QCOMPARE(messageOf("ATGTAA", withStarts({"TGA"})),
             std::string("ORF grammar: the start codon TGA is a stop in genetic code 11."));
    QCOMPARE(messageOf("ATGTAA", withStarts({"TGA"}, 4)), std::string());
    QCOMPARE(messageOf("ATGTAA", withStarts({})),
             std::string("ORF grammar: there are no start codons; name some, such as ATG."));
    QCOMPARE(messageOf("ATGTAA", {}, 0),
             std::string("ORF grammar: the minimum core length is 0; it must be at least 1."));
    QCOMPARE(messageOf("ATGTAA", {}, 5, 4),
             std::string("ORF grammar: the maximum core length 4 is below the minimum 5; 0 means no limit."));
}

QTEST_GUILESS_MAIN(TestOrfGrammar)
#include "tst_orf_grammar.moc"
