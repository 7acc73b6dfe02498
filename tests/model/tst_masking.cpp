// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/masking.h"

#include <QTest>

using namespace corespan::model;
using Shown = HiddenStretch::Shown;

namespace {

PretrainConfig hiding(double share, double spanLength)
{
    PretrainConfig config;
    config.maskShare = share;
    config.spanLength = spanLength;
    return config;
}

TokenizerConfig kmers(std::int64_t k)
{
    return {k == 1 ? TokenizerKind::Residue : TokenizerKind::Kmer, "ACGT", k};
}

} // namespace

class TestMasking : public QObject
{
    Q_OBJECT
private slots:
    void hidesTheShareInStretchesOfTheLength_data();
    void hidesTheShareInStretchesOfTheLength();
    void hidesSomethingOfEverySequence();
    void showsStretchesAsTheShareSays();
    void maskedLettersShowInNoToken();
    void randomAndKeptStretches();
    void piecesTileEverySequence();
};

void TestMasking::hidesTheShareInStretchesOfTheLength_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("spanLength");
    QTest::newRow("BERT") << 0.15 << 1.0;
    QTest::newRow("spans") << 0.15 << 3.0;
    QTest::newRow("half, long") << 0.5 << 10.0;
}

void TestMasking::hidesTheShareInStretchesOfTheLength()
{
    QFETCH(const double, share);
    QFETCH(const double, spanLength);
    std::mt19937_64 generator(1);
    double hidden = 0.0, stretches = 0.0;
    std::vector<double> atPosition(20, 0.0);
    constexpr int rounds = 4000;
    constexpr std::int64_t length = 500;
    for (int round = 0; round < rounds; ++round) {
        std::int64_t previous = -1;
        for (const HiddenStretch& stretch : drawHidden(length, hiding(share, spanLength), generator)) {
            QVERIFY(stretch.span.begin > previous && stretch.span.end <= length && stretch.span.length() >= 1);
            previous = stretch.span.end;
            hidden += static_cast<double>(stretch.span.length());
            stretches += 1.0;
            for (std::int64_t i = stretch.span.begin; i < std::min<std::int64_t>(stretch.span.end, 20); ++i)
                atPosition[static_cast<std::size_t>(i)] += 1.0 / rounds;
        }
    }
    QVERIFY2(std::abs(hidden / (rounds * length) - share) < 0.03 * share + 0.004, qPrintable(QString::number(hidden)));
    QVERIFY(std::abs(hidden / stretches - spanLength) < 0.05 * spanLength);
    for (const double at : atPosition)
        QVERIFY2(std::abs(at - share) < 0.025, qPrintable(QString::number(at))); // at the edge as elsewhere
}

void TestMasking::hidesSomethingOfEverySequence()
{
    std::mt19937_64 generator(2);
    for (int i = 0; i < 200; ++i) {
        const auto one = drawHidden(1, hiding(0.01, 5.0), generator);
        QCOMPARE(one.size(), 1U);
        QVERIFY((one[0].span == Span{0, 1}));
    }
    QVERIFY(drawHidden(0, hiding(0.15, 3.0), generator).empty());
}

void TestMasking::showsStretchesAsTheShareSays()
{
    std::mt19937_64 generator(3);
    PretrainConfig config = hiding(0.15, 1.0);
    config.randomShare = 0.2;
    config.keptShare = 0.1;
    std::array<double, 3> counts{};
    double all = 0.0;
    for (const HiddenStretch& stretch : drawHidden(100000, config, generator)) {
        counts[static_cast<std::size_t>(stretch.shown)] += 1.0;
        all += 1.0;
    }
    QVERIFY(std::abs(counts[0] / all - 0.7) < 0.02);
    QVERIFY(std::abs(counts[1] / all - 0.2) < 0.02);
    QVERIFY(std::abs(counts[2] / all - 0.1) < 0.02);
}

void TestMasking::maskedLettersShowInNoToken()
{
    std::mt19937_64 generator(4);
    const std::string sequence = "ACGTACGTACGT";
    const HiddenStretch hidden[] = {{{4, 6}, Shown::Masked}, {{11, 12}, Shown::Masked}};
    const TokenizerConfig config = kmers(3);
    const Tokenizer tokenizer(config, Alphabet::Dna);
    const std::vector<std::int64_t> truth = tokenizer.encode(sequence);
    const MaskedSequence masked = maskSequence(sequence, hidden, tokenizer, config, 0, generator);
    // 3-mers see a letter on each side: tokens 3 to 6 and 10 to 11 hold hidden letters.
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const bool sees = (i >= 3 && i <= 6) || i == 10 || i == 11;
        QCOMPARE(masked.ids[i], sees ? 0 : truth[i]);
        const bool asked = i == 4 || i == 5; // token 11 runs over the end: unknown, not asked for
        QCOMPARE(masked.targets[i], asked ? truth[i] : -100);
    }
    QCOMPARE(masked.ids.back(), Tokenizer::endId);
}

void TestMasking::randomAndKeptStretches()
{
    std::mt19937_64 generator(5);
    const std::string sequence = std::string(50, 'A') + std::string(50, 'C') + std::string(100, 'G');
    const HiddenStretch hidden[] = {{{10, 30}, Shown::Random}, {{120, 140}, Shown::Kept}};
    const TokenizerConfig config = kmers(1);
    const Tokenizer tokenizer(config, Alphabet::Dna);
    const std::vector<std::int64_t> truth = tokenizer.encode(sequence);
    const MaskedSequence masked = maskSequence(sequence, hidden, tokenizer, config, 0, generator);
    int changed = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const bool random = i >= 10 && i < 30, kept = i >= 120 && i < 140;
        QVERIFY(masked.ids[i] == truth[i] || random);
        QVERIFY(masked.ids[i] != 6 && masked.ids[i] != 0); // letters of the sequence, which has no T
        changed += masked.ids[i] != truth[i] ? 1 : 0;
        QCOMPARE(masked.targets[i], random || kept ? truth[i] : -100);
    }
    QVERIFY(changed > 5);
}

void TestMasking::piecesTileEverySequence()
{
    std::vector<TrainRecord> records(4);
    const std::size_t lengths[] = {0, 30, 100, 1037};
    for (std::size_t i = 0; i < records.size(); ++i)
        records[i].sequence.assign(lengths[i], 'A');
    std::mt19937_64 generator(6);
    bool moved = false;
    for (int round = 0; round < 50; ++round) {
        std::vector<std::int64_t> reached(4, 0);
        for (const Slice& piece : drawPieces(records, 100, generator)) {
            QCOMPARE(piece.begin, reached[piece.record]);
            QVERIFY(piece.end > piece.begin && piece.end - piece.begin <= 100);
            reached[piece.record] = piece.end;
            moved = moved || (piece.record == 3 && piece.begin > 0 && piece.begin < 100);
        }
        for (std::size_t i = 0; i < std::size(lengths); ++i)
            QCOMPARE(reached[i], static_cast<std::int64_t>(lengths[i]));
    }
    QVERIFY(moved);
}

QTEST_APPLESS_MAIN(TestMasking)
#include "tst_masking.moc"
