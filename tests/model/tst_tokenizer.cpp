// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tokenizer.h"

#include <QtTest>

using namespace corespan::model;

using Ids = std::vector<std::int64_t>;

class TestTokenizer : public QObject
{
    Q_OBJECT

private slots:
    void residues();
    void replacedLetters();
    void uracilIsThymine();
    void codons();
    void codonsAroundUnknownLetters();
    void fiveMers();
    void empty();
    void refusals_data();
    void refusals();
    void illegalLetters();
};

namespace {

TokenizerConfig kmers(std::int64_t k)
{
    return {.kind = TokenizerKind::Kmer, .symbols = "ACGT", .k = k};
}

} // namespace

void TestTokenizer::residues()
{
    const Tokenizer tokenizer({}, Alphabet::Protein);
    QCOMPARE(tokenizer.encode("ACDY"), (Ids{3, 4, 5, 22, 1}));
    QCOMPARE(tokenizer.encode("acdy"), (Ids{3, 4, 5, 22, 1}));
    QCOMPARE(tokenizer.encode("AXB*-A"), (Ids{3, 2, 2, 2, 2, 3, 1}));
    QCOMPARE(tokenizer.encode(std::string_view("\xff\0A", 3)), (Ids{2, 2, 3, 1}));
    QCOMPARE(tokenizer.size(), 23);
}

void TestTokenizer::replacedLetters()
{
    TokenizerConfig config{.symbols = "ACX", .replaceFrom = "UZOB", .replaceTo = 'X'};
    QCOMPARE(Tokenizer(config, Alphabet::Protein).encode("AUzOBJ"), (Ids{3, 5, 5, 5, 5, 2, 1}));
    config.symbols = "AC"; // X itself unknown: the replaced letters are too
    QCOMPARE(Tokenizer(config, Alphabet::Protein).encode("AU"), (Ids{3, 2, 1}));
}

void TestTokenizer::uracilIsThymine()
{
    const TokenizerConfig config{.symbols = "ACGT"};
    QCOMPARE(Tokenizer(config, Alphabet::Dna).encode("TUtu"), (Ids{6, 6, 6, 6, 1}));
    QCOMPARE(Tokenizer({.symbols = "ACGU"}, Alphabet::Rna).encode("TU"), (Ids{6, 6, 1}));
    QCOMPARE(Tokenizer({.symbols = "ACGT"}, Alphabet::Text).encode("TU"), (Ids{6, 2, 1}));
}

void TestTokenizer::codons()
{
    const Tokenizer tokenizer(kmers(3), Alphabet::Dna);
    // Each id belongs to the middle letter: ACG = 0*16 + 1*4 + 2, CGT = 1*16 + 2*4 + 3; the ends see over the edge.
    QCOMPARE(tokenizer.encode("ACGT"), (Ids{2, 3 + 6, 3 + 27, 2, 1}));
    QCOMPARE(tokenizer.encode("AAA"), (Ids{2, 3, 2, 1}));
    QCOMPARE(tokenizer.encode("TTT"), (Ids{2, 66, 2, 1}));
    QCOMPARE(tokenizer.encode("AC"), (Ids{2, 2, 1}));
    QCOMPARE(tokenizer.size(), 67);
}

void TestTokenizer::codonsAroundUnknownLetters()
{
    const Tokenizer tokenizer(kmers(3), Alphabet::Dna);
    QCOMPARE(tokenizer.encode("AAANAAA"), (Ids{2, 3, 2, 2, 2, 3, 2, 1}));
    QCOMPARE(tokenizer.encode("NACG"), (Ids{2, 2, 9, 2, 1}));
}

void TestTokenizer::fiveMers()
{
    const Tokenizer tokenizer(kmers(5), Alphabet::Dna);
    QCOMPARE(tokenizer.encode("AAAACT"), (Ids{2, 2, 3 + 1, 3 + 7, 2, 2, 1}));
    QCOMPARE(tokenizer.size(), 3 + 1024);
    QCOMPARE(Tokenizer(kmers(1), Alphabet::Dna).encode("ACGT"), (Ids{3, 4, 5, 6, 1}));
}

void TestTokenizer::empty()
{
    QCOMPARE(Tokenizer({}, Alphabet::Protein).encode(""), (Ids{1}));
    QCOMPARE(Tokenizer(kmers(3), Alphabet::Dna).encode(""), (Ids{1}));
}

void TestTokenizer::refusals_data()
{
    QTest::addColumn<QString>("symbols");
    QTest::addColumn<qint64>("k"); // 0: residue
    QTest::addColumn<qint64>("firstId");
    QTest::addColumn<qint64>("unknownId");
    QTest::addColumn<QString>("reason");
    const qint64 first = 3;
    const qint64 unknown = 2;
    QTest::newRow("no symbols") << "" << qint64{0} << first << unknown << "0 symbols";
    QTest::newRow("twice") << "ACGA" << qint64{0} << first << unknown << "'A' twice";
    QTest::newRow("case") << "Aa" << qint64{0} << first << unknown << "'a' twice";
    QTest::newRow("T and U") << "ACGTU" << qint64{0} << first << unknown << "'U' twice";
    QTest::newRow("even k") << "ACGT" << qint64{4} << first << unknown << "must be odd";
    QTest::newRow("huge k") << "ACGT" << qint64{31} << first << unknown << "too many";
    QTest::newRow("end id") << "ACGT" << qint64{0} << qint64{1} << unknown << "must be above 1";
    QTest::newRow("pad id") << "ACGT" << qint64{0} << first << qint64{0} << "must be above 1";
    QTest::newRow("shared id") << "ACGT" << qint64{0} << first << qint64{4} << "also the id of a symbol";
}

void TestTokenizer::refusals()
{
    QFETCH(QString, symbols);
    QFETCH(qint64, k);
    QFETCH(qint64, firstId);
    QFETCH(qint64, unknownId);
    QFETCH(QString, reason);
    const TokenizerConfig config{.kind = k > 0 ? TokenizerKind::Kmer : TokenizerKind::Residue,
                                 .symbols = symbols.toStdString(),
                                 .k = k,
                                 .firstId = firstId,
                                 .unknownId = unknownId};
    try {
        const Tokenizer tokenizer(config, Alphabet::Dna, "here");
        QFAIL("accepted");
    } catch (const ModelError& error) {
        QVERIFY2(QString(error.what()).startsWith("here: "), error.what());
        QVERIFY2(QString(error.what()).contains(reason), error.what());
    }
}

void TestTokenizer::illegalLetters()
{
    constexpr std::size_t none = std::string_view::npos;
    QCOMPARE(findIllegalLetter("ACGTURYSWKMBDHVNacgtn*-", Alphabet::Dna), none);
    QCOMPARE(findIllegalLetter("ACGE", Alphabet::Dna), std::size_t{3});
    QCOMPARE(findIllegalLetter("ACG T", Alphabet::Rna), std::size_t{3});
    QCOMPARE(findIllegalLetter("MKVLXBZJUO*-mkvl", Alphabet::Protein), none);
    QCOMPARE(findIllegalLetter("MK1", Alphabet::Protein), std::size_t{2});
    QCOMPARE(findIllegalLetter("MK\xc3\xa4", Alphabet::Protein), std::size_t{2});
    QCOMPARE(findIllegalLetter(std::string_view("M\0", 2), Alphabet::Protein), std::size_t{1});
    QCOMPARE(findIllegalLetter("any text, \xc3\xa4!", Alphabet::Text), none);
    QCOMPARE(findIllegalLetter("two\nlines", Alphabet::Text), std::size_t{3});
    QCOMPARE(findIllegalLetter("", Alphabet::Dna), none);
}

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
