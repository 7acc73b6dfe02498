// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/importing/genbank_entry.h"

#include <QtTest>

using namespace corespan;

namespace {

/// 30 letters: ATG AAA TAA forward at 4..12, its like on the other strand at 17..25.
QByteArray entry(const QByteArray& features, const QByteArray& name = "TST01", const QByteArray& length = "30")
{
    return "LOCUS       " + name + "   " + length +
           " bp    DNA     linear   SYN 01-JAN-2000\n"
           "DEFINITION  A small\n            example.\nACCESSION   " +
           name + "\nVERSION     " + name +
           ".1\n"
           "FEATURES             Location/Qualifiers\n     source          1..30\n" +
           features + "ORIGIN\n        1 cccatgaaat aaccccttat ttcatccccc\n//\n";
}

QString segments(const QByteArray& text)
{
    const auto location = parseLocation(text);
    if (!location)
        return "bad";
    QStringList parts;
    for (const auto& segment : location->segments)
        parts << QString("%1%2-%3").arg(segment.reverse ? "-" : "+").arg(segment.span.begin).arg(segment.span.end);
    if (location->partialStart)
        parts << "<";
    if (location->partialEnd)
        parts << ">";
    if (location->remote)
        parts << "remote";
    return parts.join(' ');
}

QString letters(const QVector<QString>& labels)
{
    QString text;
    for (const QString& label : labels)
        text += label.isEmpty() ? QString('.') : label;
    return text;
}

} // namespace

class TestGenBank : public QObject
{
    Q_OBJECT
private slots:
    void parsesLocations()
    {
        QCOMPARE(segments("4..12"), QString("+3-12"));
        QCOMPARE(segments("7"), QString("+6-7"));
        QCOMPARE(segments("<4..>12"), QString("+3-12 < >"));
        QCOMPARE(segments("complement(17..25)"), QString("-16-25"));
        QCOMPARE(segments("join(1..3,5..8)"), QString("+0-3 +4-8"));
        QCOMPARE(segments("complement(join(1..3,5..8))"), QString("-4-8 -0-3"));
        QCOMPARE(segments("join(complement(5..8),complement(1..3))"), QString("-4-8 -0-3"));
        QCOMPARE(segments("join(J00194.1:100..202,1..3)"), QString("+0-3 remote"));
        QCOMPARE(segments("5^6"), QString());
        QCOMPARE(segments("one-of(1,2)..5"), QString("bad"));
        QCOMPARE(segments("4..12)"), QString("bad"));
        QCOMPARE(segments(""), QString("bad"));
    }

    void makesCoresOfCodingSequences()
    {
        const Read all = readAll(m_files.write("a.gb", entry("     CDS             4..12\n"
                                                             "                     /note=\"two\n"
                                                             "                     /lines of \"\"text\"\"\"\n"
                                                             "                     /translation=\"M\n"
                                                             "                     K\"\n"
                                                             "     CDS             complement(17..25)\n"
                                                             "                     /translation=\"MK\"\n")));
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 1);
        const ImportedRecord& record = all.records[0];
        QCOMPARE(record.record.name, QString("TST01.1"));
        QCOMPARE(record.record.description, QString("A small example."));
        QCOMPARE(record.residues, QByteArray("CCCATGAAATAACCCCTTATTTCATCCCCC"));
        QVERIFY(record.gold.annotated);
        QCOMPARE(record.gold.cores.size(), 2);
        QCOMPARE(record.gold.cores[0], (Core{{3, 12}, "core"}));
        QCOMPARE(record.gold.cores[1], (Core{{16, 25}, "core_reverse"}));
        QCOMPARE(letters(record.gold.labels), QString("...MMMKKK***....***KKKMMM....."));
    }

    void joinsAreFragmentedCores()
    {
        const Read all =
            readAll(m_files.write("j.gb", entry("     CDS             join(4..6,\n                     10..12)\n")));
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.records[0].gold.cores, (QVector<Core>{Core{{3, 6}}, Core{{9, 12}}}));
        QVERIFY(all.records[0].gold.labels.isEmpty());
    }

    void ofOverlappingCoresTheLongerStays()
    {
        const Read all = readAll(m_files.write("o.gb", entry("     CDS             4..12\n     CDS             9..25\n"
                                                             "     CDS             26..28\n")));
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.records[0].gold.cores, (QVector<Core>{Core{{8, 25}}, Core{{25, 28}}}));
        QCOMPARE(all.records[0].record.meta["overlappingCoresLeftOut"].toInt(), 1);
    }

    void withoutCodingSequenceNothingIsAnnotated()
    {
        const Read all = readAll(m_files.write("n.gb", entry("")));
        QVERIFY(!all.records[0].gold.annotated);
    }

    void reportsFaultsAndGoesOn()
    {
        const QByteArray bad = entry("     CDS             4..40\n", "BAD1") + entry("", "BAD2", "31") +
                               entry("     CDS             whatever\n", "BAD3") + entry("", "GOOD");
        const Read all = readAll(m_files.write("bad.gb", bad));
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.records[0].record.name, QString("GOOD.1"));
        QCOMPARE(all.issue(0),
                 QString("1|BAD1.1|line 8: feature CDS at 4..40 lies outside the sequence of 30 letters"));
        QCOMPARE(all.issue(1), QString("12|BAD2.1|line 12: LOCUS says 31 letters, ORIGIN has 30"));
        QCOMPARE(all.issue(2), QString("22|BAD3.1|line 29: the location \"whatever\" of a CDS is not understood"));
    }

    void readsRealFiles()
    {
        const QString folder = QStringLiteral(CORESPAN_SHARED "/data/formats/");
        if (!QFile::exists(folder))
            QSKIP("the development data are not here");
        const Read plasmid = readAll(folder + "NC_005816.gb");
        QCOMPARE(plasmid.records.size(), 1);
        QCOMPARE(plasmid.records[0].record.name, QString("NC_005816.1"));
        QCOMPARE(plasmid.records[0].record.length, 9609);
        QCOMPARE(plasmid.records[0].gold.cores.size(), 8); // of 10: two overlap longer ones
        const Read bac = readAll(folder + "arab1.gb");
        QCOMPARE(bac.records[0].record.length, 86436);
        QVERIFY(bac.records[0].gold.cores.contains(Core{{3461, 3615}, "core"}));
        QVERIFY(bac.records[0].gold.cores.contains(Core{{6616, 6953}, "core_reverse"}));
    }

    void readsManyEntries()
    {
        const QString path = QStringLiteral(CORESPAN_SHARED "/data/augustus_fly/train.gb");
        if (!QFile::exists(path))
            QSKIP("the development data are not here");
        const Read all = readAll(path);
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size() + all.report.skipped, 486);
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestGenBank)
#include "tst_genbank.moc"
