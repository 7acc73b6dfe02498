// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/importing/genbank_entry.h"
#include "core/importing/gold_builder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace corespan;

namespace {

/// 60 letters; `topology` is "linear" or "circular".
QByteArray entry(const QByteArray& features, const QByteArray& topology = "linear")
{
    return "LOCUS       TST01   60 bp    DNA     " + topology +
           "   SYN 01-JAN-2000\nFEATURES             Location/Qualifiers\n" + features +
           "ORIGIN\n        1 acgtacgtac acgtacgtac acgtacgtac acgtacgtac acgtacgtac acgtacgtac\n//\n";
}

QByteArray cds(const QByteArray& location, const QByteArray& qualifiers = {})
{
    QByteArray text = "     CDS             " + location + "\n";
    if (!qualifiers.isEmpty())
        text += "                     " + qualifiers + "\n";
    return text;
}

QString segments(const FeatureLocation& location)
{
    QStringList parts;
    for (const auto& segment : location.segments)
        parts << QString("%1%2%3-%4%5%6")
                     .arg(segment.reverse ? "-" : "+", segment.openBegin ? "<" : "")
                     .arg(segment.span.begin)
                     .arg(segment.span.end)
                     .arg(segment.openEnd ? ">" : "", segment.uncertain ? "?" : "");
    if (location.remote)
        parts << "remote";
    if (location.site)
        parts << "site";
    return parts.join(' ');
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

QByteArray groups(const ImportedRecord& record)
{
    return QJsonDocument(record.record.meta["groups"].toArray()).toJson(QJsonDocument::Compact);
}

} // namespace

class TestLocations : public QObject
{
    Q_OBJECT
private slots:
    void parses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("join") << QByteArray("join(1..3,5..8)") << "+0-3 +4-8";
        QTest::newRow("order") << QByteArray("order(1..3,5..8)") << "+0-3 +4-8";
        QTest::newRow("open") << QByteArray("join(<1..3,5..>8)") << "+<0-3 +4-8>";
        QTest::newRow("open, reversed") << QByteArray("complement(join(<1..3,5..>8))") << "-4-8> -<0-3";
        QTest::newRow("joined complements") << QByteArray("join(complement(5..>8),complement(<1..3))") << "-4-8> -<0-3";
        QTest::newRow("both strands") << QByteArray("join(1..3,complement(5..8))") << "+0-3 -4-8";
        QTest::newRow("blanks") << QByteArray("join( 1..3, 5..8 )") << "+0-3 +4-8";
        QTest::newRow("begin between") << QByteArray("(4.6)..9") << "+3-9?";
        QTest::newRow("end between") << QByteArray("4..(9.12)") << "+3-12?";
        QTest::newRow("one of") << QByteArray("4.6") << "+3-6?";
        QTest::newRow("beyond, alone") << QByteArray("<4") << "+3-4?";
        QTest::newRow("begins after") << QByteArray(">4..9") << "+3-9?";
        QTest::newRow("site") << QByteArray("5^6") << "site";
        QTest::newRow("remote") << QByteArray("J00194.1:1..5") << "remote";
        QTest::newRow("partly remote") << QByteArray("join(J00194.1:1..5,7..9)") << "+6-9 remote";
        QTest::newRow("over the origin") << QByteArray("55..4") << "+54-4";
    }

    void parses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const auto location = parseLocation(text);
        QVERIFY(location);
        QCOMPARE(segments(*location), expected);
    }

    void refuses()
    {
        for (const char* text : {"", "join(1..3", "1..3)", "1..", "..3", "(4.6..9", "4.", "x", "join()", "1..3,5..8",
                                 "complement()", "bond(1,2)", "1-5"})
            QVERIFY2(!parseLocation(text), text);
    }

    void cutsAtTheOrigin_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one range") << QByteArray("55..4") << "+54-60> +<0-4";
        QTest::newRow("reversed") << QByteArray("complement(55..4)") << "-<0-4 -54-60>";
        QTest::newRow("join") << QByteArray("join(55..60,1..4)") << "+54-60> +<0-4";
        QTest::newRow("reversed join") << QByteArray("complement(join(55..60,1..4))") << "-<0-4 -54-60>";
        QTest::newRow("not the origin") << QByteArray("join(1..4,55..60)") << "+0-4 +54-60";
        QTest::newRow("open ends stay") << QByteArray("join(<50..52,55..4)") << "+<49-52 +54-60> +<0-4";
    }

    void cutsAtTheOrigin()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        auto location = parseLocation(text);
        QVERIFY(location);
        cutAtOrigin(*location, 60);
        QCOMPARE(segments(*location), expected);
    }

    void fragmentsAreOneGroup()
    {
        const Read all =
            readAll(m_files.write("g.gb", entry(cds("join(<4..6,10..12)", "/gene=\"one\"") +
                                                cds("complement(join(20..22,30..>35))", "/locus_tag=\"two\"") +
                                                cds("40..45", "/gene=\"whole\""))));
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(cores(all.records[0].gold.cores),
                 QString("<3-6 core, 9-12 core, 19-22 core_reverse, 29-35> core_reverse, 39-45 core"));
        QCOMPARE(groups(all.records[0]),
                 QByteArray("[{\"cores\":[[3,6],[9,12]],\"name\":\"one\",\"strand\":\"+\"},"
                            "{\"cores\":[[29,35],[19,22]],\"name\":\"two\",\"strand\":\"-\"}]"));
    }

    void isoformsShareExonsAndTheLongerOfOverlappingOnesStays()
    {
        const Read all =
            readAll(m_files.write("i.gb", entry(cds("join(4..12,20..30)") + cds("join(4..12,25..40)") +
                                                cds("join(4..12,20..30)") + cds("join(4..12,25..40,50..52)"))));
        const ImportedRecord& record = all.records[0];
        QCOMPARE(cores(record.gold.cores), QString("3-12 core, 24-40 core, 49-52 core"));
        QCOMPARE(record.gold.ambiguous, (QVector<Span>{{19, 24}}));
        QCOMPARE(record.record.meta["overlappingCoresLeftOut"].toInt(), 1);
        QCOMPARE(groups(record), QByteArray("[{\"cores\":[[3,12],[24,40]],\"name\":\"\",\"strand\":\"+\"},"
                                            "{\"cores\":[[3,12],[24,40],[49,52]],\"name\":\"\",\"strand\":\"+\"}]"));
        QCOMPARE(all.report.partsLeftOut, 1);
        QCOMPARE(all.report.notes.value(0).text(),
                 m_files.path("i.gb") +
                     ":3: record \"TST01\": cores that overlap a longer one are left out (1 CDS; line 3)");
    }

    void whatIsUncertainIsLeftOutAndNotLearnedFrom()
    {
        const Read all =
            readAll(m_files.write("u.gb", entry(cds("(4.6)..12") + cds("10..18") + cds("join(J00194.1:1..5,30..35)") +
                                                cds("40^41") + cds("50..55", "/pseudo") + cds("<57..59"))));
        const ImportedRecord& record = all.records[0];
        QCOMPARE(cores(record.gold.cores), QString("9-18 core, 29-35 core, <56-59 core"));
        QCOMPARE(record.gold.ambiguous, (QVector<Span>{{3, 9}, {49, 55}}));
        QVERIFY(all.report.isClean());
        QCOMPARE(all.report.partsLeftOut, 4);
        QStringList notes;
        for (const ImportIssue& note : all.report.notes)
            notes << QString("%1|%2").arg(note.line).arg(note.reason);
        QCOMPARE(notes, (QStringList{
                            "3|left out because their ends are uncertain; nothing is learned there (1 CDS; line 3)",
                            "5|parts that lie in other records are left out (1 CDS; line 5)",
                            "6|parts that lie between two letters are left out (1 CDS; line 6)",
                            "7|pseudogenes are left out; nothing is learned there (1 CDS; line 7)",
                        }));
    }

    void circularRecordsGoOnBeyondTheirOrigin()
    {
        const Read all = readAll(m_files.write("c.gb", entry(cds("join(55..60,1..4)", "/gene=\"o\""), "circular") +
                                                           entry(cds("55..4")).replace("TST01", "TST02")));
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(cores(all.records[0].gold.cores), QString("<0-4 core, 54-60> core"));
        QCOMPARE(groups(all.records[0]), QByteArray("[{\"cores\":[[54,60],[0,4]],\"name\":\"o\",\"strand\":\"+\"}]"));
        QCOMPARE(all.issue(),
                 QString("8|TST02|line 10: feature CDS at 55..4 ends before it begins, and the sequence is "
                         "not circular"));
    }

    void zonesLeaveTheSpansAlone()
    {
        QCOMPARE(zonesWithout({{5, 9}, {0, 3}, {2, 4}}, {}), (QVector<Span>{{0, 4}, {5, 9}}));
        QCOMPARE(zonesWithout({{0, 20}}, {{0, 2}, {5, 6}, {6, 8}, {19, 25}}), (QVector<Span>{{2, 5}, {8, 19}}));
        QCOMPARE(zonesWithout({{3, 4}, {10, 12}}, {{0, 5}, {11, 12}}), (QVector<Span>{{10, 11}}));
        QCOMPARE(zonesWithout({{4, 4}, {6, 3}}, {}), QVector<Span>());
    }

    void summedUpNotesNameTheirFirstLines()
    {
        NoteSums sums;
        for (const std::int64_t line : {4, 9, 9, 12, 20, 31, 40})
            sums.add(line, line == 4 ? "a" : "b", "no good", line > 12 ? "exon" : "CDS");
        sums.add(50, "c", "cut", {});
        QCOMPARE(sums.count(), 8);
        const QVector<ImportIssue> issues = sums.take("f.gb");
        QCOMPARE(issues.size(), 2);
        QCOMPARE(issues[0].text(),
                 QString("f.gb:4: record \"a\": no good (4 CDS, 3 exon; lines 4, 9, 12, 20, 31, ...)"));
        QCOMPARE(issues[1].text(), QString("f.gb:50: record \"c\": cut (1; line 50)"));
        QCOMPARE(sums.count(), 0);
        QVERIFY(sums.take("f.gb").isEmpty());
    }

    void readsTheExonsOfRealLoci()
    {
        const QString path = QStringLiteral(CORESPAN_SHARED "/data/augustus_fly/train.gb");
        if (!QFile::exists(path))
            QSKIP("the development data are not here");
        const Read all = readAll(path);
        QCOMPARE(all.records.size(), 486);
        qsizetype exons = 0;
        qsizetype grouped = 0;
        for (const ImportedRecord& record : all.records) {
            exons += record.gold.cores.size();
            grouped += record.record.meta["groups"].toArray().size();
        }
        QCOMPARE(exons, 2237);
        QCOMPARE(grouped, 409);
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestLocations)
#include "tst_locations.moc"
