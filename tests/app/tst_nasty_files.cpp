// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"
#include "app/packed.h"

#include <QtTest>

using namespace corespan;

namespace {

const QByteArray fasta = ">a\nACGTACGTAC\n>b\nGGGTTTACGT\n";

/// Two records, "a" with a core [2, 8) where the format holds cores, in each format. Annotations are of the FASTA
/// above.
struct Sample
{
    const char* name;
    FileFormat format;
    QByteArray text;
    bool annotates = false; ///< needs the FASTA beside it
};

QVector<Sample> samples()
{
    return {
        {"FASTQ", FileFormat::Fastq, "@a\nACGTACGTAC\n+\nIIIIIIIIII\n@b\nGGGTTTACGT\n+\nIIIIIIIIII\n"},
        {"Stockholm", FileFormat::Stockholm, "# STOCKHOLM 1.0\na ACGTACGTAC\nb GGGTTTACGT\n//\n"},
        {"CSV", FileFormat::Table, "id,sequence,begin,end\na,ACGTACGTAC,3,8\nb,GGGTTTACGT,,\n"},
        {"CoNLL", FileFormat::Conll,
         "# id = a\nA\tO\nC\tO\nG\tB-core\nT\tI-core\nA\tI-core\nC\tI-core\nG\tI-core\nT\tI-core\nA\tO\nC\tO\n\n"
         "# id = b\nG\tO\n"},
        {"GFF3", FileFormat::Gff3, "##gff-version 3\na\tx\tCDS\t3\t8\t.\t+\t0\tID=c\n##FASTA\n" + fasta},
        {"GFF3 beside FASTA", FileFormat::Gff3, "##gff-version 3\na\tx\tCDS\t3\t8\t.\t+\t0\tID=c\n", true},
        {"BED", FileFormat::Bed, "a\t2\t8\tn\nb\t0\t1\tn\n", true},
        {"spans", FileFormat::Table, "id\tbegin\tend\na\t3\t8\nb\t1\t1\n", true},
    };
}

} // namespace

class TestNastyFiles : public QObject
{
    Q_OBJECT
private slots:
    void lineEnds_data() { rows(); }

    void lineEnds()
    {
        const Sample sample = current();
        const Read plain = read(sample, sample.text);
        QCOMPARE(plain.error, QString());
        QVERIFY2(plain.report.isClean(), qPrintable(plain.issue()));
        QCOMPARE(plain.records.size(), 2);
        QCOMPARE(plain.records[0].residues, QByteArray("ACGTACGTAC"));
        if (plain.records[0].gold.annotated)
            QCOMPARE(coresText(plain.records[0]), QString("2-8 core"));
        QCOMPARE(*detectFormat(m_last), sample.format);
        for (const char* end : {"\r\n", "\r"}) {
            QByteArray text = sample.text;
            const Read other = read(sample, text.replace("\n", end));
            QVERIFY2(other.report.isClean(), qPrintable(other.issue()));
            QCOMPARE(other.records.size(), 2);
            for (int i = 0; i < 2; ++i) {
                QCOMPARE(other.records[i].residues, plain.records[i].residues);
                QCOMPARE(other.records[i].record.name, plain.records[i].record.name);
                QVERIFY(other.records[i].gold == plain.records[i].gold);
            }
        }
    }

    void packed_data() { rows(); }

    void packed()
    {
        const Sample sample = current();
        const Read whole = read(sample, gzip(sample.text));
        QCOMPARE(whole.records.size(), 2);
        QByteArray cut = gzip(sample.text);
        cut.chop(cut.size() / 2);
        const Read damaged = read(sample, cut);
        QVERIFY2(told(damaged).contains("truncated or damaged"), qPrintable(told(damaged)));
        QVERIFY2(told(damaged).contains("sample"), qPrintable(told(damaged)));
    }

    void emptyAndBinary_data() { rows(); }

    void emptyAndBinary()
    {
        const Sample sample = current();
        QVERIFY(told(read(sample, "")).contains("sample is empty"));
        QVERIFY(told(read(sample, "\n\n")).contains("sample is empty"));
        QVERIFY(told(read(sample, QByteArray("\0\1", 2) + sample.text)).contains("sample is a binary file"));
    }

    void twice_data() { rows(true); }

    /// A second record of a name is refused and named.
    void twice()
    {
        const Sample sample = current();
        QByteArray text = sample.text;
        text.replace(sample.format == FileFormat::Conll ? "id = b" : "\nb",
                     sample.format == FileFormat::Conll ? "id = a" : "\na");
        text.replace("@b", "@a");
        const Read all = read(sample, text);
        QVERIFY2(all.report.skipped == 1, qPrintable(all.issue()));
        QVERIFY2(all.issue().contains("|a|"), qPrintable(all.issue()));
    }

    void longLines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("annotates");
        const QByteArray letters(10'000'000, 'A');
        QTest::newRow("FASTQ") << "@a\n" + letters + "\n+\n" + letters + "\n" << false;
        QTest::newRow("Stockholm") << "# STOCKHOLM 1.0\na " + letters + "\n//\n" << false;
        QTest::newRow("CSV") << "id,sequence\na," + letters + "\n" << false;
        QTest::newRow("GFF3") << "##gff-version 3\na\tx\tCDS\t3\t8\t.\t+\t0\tNote=" + letters + "\n" << true;
        QTest::newRow("BED") << "a\t2\t8\t" + letters + "\n" << true;
        QTest::newRow("spans") << "id,begin,end,note\na,3,8," + letters + "\n" << true;
    }

    void longLines()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, annotates);
        const Read all = read({"", FileFormat::Fasta, {}, annotates}, text);
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        if (annotates)
            QCOMPARE(coresText(all.records[0]), QString("2-8 core"));
        else
            QCOMPARE(all.records[0].residues.size(), 10'000'000);
    }

    void aLongLineIsNoToken()
    {
        const Read all =
            read({"", FileFormat::Fasta, {}, false}, "# id = a\nA\tO\nC\tO\n" + QByteArray(10'000'000, 'A') + "\tO\n");
        QCOMPARE(all.records.size(), 0);
        QVERIFY(all.issue().startsWith("1|a|line 4: the token \"AAA"));
        QVERIFY(all.issue().size() < 200);
    }

private:
    static void rows(bool recordsOnly = false)
    {
        QTest::addColumn<int>("sample");
        int index = 0;
        for (const Sample& sample : samples()) {
            if (!recordsOnly || (!sample.annotates && sample.format != FileFormat::Gff3))
                QTest::newRow(sample.name) << index;
            ++index;
        }
    }

    static Sample current()
    {
        QFETCH(int, sample);
        return samples()[sample];
    }

    static QString told(const Read& read)
    {
        return read.report.failedFiles.isEmpty() ? read.error : read.report.failedFiles.first().text();
    }

    Read read(const Sample& sample, const QByteArray& text)
    {
        m_last = m_files.write("sample", text);
        return sample.annotates ? readTogether({m_last, m_files.write("letters.fa", fasta)}) : readTogether({m_last});
    }

    Files m_files;
    QString m_last;
};

QTEST_APPLESS_MAIN(TestNastyFiles)
#include "tst_nasty_files.moc"
