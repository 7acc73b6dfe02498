// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/robot/robot.h"

#include "gui/controllers/bulk_controller.h"
#include "gui/controllers/predict_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/queue_panel.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QWheelEvent>

namespace corespan::test {

void Robot::open()
{
    m_fixture.show();
    window().document().open(m_fixture.project, QStringLiteral("ann"));
    if (!QTest::qWaitFor([this] { return window().document().isOpen(); }, 60000)) {
        m_problem = QStringLiteral("the project does not open again");
        return;
    }
    if (!window().document().isWritable())
        m_problem = QStringLiteral("the project opens to look only");
    if (!m_fixture.current().isValid()) // the filter, which is remembered, shows nothing
        window().queue().select(RecordId(1));
    tracks().setFocus();
    m_record = m_fixture.current().record.id;
}

void Robot::settle()
{
    if (!QTest::qWaitFor([this] { return m_fixture.isSaved() && !window().document().isStepping(); }, 60000))
        m_problem = QStringLiteral("not saved after a minute");
    QCoreApplication::processEvents(); // what the replies start
}

void Robot::undo()
{
    settle(); // undo is the store's: it has to have all
    seenMeanwhile();
    m_plain.undo();
    press("edit.undo");
    settle();
}

void Robot::redo()
{
    settle();
    seenMeanwhile();
    m_plain.redo();
    press("edit.redo");
    settle();
}

void Robot::go()
{
    switch (pick(4)) {
    case 0:
        press("review.previous");
        break;
    case 1:
        window().queue().select(RecordId(1 + pick(m_options.records)));
        break;
    default:
        press("review.next");
    }
    if (oneIn(20))
        QTest::qWait(1);
}

void Robot::look()
{
    static const char* commands[] = {"view.zoom_in", "view.zoom_out", "view.whole",
                                     "view.cores",   "core.next",     "core.previous"};
    if (const int which = pick(8); which < 6)
        return press(commands[which]);
    const QPointF where = tracks().rect().center();
    QWheelEvent wheel(where, tracks().mapToGlobal(where), {}, {0, oneIn(2) ? 120 : -120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&tracks(), &wheel);
    window().resize(1100 + pick(500), 700 + pick(300));
}

void Robot::typeElsewhere()
{
    wake();
    QLineEdit& field = window().queuePanel().searchField();
    field.setFocus();
    QTest::keyClicks(&field, QStringLiteral("rnf1az"));
    field.clear();
    tracks().setFocus();
}

void Robot::filter()
{
    QueueFilter filter;
    filter.which =
        std::array{QueueFilter::Which::All, QueueFilter::Which::Unreviewed, QueueFilter::Which::State}[pick(3)];
    filter.state = ReviewState(pick(8));
    filter.order = QueueOrder(pick(7));
    filter.seed = quint32(pick(1000));
    if (oneIn(4))
        filter.more.minCore = pick(10);
    if (oneIn(6))
        filter.more.differsFromModel = true;
    window().queuePanel().setFilter(filter);
}

void Robot::bulk()
{
    settle();
    BulkRequest request{BulkAction(pick(6)), oneIn(3)};
    const QVector<RecordId> records = window().queue().filtered();
    seenMeanwhile();
    for (const RecordId record : records) { // looked at and left since
        Curation& plain = m_plain.records[record].curation;
        if (const auto found = window().document().reader().curation(record); sameDecision(*found, plain))
            plain.state = found->state;
    }
    const qsizetype before = m_plain.depth();
    m_plain.editAll(records, [request](const auto& entry) { return plainBulk(entry, request); });
    m_fixture.dialogs.bulk = request;
    QSignalSpy applied(&window().bulk(), &gui::BulkController::applied);
    window().actions().review.bulk->trigger();
    const bool changes = m_plain.depth() > before;
    if (changes && !QTest::qWaitFor([&applied] { return !applied.isEmpty(); }, 60000))
        m_problem = QStringLiteral("nothing was decided at once");
    if (!changes)
        QTest::qWait(20);
    m_fixture.dialogs.bulk.reset();
    settle();
}

void Robot::predict()
{
    settle();
    QSignalSpy finished(&window().predictions(), &gui::PredictController::finished);
    window().predictions().predictAll();
    if (!QTest::qWaitFor([&finished] { return !finished.isEmpty(); }, 60000))
        m_problem = QStringLiteral("the prediction did not end");
    settle();
    const PredictionResult made = ScriptedPredictor::result(now().length);
    for (PlainProject::Entry& entry : m_plain.records) {
        entry.predicted = made.summary.cores();
        entry.candidates = made.summary.candidates;
    }
}

void Robot::restart()
{
    m_fixture.close(); // writes what is on its way
    open();
}

/// What SIGKILL leaves once all is acknowledged: the file as it is, with its journal. The lock names a process that is
/// alive here and stays behind.
void Robot::kill()
{
    settle();
    QDir folder(m_fixture.folder.path());
    const QString left = folder.filePath(QStringLiteral("killed-%1.corespan").arg(m_random() % 1000000));
    for (const char* suffix : {"", "-wal"})
        QFile::copy(m_fixture.project + QLatin1String(suffix), left + QLatin1String(suffix));
    const QString old = std::exchange(m_fixture.project, left);
    m_fixture.close();
    for (const char* suffix : {"", "-wal", "-shm", ".lock"})
        QFile::remove(old + QLatin1String(suffix));
    open();
    compareDisk();
}

} // namespace corespan::test
