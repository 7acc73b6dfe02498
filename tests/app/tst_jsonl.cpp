// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/exporting/gold_jsonl.h"

#include <QtTest>

using namespace corespan;

class TestJsonl : public QObject
{
    Q_OBJECT
private slots:
    void writesWhatItReads_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("plain") << QByteArray("{\"id\":\"a\",\"sequence\":\"ACGT\"}");
        QTest::newRow("no core") << QByteArray("{\"id\":\"a\",\"sequence\":\"ACGT\",\"cores\":[]}");
        QTest::newRow("typed") << QByteArray("{\"id\":\"a\",\"sequence\":\"ACGT\",\"cores\":[[0,2],[2,4,\"exon\"]]}");
        QTest::newRow("letters") << QByteArray(
            "{\"id\":\"a\",\"sequence\":\"ACGT\",\"cores\":[[1,3]],\"labels\":\".MM.\"}");
        QTest::newRow("names") << QByteArray("{\"id\":\"a\",\"sequence\":\"AC\",\"labels\":[\"helix\",\".\"]}");
        QTest::newRow("all") << QByteArray(
            "{\"id\":\"ä \\\"b\\\"\",\"sequence\":\"MKV\",\"description\":\"d\",\"cores\":[[0,3]],\"labels\":\"xyz\","
            "\"meta\":{\"begin\":9007199254740993,\"n\":0.5,\"s\":[\"x\",null]}}");
    }

    void writesWhatItReads()
    {
        QFETCH(QByteArray, line);
        const Read all = readAll(m_files.write("a.jsonl", line + "\n"));
        QCOMPARE(all.error, QString());
        QVERIFY2(all.records.size() == 1, qPrintable(all.issue()));
        QCOMPARE(toJsonLine(all.records[0]), line);
    }

    void tellsNotAnnotatedFromNoCore()
    {
        const Read all = readAll(m_files.write(
            "b.jsonl",
            "{\"id\":\"a\",\"sequence\":\"ACGT\"}\n\n{\"id\":\"b\",\"sequence\":\"ACGT\",\"cores\":[]}\r\n"));
        QVERIFY(!all.records[0].gold.annotated);
        QVERIFY(all.records[1].gold.annotated);
    }

    void refusesByNameAndLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("issue");
        QTest::newRow("unknown") << QByteArray("{\"id\":\"a\",\"sequence\":\"A\",\"core\":[]}")
                                 << "2|a|unknown key \"core\"";
        QTest::newRow("twice") << QByteArray("{\"id\":\"a\",\"id\":\"b\",\"sequence\":\"A\"}")
                               << "2||the key \"id\" comes twice";
        QTest::newRow("no id") << QByteArray("{\"sequence\":\"A\"}") << "2||\"id\" is missing";
        QTest::newRow("no sequence") << QByteArray("{\"id\":\"a\"}") << "2|a|\"sequence\" is missing";
        QTest::newRow("id number") << QByteArray("{\"id\":1,\"sequence\":\"A\"}") << "2||\"id\" must be a string";
        QTest::newRow("list") << QByteArray("[1]") << "2||expected a JSON object";
        QTest::newRow("fraction")
            << QByteArray("{\"id\":\"a\",\"sequence\":\"ACGT\",\"cores\":[[0,1.5]]}")
            << "2|a|a core must be [begin, end], [begin, end, \"type\"] or [begin, end, \"type\", "
               "\"<>\"] with whole numbers";
        QTest::newRow("outside") << QByteArray("{\"id\":\"a\",\"sequence\":\"ACGT\",\"cores\":[[2,5]]}")
                                 << "2|a|the core [2, 5) does not lie in the sequence of 4 positions";
        QTest::newRow("backwards") << QByteArray("{\"id\":\"a\",\"sequence\":\"ACGT\",\"cores\":[[3,3]]}")
                                   << "2|a|the core [3, 3) does not lie in the sequence of 4 positions";
        QTest::newRow("overlap") << QByteArray("{\"id\":\"a\",\"sequence\":\"ACGT\",\"cores\":[[1,4],[0,2]]}")
                                 << "2|a|the cores [0, 2) and [1, 4) overlap";
        QTest::newRow("labels") << QByteArray("{\"id\":\"a\",\"sequence\":\"ACGT\",\"labels\":\"abc\"}")
                                << "2|a|3 labels for 4 positions";
        QTest::newRow("deep") << "{\"id\":\"a\",\"sequence\":\"A\",\"meta\":{\"x\":" + QByteArray(5000, '[')
                              << "2||JSON nested deeper than 64 levels";
    }

    void refusesByNameAndLine()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, issue);
        const Read all = readAll(m_files.write("c.jsonl", "{\"id\":\"first\",\"sequence\":\"MK\"}\n" + line +
                                                              "\n{\"id\":\"last\",\"sequence\":\"MK\"}\n"));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.issue(), issue);
    }

    void namesBadJson()
    {
        const Read all = readAll(m_files.write("d.jsonl", "{\"id\":\"a\",\"sequence\":\n"));
        QVERIFY2(all.issue().startsWith("1||bad JSON: parse error at line 1, column"), qPrintable(all.issue()));
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestJsonl)
#include "tst_jsonl.moc"
