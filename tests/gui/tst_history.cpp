// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/predict_controller.h"
#include "gui/models/history_model.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/side_panel.h"
#include "gui/panels/status_line.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTableView>

using namespace corespan;
using namespace corespan::test;

/// A record goes back to what it was at a line of its history. What is compared is on disk.
class TestHistory : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void backToALine();
    void backToBeforeALine();
    void isUndoneAlsoAfterARestart();
    void linesThatAreNothingToGoBackTo();

private:
    widgets::TrackView& tracks() { return m_fixture->window->centrePanel().tracks(); }
    QTableView& list() { return m_fixture->window->sidePanel().historyView(); }
    QAction* revert() { return m_fixture->window->actions().edit.revert; }
    Curation onDisk();
    void makeCore(qint64 begin, qint64 end);
    void choose(const QString& text);
    QString newest() const { return m_fixture->current().history.value(0).text; }
    QString said() const { return m_fixture->window->statusLine().jobText(); }

    std::unique_ptr<GuiFixture> m_fixture;
};

void TestHistory::init()
{
    m_fixture = std::make_unique<GuiFixture>(2);
    m_fixture->open();
    m_fixture->window->actions().review.advance->setChecked(false);
    tracks().setFocus();
}

void TestHistory::cleanup()
{
    m_fixture.reset();
}

Curation TestHistory::onDisk()
{
    for (int waited = 0; waited < 250 && !m_fixture->isSaved(); ++waited)
        QTest::qWait(20);
    const auto reader = ProjectReader::open(m_fixture->project);
    return *(*reader)->curation(m_fixture->current().record.id);
}

void TestHistory::makeCore(qint64 begin, qint64 end)
{
    const QString suffix = m_fixture->current().curation.cores.isEmpty() ? QString() : QStringLiteral(" added");
    tracks().setSelection({begin, end});
    QTest::keyClick(&tracks(), Qt::Key_Return);
    QTRY_COMPARE(newest(), QStringLiteral("core %1–%2").arg(begin + 1).arg(end) + suffix);
}

/// The newest line that says this.
void TestHistory::choose(const QString& text)
{
    const auto& history = m_fixture->current().history;
    for (int row = 0; row < history.size(); ++row)
        if (history[row].text == text) {
            list().setCurrentIndex(list().model()->index(row, 0));
            return;
        }
    QFAIL(qPrintable(QStringLiteral("no such line: ") + text));
}

void TestHistory::backToALine()
{
    makeCore(10, 20);
    const Curation then = onDisk();
    makeCore(30, 40);
    QTest::keyClick(&tracks(), Qt::Key_N);
    QTRY_COMPARE(newest(), QStringLiteral("no core"));
    choose(QStringLiteral("core 11–20"));
    QTest::keyClick(&list(), Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(onDisk(), then);
    QCOMPARE(tracks().curated().size(), 1);
    QTRY_COMPARE(newest(), QStringLiteral("reverted to: core 11–20"));
    QCOMPARE(m_fixture->current().history.size(), 4); // nothing of it is gone

    choose(QStringLiteral("reverted to: core 11–20"));
    revert()->trigger();
    QCOMPARE(said(), QStringLiteral("The record is as it was then."));
    QTRY_COMPARE(m_fixture->current().history.size(), 4);
}

void TestHistory::backToBeforeALine()
{
    makeCore(10, 20);
    makeCore(30, 40);
    const QModelIndex line = list().model()->index(0, 0);
    emit list().customContextMenuRequested(list().visualRect(line).center());
    auto* menu = list().findChild<QMenu*>(QStringLiteral("historyMenu"));
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().size(), 2);
    menu->actions().last()->trigger();
    menu->close();
    QCOMPARE(onDisk().cores, (QVector<Core>{Core{{10, 20}}}));
    QTRY_COMPARE(newest(), QStringLiteral("reverted to: before \"core 31–40 added\""));
}

void TestHistory::isUndoneAlsoAfterARestart()
{
    makeCore(10, 20);
    makeCore(30, 40);
    choose(QStringLiteral("core 11–20"));
    revert()->trigger();
    QCOMPARE(onDisk().cores.size(), 1);
    m_fixture->close();
    m_fixture->open();
    m_fixture->window->actions().edit.undo->trigger();
    QTRY_COMPARE(m_fixture->current().curation.cores, (QVector<Core>{Core{{10, 20}}, Core{{30, 40}}}));
    m_fixture->window->actions().edit.redo->trigger();
    QTRY_COMPARE(m_fixture->current().curation.cores, (QVector<Core>{Core{{10, 20}}}));
    QCOMPARE(onDisk().cores.size(), 1);
}

void TestHistory::linesThatAreNothingToGoBackTo()
{
    revert()->trigger();
    QVERIFY2(said().startsWith(QStringLiteral("Choose a line of the history")), qPrintable(said()));
    QSignalSpy finished(&m_fixture->window->predictions(), &gui::PredictController::finished);
    m_fixture->window->predictions().predictAll();
    QTRY_COMPARE(finished.size(), 1);
    const Curation before = onDisk();
    choose(QStringLiteral("predicted 11–30"));
    revert()->trigger();
    QVERIFY2(said().startsWith(QStringLiteral("That line is a run's")), qPrintable(said()));
    QCOMPARE(onDisk(), before);
}

QTEST_MAIN(TestHistory)
#include "tst_history.moc"
