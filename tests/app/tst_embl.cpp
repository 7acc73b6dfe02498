// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include <QJsonArray>
#include <QtTest>

using namespace corespan;

namespace {

const QByteArray newId = "ID   TST01; SV 2; linear; genomic DNA; STD; SYN; 30 BP.";
const QByteArray oldId = "ID   TST01      standard; DNA; SYN; 30 BP.";

/// 30 letters: ATG AAA TAA forward at 4..12, its like on the other strand at 17..25.
QByteArray entry(const QByteArray& id, const QByteArray& features)
{
    return id +
           "\nXX\nAC   TST01; TST99;\nXX\nDE   A small\nDE   example.\nXX\nFH   Key             "
           "Location/Qualifiers\nFH\n" +
           features + "XX\nSQ   Sequence 30 BP; 10 A; 10 C; 2 G; 8 T; 0 other;\n" +
           "     cccatgaaat aaccccttat ttcatccccc                                        30\n//\n";
}

QByteArray cds(const QByteArray& location, const QByteArray& protein = {})
{
    QByteArray text = "FT   CDS             " + location + "\n";
    if (!protein.isEmpty())
        text += "FT                   /translation=\"" + protein + "\"\n";
    return text;
}

QString letters(const QVector<QString>& labels)
{
    QString text;
    for (const QString& label : labels)
        text += label.isEmpty() ? QString('.') : label;
    return text;
}

} // namespace

class TestEmbl : public QObject
{
    Q_OBJECT
private slots:
    void readsBothIdLines_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QString>("name");
        QTest::newRow("new") << newId << "TST01.2";
        QTest::newRow("old") << oldId << "TST01";
        QTest::newRow("old, with its version") << oldId + "\nXX\nSV   TST01.7"
                                               << "TST01.7";
    }

    void readsBothIdLines()
    {
        QFETCH(QByteArray, id);
        QFETCH(QString, name);
        const QString path = m_files.write(
            "a.txt", entry(id, "FT   source          1..30\n" + cds("4..12", "MK") + cds("complement(17..25)", "MK")));
        QCOMPARE(*detectFormat(path), FileFormat::Embl);
        const Read all = readAll(path);
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 1);
        const ImportedRecord& record = all.records[0];
        QCOMPARE(record.record.name, name);
        QCOMPARE(record.record.description, QString("A small example."));
        QCOMPARE(record.record.alphabet, Alphabet::Dna);
        QCOMPARE(record.residues, QByteArray("CCCATGAAATAACCCCTTATTTCATCCCCC"));
        QCOMPARE(record.gold.cores, (QVector<Core>{Core{{3, 12}}, Core{{16, 25}, "core_reverse"}}));
        QCOMPARE(letters(record.gold.labels), QString("...MMMKKK***....***KKKMMM....."));
        QVERIFY(all.report.notes.isEmpty());
    }

    void everyLineEndIsTheSame_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("CRLF") << QByteArray("\r\n");
        QTest::newRow("CR") << QByteArray("\r");
    }

    void everyLineEndIsTheSame()
    {
        QFETCH(QByteArray, end);
        QByteArray text = entry(newId, cds("join(4..6,\nFT                   10..12)")) + entry(oldId, {});
        text.replace("\n", end);
        const Read all = readAll(m_files.write("end.embl", text));
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].gold.cores, (QVector<Core>{Core{{3, 6}}, Core{{9, 12}}}));
        QCOMPARE(all.records[0].record.meta["groups"].toArray().size(), 1);
        QVERIFY(!all.records[1].gold.annotated);
    }

    void circularRecordsGoOnBeyondTheirOrigin()
    {
        for (const char* id : {"ID   TST01; SV 2; circular; genomic DNA; STD; SYN; 30 BP.",
                               "ID   TST01      standard; circular DNA; SYN; 30 BP."}) {
            const Read all = readAll(m_files.write("c.embl", entry(id, cds("28..3"))));
            QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
            QCOMPARE(all.records[0].gold.cores,
                     (QVector<Core>{Core{{0, 3}, "core", true, false}, Core{{27, 30}, "core", false, true}}));
        }
    }

    void otherKeysCanBeAskedFor()
    {
        ReadOptions options;
        options.features = {"tRNA"};
        const Read all = readAll(
            m_files.write("t.embl", entry(newId, "FT   tRNA            complement(<2..9)\n" + cds("12..20"))), options);
        QCOMPARE(all.records[0].gold.cores, (QVector<Core>{Core{{1, 9}, "tRNA_reverse", true, false}}));
        QVERIFY(all.records[0].gold.labels.isEmpty());
        QCOMPARE(all.report.partsLeftOut, 0);
        QCOMPARE(all.report.notes.value(0).reason, QString("features that were not asked for (1 CDS; line 11)"));
    }

    void reportsFaultsAndGoesOn()
    {
        QByteArray text =
            "A letter that came with it\nand its second line\n" + entry(newId, cds("4..40")) +
            entry("ID   TST02; SV 1; linear; genomic DNA; STD; SYN; 31 BP.", {}) +
            entry("ID   TST03; SV 1; linear; genomic DNA; STD; SYN; 30 BP.", "FT4..12\n") +
            "ID   TST04; SV 1; linear; genomic DNA; CON; SYN; 900 BP.\nCO   join(A1.1:1..800,gap(100))\n//\n" +
            entry("ID   TST05; SV 1; linear; genomic DNA; STD; SYN; 30 BP.", cds("4..12")) +
            entry("ID   TST05; SV 1; linear; genomic DNA; STD; SYN; 30 BP.", {}) +
            entry("ID   TST06; SV 1; linear; genomic DNA; STD; SYN; 30 BP.", {}).replace("cccatg", "ccc4%g") +
            entry("ID   TST07; SV 1; linear; genomic DNA; STD; SYN; 30 BP.", cds("in the middle"));
        text.replace("AC   TST01; TST99;\n", "");
        const Read all = readAll(m_files.write("bad.embl", text));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.records[0].record.name, QString("TST05.1"));
        QCOMPARE(all.report.skipped, 8);
        QCOMPARE(all.issue(0), QString("1||line 1: text before the ID line that begins an entry"));
        QCOMPARE(all.issue(1),
                 QString("3|TST01.2|line 11: feature CDS at 4..40 lies outside the sequence of 30 letters"));
        QCOMPARE(all.issue(2), QString("16|TST02.1|line 16: ID says 31 letters, SQ has 30"));
        QCOMPARE(all.issue(3),
                 QString("28|TST03.1|line 36: the line has no code of two letters and three blanks before it"));
        QCOMPARE(all.issue(4),
                 QString("41|TST04.1|line 41: the entry is put together from others (CO lines) and holds no "
                         "sequence; get it in its expanded form"));
        QCOMPARE(all.issue(5), QString("57|TST05.1|duplicate name, which line 44 has already"));
        QCOMPARE(all.issue(6), QString("69|TST06.1|line 79: illegal letter \"%\" in SQ"));
        QCOMPARE(all.issue(7),
                 QString("81|TST07.1|line 89: the location \"in the middle\" of a CDS is not understood"));
    }

    void aTruncatedEntryIsLeftOut()
    {
        const QByteArray whole = entry(newId, cds("4..12"));
        const QByteArray cut = entry("ID   TST08; SV 1; linear; genomic DNA; STD; SYN; 30 BP.", {}).chopped(55);
        const Read all = readAll(m_files.write("cut.embl", whole + cut));
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.issue(),
                 QString("15|TST08.1|line 15: ID says 30 letters, SQ has 21; its end, \"//\", is missing"));
        const Read bare = readAll(m_files.write("bare.embl", whole + cut.chopped(60)));
        QCOMPARE(bare.issue(),
                 QString("15|TST08.1|line 15: the entry has no sequence (no SQ); its end, \"//\", is missing"));
        const Read joined = readAll(m_files.write("joined.embl", cut + "\n" + whole));
        QCOMPARE(joined.records.size(), 1);
        QCOMPARE(joined.report.skipped, 1);
        const Read lost = readAll(m_files.write("lost.embl", "ID   TST01; SV 1; linear; genomic DN"));
        QVERIFY2(lost.error.contains("EMBL or UniProt flat file") && lost.error.contains("cut or damaged"),
                 qPrintable(lost.error));
    }

    void readsRealFiles()
    {
        const QString path = QStringLiteral(CORESPAN_SHARED "/data/formats/U87107.embl");
        if (!QFile::exists(path))
            QSKIP("the development data are not here");
        const Read all = readAll(path);
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.records[0].record.name, QString("U87107.1"));
        QCOMPARE(all.records[0].record.length, 8840);
        QCOMPARE(all.records[0].gold.cores,
                 (QVector<Core>{Core{{932, 2081}, "core_reverse"}, Core{{2874, 3669}}, Core{{3977, 4442}},
                                Core{{4554, 4929}, "core_reverse"}, Core{{7086, 7947}, "core_reverse"}}));
        QCOMPARE(all.records[0].gold.labels[7946], QString("M"));
        QCOMPARE(all.records[0].gold.labels[7086], QString("*"));
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestEmbl)
#include "tst_embl.moc"
