// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"
#include "core/review/run_comparison.h"

using namespace corespan;
using namespace corespan::test;

using Cores = QVector<Core>;

/// Two runs side by side, and what the curator's decisions say of them.
class TestRunComparison : public QObject
{
    Q_OBJECT
private slots:
    void relations_data()
    {
        QTest::addColumn<Cores>("first");
        QTest::addColumn<Cores>("second");
        QTest::addColumn<RunRelation>("relation");
        QTest::addColumn<int>("shift");
        const Core core{{10, 20}};
        QTest::newRow("same") << Cores{core} << Cores{core} << RunRelation::Same << 0;
        QTest::newRow("none") << Cores{} << Cores{} << RunRelation::Same << 0;
        QTest::newRow("start") << Cores{core} << Cores{Core{{7, 20}}} << RunRelation::Start << 3;
        QTest::newRow("end") << Cores{core} << Cores{Core{{10, 18}}} << RunRelation::End << 2;
        QTest::newRow("both") << Cores{core} << Cores{Core{{11, 24}}} << RunRelation::Both << 4;
        QTest::newRow("start of one, end of another")
            << Cores{core, Core{{30, 40}}} << Cores{Core{{9, 20}}, Core{{30, 45}}} << RunRelation::Both << 5;
        QTest::newRow("type") << Cores{core} << Cores{Core{{10, 20}, "H"}} << RunRelation::Type << 0;
        QTest::newRow("type and end") << Cores{core} << Cores{Core{{10, 21}, "H"}} << RunRelation::Others << 1;
        QTest::newRow("elsewhere") << Cores{core} << Cores{Core{{20, 30}}} << RunRelation::Others << 0;
        QTest::newRow("one more") << Cores{core} << Cores{core, Core{{30, 40}}} << RunRelation::Others << 0;
        QTest::newRow("only first") << Cores{core} << Cores{} << RunRelation::OnlyFirst << 0;
        QTest::newRow("only second") << Cores{} << Cores{core} << RunRelation::OnlySecond << 0;
        QTest::newRow("open end") << Cores{core} << Cores{Core{{10, 20}, "core", true}} << RunRelation::Same << 0;
    }

    void relations()
    {
        QFETCH(Cores, first);
        QFETCH(Cores, second);
        QTEST(relationOf(first, second), "relation");
        QTEST(int(largestShift(first, second)), "shift");
    }

    void runsOfAProject()
    {
        QTemporaryDir folder;
        const QString path = project(folder, 8);
        auto writer = valueOf(ProjectWriter::open(path));
        const RunId older = valueOf(writer->addRun({})).id;
        const RunId newer = valueOf(writer->addRun({})).id;
        const auto at = [](int id, Span span) { return prediction(RecordId(id), span, 0.5); };
        valueOf(writer->savePredictions(older, QVector<PredictionResult>{at(1, {5, 50}), at(2, {5, 50}), at(3, {5, 50}),
                                                                         at(4, {5, 50}), at(5, {5, 50}), at(6, {5, 50}),
                                                                         prediction(RecordId(8), {}, 0.5)}));
        valueOf(writer->savePredictions(newer, QVector<PredictionResult>{at(1, {5, 50}), at(2, {5, 47}), at(3, {5, 47}),
                                                                         at(4, {5, 47}), at(5, {5, 47}), at(7, {5, 50}),
                                                                         at(8, {5, 50})}));
        valueOf(writer->applyEdit(acceptEdit(RecordId(1), {}, {Core{{5, 50}}})));
        valueOf(writer->applyEdit(acceptEdit(RecordId(2), {}, {Core{{5, 50}}})));
        valueOf(writer->applyEdit(coreEdit(RecordId(3), {}, {5, 47})));
        valueOf(writer->applyEdit(rejectEdit(RecordId(4), {}))); // says of neither that it is right
        valueOf(writer->applyEdit(noCoreEdit(RecordId(5), {})));

        const auto reader = valueOf(ProjectReader::open(path));
        const RunComparison comparison = valueOf(compareRuns(*reader, older, newer));
        QCOMPARE(comparison.compared(), 6);
        QCOMPARE(comparison.inFirst, 1);
        QCOMPARE(comparison.inSecond, 1);
        QCOMPARE(comparison.relations,
                 (QMap<RunRelation, std::int64_t>{
                     {RunRelation::Same, 1}, {RunRelation::End, 4}, {RunRelation::OnlySecond, 1}}));
        QCOMPARE(comparison.verdicts, (QMap<RunVerdict, std::int64_t>{{RunVerdict::Open, 2},
                                                                      {RunVerdict::BothRight, 1},
                                                                      {RunVerdict::OnlyFirst, 1},
                                                                      {RunVerdict::OnlySecond, 1},
                                                                      {RunVerdict::NoneRight, 1}}));
        QCOMPARE(comparison.differing.size(), 5);
        QCOMPARE(comparison.differing[0].name, QStringLiteral("rec2"));
        QCOMPARE(comparison.differing[0].verdict, RunVerdict::OnlyFirst);
        QCOMPARE(comparison.differing[1].verdict, RunVerdict::OnlySecond);
        QVERIFY(!comparison.differing[2].curated);
        const auto stopped = compareRuns(*reader, older, newer, [](std::int64_t, std::int64_t) { return false; });
        QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestRunComparison)
#include "tst_run_comparison.moc"
