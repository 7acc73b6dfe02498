// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/panels/centre_panel.h"
#include "gui/panels/status_line.h"

#include <QMenu>
#include <QSignalSpy>

using namespace corespan;
using namespace corespan::test;

using Zones = QVector<Span>;

/// Ambiguous zones and records by key and by menu. What is compared is on disk.
class TestZones : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void keysMakeAndRemoveZones();
    void aZoneOfTheFileIsTakenAway();
    void aRecordIsAmbiguous();
    void nothingSelected();
    void menuOfTheLane();

private:
    widgets::TrackView& tracks() { return m_fixture->window->centrePanel().tracks(); }
    Curation onDisk();
    void addRecordWithZone();
    std::unique_ptr<GuiFixture> m_fixture;
};

void TestZones::init()
{
    m_fixture = std::make_unique<GuiFixture>(2);
}

void TestZones::cleanup()
{
    m_fixture.reset();
}

Curation TestZones::onDisk()
{
    for (int waited = 0; waited < 100 && !m_fixture->isSaved(); ++waited)
        QTest::qWait(20);
    const auto reader = ProjectReader::open(m_fixture->project);
    return *(*reader)->curation(m_fixture->current().record.id);
}

void TestZones::keysMakeAndRemoveZones()
{
    m_fixture->open();
    tracks().setFocus();
    tracks().setSelection({10, 20});
    QTest::keyClick(&tracks(), Qt::Key_Z);
    QCOMPARE(onDisk().ambiguous, std::optional(Zones{{10, 20}}));
    tracks().setSelection({20, 23}); // touches it
    QTest::keyClick(&tracks(), Qt::Key_Z);
    QCOMPARE(onDisk().ambiguous, std::optional(Zones{{10, 23}}));
    tracks().setSelection({12, 15});
    QTest::keyClick(&tracks(), Qt::Key_Z, Qt::ShiftModifier);
    QCOMPARE(onDisk().ambiguous, std::optional(Zones{{10, 12}, {15, 23}}));
    tracks().setSelection({16, 17}); // the caret alone: the zone around it
    QTest::keyClick(&tracks(), Qt::Key_Z, Qt::ShiftModifier);
    QCOMPARE(onDisk().ambiguous, std::optional(Zones{{10, 12}}));
    QVERIFY(!onDisk().annotated); // zones are no cores
    QSignalSpy stepped(&m_fixture->window->document(), &gui::Document::stepped);
    m_fixture->window->actions().edit.undo->trigger();
    QTRY_COMPARE(stepped.size(), 1);
    QCOMPARE(onDisk().ambiguous, std::optional(Zones{{10, 12}, {15, 23}}));
}

void TestZones::addRecordWithZone()
{
    auto writer = ProjectWriter::open(m_fixture->project);
    QVERIFY(bool(writer));
    ImportedRecord record;
    record.record.name = QStringLiteral("zoned");
    record.residues = "ACDEFGHIKL";
    record.record.length = record.residues.size();
    record.gold.ambiguous = {{2, 5}};
    QVERIFY(bool((*writer)->addRecords(std::vector{record})));
}

void TestZones::aZoneOfTheFileIsTakenAway()
{
    addRecordWithZone();
    m_fixture->open();
    m_fixture->window->document().select(RecordId(3));
    QCOMPARE(m_fixture->current().record.name, QStringLiteral("zoned"));
    tracks().setFocus();
    tracks().setSelection({3, 4});
    QTest::keyClick(&tracks(), Qt::Key_Z, Qt::ShiftModifier);
    QCOMPARE(onDisk().ambiguous, std::optional(Zones{}));
    QVERIFY(m_fixture->current().shownZones().isEmpty());
    m_fixture->window->actions().edit.undo->trigger();
    QTRY_COMPARE(m_fixture->current().shownZones(), (Zones{{2, 5}}));
}

void TestZones::aRecordIsAmbiguous()
{
    m_fixture->open();
    m_fixture->window->actions().review.advance->setChecked(false);
    tracks().setFocus();
    QTest::keyClick(&tracks(), Qt::Key_A);
    QCOMPARE(onDisk().state, ReviewState::Ambiguous);
    QCOMPARE(m_fixture->window->document().counts().reviewed(), 1);
    QTest::keyClick(&tracks(), Qt::Key_A);
    QCOMPARE(onDisk().state, ReviewState::Seen);
}

void TestZones::nothingSelected()
{
    m_fixture->open();
    tracks().setFocus();
    QTest::keyClick(&tracks(), Qt::Key_Z);
    QVERIFY(m_fixture->window->statusLine().jobText().startsWith(QStringLiteral("Select positions")));
    tracks().setSelection({3, 4});
    QTest::keyClick(&tracks(), Qt::Key_Z, Qt::ShiftModifier);
    QVERIFY(m_fixture->window->statusLine().jobText().startsWith(QStringLiteral("There is no ambiguous zone")));
    QVERIFY(!onDisk().ambiguous);
}

void TestZones::menuOfTheLane()
{
    m_fixture->open();
    emit tracks().coreMenuRequested(-1, 30, tracks().mapToGlobal(QPoint(200, 200)));
    auto* menu = tracks().findChild<QMenu*>(QStringLiteral("coreMenu"));
    QVERIFY(menu != nullptr);
    QVERIFY(menu->actions().contains(m_fixture->window->actions().zone.make));
    m_fixture->window->actions().zone.make->trigger();
    menu->close();
    QCOMPARE(onDisk().ambiguous, std::optional(Zones{{30, 31}}));
}

QTEST_MAIN(TestZones)
#include "tst_zones.moc"
