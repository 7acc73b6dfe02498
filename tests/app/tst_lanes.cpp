// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/lanes/find_motif.h"
#include "core/lanes/sequence_lanes.h"
#include "core/lanes/user_lane.h"

#include <QJsonObject>
#include <QtTest>

#include <cmath>

using namespace corespan;

namespace {

QVector<Span> spansOf(const AnnotationLane& lane)
{
    QVector<Span> spans;
    for (const LaneFeature& feature : lane.features)
        spans.append(feature.span);
    return spans;
}

QStringList textsOf(const AnnotationLane& lane)
{
    QStringList texts;
    for (const LaneFeature& feature : lane.features)
        texts.append(feature.text);
    return texts;
}

void compareValues(const QVector<float>& values, const QVector<double>& expected)
{
    QCOMPARE(values.size(), expected.size());
    for (qsizetype i = 0; i < values.size(); ++i) {
        QCOMPARE(std::isnan(values[i]), std::isnan(expected[i]));
        QVERIFY2(std::isnan(expected[i]) || std::abs(static_cast<double>(values[i]) - expected[i]) < 1e-6,
                 qPrintable(QStringLiteral("%1: %2").arg(i).arg(static_cast<double>(values[i]))));
    }
}

/// Positions [2, 8) of chr1, read on the reverse strand.
Record windowOnReverse()
{
    Record record;
    record.name = "window";
    record.length = 6;
    record.meta = {{"contig", "chr1"}, {"begin", 2}, {"end", 8}, {"strand", "-"}};
    return record;
}

} // namespace

/// Rows beside a record: what the sequence says, files of other programs, matches of a motif.
class TestLanes : public QObject
{
    Q_OBJECT
private slots:
    void framesStandAtTheMiddleOfTheirCodons()
    {
        const QVector<AnnotationLane> lanes = frameLanes("ATGAAATAAC", 9);
        QCOMPARE(lanes.size(), 6);
        const QByteArrayList letters{" M  K  *  ", "  *  N  N ", "   E  I   ",  // ATG AAA TAA, TGA AAT AAC, GAA ATA
                                     "  S  I  V ", " H  F  L  ", "   F  Y   "}; // of GTTATTTCAT
        for (qsizetype i = 0; i < 6; ++i)
            QCOMPARE(lanes[i].letters, letters[i]);
        QCOMPARE(lanes[0].letterWidth, 3);
        QCOMPARE(spansOf(lanes[0]), (QVector<Span>{{0, 9}}));
        for (qsizetype i = 1; i < 6; ++i)
            QVERIFY(lanes[i].features.isEmpty());
        const QVector<AnnotationLane> reversed = frameLanes("GTTATTTCAT", 9); // the same gene, on the other strand
        QCOMPARE(spansOf(reversed[3]), (QVector<Span>{{1, 10}}));
        QVERIFY(frameLanes("AT").first().features.isEmpty());
    }

    void codonsAreNumberedAsTheCoreIsRead()
    {
        const AnnotationLane forward = codonRuler({Core{{2, 9}}});
        QCOMPARE(spansOf(forward), (QVector<Span>{{2, 5}, {5, 8}, {8, 9}}));
        QCOMPARE(textsOf(forward), (QStringList{"1", "2", "3"}));
        const AnnotationLane reverse = codonRuler({Core{{2, 9}, "core_reverse"}});
        QCOMPARE(spansOf(reverse), (QVector<Span>{{2, 3}, {3, 6}, {6, 9}}));
        QCOMPARE(textsOf(reverse), (QStringList{"3", "2", "1"}));
        QVERIFY(codonRuler({Core{{0, 300'001}}}).features.isEmpty());
    }

    void valuesAreMeansOfWhatHasOne()
    {
        const double none = std::numeric_limits<double>::quiet_NaN();
        compareValues(gcLane("GGAT", 3).values, {1.0, 2.0 / 3.0, 1.0 / 3.0, 0.0});
        compareValues(gcLane("GNN", 1).values, {1.0, none, none});
        compareValues(hydropathyLane("AIR", 3).values, {3.15, 0.6, 0.0});
        compareValues(hydropathyLane("XH", 1).values, {none, -3.2});
        compareValues(chargeLane("KDH", 1).values, {1.0, -1.0, 0.5});
        compareValues(chargeLane("", 9).values, {});
        QCOMPARE(complementLane("ACGTRN-").letters, QByteArray("TGCAYN-"));
    }

    void windowsAgreeWithASlowMean()
    {
        const QByteArray residues("MKWVTFISLLFLFSSAYSRGVFRRDAHKSEVAHRFKDLGE");
        const AnnotationLane single = hydropathyLane(residues, 1), smooth = hydropathyLane(residues, 9);
        for (qsizetype at = 0; at < residues.size(); ++at) {
            double sum = 0.0;
            int count = 0;
            for (qsizetype near = std::max<qsizetype>(at - 4, 0); near <= std::min(at + 4, residues.size() - 1);
                 ++near) {
                sum += static_cast<double>(single.values[near]);
                ++count;
            }
            QVERIFY(std::abs(sum / count - static_cast<double>(smooth.values[at])) < 1e-5);
        }
    }

    void bedGraphFollowsTheWindow()
    {
        const auto lane = readUserLane(m_files.write("c.bg", "track type=bedGraph name=\"cover age\"\n"
                                                             "chr1\t0\t5\t2.5\nchr1\t5\t8\t-1\nother\t0\t1\tx\n"));
        QVERIFY2(lane, qPrintable(lane ? QString() : lane.error().message));
        QCOMPARE(lane->name, QString("cover age"));
        QCOMPARE(lane->leftOut, 1);
        QCOMPARE(lane->issues.first().line, 4);
        const auto row = laneOf(*lane, windowOnReverse());
        QVERIFY(row);
        compareValues(row->values, {-1, -1, -1, 2.5, 2.5, 2.5});
        QCOMPARE(row->low, -1.0F);
        QCOMPARE(row->high, 2.5F);
        Record other;
        other.name = "other";
        other.length = 6;
        QVERIFY(!laneOf(*lane, other));
        other.name = "chr1";
        compareValues(laneOf(*lane, other)->values, {2.5, 2.5, 2.5, 2.5, 2.5, -1});
    }

    void featuresAreCutAndTurned()
    {
        const auto bed =
            readUserLane(m_files.write("a.bed", "chr1\t0\t4\ta\t0\t-\nchr1\t5\t9\tb\nchr1\t9\t12\nchr1\tx\t3\n"));
        QVERIFY(bed);
        QCOMPARE(bed->name, QString("a.bed"));
        QCOMPARE(bed->leftOut, 1);
        const auto row = laneOf(*bed, windowOnReverse());
        QCOMPARE(spansOf(*row), (QVector<Span>{{0, 3}, {4, 6}}));
        QCOMPARE(textsOf(*row), (QStringList{"b", "a"}));
        QCOMPARE(row->features[1].tone, LaneTone::Other);
        const auto gff = readUserLane(m_files.write(
            "a.gff3", "##gff-version 3\nchr1\t.\tCDS\t4\t6\t.\t-\t0\tID=x;Name=y%3B1\n##FASTA\n>chr1\nACGT\n"));
        QVERIFY(gff);
        QCOMPARE(gff->features["chr1"], (QVector<LaneFeature>{{{3, 6}, "CDS y;1", LaneTone::Other}}));
    }

    void whatIsNoLaneIsRefused()
    {
        const auto text = readUserLane(m_files.write("t.txt", "Dear reader,\nthis is a letter.\n"));
        QVERIFY(!text);
        QVERIFY2(text.error().message.contains("holds nothing that can be shown") &&
                     text.error().message.contains("t.txt:1"),
                 qPrintable(text.error().message));
        QVERIFY(!readUserLane(m_files.write("empty.bed", "")));
        QVERIFY(!readUserLane(m_files.path("missing.bed")));
    }

    void motifs()
    {
        QFETCH(QByteArray, residues);
        QFETCH(Alphabet, alphabet);
        QFETCH(QString, pattern);
        QFETCH(bool, both);
        const auto found = findMotif(residues, alphabet, pattern, both);
        QVERIFY(found);
        QTEST(found->matches, "matches");
        QVERIFY(!found->more);
    }

    void motifs_data()
    {
        using Matches = QVector<MotifMatch>;
        QTest::addColumn<QByteArray>("residues");
        QTest::addColumn<Alphabet>("alphabet");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("both");
        QTest::addColumn<Matches>("matches");
        const QByteArray dna("ACGTACGT");
        QTest::newRow("forward") << dna << Alphabet::Dna << "cgt" << false << Matches{{{1, 4}}, {{5, 8}}};
        QTest::newRow("both strands") << dna << Alphabet::Dna << "CGT" << true
                                      << Matches{{{0, 3}, true}, {{1, 4}}, {{4, 7}, true}, {{5, 8}}};
        QTest::newRow("a palindrome, once a strand")
            << dna << Alphabet::Dna << "ACGTA" << true << Matches{{{0, 5}}, {{3, 8}, true}};
        QTest::newRow("IUPAC") << QByteArray("GATTNC") << Alphabet::Dna << "RW" << false << Matches{{{0, 2}}, {{1, 3}}};
        QTest::newRow("U is T") << QByteArray("AUG") << Alphabet::Rna << "ATG" << false << Matches{{{0, 3}}};
        QTest::newRow("overlapping") << QByteArray("AAAA") << Alphabet::Protein << "AA" << true
                                     << Matches{{{0, 2}}, {{1, 3}}, {{2, 4}}};
        QTest::newRow("any residue") << QByteArray("NGSNPT") << Alphabet::Protein << "NXS" << false
                                     << Matches{{{0, 3}}};
        QTest::newRow("expression") << QByteArray("NGSNPT") << Alphabet::Protein << "N[^P][ST]" << false
                                    << Matches{{{0, 3}}};
        QTest::newRow("at the end") << QByteArray("MKKAA") << Alphabet::Protein << "A$" << false << Matches{{{4, 5}}};
        QTest::newRow("empty matches are none") << QByteArray("MKK") << Alphabet::Protein << "A*" << false << Matches{};
        QTest::newRow("nothing asked") << QByteArray("MKK") << Alphabet::Protein << "" << false << Matches{};
        QTest::newRow("text is literal") << QByteArray("nab") << Alphabet::Text << "NA" << true << Matches{{{0, 2}}};
    }

    void aMotifThatIsNoneIsNamed()
    {
        const auto found = findMotif("ACGT", Alphabet::Dna, "A(", false);
        QVERIFY(!found);
        QVERIFY2(found.error().message.startsWith("No regular expression, at character 3"),
                 qPrintable(found.error().message));
        const auto many = findMotif(QByteArray(150'000, 'A'), Alphabet::Dna, "A", false);
        QVERIFY(many && many->more);
        QCOMPARE(many->matches.size(), mostMotifMatches);
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestLanes)
#include "tst_lanes.moc"
