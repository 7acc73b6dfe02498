// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "core/domain/edits.h"
#include "gui/controllers/bulk_controller.h"
#include "gui/controllers/predict_controller.h"
#include "gui/dialogs/bulk_dialog.h"
#include "gui/dialogs/redecode_dialog.h"
#include "gui/panels/status_line.h"
#include "gui/parts/plan_preview.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>

using namespace corespan;
using namespace corespan::test;
using namespace corespan::gui;

/// One decision about all records of the queue, from the menu to the disk and back.
class TestBulkWindow : public QObject
{
    Q_OBJECT
private slots:
    void dialogShowsWhatWouldChange();
    void lateAnswersAreDropped();
    void acceptsTheQueueAsOneStep();
    void whatHasChangedSinceRefusesAll();
    void decodesAnew();
    void slidersAskAnew();
};

namespace {

EditPlan somePlan(int edits)
{
    EditPlan plan;
    for (int id = 1; id <= edits; ++id) {
        plan.edits << acceptEdit(RecordId(id), {}, {Core{{9, 30}}});
        plan.names << QStringLiteral("r%1").arg(id);
    }
    plan.same = 3;
    plan.decided = 2;
    return plan;
}

void predict(GuiFixture& fixture)
{
    QSignalSpy finished(&fixture.window->predictions(), &PredictController::finished);
    fixture.window->predictions().predictAll();
    QTRY_COMPARE(finished.size(), 1);
    QTRY_VERIFY(fixture.isSaved());
}

ReviewState stateOf(GuiFixture& fixture, int id)
{
    return fixture.window->document().reader().curation(RecordId(id))->state;
}

} // namespace

void TestBulkWindow::dialogShowsWhatWouldChange()
{
    QVector<BulkRequest> asked;
    BulkQuestion question;
    question.preview = [&asked](const BulkRequest& request,
                                const std::function<void(const Result<EditPlan>&)>& onPlan) {
        asked << request;
        onPlan(request.action == BulkAction::Reset ? EditPlan() : somePlan(1200));
    };
    BulkDialog dialog(question);
    dialog.show();
    QVERIFY(dialog.applyButton().isEnabled());
    QCOMPARE(dialog.applyButton().text(), QStringLiteral("&Change 1,200 records"));
    QCOMPARE(dialog.preview().text(), QStringLiteral("1,200 of 1,205 records would change: 1,200 accepted"));
    const QAbstractItemModel& list = *dialog.findChild<QTableView*>()->model();
    QCOMPARE(list.rowCount(), 1200);
    QCOMPARE(list.index(1, 0).data().toString(), QStringLiteral("r2"));
    QCOMPARE(list.index(1, 1).data().toString(), QStringLiteral("○ Unseen"));
    QCOMPARE(list.index(1, 2).data().toString(), QStringLiteral("● Accepted · 10–30"));
    dialog.setRequest({BulkAction::Reset, false});
    QVERIFY(!dialog.applyButton().isEnabled());
    QCOMPARE(asked, (QVector<BulkRequest>{{BulkAction::Accept, false}, {BulkAction::Reset, false}}));
}

void TestBulkWindow::lateAnswersAreDropped()
{
    std::function<void(const Result<EditPlan>&)> answer;
    {
        BulkQuestion question;
        question.preview = [&answer](const BulkRequest&, std::function<void(const Result<EditPlan>&)> onPlan) {
            answer = std::move(onPlan);
        };
        BulkDialog dialog(question);
        QVERIFY(!dialog.applyButton().isEnabled());
        answer(Error{QStringLiteral("unreadable")});
        QVERIFY(!dialog.applyButton().isEnabled());
        QCOMPARE(dialog.preview().text(), QStringLiteral("unreadable"));
    }
    answer(somePlan(1)); // the dialog is gone
}

void TestBulkWindow::acceptsTheQueueAsOneStep()
{
    GuiFixture fixture(6);
    fixture.open();
    predict(fixture);
    fixture.window->document().edit(
        [](const CurrentRecord& now) { return toggleFlagEdit(now.record.id, now.curation); });
    const QString flagged = fixture.current().record.name;
    QTRY_VERIFY(fixture.isSaved());
    fixture.dialogs.bulk = BulkRequest{};
    QSignalSpy applied(&fixture.window->bulk(), &BulkController::applied);
    fixture.window->actions().review.bulk->trigger();
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(applied[0][0].toLongLong(), 5);
    QCOMPARE(fixture.dialogs.bulkAsked->scope, QStringLiteral("6 records: Unreviewed"));
    QVERIFY(!fixture.window->statusLine().hasJob());
    QCOMPARE(fixture.current().record.name, flagged);
    QCOMPARE(stateOf(fixture, 6), ReviewState::Accepted);
    QVERIFY(fixture.window->actions().edit.undo->toolTip().startsWith(QStringLiteral("Undo: accepted 5 records")));

    fixture.close();
    fixture.open();
    fixture.window->actions().edit.undo->trigger();
    QTRY_COMPARE(stateOf(fixture, 6), ReviewState::Unseen);
    QCOMPARE(stateOf(fixture, 2), ReviewState::Unseen);
    fixture.window->actions().edit.redo->trigger();
    QTRY_COMPARE(stateOf(fixture, 6), ReviewState::Accepted);
    QTRY_VERIFY(fixture.isSaved());
    QVERIFY(!fixture.window->statusLine().hasJob());
}

void TestBulkWindow::whatHasChangedSinceRefusesAll()
{
    GuiFixture fixture(3);
    fixture.open();
    predict(fixture);
    EditPlan plan;
    for (int id = 1; id <= 3; ++id) {
        plan.edits << rejectEdit(RecordId(id), {});
        plan.names << QStringLiteral("r%1").arg(id);
    }
    fixture.window->document().edit([](const CurrentRecord& now) { return noCoreEdit(now.record.id, now.curation); });
    fixture.window->bulk().apply(plan, QStringLiteral("rejected"));
    QTRY_VERIFY(!fixture.dialogs.asked.isEmpty());
    QVERIFY2(fixture.dialogs.asked[0].startsWith(QStringLiteral("Nothing was changed: r1: The record has changed")),
             qPrintable(fixture.dialogs.asked[0]));
    QCOMPARE(stateOf(fixture, 2), ReviewState::Unseen);
    QCOMPARE(fixture.current().curation.state, ReviewState::NoCore);
}

void TestBulkWindow::decodesAnew()
{
    GuiFixture fixture(3);
    fixture.open();
    predict(fixture);
    fixture.dialogs.redecode = RedecodeOptions{.maxLength = 12};
    QSignalSpy applied(&fixture.window->bulk(), &BulkController::applied);
    fixture.window->actions().review.redecode->trigger();
    QTRY_COMPARE(applied.size(), 1);
    QCOMPARE(applied[0][0].toLongLong(), 3);
    QCOMPARE(fixture.dialogs.redecodeAsked->scope, QStringLiteral("3 records: Unreviewed"));
    QCOMPARE(fixture.dialogs.redecodeAsked->standard, RedecodeOptions());
    QCOMPARE(fixture.curatedSpan(), (Span{10, 22})); // the current record is shown as it is now
    QCOMPARE(stateOf(fixture, 3), ReviewState::Corrected);
    QCOMPARE(fixture.window->statusLine().jobText(),
             QStringLiteral("decoded 3 records anew: 12 at most · Ctrl+Z takes it back"));
    fixture.window->actions().edit.undo->trigger();
    QTRY_VERIFY(!fixture.current().curation.annotated);
    QCOMPARE(stateOf(fixture, 3), ReviewState::Unseen);
}

void TestBulkWindow::slidersAskAnew()
{
    QVector<RedecodeOptions> asked;
    RedecodeQuestion question;
    question.standard.minLength = 6;
    question.preview = [&asked](const RedecodeRequest& request,
                                const std::function<void(const Result<EditPlan>&)>& onPlan) {
        asked << request.options;
        onPlan(somePlan(int(request.options.minLength)));
    };
    RedecodeDialog dialog(question);
    dialog.show();
    QCOMPARE(asked, (QVector<RedecodeOptions>{{.minLength = 6}}));
    const auto sliders = dialog.findChildren<QSlider*>();
    QCOMPARE(sliders.size(), 5);
    sliders[0]->setValue(60);
    sliders[1]->setValue(17);
    sliders[3]->setValue(2);
    QTRY_COMPARE(asked.size(), 2); // once for a burst
    QCOMPARE(asked[1], (RedecodeOptions{.threshold = 0.6, .minLength = 17, .mergeGap = 2}));
    QCOMPARE(dialog.preview().text(), QStringLiteral("17 of 22 records would change: 17 accepted"));
    QCOMPARE(dialog.applyButton().text(), QStringLiteral("&Change 17 records"));
    dialog.findChildren<QSpinBox*>()[0]->setValue(5000); // beyond its slider
    QTRY_COMPARE(asked.size(), 3);
    QCOMPARE(asked[2].minLength, 5000);
}

QTEST_MAIN(TestBulkWindow)
#include "tst_bulk.moc"
