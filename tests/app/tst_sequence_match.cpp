// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/sequence_match.h"

#include <QTest>

#include <random>

using namespace corespan;

namespace {

using Blocks = QVector<MatchedBlock>;

std::string letters(std::mt19937& random, int length, const std::string& alphabet = "ACDEFGHIKLMNPQRSTVWY")
{
    std::string text;
    for (int at = 0; at < length; ++at)
        text += alphabet[random() % alphabet.size()];
    return text;
}

int scoreOf(const SequenceMatch& match, std::string_view first, std::string_view second)
{
    int score = 0;
    for (qsizetype at = 0; at < match.blocks.size(); ++at) {
        const MatchedBlock& block = match.blocks[at];
        for (std::int64_t i = 0; i < block.length; ++i)
            score += first[std::size_t(block.first + i)] == second[std::size_t(block.second + i)]
                         ? MatchOptions::match
                         : MatchOptions::mismatch;
        if (at > 0) {
            const MatchedBlock& before = match.blocks[at - 1];
            score += MatchOptions::gap *
                     int(block.first - before.first - before.length + block.second - before.second - before.length);
        }
    }
    return score;
}

/// Best overlap over the whole matrix.
int bruteScore(std::string_view first, std::string_view second)
{
    std::vector<std::vector<int>> best(first.size() + 1, std::vector<int>(second.size() + 1, 0));
    int most = 0;
    for (std::size_t i = 1; i <= first.size(); ++i)
        for (std::size_t j = 1; j <= second.size(); ++j) {
            const bool equal = first[i - 1] == second[j - 1];
            best[i][j] = std::max({best[i - 1][j - 1] + (equal ? MatchOptions::match : MatchOptions::mismatch),
                                   best[i - 1][j] + MatchOptions::gap, best[i][j - 1] + MatchOptions::gap});
            if (i == first.size() || j == second.size())
                most = std::max(most, best[i][j]);
        }
    return most;
}

} // namespace

/// How near-identical sequences lie on each other.
class TestSequenceMatch : public QObject
{
    Q_OBJECT
private slots:
    void literals_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<Blocks>("blocks");
        const QByteArray text = "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQ";
        QTest::newRow("equal") << text << text << Blocks{{0, 0, 33}};
        QTest::newRow("one letter") << text << QByteArray(text).replace(10, 1, "W") << Blocks{{0, 0, 33}};
        QTest::newRow("cut at the begin") << text << text.mid(4) << Blocks{{4, 0, 29}};
        QTest::newRow("longer at the begin") << text << "GG" + text << Blocks{{0, 2, 33}};
        QTest::newRow("one letter less") << text << QByteArray(text).remove(28, 1) << Blocks{{0, 0, 28}, {29, 28, 4}};
        QTest::newRow("two letters more")
            << text << QByteArray(text).insert(12, "WW") << Blocks{{0, 0, 12}, {12, 14, 21}};
        QTest::newRow("too short") << text << text.left(26) << Blocks{};
        QTest::newRow("another") << text << QByteArray("GAVLIPFWMSTCYNQDEKRHGAVLIPFWMSTCY") << Blocks{};
        QTest::newRow("nothing") << QByteArray() << QByteArray() << Blocks{};
    }
    void literals()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(Blocks, blocks);
        const auto match = matchSequences(first.toStdString(), second.toStdString());
        QCOMPARE(match ? match->blocks : Blocks(), blocks);
        QCOMPARE(areNearIdentical(first.toStdString(), second.toStdString()), match.has_value());
    }

    void positionsAreCarriedOver()
    {
        const auto match = matchSequences("MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQ", "MKTAYIAKQRQISFVKSHFSRQLEERLGIEVQ");
        QVERIFY(match);
        QCOMPARE(match->columns, 33);
        QCOMPARE(match->equal, 32);
        QCOMPARE(match->toSecond(0), std::optional<std::int64_t>(0));
        QCOMPARE(match->toSecond(32), std::optional<std::int64_t>(31));
        QVERIFY(!match->toSecond(28) || !match->toSecond(29)); // one of the two has no counterpart
        QVERIFY(!match->toSecond(33) && !match->toSecond(-1));
    }

    void asGoodAsTheWholeMatrix()
    {
        std::mt19937 random(1);
        int gapped = 0;
        for (int round = 0; round < 300; ++round) {
            const bool nucleotides = round % 2 == 0;
            const std::string first = letters(random, 120, nucleotides ? "ACGT" : "ACDEFGHIKLMNPQRSTVWY");
            std::string second = first.substr(random() % 6, 110 + random() % 10);
            for (int change = int(random() % 5); change > 0; --change) {
                const std::size_t at = random() % second.size();
                if (random() % 3 == 0)
                    second.erase(at, 1 + random() % 2);
                else if (random() % 2 == 0)
                    second.insert(at, 1, 'A');
                else
                    second[at] = 'C';
            }
            const auto match = matchSequences(first, second);
            if (!match) // so much was cut
                continue;
            gapped += match->blocks.size() > 1 ? 1 : 0;
            QCOMPARE(scoreOf(*match, first, second), bruteScore(first, second));
            QVERIFY(areNearIdentical(first, second));
        }
        QVERIFY(gapped > 100);
    }

    void longOnesAlongOneDiagonal()
    {
        std::mt19937 random(2);
        const std::string first = letters(random, 150'000, "ACGT");
        const auto shifted = matchSequences(first, first.substr(1000));
        QVERIFY(shifted);
        QCOMPARE(shifted->blocks, (Blocks{{1000, 0, 149'000}}));
        QVERIFY(!matchSequences(first, letters(random, 150'000, "ACGT")));
    }
};

QTEST_GUILESS_MAIN(TestSequenceMatch)
#include "tst_sequence_match.moc"
