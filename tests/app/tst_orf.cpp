// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/nucleotide.h"
#include "core/importing/orf.h"

#include <QtTest>

using namespace corespan;

class TestOrf : public QObject
{
    Q_OBJECT
private slots:
    void complements()
    {
        QCOMPARE(reverseComplement("ACGTN"), QByteArray("NACGT"));
        QCOMPARE(reverseComplement("RYKMBDHVSW"), QByteArray("WSBDHVKMRY"));
        QCOMPARE(reverseComplement("ACU"), QByteArray("AGT"));
    }

    void longestRunsFromFirstStartToStop()
    {
        // ..ATG ATG AAA TAA: the first start of the frame counts, not the second.
        QCOMPARE(longestOrf("CCATGATGAAATAACC"), (std::optional<Span>(Span{2, 14})));
        QCOMPARE(longestOrf("CCATGATGAAA"), std::nullopt);
        QCOMPARE(longestOrf(""), std::nullopt);
        QCOMPARE(longestOrf("AUGAAAUAA"), (std::optional<Span>(Span{0, 9})));
    }

    void startCodonsAreAChoice()
    {
        QCOMPARE(longestOrf("GTGAAAATGAAATGA"), (std::optional<Span>(Span{0, 15})));
        QCOMPARE(longestOrf("GTGAAAATGAAATGA", {"ATG"}), (std::optional<Span>(Span{6, 15})));
    }

    void firstOfEquallyLongOnes() { QCOMPARE(longestOrf("ATGTAACATGTAG"), (std::optional<Span>(Span{0, 6}))); }

    void unknownLettersAreNeitherStartNorStop()
    {
        QCOMPARE(longestOrf("ATGNNNTANTAG"), (std::optional<Span>(Span{0, 12})));
        QCOMPARE(longestOrf("ANGTAA"), std::nullopt);
    }

    void bothStrandsInForwardCoordinates()
    {
        // ATG AAA TAA at 3..12 and its reverse complement TTA TTT CAT at 16..25.
        const QVector<Orf> found = allOrfs("CCCATGAAATAACCCCTTATTTCATCCCCC", {"ATG"}, 9);
        QCOMPARE(found, (QVector<Orf>{{{3, 12}, false}, {{16, 25}, true}}));
        QVERIFY(allOrfs("CCCATGAAATAACCCCTTATTTCATCCCCC", {"ATG"}, 10).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestOrf)
#include "tst_orf.moc"
