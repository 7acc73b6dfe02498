// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "core/domain/edits.h"
#include "gui/controllers/curators_controller.h"
#include "gui/models/queue_model.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/curators_window.h"
#include "gui/panels/queue_panel.h"
#include "gui/panels/side_panel.h"

#include <QAbstractItemView>
#include <QTableWidget>

using namespace corespan;
using namespace corespan::test;

/// Blind review, and two curators on one project.
class TestCurators : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<GuiFixture>(3); }
    void cleanup() { m_fixture.reset(); }

    void blindRecordsShowNothing()
    {
        predict();
        QCOMPARE(current().predicted().size(), 1);
        QVERIFY2(queueText(0).startsWith("11–30"), qPrintable(queueText(0)));
        actions().review.blind->trigger();
        QVERIFY(current().withheld);
        QVERIFY(current().predicted().isEmpty() && current().tracks.core.isEmpty() && !current().prediction);
        QVERIFY(tracks().curated().isEmpty());
        QCOMPARE(window().sidePanel().candidateView().model()->rowCount(), 0);
        QCOMPARE(queueText(0), QString("–-1")); // no cores, no margin
        for (const HistoryEntry& entry : current().history)
            QCOMPARE(entry.run, RunId::None);
        QVERIFY(tracks().notes().curated.startsWith("blind"));
        actions().review.accept->trigger(); // nothing to accept
        QCOMPARE(current().curation.state, ReviewState::Unseen);
        actions().review.blind->trigger();
        QVERIFY(!current().withheld);
        QCOMPARE(current().predicted().size(), 1);
        QVERIFY(queueText(0).startsWith("11–30"));
    }

    void aVerdictShowsWhatTheRunSays()
    {
        predict();
        actions().review.advance->setChecked(false);
        actions().review.blind->trigger();
        tracks().setFocus();
        tracks().setSelection({10, 30});
        actions().core.make->trigger();
        QCOMPARE(m_fixture->curatedSpan(), (Span{10, 30}));
        QVERIFY(current().withheld); // a core is drawn, not yet judged
        actions().review.accept->trigger();
        QVERIFY(!current().withheld);
        QCOMPARE(current().predicted(), (QVector<Core>{Core{{10, 30}}}));
        QVERIFY(current().history.last().run != RunId::None);
        QTRY_VERIFY(m_fixture->isSaved());
        const auto reader = ProjectReader::open(m_fixture->project);
        const auto decisions = (*reader)->decisions();
        QCOMPARE(decisions->size(), 1);
        QVERIFY(decisions->first().blind);
        // One that was judged before is shown when it is come back to.
        const RecordId judged = current().record.id;
        actions().review.next->trigger();
        QVERIFY(current().withheld);
        window().document().select(judged);
        QVERIFY(!current().withheld);
    }

    void whatIsDrawnStaysHiddenWhileARunComesIn()
    {
        m_fixture->open();
        actions().review.blind->trigger();
        actions().model.predictAll->trigger();
        QTRY_VERIFY(m_fixture->isSaved() && !window().document().inference().isRunning() &&
                    window().document().shownRun() != RunId::None);
        QVERIFY(current().withheld && !current().prediction);
        m_fixture->close();
        m_fixture->open(); // blind again, as it was left
        QVERIFY(actions().review.blind->isChecked());
        QVERIFY(current().withheld);
    }

    void disagreementsAreShownBesideTheRecord()
    {
        decide("ann", 1, {10, 30});
        decide("ann", 2, {10, 30});
        decide("bob", 1, {12, 30});
        m_fixture->settings->set(keys::author, QStringLiteral("bob"));
        openAs("bob");
        actions().review.advance->setChecked(false);
        window().document().select(RecordId(2));
        actions().review.accept->trigger(); // as ann has it: nothing changes, and it is bob's decision, too
        QTRY_COMPARE(current().history.first().text, QString("confirmed 11–30"));
        QCOMPARE(current().history.first().who, QString("bob"));
        actions().review.accept->trigger(); // once is enough
        QTRY_VERIFY(m_fixture->isSaved());
        QCOMPARE(std::ranges::count(current().history, QString("bob"), &HistoryEntry::who), 1);
        actions().queue.curators->trigger();
        gui::CuratorsWindow* shown = window().curators().window();
        QVERIFY(shown != nullptr);
        QTRY_COMPARE(shown->disagreements().rowCount(), 1);
        QVERIFY2(shown->summary().startsWith("2 records were decided by more than one curator."),
                 qPrintable(shown->summary()));
        QVERIFY(shown->summary().contains("alpha"));
        QCOMPARE(shown->disagreements().item(0, 1)->text(), QString("ann: 11–30 · bob: 13–30"));
        QCOMPARE(shown->disagreements().item(0, 2)->text(), QString("2"));
        QCOMPARE(shown->pairs().item(0, 1)->text(), QString("2"));
        QCOMPARE(shown->pairs().item(0, 2)->text(), QString("50.0 %"));
        QCOMPARE(shown->curators().rowCount(), 2);
        emit shown->disagreements().cellClicked(0, 0);
        QCOMPARE(current().record.name, QString("r1"));
        QCOMPARE(tracks().extraLanes(), (QStringList{"ann", "bob"}));
        actions().review.next->trigger();
        QVERIFY(tracks().extraLanes().isEmpty());
        window().document().select(RecordId(1)); // the queue has only what is to be decided
        QCOMPARE(tracks().extraLanes().size(), 2);
        shown->close();
        QVERIFY(tracks().extraLanes().isEmpty());
    }

private:
    gui::MainWindow& window() { return *m_fixture->window; }
    gui::Actions& actions() { return window().actions(); }
    widgets::TrackView& tracks() { return window().centrePanel().tracks(); }
    const gui::CurrentRecord& current() { return m_fixture->current(); }
    QString queueText(int row)
    {
        const gui::QueueModel& model = window().queuePanel().model();
        return model.index(row, gui::QueueModel::SpanColumn).data().toString() +
               model.index(row, gui::QueueModel::Margin).data().toString();
    }
    void predict()
    {
        m_fixture->open();
        actions().model.predictAll->trigger();
        QTRY_VERIFY(current().prediction.has_value());
        QTRY_VERIFY(m_fixture->isSaved() && !window().document().inference().isRunning());
    }
    void openAs(const QString& author)
    {
        m_fixture->show();
        window().document().open(m_fixture->project, author);
        QTRY_VERIFY(window().document().current().isValid());
    }
    void decide(const QString& author, int record, Span span)
    {
        const auto writer = ProjectWriter::open(m_fixture->project, {.author = author});
        const auto reader = ProjectReader::open(m_fixture->project);
        const Edit edit = setCoresEdit(RecordId(record), *(*reader)->curation(RecordId(record)), {Core{span}}, {});
        QVERIFY(bool((*writer)->applyEdit(edit)));
    }
    std::unique_ptr<GuiFixture> m_fixture;
};

QTEST_MAIN(TestCurators)
#include "tst_curators.moc"
