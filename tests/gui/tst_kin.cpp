// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "core/domain/edits.h"
#include "gui/controllers/kin_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/dialogs/propagation_dialog.h"
#include "gui/models/queue_model.h"
#include "gui/panels/queue_panel.h"
#include "gui/panels/status_line.h"
#include "gui/parts/plan_preview.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace corespan;
using namespace corespan::test;
using namespace corespan::gui;

namespace {

/// r1 to r3 have one sequence; "near" lacks its first letters, "other" is another.
struct KinFixture : GuiFixture
{
    KinFixture() : GuiFixture(3, true)
    {
        auto writer = ProjectWriter::open(project);
        QVERIFY(bool(writer));
        std::vector<ImportedRecord> made(2);
        made[0].record.name = QStringLiteral("near");
        made[0].residues = QByteArray("ACDEFGHIKLMN").repeated(5).mid(6);
        made[1].record.name = QStringLiteral("other");
        made[1].residues = QByteArray("WYVTSRQP").repeated(8);
        QVERIFY(bool((*writer)->addRecords(made)));
    }
    void openAndSearch()
    {
        show();
        QSignalSpy searched(&window->kin(), &KinController::searched);
        window->document().open(project, QStringLiteral("ann"));
        QTRY_COMPARE(searched.size(), 1);
        QTRY_VERIFY(window->document().current().isValid());
    }
    QStringList names()
    {
        QStringList found;
        QueueModel& model = window->queuePanel().model();
        for (int row = 0; row < model.rowCount(); ++row)
            found << model.index(row, QueueModel::Name).data().toString();
        return found;
    }
    void correct(Span span)
    {
        window->document().edit([span](const CurrentRecord& now) {
            return setCoresEdit(now.record.id, now.curation, {Core{span}}, now.predicted());
        });
        QTRY_VERIFY(isSaved());
    }
};

EditPlan planOfThree()
{
    EditPlan plan;
    for (int id = 1; id <= 3; ++id) {
        plan.edits << setCoresEdit(RecordId(id), {}, {Core{{9, 30}}}, {});
        plan.names << QStringLiteral("r%1").arg(id);
    }
    plan.misfits = {{QStringLiteral("cut"), QStringLiteral("no position for the end of 10–30")}};
    return plan;
}

} // namespace

/// Records with equal and near-identical sequences in the window.
class TestKinWindow : public QObject
{
    Q_OBJECT
private slots:
    void equalSequencesAreOneGroup()
    {
        KinFixture fixture;
        fixture.openAndSearch();
        QCOMPARE(fixture.names(), (QStringList{"r1 ×3", "r2 ×3", "r3 ×3", "near", "other"}));
        QueueModel& model = fixture.window->queuePanel().model();
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("r1 · Unseen · 3 with this sequence · 4 near-identical"));
        QCOMPARE(model.index(3, 0).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("near · Unseen · 4 near-identical"));
        QCOMPARE(fixture.current().kin.sameCount, 3);
        QVERIFY(fixture.window->statusLine().jobText().contains(QStringLiteral("4 records have sequences")));
        fixture.dialogs.conditions = QueueConditions();
        fixture.dialogs.conditions->oneOfEqual = true;
        fixture.window->actions().queue.filter->trigger();
        QCOMPARE(fixture.names(), (QStringList{"r1 ×3", "near", "other"}));
    }

    void likeRecordsAndBack()
    {
        KinFixture fixture;
        fixture.openAndSearch();
        fixture.window->actions().queue.like->trigger();
        QCOMPARE(fixture.names(), (QStringList{"r1 ×3", "r2 ×3", "r3 ×3", "near"}));
        fixture.window->actions().queue.like->trigger();
        QCOMPARE(fixture.names().size(), 5);
        fixture.window->queue().choose(QStringLiteral("other"));
        fixture.window->actions().queue.like->trigger();
        QCOMPARE(fixture.names().size(), 5);
        QCOMPARE(fixture.window->statusLine().jobText(),
                 QStringLiteral("No other record has this sequence, or nearly."));
    }

    void whatIsKnownIsNotLookedForAgain()
    {
        KinFixture fixture;
        fixture.openAndSearch();
        fixture.close();
        fixture.show();
        QSignalSpy searched(&fixture.window->kin(), &KinController::searched);
        fixture.window->document().open(fixture.project, QStringLiteral("ann"));
        QTRY_VERIFY(fixture.window->document().current().isValid());
        QCOMPARE(fixture.names().value(0), QStringLiteral("r1 ×3"));
        QTest::qWait(50);
        QCOMPARE(searched.size(), 0);
    }

    void correctionIsTakenOverAsOneStep()
    {
        KinFixture fixture;
        fixture.openAndSearch();
        fixture.window->actions().review.propagate->trigger();
        QVERIFY(!fixture.dialogs.propagationAsked); // nobody has decided
        fixture.correct({12, 40});
        fixture.window->actions().review.propagate->trigger();
        QVERIFY(fixture.dialogs.propagationAsked);
        QCOMPARE(fixture.dialogs.propagationAsked->scope, QStringLiteral("13–40 of r1 in 3 records like it"));
        const ProjectReader& reader = fixture.window->document().reader();
        QTRY_COMPARE(reader.curation(RecordId(4))->cores, (QVector<Core>{Core{{6, 34}}}));
        QCOMPARE(reader.curation(RecordId(2))->cores, (QVector<Core>{Core{{12, 40}}}));
        QVERIFY(!reader.curation(RecordId(5))->annotated);
        QTRY_COMPARE(fixture.window->document().undoState().undoText,
                     QStringLiteral("core 13–40 of r1 taken over by 3 records"));
        fixture.window->actions().edit.undo->trigger();
        QTRY_VERIFY(!reader.curation(RecordId(4))->annotated);
        QVERIFY(!reader.curation(RecordId(2))->annotated);
        QVERIFY(reader.curation(RecordId(1))->annotated);
    }

    void correctionsAreAReason()
    {
        KinFixture fixture;
        fixture.openAndSearch();
        fixture.correct({12, 40});
        fixture.window->queue().choose(QStringLiteral("near"));
        QTRY_COMPARE(fixture.window->queuePanel().whyText(), QStringLiteral("Why: near-identical to a corrected one"));
    }

    void recordsCanBeLeftOut()
    {
        PropagationQuestion question;
        question.preview = [](bool, const std::function<void(const Result<EditPlan>&)>& onPlan) {
            onPlan(planOfThree());
        };
        PropagationDialog dialog(question);
        dialog.show();
        QAbstractItemModel& list = *dialog.findChild<QTableView*>()->model();
        QCOMPARE(list.rowCount(), 4);
        QCOMPARE(list.index(3, 0).data().toString(), QStringLiteral("cut"));
        QCOMPARE(list.index(3, 2).data().toString(), QStringLiteral("no position for the end of 10–30"));
        QVERIFY(!list.index(3, 0).data(Qt::CheckStateRole).isValid());
        QVERIFY(!list.setData(list.index(3, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(dialog.applyButton().text(), QStringLiteral("&Change 3 records"));
        QVERIFY(list.setData(list.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(dialog.applyButton().text(), QStringLiteral("&Change 2 records"));
        QCOMPARE(dialog.plan().names, (QStringList{"r1", "r3"}));
        QCOMPARE(dialog.plan().edits[1].record, RecordId(3));
        list.setData(list.index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        list.setData(list.index(2, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!dialog.applyButton().isEnabled());
        list.setData(list.index(2, 0), Qt::Checked, Qt::CheckStateRole);
        QCOMPARE(dialog.plan().names, (QStringList{"r3"}));
        QVERIFY(dialog.applyButton().isEnabled());
    }

    /// What is listed is of the question before.
    void nothingCanBeAppliedWhileAPlanIsAwaited()
    {
        PropagationQuestion question;
        std::function<void(const Result<EditPlan>&)> answer;
        question.preview = [&answer](bool, const std::function<void(const Result<EditPlan>&)>& onPlan) {
            answer = onPlan;
        };
        PropagationDialog dialog(question);
        answer(planOfThree());
        QVERIFY(dialog.applyButton().isEnabled());
        dialog.decidedToo().setChecked(true);
        QVERIFY(!dialog.applyButton().isEnabled());
        QAbstractItemModel& list = *dialog.findChild<QTableView*>()->model();
        list.setData(list.index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!dialog.applyButton().isEnabled());
        answer(planOfThree());
        QVERIFY(dialog.applyButton().isEnabled());
    }
};

QTEST_MAIN(TestKinWindow)
#include "tst_kin.moc"
