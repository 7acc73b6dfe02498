// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include <QtTest>

using namespace corespan;

class TestStockholm : public QObject
{
    Q_OBJECT
private slots:
    void rowsLoseTheirGaps()
    {
        const QString path = m_files.write("a.sto", "# STOCKHOLM 1.0\n#=GF ID x\n#=GS b/1-5 DE the second\n\n"
                                                    "a/3-9      MK.VL-\n#=GR a/3-9 SS HH.EE.\nb/1-5      mk-vl.\n"
                                                    "#=GR b/1-5 SA 9-9999\n#=GC SS_cons  HHHEE.\n\n"
                                                    "a/3-9      AAG\n#=GR a/3-9 SS .CC\nb/1-5      --A\n//\n");
        QCOMPARE(*detectFormat(path), FileFormat::Stockholm);
        const Read all = readAll(path);
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].record.name, QString("a/3-9"));
        QCOMPARE(all.records[0].residues, QByteArray("MKVLAAG"));
        QCOMPARE(labelsText(all.records[0]), QString("HHEE.CC"));
        QCOMPARE(all.records[1].residues, QByteArray("MKVLA"));
        QCOMPARE(all.records[1].record.description, QString("the second"));
        QVERIFY(all.report.notes.value(0).reason.startsWith("#=GR lines that were not asked for (1 SA; line 8)"));
        ReadOptions options;
        options.labelRow = "SA";
        QCOMPARE(
            labelsText(
                readAll(m_files.write("b.sto", "# STOCKHOLM 1.0\nx AC-G\n#=GR x SA 12.3\n//\n"), options).records[0]),
            QString("123"));
    }

    void faultsAreNamed()
    {
        const Read all =
            readAll(m_files.write("f.sto", "# STOCKHOLM 1.0\na ACGT\nb ACG\nc ACGT\n#=GR c SS HHH\nd AC GT\n"
                                           "e ACGT\ne ACGT\nf ----\ng ACGT\n//\n# STOCKHOLM 1.0\nh ACGT\n"));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.issue(0), QString("3|b|the row has 3 columns, the first row 4; the alignment is cut or damaged"));
        QCOMPARE(all.issue(1), QString("4|c|line 5: 3 labels for 4 columns"));
        QCOMPARE(all.issue(2), QString("6|d|line 6: 3 words; a row is a name and its letters"));
        QCOMPARE(all.issue(3), QString("7|e|line 8: the name comes twice in one block"));
        QCOMPARE(all.issue(4), QString("9|f|the sequence is empty"));
        QCOMPARE(all.issue(5), QString("12||the alignment is cut: it does not end with \"//\""));
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[1].record.name, QString("g"));
    }

    void severalAlignmentsMayFollow()
    {
        const Read all =
            readAll(m_files.write("s.sto", "# STOCKHOLM 1.0\na ACGT\n//\n\n# STOCKHOLM 1.0\nb GGG\n//\nx\n"));
        QCOMPARE(all.records.size(), 2);
        QVERIFY(all.issue().startsWith("8||\"x\" stands before the line"));
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestStockholm)
#include "tst_stockholm.moc"
