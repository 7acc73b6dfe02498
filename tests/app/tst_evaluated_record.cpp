// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/evaluated_record.h"

#include <QTest>

using namespace corespan;

class TestEvaluatedRecord : public QObject
{
    Q_OBJECT
private slots:
    void intersectionOfLists()
    {
        QCOMPARE(intersection({{0, 5}, {8, 12}, {20, 30}}, {{3, 9}, {11, 25}, {29, 40}}),
                 (QVector<Span>{{3, 5}, {8, 9}, {11, 12}, {20, 25}, {29, 30}}));
        QVERIFY(intersection({{0, 5}}, {{5, 9}}).isEmpty());
        QVERIFY(intersection({}, {{5, 9}}).isEmpty());
    }

    void moreThanHalfUnknownIsLeftOut()
    {
        EvaluatedRecord record;
        record.ambiguous = {{0, 4}, {6, 7}};
        record.predicted = {Core{{0, 7}}, Core{{2, 10}}};
        leaveOutUnknown(record);
        QCOMPARE(record.predicted, (QVector<Core>{Core{{2, 10}}})); // 5 of 7 go, 3 of 8 stay
    }

    void typesGetNewNames()
    {
        EvaluatedRecord record;
        record.gold = {Core{{0, 4}, "H"}, Core{{5, 7}, "S"}};
        record.predicted = {Core{{0, 4}, "h"}};
        renameTypes(record, {{"h", "H"}, {"S", "signal"}});
        QCOMPARE(record.gold, (QVector<Core>{Core{{0, 4}, "H"}, Core{{5, 7}, "signal"}}));
        QCOMPARE(record.predicted, (QVector<Core>{Core{{0, 4}, "H"}}));
    }

    void classIsTheTypesOfGold()
    {
        EvaluatedRecord record;
        QCOMPARE(recordClass(record), QString());
        record.gold = {Core{{0, 4}, "S"}, Core{{5, 7}, "H"}, Core{{8, 9}, "S"}};
        QCOMPARE(recordClass(record), QString("H+S"));
    }

    void commonRecordsInTheFirstsOrder()
    {
        const auto set = [](const QStringList& names, double score) {
            EvaluatedSet made;
            for (const QString& name : names) {
                EvaluatedRecord record;
                record.name = name;
                record.score = score;
                made.records.append(record);
            }
            return made;
        };
        const auto names = [](const EvaluatedSet& of) {
            QStringList list;
            for (const EvaluatedRecord& record : of.records)
                list.append(record.name);
            return list;
        };
        EvaluatedSet first = set({"a", "b", "c"}, 0.1), second = set({"c", "x", "a"}, 0.2);
        QVERIFY(keepCommon(first, second));
        QCOMPARE(names(first), QStringList({"a", "c"}));
        QCOMPARE(names(second), QStringList({"a", "c"}));
        QCOMPARE(second.records[0].score, 0.2);
        EvaluatedSet more = set({"c", "a", "z"}, 0.3);
        QVERIFY(!keepCommon(first, more)); // nothing taken out of the first
        QCOMPARE(names(more), QStringList({"a", "c"}));
    }
};

QTEST_APPLESS_MAIN(TestEvaluatedRecord)
#include "tst_evaluated_record.moc"
