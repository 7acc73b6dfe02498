// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/panels/centre_panel.h"

#include <QMenu>

using namespace corespan;
using namespace corespan::test;

class TestBookmarks : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_fixture = std::make_unique<GuiFixture>(2);
        m_fixture->open();
    }
    void cleanup() { m_fixture.reset(); }

    void theyLeadBack()
    {
        actions().bookmarks.add->trigger(); // nothing selected
        QVERIFY(entries().isEmpty());
        tracks().setSelection({20, 23});
        m_fixture->dialogs.text = "odd";
        actions().bookmarks.add->trigger();
        QTRY_COMPARE(entries(), QStringList{"odd · r1 21–23"});
        QCOMPARE(tracks().extraLanes(), QStringList{"bookmarks"});
        actions().review.next->trigger();
        QCOMPARE(m_fixture->current().record.name, QString("r2"));
        QVERIFY(tracks().extraLanes().isEmpty());
        m_fixture->close();
        m_fixture->open();
        window().document().select(RecordId(2));
        actions().bookmarks.menu->actions().last()->trigger();
        QCOMPARE(m_fixture->current().record.name, QString("r1"));
        QCOMPARE(tracks().selection(), (widgets::PositionRange{20, 23}));
    }

    void theyAreRemovedWhereTheyLie()
    {
        m_fixture->dialogs.text = "odd";
        for (const qint64 at : {10, 30}) {
            tracks().setSelection({at, at + 5});
            actions().bookmarks.add->trigger();
        }
        QTRY_COMPARE(entries().size(), 2);
        tracks().setSelection({14, 15});
        actions().bookmarks.remove->trigger();
        QTRY_COMPARE(entries(), QStringList{"odd · r1 31–35"});
        actions().bookmarks.remove->trigger(); // none is there any more
        QTRY_VERIFY(m_fixture->isSaved());
        QCOMPARE(entries().size(), 1);
        actions().edit.undo->trigger(); // no edit was made
        QCOMPARE(entries().size(), 1);
        actions().file.close->trigger();
        QTRY_VERIFY(!window().document().isOpen());
        QVERIFY(entries().isEmpty());
    }

private:
    gui::MainWindow& window() { return *m_fixture->window; }
    gui::Actions& actions() { return window().actions(); }
    widgets::TrackView& tracks() { return window().centrePanel().tracks(); }
    QStringList entries()
    {
        QStringList texts;
        for (const QAction* action : actions().bookmarks.menu->actions().mid(3)) // add, remove, a line
            texts << action->text();
        return texts;
    }
    std::unique_ptr<GuiFixture> m_fixture;
};

QTEST_MAIN(TestBookmarks)
#include "tst_bookmarks.moc"
