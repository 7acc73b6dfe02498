// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "io/grammar_json.h"
#include "model/error.h"
#endif

#include <QtTest>

using namespace corespan::model;
using nlohmann::json;

namespace {

using Names = std::vector<std::string>;

const Names types = {"S", "H", "h"};

GrammarConfig parse(const char* text)
{
    return parseGrammar(json::parse(text), types, "config.json: corespan.selector.grammar");
}

std::string messageOf(const char* text)
{
    try {
        parse(text);
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestGrammarJson : public QObject
{
    Q_OBJECT

private slots:
    void readsOrf();
    void readsTypes();
    void writesWhatItReads();
    void namesAllProblemsAtOnce();
    void namesProblemsOfTypes();
};

void TestGrammarJson::readsOrf()
{
    GrammarConfig got = parse(R"({"name": "orf"})");
    QVERIFY(got.kind == GrammarConfig::Kind::Orf);
    QCOMPARE(got.orf.table, 11);
    QCOMPARE(got.orf.starts, (Names{"ATG", "GTG", "TTG"}));
    QVERIFY(got.orf.stopInside && !got.orf.internalStops && !got.orf.openBegin && !got.orf.openEnd);
    QCOMPARE(parse(R"({"name": "orf", "table": 1})").orf.starts, Names{"ATG"});
    got = parse(R"({"name": "orf", "table": 4, "starts": ["NTG"], "stop_inside": false, "internal_stops": true,
                    "open_begin": true, "open_end": true})");
    QCOMPARE(got.orf.table, 4);
    QCOMPARE(got.orf.starts, Names{"NTG"});
    QVERIFY(!got.orf.stopInside && got.orf.internalStops && got.orf.openBegin && got.orf.openEnd);
}

void TestGrammarJson::readsTypes()
{
    const GrammarConfig got = parse(R"({"name": "types", "first": ["S", "H"], "last": ["H"], "next": {"S": ["H"]},
        "touching": {"H": []}, "at_start": {"S": 40}, "lengths": {"S": [10, 60], "h": [2, 0]},
        "sides": {"H": ["in", "out"], "h": ["out", "in"]}})");
    QVERIFY(got.kind == GrammarConfig::Kind::Types);
    using Mask = std::vector<std::uint8_t>;
    QCOMPARE(got.types.first, (Mask{1, 1, 0}));
    QCOMPARE(got.types.last, (Mask{0, 1, 0}));
    QCOMPARE(got.types.next, (Mask{0, 1, 0, 1, 1, 1, 1, 1, 1}));
    QCOMPARE(got.types.touching, (Mask{1, 1, 1, 0, 0, 0, 1, 1, 1}));
    QCOMPARE(got.types.atStart, (std::vector<std::int64_t>{40, 0, 0}));
    QCOMPARE(got.types.lengths[0].minLength, std::int64_t{10});
    QCOMPARE(got.types.lengths[0].maxLength, std::int64_t{60});
    QCOMPARE(got.types.lengths[1].minLength, std::int64_t{1});
    QCOMPARE(got.types.lengths[2].maxLength, std::int64_t{0});
    QCOMPARE(got.types.sides[2].begin, std::string("out"));
    QVERIFY(got.types.sides[0].end.empty());
    QCOMPARE(compileTypeGrammar(got.types, 3).next, (Mask{0, 1, 0, 1, 0, 1, 1, 1, 0}));
    QVERIFY(compileTypeGrammar(parse(R"({"name": "types"})").types, 3).empty());
}

void TestGrammarJson::writesWhatItReads()
{
    for (const char* text :
         {R"({"name": "orf", "table": 4, "starts": ["NTG"], "stop_inside": false, "internal_stops": true,
              "open_begin": true, "open_end": false})",
          R"({"name": "types", "first": ["S", "H"], "last": ["H"], "next": {"S": ["H"]}, "touching": {"H": []},
              "at_start": {"S": 40}, "lengths": {"S": [10, 60], "h": [2, 0]}, "sides": {"H": ["in", "out"]}})",
          R"({"name": "types"})"}) {
        const json given = json::parse(text);
        QCOMPARE(grammarJson(parseGrammar(given, types), types).dump(), given.dump());
    }
    QVERIFY(grammarJson({}, types).is_null());
}

void TestGrammarJson::namesAllProblemsAtOnce()
{
    QCOMPARE(messageOf(R"({"name": "orf", "tabel": 4, "starts": ["ATG", "TAA", "AXG"], "open_end": 1})"),
             std::string("config.json: corespan.selector.grammar: \"open_end\" must be true or false, not 1; ORF "
                         "grammar: the start codon TAA is a stop in genetic code 11; ORF grammar: the start codon "
                         "\"AXG\" is not three letters of IUPAC's code; unknown field \"tabel\"; did you mean "
                         "\"table\"?"));
    QCOMPARE(messageOf(R"([])"),
             std::string("config.json: corespan.selector.grammar: a JSON object is expected, not array."));
    QCOMPARE(messageOf(R"({})"),
             std::string("config.json: corespan.selector.grammar: \"name\" is missing; known are orf and types."));
    QCOMPARE(messageOf(R"({"name": "ORF"})"), std::string("config.json: corespan.selector.grammar: \"name\" is "
                                                          "\"ORF\"; known are orf and types."));
    QVERIFY(messageOf(R"({"name": "orf", "table": 7})").find("There is no genetic code 7") != std::string::npos);
    QVERIFY(messageOf(R"({"name": "orf", "table": 1e9})").find("must be a whole number") != std::string::npos);
    QVERIFY(messageOf(R"({"name": "orf", "table": 5000000000})").find("no genetic code") != std::string::npos);
    QVERIFY(messageOf(R"({"name": "orf", "starts": "ATG"})").find("a list of strings") != std::string::npos);
    QVERIFY(messageOf(R"({"name": "orf", "starts": []})").find("is empty") != std::string::npos);
}

void TestGrammarJson::namesProblemsOfTypes()
{
    const std::string got = messageOf(R"({"name": "types", "first": [], "last": ["X"], "next": {"S": "H", "Y": ["S"]},
        "at_start": {"S": 0}, "lengths": {"S": [10], "H": [5, 4], "h": [0, -1]}, "sides": {"S": ["in"]}, "after": 1})");
    for (const char* part : {"\"first\" is empty", "\"last\" names the type \"X\", which the selector does not have",
                             "\"next.S\" must be a list of strings, not \"H\"", "\"next\" names the type \"Y\"",
                             "\"at_start.S\" must be a whole number, at least 1, not 0",
                             "\"lengths.S\" must be a list of the least and the greatest length, not [10]",
                             "\"lengths.H\": the greatest length 4 is below the least, 5",
                             "\"lengths.h\" must be a whole number, at least 1, not 0",
                             "\"lengths.h\" must be a whole number, at least 0, not -1",
                             "\"sides.S\" must be a list of two sides", "unknown field \"after\""})
        QVERIFY2(got.find(part) != std::string::npos, part);
    QVERIFY(messageOf(R"({"name": "types", "next": ["S"]})").find("whose names are types") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestGrammarJson)
#include "tst_grammar_json.moc"
