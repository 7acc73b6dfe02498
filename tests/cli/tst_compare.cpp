// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"

#include <QTest>

using namespace corespan;
using namespace corespan::test;

class TestCompare : public QObject
{
    Q_OBJECT
private slots:
    void countsAndRows()
    {
        const QString rows = m_files.path("rows.tsv");
        const Outcome compared = run({"compare", expected(), found(), "--rows", rows, "--json"});
        QVERIFY2(compared.code == 0, qPrintable(compared.err));
        QCOMPARE(compared.json(), (QJsonObject{{"expected", 4},
                                               {"found", 4},
                                               {"same", 1},
                                               {"other_start", 1},
                                               {"other_end", 0},
                                               {"displaced", 1},
                                               {"missed", 1},
                                               {"only_found", 2}}));
        QCOMPARE(
            Files::read(rows),
            QByteArray("sequence\tfate\tbegin\tend\tstrand\tscore\tfound_begin\tfound_end\tfound_strand\tfound_score\n"
                       "c\tsame\t11\t40\t+\t\t11\t40\t+\t0.9\n"
                       "c\tother start\t51\t80\t-\t\t51\t74\t-\t0.5\n"
                       "c\tdisplaced\t101\t130\t+\t0.25\t121\t160\t-\t\n"
                       "c\tmissed\t201\t230\t+\t\t\t\t\t\n"
                       "c\tonly found\t\t\t\t\t121\t160\t-\t\n"
                       "d\tonly found\t\t\t\t\t1\t30\t+\t\n"));
    }

    void brokenLinesAreTold()
    {
        const QString broken = m_files.write("broken.gff3", "##gff-version 3\nc\tx\tCDS\t1\n"
                                                            "c\tx\tCDS\t1\t30\t.\t+\t0\tID=a\n");
        const Outcome compared = run({"compare", broken, found()});
        QCOMPARE(compared.code, 3);
        QVERIFY2(compared.err.contains("broken.gff3:2: not a line of GFF3"), qPrintable(compared.err));
        QVERIFY2(compared.out.startsWith("1 cores expected, 4 found\n"), qPrintable(compared.out));
        QCOMPARE(run({"compare", found()}).code, 2);
    }

private:
    QString expected() const
    {
        return m_files.write("expected.gff3", "##gff-version 3\n"
                                              "c\tx\tCDS\t11\t40\t.\t+\t0\tID=a\n"
                                              "c\tx\tCDS\t51\t80\t.\t-\t0\tID=b\n"
                                              "c\tx\tCDS\t101\t130\t0.25\t+\t0\tID=c\n"
                                              "c\tx\tCDS\t201\t230\t.\t+\t0\tID=d\n");
    }
    QString found() const
    {
        return m_files.write("found.gff3", "##gff-version 3\n"
                                           "c\tx\tCDS\t11\t40\t0.9\t+\t0\tID=a\n"
                                           "c\tx\tCDS\t51\t74\t0.5\t-\t0\tID=b\n"
                                           "c\tx\tCDS\t121\t160\t.\t-\t0\tID=c\n"
                                           "d\tx\tCDS\t1\t30\t.\t+\t0\tID=d\n");
    }

    Files m_files;
};

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
