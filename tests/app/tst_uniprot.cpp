// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/importing/uniprot_reader.h"

#include <QtTest>

using namespace corespan;

namespace {

/// 40 letters.
QByteArray entry(const QByteArray& features, const QByteArray& accession = "P00001", const QByteArray& length = "40")
{
    return "ID   TEST_HUMAN              Reviewed;         " + length + " AA.\nAC   " + accession +
           "; Q00002;\nDE   RecName: Full=Small example {ECO:0000303|PubMed:1};\nDE            Short=SE;\n"
           "CC   -!- SUBUNIT: None.\n" +
           features +
           "SQ   SEQUENCE   40 AA;  4000 MW;  0123456789ABCDEF CRC64;\n"
           "     MKVLAAGEMK VLAAGEMKVL AAGEMKVLAA GEMKVLAAGE\n//\n";
}

QString cores(const QVector<Core>& all)
{
    QStringList parts;
    for (const Core& core : all)
        parts << QString("%1%2-%3%4 %5")
                     .arg(core.openBegin ? "<" : "")
                     .arg(core.span.begin)
                     .arg(core.span.end)
                     .arg(core.openEnd ? ">" : "", core.type);
    return parts.join(", ");
}

} // namespace

class TestUniProt : public QObject
{
    Q_OBJECT
private slots:
    void readsBothLayouts_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::newRow("new") << QByteArray("FT   SIGNAL          1..8\n"
                                           "FT                   /note=\"Or\n"
                                           "FT                   SIGNAL          2..9\"\n"
                                           "FT                   /evidence=\"ECO:0000255\"\n"
                                           "FT   CHAIN           9..40\n"
                                           "FT   TRANSMEM        20..>40\n"
                                           "FT   BINDING         12\n");
        QTest::newRow("old") << QByteArray("FT   SIGNAL        1      8       Potential.\n"
                                           "FT                                /FTId=PRO_1.\n"
                                           "FT   CHAIN         9     40       Small example.\n"
                                           "FT   TRANSMEM     20    >40\n"
                                           "FT   BINDING      12     12       A word 3 4.\n");
    }

    void readsBothLayouts()
    {
        QFETCH(QByteArray, features);
        const QString path = m_files.write("a.txt", entry(features));
        QCOMPARE(*detectFormat(path), FileFormat::UniProt);
        const Read all = readAll(path);
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 1);
        const ImportedRecord& record = all.records[0];
        QCOMPARE(record.record.name, QString("P00001"));
        QCOMPARE(record.record.description, QString("Small example"));
        QCOMPARE(record.record.alphabet, Alphabet::Protein);
        QCOMPARE(record.record.length, 40);
        QVERIFY(record.gold.annotated);
        QCOMPARE(cores(record.gold.cores), QString("0-8 SIGNAL, 19-40> TRANSMEM"));
        QCOMPARE(all.report.partsLeftOut, 0);
        QCOMPARE(all.report.notes.size(), 1);
        QVERIFY(all.report.notes[0].reason.startsWith("features that were not asked for (1 CHAIN, 1 BINDING; lines "));
    }

    void keysCanBeChosen()
    {
        ReadOptions options;
        options.features = {"CHAIN", "DISULFID"};
        const Read all = readAll(
            m_files.write(
                "k.dat", entry("FT   SIGNAL          1..8\nFT   CHAIN           9..40\nFT   DISULFID        10..30\n")),
            options);
        QCOMPARE(cores(all.records[0].gold.cores), QString("8-40 CHAIN"));
        QCOMPARE(all.report.partsLeftOut, 1);
        QCOMPARE(all.report.notes.value(1).text(),
                 m_files.path("k.dat") +
                     ":8: record \"P00001\": left out because their location is not understood or no "
                     "span (1 DISULFID; line 8)");
    }

    void uncertainEndsAreNotLearnedFrom_data()
    {
        QTest::addColumn<QByteArray>("feature");
        QTest::addColumn<QString>("kept");
        QTest::addColumn<QVector<Span>>("zones");
        using Zones = QVector<Span>;
        QTest::newRow("cut before") << QByteArray("SIGNAL          <1..8") << "<0-8 SIGNAL" << Zones{};
        QTest::newRow("begin unknown") << QByteArray("SIGNAL          ?..8") << "" << Zones{{0, 8}};
        QTest::newRow("end unknown") << QByteArray("TRANSIT         1..?") << "" << Zones{{0, 40}};
        QTest::newRow("begin unsure") << QByteArray("PROPEP          ?5..8") << "" << Zones{{4, 8}};
        QTest::newRow("end unsure") << QByteArray("PROPEP          5..?8") << "" << Zones{{4, 8}};
        QTest::newRow("both unknown") << QByteArray("PROPEP          ?..?") << "" << Zones{{0, 40}};
        QTest::newRow("old, unknown") << QByteArray("TRANSIT       1      ?       Potential.") << "" << Zones{{0, 40}};
        QTest::newRow("old, cut") << QByteArray("SIGNAL       <1      8") << "<0-8 SIGNAL" << Zones{};
        QTest::newRow("beside another") << QByteArray("PROPEP          ?..9\nFT   SIGNAL          1..4") << "0-4 SIGNAL"
                                        << Zones{{4, 9}};
    }

    void uncertainEndsAreNotLearnedFrom()
    {
        QFETCH(QByteArray, feature);
        QFETCH(QString, kept);
        QFETCH(QVector<Span>, zones);
        const Read all = readAll(m_files.write("u.dat", entry("FT   " + feature + "\n")));
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(cores(all.records[0].gold.cores), kept);
        QCOMPARE(all.records[0].gold.annotated, !kept.isEmpty());
        QCOMPARE(all.records[0].gold.ambiguous, zones);
        QCOMPARE(all.report.partsLeftOut, zones.isEmpty() ? 0 : 1);
        if (!zones.isEmpty())
            QVERIFY(all.report.notes.value(0).reason.startsWith("left out because their ends are uncertain"));
    }

    void otherIsoformsAreOtherRecords()
    {
        const Read all = readAll(m_files.write("i.dat", entry("FT   SIGNAL          P00001-2:1..8\n")));
        QVERIFY(!all.records[0].gold.annotated);
        QCOMPARE(all.report.notes.value(0).reason,
                 QString("parts that lie in other records are left out (1 SIGNAL; line 6)"));
    }

    void whatIsNoPositionIsNone()
    {
        for (const char* text : {"", "x", "<", "0", "-3", "+3", "1a", "?x", "<<1"})
            QVERIFY2(!uniProtLocation(text, "5") && !uniProtLocation("1", text), text);
    }

    void reportsFaultsAndGoesOn()
    {
        const QByteArray text = entry("FT   SIGNAL          1..41\n", "P00001") + entry({}, "P00002", "41") +
                                entry({}, "P00003").replace("CC   -!-", "CC -!-") +
                                entry({}, "P00004").replace("AGEMK", "AGE!K") + entry({}, "P00005") +
                                entry({}, "P00005") + entry({}, "P00006").chopped(20);
        const QString path = m_files.write("bad.dat", text);
        const Read all = readAll(path);
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.records[0].record.name, QString("P00005"));
        QCOMPARE(all.issue(0),
                 QString("1|P00001|line 6: feature SIGNAL at 1..41 lies outside the sequence of 40 letters"));
        QCOMPARE(all.issue(1), QString("10|P00002|line 10: ID says 41 letters, SQ has 40"));
        QCOMPARE(all.issue(2),
                 QString("18|P00003|line 22: the line has no code of two letters and three blanks before it"));
        QCOMPARE(all.issue(3), QString("26|P00004|line 32: illegal letter \"!\" in SQ"));
        QCOMPARE(all.issue(4), QString("42|P00005|duplicate name, which line 34 has already"));
        QCOMPARE(all.issue(5),
                 QString("50|P00006|line 50: ID says 40 letters, SQ has 25; its end, \"//\", is missing"));
        QCOMPARE(all.report.issues[0].text(),
                 path +
                     ":1: record \"P00001\": line 6: feature SIGNAL at 1..41 lies outside the sequence of 40 letters");
    }

    void readsRealFiles()
    {
        const QString folder = QStringLiteral(CORESPAN_SHARED "/data/formats/");
        if (!QFile::exists(folder))
            QSKIP("the development data are not here");
        const Read one = readAll(folder + "P04439.txt");
        QVERIFY2(one.report.isClean(), qPrintable(one.issue()));
        QCOMPARE(one.records.size(), 1);
        QCOMPARE(one.records[0].record.name, QString("P04439"));
        QCOMPARE(one.records[0].record.length, 365);
        QCOMPARE(one.records[0].record.description, QString("HLA class I histocompatibility antigen, A alpha chain"));
        QCOMPARE(cores(one.records[0].gold.cores), QString("0-24 SIGNAL, 308-332 TRANSMEM"));

        const Read several = readAll(folder + "multi_ex.txt");
        QVERIFY2(several.report.isClean(), qPrintable(several.issue()));
        QCOMPARE(several.records.size(), 8);
        QCOMPARE(cores(several.records[0].gold.cores), QString("0-22 SIGNAL, 22-32 PROPEP, 32-35 PROPEP"));
        QCOMPARE(several.records[4].gold.ambiguous, (QVector<Span>{{0, 594}})); // TRANSIT 1..?
        QCOMPARE(several.records[5].gold.ambiguous, (QVector<Span>{{0, 79}}));  // SIGNAL <1..?
        QCOMPARE(cores(several.records[6].gold.cores), QString("0-17 SIGNAL"));
        QCOMPARE(several.report.partsLeftOut, 3);
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestUniProt)
#include "tst_uniprot.moc"
