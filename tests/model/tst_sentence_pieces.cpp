// SPDX-License-Identifier: GPL-3.0-or-later
// spiece.model: ids against transformers' T5Tokenizer (tests/data/golden/tokenizers), and what tokens stand for.
#include "io/files.h"
#include "model/tokenizer.h"
#include "test_files.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>

using namespace corespan::model;

using Numbers = std::vector<std::int64_t>;

class TestSentencePieces : public QObject
{
    Q_OBJECT

private slots:
    void equalsTransformers_data();
    void equalsTransformers();
    void piecesTileTheSequence();
    void letterCase();
    void brokenText();
    void positionsAndPieces();
    void plainCheckpoint_data();
    void plainCheckpoint();
    void refusals();
    void everyTruncationIsRefused();
    void damageIsRefusedOrHarmless();
    void idsBeyondTheVocabulary();
    void missingFile();
};

namespace {

const std::string golden = CORESPAN_TEST_DATA "/golden/tokenizers/";

std::shared_ptr<const std::string> bytesOf(const std::string& name)
{
    return std::make_shared<const std::string>(readSmallFile(golden + name + "/spiece.model", 1 << 20));
}

nlohmann::json expected(const std::string& name)
{
    return nlohmann::json::parse(readSmallFile(golden + name + "/ids.json", 1 << 20));
}

/// The golden tokenizer as a model directory's config.json would give it.
ModelConfig configOf(const std::string& name)
{
    const nlohmann::json content = expected(name);
    const nlohmann::json config{{"vocab_size", content["size"]},
                                {"corespan", {{"alphabet", content["alphabet"]}, {"tokenizer", content["tokenizer"]}}}};
    ModelConfig parsed = parseModelConfig(config.dump(), name);
    parsed.tokenizer.fileBytes = bytesOf(name);
    return parsed;
}

Tokenizer tokenizerOf(const std::string& name)
{
    const ModelConfig config = configOf(name);
    return {config.tokenizer, config.alphabet, name};
}

Tokenizer tokenizerFrom(std::string bytes)
{
    TokenizerConfig config{.kind = TokenizerKind::SentencePiece};
    config.fileBytes = std::make_shared<const std::string>(std::move(bytes));
    return {config, Alphabet::Protein, "here"};
}

} // namespace

void TestSentencePieces::equalsTransformers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("onePerPosition"); // for every sequence of the golden file
    QTest::newRow("ProtT5: a blank between residues") << "prott5" << true;
    QTest::newRow("blanks that are tokens of their own") << "letters" << false;
    QTest::newRow("Ankh: residues without blanks") << "residues" << false; // unknown letters in a row are one token
    QTest::newRow("DNA in pieces") << "dna" << false;
    QTest::newRow("text") << "text" << false;
}

void TestSentencePieces::equalsTransformers()
{
    QFETCH(QString, name);
    QFETCH(bool, onePerPosition);
    const Tokenizer tokenizer = tokenizerOf(name.toStdString());
    const nlohmann::json content = expected(name.toStdString());
    QCOMPARE(tokenizer.size(), content["size"].get<std::int64_t>());
    QVERIFY(!tokenizer.onePerPosition());
    for (const nlohmann::json& item : content["cases"]) {
        const auto sequence = item["sequence"].get<std::string>();
        const Encoding encoding = tokenizer.split(sequence);
        QVERIFY2(encoding.ids == item["ids"].get<Numbers>(), sequence.c_str());
        const auto tokens = item["tokens"].get<Numbers>(), begins = item["begins"].get<Numbers>();
        if (encoding.pieces) {
            QVERIFY2(encoding.pieces->tokens == tokens, sequence.c_str());
            QVERIFY2(encoding.pieces->begins == begins, sequence.c_str());
        }
        const bool identity = begins.size() == sequence.size() + 1 && encoding.ids.size() == sequence.size() + 1;
        QCOMPARE(!encoding.pieces, identity);
        QVERIFY2(encoding.pieces || !onePerPosition || identity, sequence.c_str());
    }
}

/// Random letters, known and unknown: each position belongs to exactly one piece.
void TestSentencePieces::piecesTileTheSequence()
{
    std::mt19937 generator(1);
    const std::string letters = "ACGTNMKVJ*- \xc3\xa4";
    for (const char* name : {"prott5", "letters", "residues", "dna", "text"}) {
        const Tokenizer tokenizer = tokenizerOf(name);
        for (int round = 0; round < 200; ++round) {
            std::string sequence;
            for (auto i = generator() % 30; i > 0; --i)
                sequence += letters[generator() % letters.size()];
            const Encoding encoding = tokenizer.split(sequence);
            QCOMPARE(encoding.ids.back(), Tokenizer::endId);
            if (!encoding.pieces) {
                QCOMPARE(encoding.ids.size(), sequence.size() + 1);
                continue;
            }
            const Pieces& pieces = *encoding.pieces;
            QCOMPARE(pieces.begins.size(), pieces.tokens.size() + 1);
            QCOMPARE(pieces.begins.back(), static_cast<std::int64_t>(sequence.size()));
            QVERIFY(std::ranges::adjacent_find(pieces.begins, std::greater_equal<>()) == pieces.begins.end());
            QVERIFY(std::ranges::adjacent_find(pieces.tokens, std::greater_equal<>()) == pieces.tokens.end());
            QVERIFY(sequence.empty() || (pieces.begins.front() == 0 && pieces.count() > 0));
            QVERIFY(sequence.empty() || pieces.tokens.back() < static_cast<std::int64_t>(encoding.ids.size()) - 1);
        }
    }
}

void TestSentencePieces::letterCase()
{
    const Tokenizer protein = tokenizerOf("prott5"), text = tokenizerOf("text");
    QCOMPARE(protein.encode("mkUx"), protein.encode("MKXX"));
    QVERIFY(text.encode("The") != text.encode("THE"));
}

/// Bytes that are no UTF-8 must neither stop nor confuse it.
void TestSentencePieces::brokenText()
{
    const Encoding encoding = tokenizerOf("text").split("a\xff\xc3 b");
    QVERIFY(encoding.pieces);
    QCOMPARE(encoding.pieces->begins.back(), 5);
    QCOMPARE(tokenizerOf("prott5").encode(std::string_view("M\0M", 3)).back(), 1);
}

void TestSentencePieces::positionsAndPieces()
{
    const Pieces pieces{{1, 2, 5}, {0, 3, 4, 9}}; // three, one and five positions
    QVERIFY((pieces.positionsOf({0, 1}) == Span{0, 3}));
    QVERIFY((pieces.positionsOf({1, 3}) == Span{3, 9}));
    QVERIFY((pieces.positionsOf({2, 2}) == Span{4, 4}));
    QVERIFY((pieces.piecesOf({0, 3}) == Span{0, 1}));
    QVERIFY((pieces.piecesOf({2, 4}) == Span{0, 2}));
    QVERIFY((pieces.piecesOf({3, 5}) == Span{1, 3}));
    QVERIFY((pieces.piecesOf({8, 9}) == Span{2, 3}));
    QVERIFY((pieces.piecesOf({5, 5}) == Span{2, 2}));
}

void TestSentencePieces::plainCheckpoint_data()
{
    QTest::addColumn<int>("alphabet");
    QTest::addColumn<QString>("joiner");
    QTest::addColumn<QString>("replaced");
    QTest::newRow("prott5") << int(Alphabet::Protein) << " "
                            << "UZOB";
    QTest::newRow("residues") << int(Alphabet::Protein) << ""
                              << "";
    QTest::newRow("letters") << int(Alphabet::Protein) << ""
                             << "";
    QTest::newRow("dna") << int(Alphabet::Text) << ""
                         << "";
    QTest::newRow("text") << int(Alphabet::Text) << ""
                          << "";
}

void TestSentencePieces::plainCheckpoint()
{
    QFETCH(int, alphabet);
    QFETCH(QString, joiner);
    QFETCH(QString, replaced);
    ModelConfig config;
    plainTokenizer(bytesOf(QTest::currentDataTag()), "here", config);
    QCOMPARE(int(config.alphabet), alphabet);
    QVERIFY(config.tokenizer.kind == TokenizerKind::SentencePiece);
    QCOMPARE(config.tokenizer.joiner, joiner.toStdString());
    QCOMPARE(config.tokenizer.replaceFrom, replaced.toStdString());
    QCOMPARE(config.tokenizer.file, std::string("spiece.model"));
}

void TestSentencePieces::refusals()
{
    VERIFY_CONTAINS(errorOf([] { tokenizerFrom(""); }), "here: spiece.model: is no SentencePiece model");
    VERIFY_CONTAINS(errorOf([] { tokenizerFrom("{\"not\": \"a protocol buffer\"}"); }), "is no SentencePiece model");
    VERIFY_CONTAINS(errorOf([] { tokenizerFrom(std::string(4096, '\0')); }), "is no SentencePiece model");
    TokenizerConfig unread{.kind = TokenizerKind::SentencePiece};
    VERIFY_CONTAINS(errorOf([&] { Tokenizer(unread, Alphabet::Text); }), "spiece.model has not been read");
    // </s> has another name, so no id.
    std::string bytes = *bytesOf("prott5");
    const std::size_t end = bytes.find("</s>");
    QVERIFY(end != std::string::npos);
    bytes[end + 2] = 'x';
    VERIFY_CONTAINS(errorOf([&] { tokenizerFrom(bytes); }), "T5 has it at 1");
}

void TestSentencePieces::everyTruncationIsRefused()
{
    const std::string whole = *bytesOf("prott5");
    std::size_t accepted = 0;
    for (std::size_t size = 0; size < whole.size(); ++size)
        accepted += errorOf([&] { tokenizerFrom(whole.substr(0, size)); }).isEmpty() ? 1 : 0;
    QCOMPARE(accepted, std::size_t{0});
    QVERIFY(errorOf([&] { tokenizerFrom(whole); }).isEmpty());
}

/// Bytes changed at random, tables that are followed without a check among them: never more than a message.
void TestSentencePieces::damageIsRefusedOrHarmless()
{
    std::mt19937 generator(7);
    int refused = 0, rounds = 0;
    for (const char* name : {"prott5", "dna"}) {
        const std::string whole = *bytesOf(name);
        for (int round = 0; round < 3000; ++round, ++rounds) {
            std::string bytes = whole;
            for (auto changes = 1 + generator() % 4; changes > 0; --changes) {
                const std::size_t at = generator() % bytes.size();
                bytes[at] = static_cast<char>(generator());
            }
            const QString error = errorOf([&] {
                const Tokenizer tokenizer = tokenizerFrom(bytes);
                for (const char* sequence : {"MKVLAAGIV", "ATGAAACCCTAA", "na\xc3\xafve \xc2\xa0 \xef\xac\x81", "x"})
                    tokenizer.split(sequence);
            });
            refused += error.isEmpty() ? 0 : 1;
        }
    }
    QVERIFY2(refused > rounds / 10 && refused < rounds, qPrintable(QString::number(refused)));
}

void TestSentencePieces::idsBeyondTheVocabulary()
{
    ModelConfig config = configOf("prott5");
    validate(config, "fits");
    config.encoder.vocabSize = 27;
    VERIFY_CONTAINS(errorOf([&] { validate(config, "small"); }),
                    "small: the tokenizer's ids reach 27, but vocab_size is 27");
}

void TestSentencePieces::missingFile()
{
    const TestFolder folder;
    folder.write("config.json", R"({"vocab_size": 28, "corespan": {"tokenizer": {"kind": "sentencepiece"}}})");
    VERIFY_CONTAINS(errorOf([&] { readModelConfig(folder.path()); }), "spiece.model: is missing; the model splits");
    folder.write("spiece.model", *bytesOf("prott5"));
    QCOMPARE(readModelConfig(folder.path()).tokenizer.fileBytes->size(), bytesOf("prott5")->size());
    folder.write("spiece.model", bytesOf("prott5")->substr(0, 200));
    VERIFY_CONTAINS(errorOf([&] { readModelConfig(folder.path()); }), "spiece.model: is no SentencePiece model");
    folder.write("config.json",
                 R"({"corespan": {"tokenizer": {"kind": "sentencepiece", "file": "../other/spiece.model"}}})");
    VERIFY_CONTAINS(errorOf([&] { readModelConfig(folder.path()); }), "a file name in the same directory");
}

QTEST_GUILESS_MAIN(TestSentencePieces)
#include "tst_sentence_pieces.moc"
