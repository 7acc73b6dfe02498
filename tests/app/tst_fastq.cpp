// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include <QtTest>

using namespace corespan;

class TestFastq : public QObject
{
    Q_OBJECT
private slots:
    void readsOneAndSeveralLines()
    {
        const QString path = m_files.write("a.fq", "@r1 first\nACGT\n+\n@III\n@r2\nAC\nGT\n+r2\n@@\n++\n");
        QCOMPARE(*detectFormat(path), FileFormat::Fastq);
        const Read all = readAll(path);
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].record.description, QString("first"));
        QCOMPARE(all.records[0].residues, QByteArray("ACGT"));
        QCOMPARE(all.records[1].record.name, QString("r2"));
        QCOMPARE(all.records[1].residues, QByteArray("ACGT"));
        QCOMPARE(all.report.notes.value(0).reason, QString("qualities are not kept (2; lines 1, 5)"));
    }

    void faultsAreNamedAndTheNextEntryIsFound()
    {
        const Read all =
            readAll(m_files.write("f.fq", "@a\nACGT\n+\nIIIII\n@b\nACGT\n+c\nIIII\n@d\nAC\n@e\nACGT\n+\nIII\n"
                                          "@f\nACGT\n+\nIIII\nIII\n@g\nACGT\n+\nII\xc3I\n@h\nACGT\n+\nII\n"));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.issue(0), QString("1|a|line 4: 5 qualities for 4 letters"));
        QCOMPARE(all.issue(1), QString("5|b|line 7: the \"+\" line names another record"));
        QCOMPARE(all.issue(2), QString("9|d|the entry is cut: no \"+\" line and no qualities"));
        QCOMPARE(all.issue(3), QString("11|e|line 15: 5 qualities for 4 letters")); // the next header is taken for them
        QVERIFY(all.issue(4).startsWith("16||a line that begins no entry"));
        QCOMPARE(all.issue(5), QString("20|g|line 23: a quality is a sign from \"!\" to \"~\""));
        QCOMPARE(all.issue(6), QString("24|h|the entry is cut: 2 qualities for 4 letters"));
        QCOMPARE(all.records.size(), 0);
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestFastq)
#include "tst_fastq.moc"
