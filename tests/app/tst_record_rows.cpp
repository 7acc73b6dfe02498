// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluated_fixture.h"
#include "app/format_fixture.h"
#include "core/evaluation/record_rows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace corespan;
using namespace corespan::test;

class TestRecordRows : public QObject
{
    Q_OBJECT
private slots:
    void tsvHasALineARecord()
    {
        const QString path = m_files.path("r.tsv");
        QVERIFY(writeRecordRows(path, RowFormat::Tsv, smallSet("m"), nullptr, {}));
        const QByteArrayList lines = Files::read(path).split('\n');
        QCOMPARE(lines.size(), 5); // the last is empty
        QCOMPARE(lines[0],
                 QByteArray("id\tlength\tclass\tgold\tpredicted\tscore\texact\tright\toff\tiou\tlabels\tlabels_right"));
        QCOMPARE(lines[1], QByteArray("a\t100\tS\t1-20:S\t1-20:S\t0.9\t1\t1\t0\t1\t20\t19"));
        QCOMPARE(lines[2],
                 QByteArray("b\t100\tH+S\t1-20:S 41-60:H\t1-22:S 41-60:H 71-90:H\t0.6\t0\t0\t\t0.645161\t\t"));
        QCOMPARE(lines[3], QByteArray("c <&>\t100\t\t\t\t0.95\t1\t1\t0\t1\t\t"));
    }

    void anotherProgramStandsBeside()
    {
        const QString path = m_files.path("o.tsv");
        const EvaluatedSet other = emptySet("o");
        QVERIFY(writeRecordRows(path, RowFormat::Tsv, smallSet("m"), &other, {}));
        const QByteArrayList lines = Files::read(path).split('\n');
        QVERIFY(lines[0].endsWith("other_labels\tother_labels_right"));
        for (int i = 0; i < 4; ++i)
            QCOMPARE(lines[i].count('\t'), 19);
        QVERIFY(lines[1].endsWith("\t\t\t0\t0\t\t0\t\t"));
    }

    void jsonlKeepsCoordinatesAsInside()
    {
        const QString path = m_files.path("r.jsonl");
        const EvaluatedSet other = emptySet("o");
        QVERIFY(writeRecordRows(path, RowFormat::Jsonl, smallSet("m"), &other, {}));
        const QByteArrayList lines = Files::read(path).trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        const QJsonObject row = QJsonDocument::fromJson(lines[0]).object();
        QCOMPARE(row["id"].toString(), QString("a"));
        QCOMPARE(row["gold"].toArray(), (QJsonArray{QJsonArray{0, 20, "S"}}));
        QCOMPARE(row["exact"].toBool(), true);
        QCOMPARE(row["labels_right"].toInt(), 19);
        QCOMPARE(row["other"].toObject()["predicted"].toArray(), QJsonArray());
        QVERIFY(QJsonDocument::fromJson(lines[1]).object()["off"].isNull());
    }

    void formatByName()
    {
        QCOMPARE(rowFormat("a.TSV"), std::optional(RowFormat::Tsv));
        QCOMPARE(rowFormat("a.jsonl"), std::optional(RowFormat::Jsonl));
        QCOMPARE(rowFormat("a.csv"), std::nullopt);
    }

private:
    Files m_files;
};

QTEST_GUILESS_MAIN(TestRecordRows)
#include "tst_record_rows.moc"
