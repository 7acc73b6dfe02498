// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/robot/robot.h"

#include <QTest>

using namespace corespan::test;

/// A robot curator. CORESPAN_ROBOT_ACTIONS and CORESPAN_ROBOT_SEED make it work longer, or otherwise.
class TestRobot : public QObject
{
    Q_OBJECT
private slots:
    void plainRules();
    void worksAsThePlainModelSays();
};

void TestRobot::plainRules()
{
    using namespace corespan;
    PlainProject plain;
    PlainProject::Entry& entry = plain.records[RecordId(1)];
    entry.length = 30;
    entry.predicted = QVector<Core>{Core{{3, 9}}};
    plain.edit(RecordId(1), plainAccept);
    QCOMPARE(entry.curation.state, ReviewState::Accepted);
    plain.edit(RecordId(1), plainAccept); // changes nothing: no step
    QCOMPARE(plain.depth(), 1);
    QCOMPARE(plainMovedBoundary({Core{{3, 9}}, Core{{9, 12}}}, 9, 40, 30),
             (QVector<Core>{Core{{3, 11}}, Core{{11, 12}}}));
    QCOMPARE(plainMovedBoundary({Core{{3, 9}}, Core{{10, 12}}}, 10, 0, 30),
             (QVector<Core>{Core{{3, 9}}, Core{{9, 12}}}));
    QCOMPARE(plainShifted({Core{{3, 9}}, Core{{12, 14}}}, 0, 10, 30), (QVector<Core>{Core{{6, 12}}, Core{{12, 14}}}));
    QVERIFY(plain.undo());
    QVERIFY(!plain.undo());
    QCOMPARE(entry.curation, Curation());
    QVERIFY(plain.redo());
    QCOMPARE(entry.curation.cores, (QVector<Core>{Core{{3, 9}}}));
}

void TestRobot::worksAsThePlainModelSays()
{
    RobotOptions options;
    if (qEnvironmentVariableIsSet("CORESPAN_ROBOT_ACTIONS"))
        options.actions = qEnvironmentVariable("CORESPAN_ROBOT_ACTIONS").toLongLong();
    if (qEnvironmentVariableIsSet("CORESPAN_ROBOT_SEED"))
        options.seed = qEnvironmentVariable("CORESPAN_ROBOT_SEED").toUInt();
    Robot robot(options);
    const QString problem = robot.run();
    for (const QString& line : problem.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        qWarning("%s", qPrintable(line)); // in one, it would be cut short
    QVERIFY(problem.isEmpty());
    qInfo("%lld actions: %s", qlonglong(options.actions), qPrintable(robot.counts().join(QStringLiteral(", "))));
}

QTEST_MAIN(TestRobot)
#include "tst_robot.moc"
