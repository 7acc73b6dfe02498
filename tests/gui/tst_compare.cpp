// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/compare_controller.h"
#include "gui/models/compared_model.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/compare_window.h"
#include "gui/panels/status_line.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTableView>

using namespace corespan;
using namespace corespan::test;
using namespace corespan::gui;

/// Two runs side by side in their window.
class TestCompare : public QObject
{
    Q_OBJECT
private slots:
    void modelsFilter();
    void twoRunsOfTheProject();
    void oneRunIsNotEnough();
};

namespace {

QString textOf(const QAbstractItemModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        lines << cells.join(QLatin1Char('|'));
    }
    return lines.join(QLatin1Char('\n'));
}

void addRun(GuiFixture& fixture, const QString& model, const QVector<Span>& spans)
{
    auto writer = *ProjectWriter::open(fixture.project);
    Run run;
    run.model = model;
    run.types = QStringList{Core().type};
    run.started = QDateTime::currentDateTimeUtc();
    const RunId id = writer->addRun(run)->id;
    QVector<PredictionResult> results;
    for (qsizetype at = 0; at < spans.size(); ++at) {
        PredictionResult result;
        result.summary.record = RecordId(at + 1);
        if (!spans[at].isEmpty())
            result.summary.predicted = {{Core{spans[at]}, 0.5}};
        results << result;
    }
    QVERIFY(bool(writer->savePredictions(id, results)));
}

} // namespace

void TestCompare::modelsFilter()
{
    RunComparison comparison;
    comparison.relations = {{RunRelation::Same, 6}, {RunRelation::End, 2}};
    comparison.verdicts = {{RunVerdict::Open, 4}, {RunVerdict::BothRight, 3}, {RunVerdict::OnlySecond, 1}};
    comparison.inSecond = 5;
    ComparedRecord one{RecordId(1), "r1", {Core{{9, 30}}}, {Core{{9, 27}}}, QVector<Core>{Core{{9, 27}}}};
    one.relation = RunRelation::End;
    one.verdict = RunVerdict::OnlySecond;
    ComparedRecord two = one;
    two.id = RecordId(2);
    two.name = "r2";
    two.curated.reset();
    two.verdict = RunVerdict::Open;
    comparison.differing = {one, two};

    AgreementModel agreement;
    QAbstractItemModelTester tester(&agreement, QAbstractItemModelTester::FailureReportingMode::QtTest);
    agreement.setComparison(comparison);
    QCOMPARE(textOf(agreement), QStringLiteral("any difference|2|25.0 %\n"
                                               "the same|6|75.0 %\n"
                                               "end differs|2|25.0 %\n"
                                               "both as the curator says|3|75.0 %\n"
                                               "the second gets right what the first did not|1|25.0 %\n"
                                               "predicted by the second run only|5|"));
    ComparedModel records;
    QAbstractItemModelTester other(&records, QAbstractItemModelTester::FailureReportingMode::QtTest);
    records.setRecords(comparison.differing);
    QCOMPARE(textOf(records), QStringLiteral("r1|10–30|10–27|3|10–27\nr2|10–30|10–27|3|–"));
    records.setFilter(agreement.filterAt(4));
    QCOMPARE(records.rowCount(), 1);
    QCOMPARE(records.recordAt(0), RecordId(1));
    QCOMPARE(records.recordAt(1), RecordId::None);
    records.setFilter(agreement.filterAt(1));
    QCOMPARE(records.rowCount(), 0);
}

void TestCompare::twoRunsOfTheProject()
{
    GuiFixture fixture(3);
    addRun(fixture, "old", {{10, 30}, {10, 30}, {10, 30}});
    addRun(fixture, "new", {{10, 30}, {10, 27}, {}});
    fixture.open();
    QSignalSpy compared(&fixture.window->comparing(), &CompareController::compared);
    fixture.window->actions().model.compare->trigger();
    QTRY_COMPARE(compared.size(), 1);
    CompareWindow& view = fixture.window->comparing().view();
    QCOMPARE(textOf(*view.agreement().model()), QStringLiteral("any difference|2|66.7 %\n"
                                                               "the same|1|33.3 %\n"
                                                               "end differs|1|33.3 %\n"
                                                               "core in the first run only|1|33.3 %"));
    view.agreement().selectRow(3);
    QCOMPARE(textOf(*view.records().model()), QStringLiteral("r3|11–30|no core||–"));
    QTest::mouseClick(view.records().viewport(), Qt::LeftButton, {},
                      view.records().visualRect(view.records().model()->index(0, 0)).center());
    QCOMPARE(fixture.current().record.name, QStringLiteral("r3"));
    QVERIFY(!fixture.current().curation.annotated);
    widgets::TrackView& tracks = fixture.window->centrePanel().tracks();
    QVERIFY(fixture.current().predicted().isEmpty()); // the new run says so
    QCOMPARE(tracks.compared()->value(0).range, (widgets::PositionRange{10, 30}));
    QVERIFY(tracks.laneRect(widgets::Lane::Compared).height() > 0);
    fixture.window->document().compareWith(RunId::None);
    QVERIFY(!tracks.compared());
    QCOMPARE(tracks.laneRect(widgets::Lane::Compared).height(), 0);
    fixture.window->document().close();
    QVERIFY(!view.isVisible());
}

void TestCompare::oneRunIsNotEnough()
{
    GuiFixture fixture(1);
    addRun(fixture, "only", {{10, 30}});
    fixture.open();
    fixture.window->actions().model.compare->trigger();
    QVERIFY(!fixture.window->comparing().view().isVisible());
    QCOMPARE(fixture.window->statusLine().jobText(),
             QStringLiteral("There is nothing to compare: the project has fewer than two runs."));
}

QTEST_MAIN(TestCompare)
#include "tst_compare.moc"
