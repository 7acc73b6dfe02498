// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/importing/dataset.h"
#include "core/importing/genes.h"
#include "core/importing/window.h"

#include <QtTest>

using namespace corespan;

namespace {

QString letters(const QVector<QString>& labels)
{
    QString text;
    for (const QString& label : labels)
        text += label.isEmpty() ? QString('.') : label;
    return text;
}

/// A gene on each strand, and a pseudogene.
const QByteArray genome = "LOCUS       TST01   42 bp    DNA\nFEATURES             Location/Qualifiers\n"
                          "     CDS             4..12\n                     /translation=\"MK\"\n"
                          "     CDS             complement(17..25)\n                     /translation=\"MK\"\n"
                          "     CDS             complement(17..22)\n                     /translation=\"MK\"\n"
                          "     CDS             <1..12\n                     /translation=\"MMK\"\n"
                          "     gene            29..37\n                     /pseudo\n"
                          "ORIGIN\n        1 cccatgaaat aaccccttat ttcatccccc atgaaataac cc\n//\n";

} // namespace

class TestDataset : public QObject
{
    Q_OBJECT
private slots:
    void windowsAreClippedAndReadAlongTheirStrand()
    {
        const Window forward = windowAround({{3, 12}, false}, 5, 2, 30);
        QCOMPARE(forward.genome, (Span{0, 14}));
        QCOMPARE(forward.core(), (Span{3, 12}));
        const Window reverse = windowAround({{16, 25}, true}, 2, 4, 30);
        QCOMPARE(reverse.genome, (Span{12, 27}));
        QCOMPARE(reverse.core(), (Span{2, 11}));
        const ImportedRecord record = windowRecord(reverse, "p", "c", "CCCATGAAATAACCCCTTATTTCATCCCCC");
        QCOMPARE(record.residues, QByteArray("GGATGAAATAAGGGG"));
        QCOMPARE(record.record.name, QString("p_-_16_25"));
        QCOMPARE(record.record.meta,
                 (QJsonObject{
                     {"contig", "c"}, {"begin", 12}, {"end", 27}, {"strand", "-"}, {"orfBegin", 16}, {"orfEnd", 25}}));
    }

    void labelsFollowTheCodons() { QCOMPARE(codonLabels("MU*", 2, 12), QByteArray("..MMMUUU***.")); }

    void genesBecomeGoldWindows()
    {
        CdsDatasetOptions options;
        options.minFlank = 2;
        options.maxFlank = 2;
        const QString out = m_files.path("cds.jsonl");
        const auto report = writeCdsDataset(m_files.write("g.gb", genome), out, options);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->positives, 2);
        QCOMPARE(report->skippedFeatures, 2);
        const Read all = readAll(out);
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].residues, QByteArray("CCATGAAATAACC"));
        QCOMPARE(all.records[0].gold.cores, (QVector<Core>{Core{{2, 11}}}));
        QCOMPARE(letters(all.records[0].gold.labels), QString("..MMMKKK***.."));
        QCOMPARE(all.records[0].record.meta["kind"].toString(), QString("cds"));
        QCOMPARE(all.records[1].residues, QByteArray("GGATGAAATAAGG"));
        QCOMPARE(all.records[1].record.meta["strand"].toString(), QString("-"));
    }

    /// Two codons and a stop each: pieces of one codon.
    void genesAreCutIntoPieces()
    {
        CdsDatasetOptions options;
        options.minFlank = options.maxFlank = 2;
        options.minPiece = options.maxPiece = 1;
        const QString out = m_files.path("pieces.jsonl");
        const auto report = writeCdsDataset(m_files.write("g.gb", genome), out, options);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->positives, 2);
        QCOMPARE(report->pieces, 6);
        const Read all = readAll(out);
        QCOMPARE(all.records.size(), 6);
        const QByteArrayList codons{"ATG", "AAA", "TAA"};
        const QStringList names{"M", "K", "*"};
        for (qsizetype i = 0; i < 6; ++i) {
            const bool first = i % 3 == 0, last = i % 3 == 2;
            const ImportedRecord& record = all.records[i];
            const Core core = record.gold.cores.value(0);
            const qsizetype at = record.residues.indexOf(codons[i % 3]);
            QVERIFY(at >= 0 && at <= 2);
            QCOMPARE(first, at == 2 && record.residues.startsWith(i < 3 ? "CC" : "GG") && !core.openBegin);
            QCOMPARE(core.openBegin, !first);
            QCOMPARE(core.openEnd, !last);
            QCOMPARE(core.span, (Span{first ? 2 : 0, record.residues.size() - (last ? 2 : 0)}));
            const QString told = letters(record.gold.labels);
            QCOMPARE(told.mid(at, 3), names[i % 3].repeated(3));
            QCOMPARE(told.count('.'), told.size() - 3);
        }
    }

    void piecesWithoutPositionsHaveTheirPartOfTheTarget()
    {
        CdsDatasetOptions options;
        options.minPiece = 2;
        options.maxPiece = 2;
        options.supervision = Supervision::Target;
        const QString out = m_files.path("pieces.jsonl");
        QVERIFY(writeCdsDataset(m_files.write("g.gb", genome), out, options));
        const Read all = readAll(out);
        QCOMPARE(all.records.size(), 2); // one codon would be left: it goes with the last piece
        QCOMPARE(all.records[0].gold.target.join(QString()), QString("MK*"));
        options.minPiece = 0;
        const auto refused = writeCdsDataset(m_files.path("g.gb"), out, options);
        QVERIFY(!refused);
        QCOMPARE(refused.error().message, QString("pieces must be A-B codons with 1 <= A <= B"));
    }

    void piecesOfGenesThatOverlapHaveNamesOfTheirOwn()
    {
        const QByteArray shared = "LOCUS       TST02   18 bp    DNA\nFEATURES             Location/Qualifiers\n"
                                  "     CDS             4..15\n                     /translation=\"MMK\"\n"
                                  "     CDS             7..15\n                     /translation=\"MK\"\n"
                                  "ORIGIN\n        1 cccatgatga aataaccc\n//\n";
        CdsDatasetOptions options;
        options.minPiece = options.maxPiece = 1;
        const QString out = m_files.path("pieces.jsonl");
        QVERIFY(writeCdsDataset(m_files.write("g.gb", shared), out, options));
        QStringList names;
        for (const ImportedRecord& record : readAll(out).records)
            names.append(record.record.name);
        QCOMPARE(names, (QStringList{"TST02_+_3_6", "TST02_+_6_9", "TST02_+_9_12", "TST02_+_12_15", "TST02_+_6_9_2",
                                     "TST02_+_9_12_2", "TST02_+_12_15_2"}));
    }

    void theRangeHoldsBothEnds()
    {
        CdsDatasetOptions options;
        options.minFlank = options.maxFlank = 0;
        const QString in = m_files.write("g.gb", genome);
        options.range = {3, 12};
        QCOMPARE(writeCdsDataset(in, m_files.path("r.jsonl"), options)->positives, 1);
        options.range = {3, 11};
        const auto none = writeCdsDataset(in, m_files.path("none.jsonl"), options);
        QVERIFY(!none);
        QVERIFY(none.error().message.contains("has no complete single-exon CDS"));
        QVERIFY(!QFile::exists(m_files.path("none.jsonl")));
    }

    void lociHaveNoGold()
    {
        LociDatasetOptions options;
        options.minLength = 9;
        options.flank = 4;
        options.prefix = "x";
        options.starts = {"ATG"};
        const QString out = m_files.path("loci.jsonl");
        const auto report =
            writeLociDataset(m_files.write("c.fa", ">c one\nCCCATGAAATAACCCCTTATTTCATCCCCC\n"), out, options);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->loci, 2);
        QCOMPARE(Files::read(out),
                 QByteArray("{\"id\":\"x_+_3_12\",\"sequence\":\"CCCATGAAATAACCCC\",\"meta\":{\"begin\":0,\"contig\":"
                            "\"c\",\"end\":16,\"orfBegin\":3,\"orfEnd\":12,\"strand\":\"+\"}}"
                            "\n"
                            "{\"id\":\"x_-_16_25\",\"sequence\":\"GGGGATGAAATAAGGGG\",\"meta\":{\"begin\":12,"
                            "\"contig\":\"c\",\"end\":29,\"orfBegin\":16,\"orfEnd\":25,\"strand\":\"-\"}}"
                            "\n"));
    }

    void refusesAGenomeWithFaults()
    {
        const auto report = writeLociDataset(m_files.write("f.fa", ">c\nACGTE\n"), m_files.path("f.jsonl"), {});
        QVERIFY(!report);
        QVERIFY2(report.error().message.contains("illegal letter \"E\" at position 5"),
                 qPrintable(report.error().message));
        QVERIFY(!writeCdsDataset("/nowhere.gb", m_files.path("n.jsonl"), {}));
    }

    void realGenome()
    {
        const QString genBank = QStringLiteral(CORESPAN_SHARED "/data/ecoli/NC_000913_1-3500000.gbk.gz");
        if (!QFile::exists(genBank))
            QSKIP("the development data are not here");
        CdsDatasetOptions options;
        options.range = {3'200'000, 3'500'000};
        options.negatives = 1.0;
        options.seed = 2;
        const QString out = m_files.path("ecoli.jsonl");
        const auto report = writeCdsDataset(genBank, out, options);
        QVERIFY(report);
        QCOMPARE(report->positives, 297);
        QCOMPARE(report->negatives, 297);
        int all = 0;
        int atgOnly = 0;
        int stops = 0;
        for (const ImportedRecord& record : readAll(out).records) {
            if (record.gold.cores.isEmpty())
                continue;
            const Span core = record.gold.cores[0].span;
            const std::string_view dna{record.residues.constData(), static_cast<std::size_t>(record.residues.size())};
            all += longestOrf(dna) == core ? 1 : 0;
            stops += longestOrf(dna)->end == core.end ? 1 : 0;
            atgOnly += longestOrf(dna, {"ATG"}) == core ? 1 : 0;
        }
        QCOMPARE(atgOnly, 237); // 80 %
        QCOMPARE(all, 205);     // 69 %
        QCOMPARE(stops, 287);   // 97 %
        const QByteArray first = Files::read(out);
        QVERIFY(writeCdsDataset(genBank, out, options));
        QVERIFY(Files::read(out) == first);
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestDataset)
#include "tst_dataset.moc"
