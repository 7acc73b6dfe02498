// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "core/domain/edits.h"
#include "gui/controllers/session_controller.h"
#include "gui/controllers/statistics_controller.h"
#include "gui/dialogs/filter_dialog.h"
#include "gui/models/queue_model.h"
#include "gui/panels/queue_panel.h"
#include "gui/panels/statistics_window.h"
#include "widgets/shift_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>

using namespace corespan;
using namespace corespan::gui;
using namespace corespan::test;

/// Why records are in the queue, its filter and views, the session and the statistics, as a curator meets them.
class TestQueueFilter : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void reasonsAreShown();
    void filterNarrowsTheQueue();
    void aPatternThatIsNoneIsSaid();
    void viewsAreKept();
    void randomOrderHasASeed();
    void dialogTakesWhatMakesSense();
    void dialogGivesBackWhatItGot();
    void sessionGoesOn();
    void sessionInWords();
    void statisticsOfCorrections();

private:
    void predict();
    QueuePanel& panel() { return m_fixture->window->queuePanel(); }
    QString names();
    std::unique_ptr<GuiFixture> m_fixture;
};

void TestQueueFilter::init()
{
    m_fixture = std::make_unique<GuiFixture>(4);
    predict();
}

void TestQueueFilter::cleanup()
{
    m_fixture.reset();
}

/// r1 has a small margin and an uncertain end; the others are [10, 30), as sure as r1 is not.
void TestQueueFilter::predict()
{
    const auto writer = ProjectWriter::open(m_fixture->project);
    QVERIFY(bool(writer));
    QVERIFY(bool((*writer)->addRun({})));
    QVector<PredictionResult> results;
    for (int id = 1; id <= 4; ++id) {
        PredictionResult result = ScriptedPredictor::result(60);
        result.summary.record = RecordId(id);
        if (id == 1) {
            result.summary.margin = 0.125;
            for (int at = 29; at < 33; ++at)
                result.tracks.end[at] = 0.25F;
        }
        results << result;
    }
    QVERIFY(bool((*writer)->savePredictions(RunId(1), results)));
}

QString TestQueueFilter::names()
{
    QStringList list;
    for (int row = 0; row < panel().model().rowCount(); ++row)
        list << panel().model().index(row, QueueModel::Name).data().toString();
    return list.join(QLatin1Char(' '));
}

void TestQueueFilter::reasonsAreShown()
{
    m_fixture->open();
    QCOMPARE(m_fixture->current().record.name, QStringLiteral("r1"));
    const QModelIndex why = panel().model().index(0, QueueModel::Why);
    QCOMPARE(why.data().toString(), QStringLiteral("±⇥"));
    QCOMPARE(why.data(Qt::ToolTipRole).toString(), QStringLiteral("small margin · uncertain end"));
    QCOMPARE(why.data(Qt::AccessibleTextRole).toString(), QStringLiteral("small margin · uncertain end"));
    QCOMPARE(panel().whyText(), QStringLiteral("Why: small margin · uncertain end"));
    QCOMPARE(panel().model().index(1, QueueModel::Why).data().toString(), QString());
    m_fixture->window->actions().review.next->trigger();
    QCOMPARE(panel().whyText(), QString());
}

void TestQueueFilter::filterNarrowsTheQueue()
{
    m_fixture->open();
    QueueConditions uncertain;
    uncertain.reasons = Reason::UncertainEnd;
    m_fixture->dialogs.conditions = uncertain;
    panel().filterButton().click();
    QCOMPARE(m_fixture->dialogs.filterAsked->conditions, QueueConditions());
    QCOMPARE(m_fixture->dialogs.filterAsked->shown, RunId(1));
    QCOMPARE(names(), QStringLiteral("r1"));
    QCOMPARE(panel().filter().more, uncertain);
    uncertain.reasons = {};
    uncertain.name = QStringLiteral("[34]$");
    m_fixture->dialogs.conditions = uncertain;
    m_fixture->window->actions().queue.filter->trigger();
    QCOMPARE(m_fixture->dialogs.filterAsked->conditions.reasons, Reasons(Reason::UncertainEnd));
    QCOMPARE(names(), QStringLiteral("r3 r4"));
    m_fixture->window->actions().queue.clear->trigger();
    QCOMPARE(names(), QStringLiteral("r1 r2 r3 r4"));
}

void TestQueueFilter::aPatternThatIsNoneIsSaid()
{
    m_fixture->open();
    QueueConditions wrong;
    wrong.motif = QStringLiteral("A[CD");
    panel().setConditions(wrong); // as a view of another program may have it
    QCOMPARE(panel().model().rowCount(), 0);
    const auto hints = panel().view().findChildren<QLabel*>();
    QVERIFY(std::any_of(hints.begin(), hints.end(), [](const QLabel* hint) {
        return hint->isVisible() && hint->text().startsWith(QStringLiteral("\"A[CD\" is no regular expression"));
    }));
    panel().setConditions({});
    QCOMPARE(panel().model().rowCount(), 4);
}

void TestQueueFilter::viewsAreKept()
{
    m_fixture->open();
    Actions& actions = m_fixture->window->actions();
    QVERIFY(!actions.queue.removeView->menuAction()->isEnabled());
    QueueFilter filter;
    filter.order = QueueOrder::LongestFirst;
    filter.more.motif = QStringLiteral("A.*A");
    panel().setFilter(filter);
    m_fixture->dialogs.text = QStringLiteral("L & M");
    actions.queue.saveView->trigger();
    QTRY_VERIFY(actions.queue.removeView->menuAction()->isEnabled());
    panel().setFilter({});
    QVERIFY(panel().filter() == QueueFilter());
    m_fixture->close();

    m_fixture->open(); // the project has it
    Actions& again = m_fixture->window->actions();
    QCOMPARE(again.queue.views->actions().first()->text(), QStringLiteral("L && M"));
    again.queue.views->actions().first()->trigger();
    QVERIFY(panel().filter() == filter);
    QCOMPARE(names(), QStringLiteral("r4 r3 r2 r1"));
    again.queue.removeView->actions().first()->trigger();
    QTRY_VERIFY(again.queue.removeView->actions().isEmpty());
    QCOMPARE(again.queue.views->actions().first(), again.queue.saveView);
}

void TestQueueFilter::randomOrderHasASeed()
{
    m_fixture->open();
    auto* seed = panel().findChild<QSpinBox*>();
    QVERIFY(!seed->isVisible());
    QueueFilter filter;
    filter.order = QueueOrder::Random;
    panel().setFilter(filter);
    QVERIFY(seed->isVisible());
    const QString first = names();
    QStringList orders;
    for (int value = 2; value < 12; ++value) {
        seed->setValue(value);
        QTRY_COMPARE(panel().filter().seed, quint32(value));
        QTest::qWait(250); // as long as somebody may still be typing
        orders << names();
    }
    orders.removeAll(first);
    QVERIFY(!orders.isEmpty());
}

void TestQueueFilter::dialogTakesWhatMakesSense()
{
    FilterDialog dialog({{}, {QStringLiteral("core"), QStringLiteral("helix")}, {}, RunId::None});
    QVERIFY(dialog.conditions()->isEmpty());
    const auto field = [&dialog](const QString& name) {
        for (QLineEdit* each : dialog.findChildren<QLineEdit*>())
            if (each->accessibleName() == name)
                return each;
        return static_cast<QLineEdit*>(nullptr);
    };
    QLineEdit* const least = field(QStringLiteral("Core length, least"));
    QVERIFY(least != nullptr);
    least->setText(QStringLiteral("ten"));
    dialog.accept();
    QCOMPARE(dialog.result(), int(QDialog::Rejected));
    QCOMPARE(dialog.problem(), QStringLiteral("\"ten\" is no number of positions."));
    least->setText(QStringLiteral("10"));
    field(QStringLiteral("Core length, most"))->setText(QStringLiteral("9"));
    dialog.accept();
    QVERIFY(dialog.problem().startsWith(QStringLiteral("A lower limit lies above")));
    field(QStringLiteral("Core length, most"))->setText(QStringLiteral("20"));
    field(QStringLiteral("Score, most"))->setText(QStringLiteral("1.5"));
    dialog.accept();
    QVERIFY(dialog.problem().contains(QStringLiteral("between 0 and 1")));
    field(QStringLiteral("Score, most"))->setText(QStringLiteral("0.5"));
    dialog.accept();
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(dialog.problem(), QString());
    QCOMPARE(dialog.conditions()->minCore, std::optional<std::int64_t>(10));
    QCOMPARE(dialog.conditions()->maxScore, std::optional<double>(0.5));
}

void TestQueueFilter::dialogGivesBackWhatItGot()
{
    QueueConditions all{{ReviewState::Flagged},
                        Reason::SmallMargin | Reason::RuleBroken,
                        QStringLiteral("sheet"), // that no run knows
                        1,
                        2,
                        3,
                        4,
                        0.25,
                        0.5,
                        QStringLiteral("^a"),
                        QStringLiteral("M.K"),
                        QStringLiteral("."),
                        5,
                        true,
                        RunId(7),
                        QStringLiteral("r1"),
                        true};
    Run other;
    other.id = RunId(7);
    Run shown;
    shown.id = RunId(8);
    const FilterDialog dialog({all, {QStringLiteral("core")}, {shown, other}, RunId(8)});
    QCOMPARE(*dialog.conditions(), all);
}

void TestQueueFilter::sessionGoesOn()
{
    m_fixture->open();
    QCOMPARE(panel().sessionText(), QString());
    m_fixture->window->actions().review.accept->trigger();
    QTRY_COMPARE(panel().sessionText(), QStringLiteral("1 decided · 3 left · 1 of 1 as the model"));
    m_fixture->window->actions().review.noCore->trigger();
    QTRY_COMPARE(panel().sessionText(), QStringLiteral("2 decided · 2 left · 1 of 2 as the model"));
    m_fixture->window->actions().edit.undo->trigger();
    QTRY_COMPARE(panel().sessionText(), QStringLiteral("1 decided · 3 left · 1 of 1 as the model"));
}

void TestQueueFilter::sessionInWords()
{
    SessionProgress progress;
    StateCounts counts;
    counts.total = 2000;
    counts.byState[ReviewState::Accepted] = 500;
    QCOMPARE(sessionText(progress, counts), QString());
    progress = {200, 100, 3600.0, 100, 91};
    QCOMPARE(sessionText(progress, counts),
             QStringLiteral("200 decided · 100 an hour · 1,500 left, 15 h · 91 of 100 as the model"));
    counts.byState[ReviewState::Accepted] = 1990;
    QCOMPARE(sessionText(progress, counts),
             QStringLiteral("200 decided · 100 an hour · 10 left, 6 min · 91 of 100 as the model"));
}

void TestQueueFilter::statisticsOfCorrections()
{
    {
        const auto writer = ProjectWriter::open(m_fixture->project);
        QVERIFY(bool(writer));
        QVERIFY(bool((*writer)->applyEdit(acceptEdit(RecordId(1), {}, {Core{{10, 30}}}))));
        QVERIFY(bool((*writer)->applyEdit(setCoresEdit(RecordId(2), {}, {Core{{12, 30}}}, {}))));
        QVERIFY(bool((*writer)->applyEdit(setCoresEdit(RecordId(3), {}, {Core{{12, 29}}}, {}))));
    }
    m_fixture->open();
    m_fixture->window->actions().queue.statistics->trigger();
    StatisticsWindow* const shown = m_fixture->window->statistics().window();
    QVERIFY(shown != nullptr);
    QTRY_VERIFY(shown->summary().startsWith(QStringLiteral("3 records have a decision, 1 (33.3 %) as the run")));
    const auto row = [](const QTableWidget& table, int at) {
        QStringList cells;
        for (int column = 0; column < table.columnCount(); ++column)
            cells << table.item(at, column)->text();
        return cells.join(QLatin1Char('|'));
    };
    QCOMPARE(shown->shifts().rowCount(), 2);
    QCOMPARE(row(shown->shifts(), 0), QStringLiteral("core: start|3|33.3 %|+1.33|+2|+2 (2)"));
    QCOMPARE(row(shown->shifts(), 1), QStringLiteral("core: end|3|66.7 %|-0.33|0|-1 (1)"));
    QCOMPARE(row(shown->calibration(), 0), QStringLiteral("0.7 to 0.8|3|0.750|33.3 %"));
    QCOMPARE(shown->plot().startBars()[widgets::ShiftPlot::reach + 2], 2);
    QCOMPARE(shown->plot().endBars()[widgets::ShiftPlot::reach - 1], 1);
    m_fixture->close(); // takes it along
}

QTEST_MAIN(TestQueueFilter)
#include "tst_queue_filter.moc"
