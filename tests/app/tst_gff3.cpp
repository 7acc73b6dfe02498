// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include "core/importing/gff3_line.h"
#include "core/importing/nucleotide.h"

#include <QtTest>

using namespace corespan;

namespace {

/// "chr1 x CDS 4 9 . + 0 ID=a", blanks for tabs in the first eight columns.
QByteArray row(const QByteArray& text)
{
    QByteArrayList columns = text.split(' ');
    return columns.mid(0, 8).join('\t') + '\t' + columns.mid(8).join(' ') + '\n';
}

const QByteArray sixty = "ACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGT";

QByteArray withFasta(const QByteArray& features)
{
    return "##gff-version 3\n" + features + "##FASTA\n>chr1 first\n" + sixty + "\n";
}

} // namespace

class TestGff3 : public QObject
{
    Q_OBJECT
private slots:
    void lineUndoesEscapes()
    {
        Gff3Line line;
        QString fault;
        parseGff3Line("a%20b\tx\tSO:0000316\t3\t7\t.\t-\t2\tID=c%3B1;Parent=p1,p%2C2;Na%6De=x", line, fault);
        QCOMPARE(fault, QString());
        QCOMPARE(line.sequence, QString("a b"));
        QCOMPARE(line.type, QString("CDS"));
        QCOMPARE(line.span, (Span{2, 7}));
        QCOMPARE(line.strand, '-');
        QCOMPARE(line.phase, 2);
        QCOMPARE(line.value("ID"), QString("c;1"));
        QCOMPARE(line.values("Parent"), (QStringList{"p1", "p,2"}));
        QCOMPARE(line.value("Name"), QString("x"));
        QCOMPARE(line.values("Note"), QStringList());
    }

    void linesCanBeWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("fault");
        QTest::newRow("columns") << QByteArray("a\tb\tc") << "3 columns, separated by tabs; GFF3 has 9";
        QTest::newRow("positions") << QByteArray("a\tx\tCDS\t0\t7\t.\t+\t0\t.") << "\"0\" to \"7\" are no positions";
        QTest::newRow("order") << QByteArray("a\tx\tCDS\t9\t7\t.\t+\t0\t.")
                               << "the feature ends at 7, before it begins at 9";
        QTest::newRow("strand") << QByteArray("a\tx\tCDS\t1\t7\t.\tx\t0\t.") << "\"x\" is no strand (+, -, . or ?)";
        QTest::newRow("phase") << QByteArray("a\tx\tCDS\t1\t7\t.\t+\t3\t.") << "\"3\" is no phase (0, 1, 2 or .)";
    }

    void linesCanBeWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, fault);
        Gff3Line line;
        QString found;
        parseGff3Line(text, line, found);
        QCOMPARE(found, fault);
    }

    void codingLinesOfATranscriptAreOneGene()
    {
        const QByteArray features =
            row("chr1 x gene 1 30 . + . ID=g1;Name=abc") + row("chr1 x mRNA 1 30 . + . ID=t1;Parent=g1") +
            row("chr1 x exon 1 12 . + . Parent=t1") + row("chr1 x CDS 4 12 . + 1 Parent=t1") +
            row("chr1 x CDS 19 24 . + 0 Parent=t1") + row("chr1 x mRNA 40 60 . - . ID=t2;Parent=g2") +
            row("chr1 x CDS 40 45 . - 0 ID=c2;Parent=t2") + row("chr1 x CDS 52 60 . - 0 ID=c2;Parent=t2");
        const Read all = readAll(m_files.write("a.gff3", withFasta(features)));
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.records[0].residues, sixty);
        QCOMPARE(all.records[0].record.description, QString("first"));
        QCOMPARE(coresText(all.records[0]), QString("3-12 core, 18-24 core, 39-45 core_reverse, 51-60 core_reverse"));
        QCOMPARE(groupsText(all.records[0]),
                 QByteArray(R"([{"cores":[[3,12],[18,24]],"name":"abc","phase":1,"strand":"+"},)"
                            R"({"cores":[[51,60],[39,45]],"name":"g2","strand":"-"}])"));
    }

    void theLongestFormOfAGeneStays()
    {
        const QByteArray features = row("chr1 x mRNA 1 30 . + . ID=t1;Parent=g1") +
                                    row("chr1 x mRNA 1 30 . + . ID=t2;Parent=g1") +
                                    row("chr1 x CDS 1 9 . + 0 Parent=t1,t2") + row("chr1 x CDS 13 18 . + 0 Parent=t1") +
                                    row("chr1 x CDS 16 30 . + 0 Parent=t2") + row("chr1 x gene 1 30 . + . ID=g1");
        const Read all = readAll(m_files.write("i.gff3", withFasta(features)));
        QCOMPARE(coresText(all.records[0]), QString("0-9 core, 15-30 core"));
        QCOMPARE(zonesText(all.records[0]), QString("12-15"));
        QCOMPARE(all.report.partsLeftOut, 1);
        QVERIFY(all.report.notes[0].reason.startsWith("forms of a gene other than its longest"));
        QCOMPARE(all.report.notes[0].line, 4);
    }

    void idsPartFeaturesThatOverlap()
    {
        const QByteArray features = row("chr1 x gene 1 40 . + . ID=g") + row("chr1 x CDS 1 9 . + 0 ID=a;Parent=g") +
                                    row("chr1 x CDS 13 18 . + 0 ID=a;Parent=g") +
                                    row("chr1 x CDS 1 30 . + 0 ID=b;Parent=g");
        const Read all = readAll(m_files.write("p.gff3", withFasta(features)));
        QCOMPARE(coresText(all.records[0]), QString("0-30 core")); // the longer form
        const QByteArray unique =
            row("chr1 x CDS 1 9 . + 0 ID=a.1;Parent=t") + row("chr1 x CDS 13 18 . + 0 ID=a.2;Parent=t");
        QCOMPARE(groupsText(readAll(m_files.write("u.gff3", withFasta(unique))).records[0]),
                 QByteArray(R"([{"cores":[[0,9],[12,18]],"name":"t","strand":"+"}])"));
    }

    void otherTypesCanBeAskedFor()
    {
        const QByteArray features = row("chr1 x exon 1 9 . + . Parent=t") +
                                    row("chr1 x SO:0000147 13 18 . + . Parent=t") +
                                    row("chr1 x intron 10 12 . + . Parent=t");
        const QString path = m_files.write("e.gff3", withFasta(features));
        const Read none = readAll(path);
        QVERIFY(!none.records[0].gold.annotated);
        QCOMPARE(
            none.issue(),
            QString("0||%1 has no feature of type CDS, which would become cores; it has 2 exon, 1 intron").arg(path));
        ReadOptions options;
        options.features = QStringList{"exon"};
        const Read exons = readAll(path, options);
        QCOMPARE(coresText(exons.records[0]), QString("0-9 exon, 12-18 exon"));
        QVERIFY(exons.report.isClean());
        QVERIFY(exons.report.notes[0].reason.startsWith("features that were not asked for (1 intron; line 4)"));
    }

    void pseudogenesPartialEndsAndUnknownStrands()
    {
        const QByteArray features = row("chr1 x pseudogene 1 9 . + . ID=p") + row("chr1 x CDS 1 9 . + 0 Parent=p") +
                                    row("chr1 x CDS 13 18 . - 0 ID=c;start_range=.,13") +
                                    row("chr1 x CDS 22 27 . + 0 ID=d;end_range=27,.") +
                                    row("chr1 x CDS 31 36 . ? 0 ID=e");
        const Read all = readAll(m_files.write("s.gff3", withFasta(features)));
        QCOMPARE(coresText(all.records[0]), QString("<12-18 core_reverse, 21-27> core"));
        QCOMPARE(zonesText(all.records[0]), QString("0-9, 30-36"));
        QCOMPARE(all.report.partsLeftOut, 2);
    }

    void circularFeaturesGoOnAtTheOrigin()
    {
        const QByteArray features =
            row("chr1 x region 1 60 . . . ID=r;Is_circular=true") + row("chr1 x CDS 55 66 . + 0 ID=c");
        const Read all = readAll(m_files.write("o.gff3", withFasta(features)));
        QCOMPARE(coresText(all.records[0]), QString("<0-6 core, 54-60> core"));
    }

    void faultsAreNamedWithTheirLines()
    {
        const QByteArray features = row("chr1 x CDS 1 9 . + 0 Parent=t") + row("chr1 x CDS 19 13 . + 0 Parent=t") +
                                    row("chr1 x CDS 31 36 . + 0 ID=whole");
        const Read all = readAll(m_files.write("f.gff3", withFasta(features)));
        QCOMPARE(coresText(all.records[0]), QString("30-36 core"));
        QCOMPARE(zonesText(all.records[0]), QString("0-9")); // its gene has lost an exon
        QCOMPARE(all.issue(), QString("3|chr1|the feature ends at 13, before it begins at 19"));
        QVERIFY(all.report.notes[0].reason.startsWith("left out because a line of theirs is not understood"));
    }

    void annotationsHaveToFitTheirSequence_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::addColumn<QString>("issue");
        QTest::newRow("outside") << row("chr1 x CDS 1 9 . + 0 ID=a") + row("chr1 x CDS 55 61 . + 0 ID=b")
                                 << "3|chr1|feature CDS at 55..61 lies outside the sequence of 60 letters";
        QTest::newRow("length") << "##sequence-region chr1 1 99\n" + row("chr1 x CDS 1 9 . + 0 ID=a")
                                << "2|chr1|says that the sequence has 99 letters, but it has 60";
        QTest::newRow("shorter") << "##sequence-region chr1 1 59\n" + row("chr1 x CDS 1 9 . + 0 ID=a")
                                 << "2|chr1|says that the sequence has 59 letters, but it has 60";
    }

    void annotationsHaveToFitTheirSequence()
    {
        QFETCH(QByteArray, features);
        QFETCH(QString, issue);
        const QString gff = m_files.write("m.gff3", "##gff-version 3\n" + features);
        const Read all = readTogether({gff, m_files.write("m.fa", ">chr1\n" + sixty + "\n>chr2\nACGT\n")});
        QCOMPARE(all.records.size(), 2);
        QVERIFY(!all.records[0].gold.annotated);
        QVERIFY2(all.issue().startsWith(issue), qPrintable(all.issue()));
        QCOMPARE(all.report.issues[0].file, gff);
        QCOMPARE(all.report.skipped, 1);
    }

    void sequencesThatDoNotComeAreNamed()
    {
        const QString gff = m_files.write("n.gff3", row("chr9 x CDS 1 9 . + 0 ID=a"));
        const Read all = readTogether({gff, m_files.write("n.fa", ">chr1\n" + sixty + "\n")});
        QCOMPARE(all.issue(),
                 QString("1|chr9|no sequence of this name in the files given; its 1 features are left out"));
        const Read alone = readAll(gff);
        QVERIFY2(alone.error.contains("give the file with the sequences"), qPrintable(alone.error));
    }

    void otherVersionsAreNamed()
    {
        const Read two = readAll(m_files.write("2.gff", "##gff-version 2\n" + row("chr1 x CDS 1 9 . + 0 ID=a")));
        QVERIFY2(two.error.contains("GFF version 2"), qPrintable(two.error));
        const Read gtf =
            readAll(m_files.write("g.gtf", row("chr1 x CDS 1 9 . + 0 gene_id \"a\"; transcript_id \"b\";")));
        QVERIFY2(gtf.error.contains("is GTF"), qPrintable(gtf.error));
    }

    /// Genes of two real genomes: put together right, they begin with ATG, end with a stop and have none between. A
    /// reading of the same files in another language finds 347 genes and 344 such ones, 163 and 158, where cores that
    /// overlap longer ones are not left out.
    void readsRealFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("genes");
        QTest::addColumn<int>("whole");
        QTest::newRow("A. thaliana") << "at" << 347 << 343;
        QTest::newRow("C. elegans") << "ce" << 162 << 156;
    }

    void readsRealFiles()
    {
        QFETCH(QString, name);
        const QString stem = QStringLiteral(CORESPAN_SHARED "/data/snap/") + name;
        if (!QFile::exists(stem + ".fa.gz"))
            QSKIP("the development data are not here");
        ReadOptions options;
        options.nameAll = true;
        const Read all = readTogether({stem + ".gff3.gz", stem + ".fa.gz"}, options);
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        int genes = 0;
        int whole = 0;
        for (const ImportedRecord& record : all.records) {
            for (const QJsonValue& group : record.record.meta["groups"].toArray()) {
                ++genes;
                whole += isWhole(record.residues, group.toObject()) ? 1 : 0;
            }
        }
        QTEST(genes, "genes");
        QTEST(whole, "whole");
    }

private:
    static bool isWhole(const QByteArray& dna, const QJsonObject& group)
    {
        const bool reverse = group["strand"].toString() == "-";
        QByteArray coding;
        for (const QJsonValue& core : group["cores"].toArray()) {
            const QByteArray piece = dna.mid(core[0].toInteger(), core[1].toInteger() - core[0].toInteger());
            coding += reverse ? reverseComplement({piece.constData(), std::size_t(piece.size())}) : piece;
        }
        for (qsizetype i = 0; i + 3 <= coding.size(); i += 3) {
            if (isStopCodon({coding.constData() + i, 3}) != (i + 3 == coding.size()))
                return false;
        }
        return coding.size() % 3 == 0 && coding.startsWith("ATG");
    }

    Files m_files;
};

QTEST_APPLESS_MAIN(TestGff3)
#include "tst_gff3.moc"
