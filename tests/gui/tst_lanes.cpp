// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/lanes_controller.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/find_bar.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace corespan;
using namespace corespan::test;

/// Rows beside a record by menu, and the search in the record.
class TestLanes : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_fixture = std::make_unique<GuiFixture>(2);
        m_fixture->open();
    }
    void cleanup() { m_fixture.reset(); }

    void chosenLanesStayFromRecordToRecord()
    {
        QVERIFY(tracks().extraLanes().isEmpty());
        lane(SequenceLane::Hydropathy)->trigger();
        lane(SequenceLane::Frames)->trigger(); // not of a protein
        QCOMPARE(tracks().extraLanes(), QStringList{"hydropathy"});
        actions().review.next->trigger();
        QTRY_COMPARE(m_fixture->current().record.name, QString("r2"));
        QCOMPARE(tracks().extraLanes(), QStringList{"hydropathy"});
        QCOMPARE(m_fixture->settings->get(keys::lanes), (QStringList{"frames", "hydropathy"}));
        lane(SequenceLane::Hydropathy)->trigger();
        QVERIFY(tracks().extraLanes().isEmpty());
    }

    void theyAreThereAgainInTheNextWindow()
    {
        m_fixture->dialogs.files = {bed("r1\t3\t9\tx\n")};
        actions().lanes.load->trigger();
        lane(SequenceLane::Charge)->trigger();
        QTRY_COMPARE(tracks().extraLanes(), (QStringList{"charge", "a.bed"}));
        m_fixture->close();
        m_fixture->open();
        QTRY_COMPARE(tracks().extraLanes(), (QStringList{"charge", "a.bed"}));
        actions().lanes.unload->trigger();
        QCOMPARE(tracks().extraLanes(), QStringList{"charge"});
        QVERIFY(!actions().lanes.unload->isEnabled());
    }

    void aFileIsShownWhereItSaysSomething()
    {
        QSignalSpy told(&m_fixture->window->lanes(), &gui::LanesController::told);
        m_fixture->dialogs.files = {bed("r2\t3\t9\tx\nr2\t9\t3\n")};
        actions().lanes.load->trigger();
        QTRY_COMPARE(told.size(), 1);
        QVERIFY(tracks().extraLanes().isEmpty());
        QVERIFY2(told.value(0).value(0).toString().contains("1 lines left out"),
                 qPrintable(told.value(0).value(0).toString()));
        actions().review.next->trigger();
        QTRY_COMPARE(m_fixture->current().record.name, QString("r2"));
        QCOMPARE(tracks().extraLanes(), QStringList{"a.bed"});
        m_fixture->dialogs.files = {bed("no positions here\n")}; // the same file, now without
        actions().lanes.load->trigger();
        QTRY_COMPARE(m_fixture->dialogs.asked.size(), 1);
        QVERIFY(tracks().extraLanes().isEmpty());
        QVERIFY(m_fixture->dialogs.asked.first().startsWith("Lane not shown: "));
    }

    void aSearchWalksRoundItsMatches()
    {
        actions().find.open->trigger();
        QVERIFY(bar().isVisible());
        QVERIFY(bar().field().hasFocus());
        QTest::keyClicks(&bar().field(), "hik"); // r1 is ACDEFGHIKLMN five times
        QCOMPARE(bar().resultText(), QString("5 matches"));
        QCOMPARE(tracks().extraLanes(), QStringList{"found"});
        const auto selected = [this] { return Span{tracks().selection().begin, tracks().selection().end}; };
        QTest::keyClick(&bar().field(), Qt::Key_Return);
        QCOMPARE(selected(), (Span{6, 9}));
        QTest::keyClick(&bar().field(), Qt::Key_Return);
        QCOMPARE(selected(), (Span{18, 21}));
        QCOMPARE(bar().resultText(), QString("2 of 5"));
        actions().find.previous->trigger();
        actions().find.previous->trigger();
        QCOMPARE(selected(), (Span{54, 57})); // round the beginning
        QTest::keyClick(&bar().field(), Qt::Key_Escape);
        QVERIFY(!bar().isVisible());
        QVERIFY(tracks().extraLanes().isEmpty());
        QVERIFY(tracks().hasFocus());
        QVERIFY(!m_fixture->current().curation.annotated); // letters that are typed are no commands
    }

    void placesAndWhatIsNotThere()
    {
        actions().find.open->trigger();
        bar().field().setText("10-12");
        QCOMPARE(bar().resultText(), QString("Enter goes there"));
        QTest::keyClick(&bar().field(), Qt::Key_Return);
        QCOMPARE(tracks().selection(), (widgets::PositionRange{9, 12}));
        bar().field().setText("WWW");
        QCOMPARE(bar().resultText(), QString("not in this record"));
        QTest::keyClick(&bar().field(), Qt::Key_Return); // nothing to go to
        QCOMPARE(tracks().selection(), (widgets::PositionRange{9, 12}));
        bar().field().setText("A(");
        QVERIFY(bar().resultText().startsWith("No regular expression"));
        bar().field().setText("A");
        actions().review.next->trigger(); // the search goes along
        QTRY_COMPARE(m_fixture->current().record.name, QString("r2"));
        QCOMPARE(bar().resultText(), QString("5 matches"));
        actions().file.close->trigger();
        QTRY_VERIFY(!m_fixture->window->document().isOpen());
        QVERIFY(!bar().isVisible());
    }

private:
    gui::Actions& actions() { return m_fixture->window->actions(); }
    widgets::TrackView& tracks() { return m_fixture->window->centrePanel().tracks(); }
    gui::FindBar& bar() { return m_fixture->window->centrePanel().findBar(); }
    QAction* lane(SequenceLane lane) { return actions().lanes.sequence.value(static_cast<qsizetype>(lane)); }
    QString bed(const QByteArray& text)
    {
        QFile file(m_fixture->folder.filePath("a.bed"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no file");
        return file.fileName();
    }
    std::unique_ptr<GuiFixture> m_fixture;
};

QTEST_MAIN(TestLanes)
#include "tst_lanes.moc"
