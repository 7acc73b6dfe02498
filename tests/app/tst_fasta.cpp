// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "app/packed.h"

#include <QtTest>

using namespace corespan;

class TestFasta : public QObject
{
    Q_OBJECT
private slots:
    void readsEveryLineEnd_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("LF") << QByteArray("\n");
        QTest::newRow("CRLF") << QByteArray("\r\n");
        QTest::newRow("CR") << QByteArray("\r");
    }

    void readsEveryLineEnd()
    {
        QFETCH(QByteArray, end);
        const QByteArrayList lines{">a first one", "acgt", "ACGTN", "", ">b", "MKVLAAGE*"};
        const Read all = readAll(m_files.write("ends.fa", lines.join(end)));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].record.name, QString("a"));
        QCOMPARE(all.records[0].record.description, QString("first one"));
        QCOMPARE(all.records[0].residues, QByteArray("ACGTACGTN"));
        QCOMPARE(all.records[0].record.alphabet, Alphabet::Dna);
        QCOMPARE(all.records[0].record.length, 9);
        QVERIFY(!all.records[0].gold.annotated);
        QCOMPARE(all.records[1].residues, QByteArray("MKVLAAGE*"));
        QCOMPARE(all.records[1].record.alphabet, Alphabet::Protein);
        QVERIFY(all.report.isClean());
    }

    void unpacksGzip()
    {
        const Read all = readAll(m_files.write("packed.txt", gzip(">r\nACGU\n>s\nGGGU\n")));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[1].residues, QByteArray("GGGU"));
        QCOMPARE(all.records[1].record.alphabet, Alphabet::Rna);
    }

    void unpacksBgzipAndMissesItsEnd()
    {
        const QByteArray blocks = bgzip(">r\nAC") + bgzip("GT\n>s\nGGGT\n");
        const Read all = readAll(m_files.write(
            "whole.bgz", blocks + QByteArray::fromHex("1f8b08040000000000ff0600424302001b0003000000000000000000")));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].residues, QByteArray("ACGT"));
        const Read cut = readAll(m_files.write("cut.bgz", blocks));
        QVERIFY2(cut.error.contains("truncated or damaged"), qPrintable(cut.error));
        QVERIFY(cut.records.size() < 2);
    }

    void keepsWhatIsWholeOfTruncatedGzip()
    {
        QByteArray text;
        quint32 state = 1;
        for (int i = 0; i < 4000; ++i) {
            text += ">r" + QByteArray::number(i) + "\n";
            for (int k = 0; k < 200; ++k, state = state * 1664525U + 1013904223U)
                text += "ACGT"[state >> 30];
            text += "\n";
        }
        QByteArray packed = gzip(text);
        packed.chop(packed.size() / 2);
        const Read all = readAll(m_files.write("cut.fa.gz", packed));
        QVERIFY2(all.error.contains("truncated or damaged"), qPrintable(all.error));
        QVERIFY(all.error.contains("cut.fa.gz"));
        QVERIFY(all.records.size() > 500 && all.records.size() < 4000);
        QCOMPARE(all.records.last().record.length, 200);
    }

    void reportsUnsoundEntriesAndGoesOn()
    {
        const Read all = readAll(m_files.write(
            "bad.fa", "some text\nmore\n>empty\n>ok\nACGT\n>bad\nAC1T\n>ok\nGGGG\n>\nACGT\n>last\nTTTT\n"));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[1].record.name, QString("last"));
        QCOMPARE(all.report.skipped, 5);
        QCOMPARE(all.issue(0), QString("1||text before the first header (a line that starts with \">\")"));
        QCOMPARE(all.issue(1), QString("3|empty|the sequence is empty"));
        QCOMPARE(all.issue(2), QString("6|bad|illegal letter \"1\" at position 3 (protein)"));
        QCOMPARE(all.issue(3), QString("8|ok|duplicate name, which line 4 has already"));
        QCOMPARE(all.issue(4), QString("10||the entry has no name"));
    }

    void alphabetCanBeSaid()
    {
        const QString path = m_files.write("peptide.fa", ">p\nACGT\n>q\nMK\n");
        ReadOptions options;
        options.alphabet = Alphabet::Protein;
        QCOMPARE(readAll(path, options).records[0].record.alphabet, Alphabet::Protein);
        options.alphabet = Alphabet::Dna;
        const Read dna = readAll(path, options);
        QCOMPARE(dna.records.size(), 2);
        options.alphabet = Alphabet::Rna;
        const Read wrong = readAll(m_files.write("e.fa", ">q\nME\n"), options);
        QCOMPARE(wrong.issue(), QString("1|q|illegal letter \"E\" at position 2 (rna)"));
    }

    void readsALineOfTenMegabytes()
    {
        const Read all = readAll(m_files.write("long.fa", ">long\n" + QByteArray(10'000'000, 'A') + "\n>next\nC\n"));
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].record.length, 10'000'000);
    }

    void listsNoMoreThanTheCap()
    {
        QByteArray text = ">ok\nACGT\n";
        for (int i = 0; i < 250; ++i)
            text += ">e" + QByteArray::number(i) + "\n";
        const Read all = readAll(m_files.write("many.fa", text));
        QCOMPARE(all.report.skipped, 250);
        QCOMPARE(all.report.issues.size(), 100);
    }

    void refusesWhatIsNotSequences_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("part");
        QTest::newRow("empty") << QByteArray() << "is empty";
        QTest::newRow("blank") << QByteArray("\n \n") << "is empty";
        QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << "binary file";
        QTest::newRow("prose") << QByteArray("Dear all,\nsee you\n") << "is none of the formats";
        QTest::newRow("EMBL") << QByteArray("ID   X; SV 1\nXX\n") << "EMBL or UniProt";
        QTest::newRow("GFF") << QByteArray("##gff-version 3\n") << "holds annotations (GFF3) and no sequences";
        QTest::newRow("SAM") << QByteArray("@HD\tVN:1.6\n") << "looks like SAM";
    }

    void refusesWhatIsNotSequences()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, part);
        const Read all = readAll(m_files.write("any.fa", bytes));
        QVERIFY2(all.error.contains(part), qPrintable(all.error));
        QVERIFY2(all.error.contains("any.fa"), qPrintable(all.error));
    }

    void namesWhatIsMissing()
    {
        QVERIFY(readAll("/nowhere/x.fa").error.contains("/nowhere/x.fa does not exist"));
        QVERIFY(readAll(QDir::tempPath()).error.contains("is a folder"));
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestFasta)
#include "tst_fasta.moc"
