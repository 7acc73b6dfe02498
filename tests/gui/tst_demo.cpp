// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/demo_fixture.h"

#include "gui/controllers/data_controller.h"
#include "gui/controllers/predict_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/panels/centre_panel.h"

#include <QMouseEvent>
#include <QSignalSpy>

using namespace corespan;
using namespace corespan::test;

/// A curator's session on the demo with the installed model, from the first start to the training set; the functions
/// go on with what those before have left. What is compared is on disk: read by a connection of its own.
class TestDemo : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void opens();
    void dragWhilePredicting();
    void everyLocusIsPredicted();
    void keysDecide();
    void undoneAfterAnotherStart();
    void tenReviewedComeBack();
    void cleanupTestCase();

private:
    void start();
    void drag(qint64 to, bool escape);
    void press(int key, Qt::KeyboardModifiers modifiers = {});
    widgets::TrackView& tracks() { return m_fixture->window->centrePanel().tracks(); }
    const gui::CurrentRecord& current() const { return m_fixture->window->document().current(); }
    InferenceService& inference() { return m_fixture->window->document().inference(); }

    std::unique_ptr<DemoFixture> m_fixture;
    bool m_failed = false;
    RecordId m_dragged = RecordId::None;
    Span m_predicted;
    std::int64_t m_draggedTo = 0;
    RecordId m_flagged = RecordId::None;
    RecordId m_withoutCore = RecordId::None; ///< so decided just before
};

namespace {

// A locus that the model is sure of, and long enough for both ends to be dragged.
const auto kDragged = QStringLiteral("lambda_+_10541_13103");

QVector<Core> coreOf(const Span& span)
{
    return {Core{span}};
}

} // namespace

void TestDemo::initTestCase()
{
    m_fixture = std::make_unique<DemoFixture>();
    if (!m_fixture->missing.isEmpty())
        QSKIP(qPrintable(m_fixture->missing));
    QVERIFY2(m_fixture->problem.isEmpty(), qPrintable(m_fixture->problem));
}

void TestDemo::init()
{
    if (m_failed)
        QSKIP("a step before this one failed");
}

void TestDemo::cleanup()
{
    m_failed = m_failed || QTest::currentTestFailed();
}

void TestDemo::cleanupTestCase()
{
    m_fixture.reset();
}

void TestDemo::start()
{
    m_fixture->show();
    m_fixture->window->actions().file.demo->trigger();
    QTRY_VERIFY(m_fixture->window->document().isOpen());
    QTRY_VERIFY(current().isValid());
    QVERIFY(m_fixture->window->document().isWritable());
    tracks().setFocus();
}

/// Drags the end of the shown core, without snapping; Esc before the release with `escape`.
void TestDemo::drag(qint64 to, bool escape)
{
    const int y = tracks().laneRect(widgets::Lane::Curated).center().y();
    const qint64 from = tracks().curated().value(0).range.end;
    const QPoint press(qRound(tracks().xOf(double(from))), y);
    const QPoint target(qRound(tracks().xOf(double(to))), y);
    QTest::mousePress(&tracks(), Qt::LeftButton, {}, press);
    for (const QPoint& point : {(press + target) / 2, target}) {
        QMouseEvent move(QEvent::MouseMove, point, tracks().mapToGlobal(point), Qt::NoButton, Qt::LeftButton,
                         Qt::ShiftModifier);
        QApplication::sendEvent(&tracks(), &move);
    }
    QCOMPARE(tracks().drag().state(), widgets::BoundaryDrag::State::Dragging);
    if (escape)
        QTest::keyClick(&tracks(), Qt::Key_Escape);
    QTest::mouseRelease(&tracks(), Qt::LeftButton, Qt::ShiftModifier, target);
}

void TestDemo::press(int key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(&tracks(), Qt::Key(key), modifiers);
}

void TestDemo::opens()
{
    start();
    QCOMPARE(m_fixture->window->document().counts().total, 276);
    QCOMPARE(m_fixture->window->document().counts().reviewed(), 0);
    QCOMPARE(current().record.alphabet, Alphabet::Dna);
    QVERIFY(m_fixture->dialogs.asked.isEmpty());
}

void TestDemo::dragWhilePredicting()
{
    QVERIFY(m_fixture->window->queue().choose(kDragged));
    m_dragged = current().record.id;
    bool runningWhenSaved = false;
    const QObject here; // what follows is about this function's edits
    connect(&m_fixture->window->document().store(), &StoreService::editSaved, &here, [&](const Edit& edit) {
        if (edit.kind == EditKind::MoveBoundary)
            runningWhenSaved = inference().isRunning();
    });
    QSignalSpy finished(&m_fixture->window->predictions(), &gui::PredictController::finished);
    m_fixture->window->actions().model.predictAll->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!current().predicted().isEmpty(), 300'000);
    QVERIFY(inference().isRunning());
    m_predicted = current().predicted().first().span;

    drag(m_predicted.end - 300, true); // given up
    QVERIFY(!current().curation.annotated);
    drag(m_predicted.end - 300, false);
    QTRY_COMPARE(current().curation.state, ReviewState::Corrected);
    m_draggedTo = current().curation.cores.value(0).span.end;
    QVERIFY(std::abs(m_draggedTo - (m_predicted.end - 300)) <= 10); // a pixel or two
    QTRY_VERIFY(m_fixture->isSaved());
    QVERIFY2(runningWhenSaved, "the prediction was over before the drag was on disk");
    QCOMPARE(finished.size(), 0);

    const auto disk = m_fixture->disk();
    QCOMPARE(disk->curation(m_dragged)->cores, coreOf({m_predicted.begin, m_draggedTo}));
    const auto edits = *disk->edits(m_dragged);
    const auto moves =
        std::count_if(edits.begin(), edits.end(), [](const Edit& edit) { return edit.kind == EditKind::MoveBoundary; });
    QCOMPARE(moves, 1); // nothing of the drag that was given up
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 900'000);
    QCOMPARE(finished.first().first().value<InferenceOutcome>().state, InferenceOutcome::State::Done);
}

void TestDemo::everyLocusIsPredicted()
{
    const auto disk = m_fixture->disk();
    const auto runs = *disk->runs();
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.first().model, QStringLiteral("cds"));
    QCOMPARE(runs.first().weightsSha256.size(), 64);
    QVERIFY(disk->unpredicted(runs.first().id)->isEmpty());
    const auto prediction = disk->prediction(m_dragged, runs.first().id);
    QCOMPARE((*prediction)->best(), std::optional(m_predicted)); // the correction is beside it, not in its place
    QCOMPARE((*disk->tracks(m_dragged, runs.first().id))->core.size(), disk->record(m_dragged)->length);
    QCOMPARE(current().record.id, m_dragged);
    QCOMPARE(current().curation.cores.value(0).span.end, m_draggedTo);
}

void TestDemo::keysDecide()
{
    m_fixture->window->actions().review.advance->setChecked(false);
    QVector<RecordId> records;
    const auto next = [&] {
        press(Qt::Key_J);
        if (current().record.id == m_dragged)
            press(Qt::Key_J);
        QVERIFY(!records.contains(current().record.id) && current().record.id != m_dragged);
        records << current().record.id;
    };
    QVERIFY(m_fixture->window->queue().choose(QStringLiteral("lambda_+_24008_24206"))); // of the least certain
    records << current().record.id;
    const QVector<Candidate> candidates = current().prediction->candidates;
    QVERIFY(candidates.size() >= 5);
    for (int key = 0; key < 5; ++key) {
        press(Qt::Key_1 + key);
        QCOMPARE(current().curation.cores, coreOf(candidates[key].span));
    }
    next();
    const auto proposed = current().predicted();
    press(Qt::Key_Return);
    next();
    press(Qt::Key_N);
    next();
    press(Qt::Key_F);
    next();
    press(Qt::Key_Delete);
    QTRY_VERIFY(m_fixture->isSaved());

    const auto disk = m_fixture->disk();
    QCOMPARE(disk->curation(records[0])->cores, coreOf(candidates[4].span));
    QCOMPARE(disk->curation(records[0])->state, ReviewState::Corrected);
    const auto accepted = *disk->curation(records[1]);
    QCOMPARE(accepted.cores, proposed);
    QCOMPARE(accepted.state, proposed.isEmpty() ? ReviewState::NoCore : ReviewState::Accepted);
    QCOMPARE(disk->curation(records[2])->state, ReviewState::NoCore);
    QCOMPARE(disk->curation(records[3])->state, ReviewState::Flagged);
    QCOMPARE(disk->curation(records[4])->state, ReviewState::Rejected);

    press(Qt::Key_Z, Qt::ControlModifier); // the rejection
    QTRY_VERIFY(m_fixture->disk()->curation(records[4])->state != ReviewState::Rejected);
    m_flagged = records[3];
    m_withoutCore = records[2];
}

void TestDemo::undoneAfterAnotherStart()
{
    m_fixture->close();
    start();
    for (const auto& [record, undone] :
         {std::pair{m_flagged, ReviewState::Flagged}, std::pair{m_withoutCore, ReviewState::NoCore}}) {
        QCOMPARE(m_fixture->disk()->curation(record)->state, undone);
        m_fixture->window->actions().edit.undo->trigger();
        QTRY_COMPARE(current().record.id, record);
        QTRY_VERIFY(m_fixture->isSaved());
        QVERIFY(m_fixture->disk()->curation(record)->state != undone);
        QVERIFY(!m_fixture->disk()->curation(record)->annotated);
    }
    QCOMPARE(m_fixture->disk()->curation(m_dragged)->cores.value(0).span.end, m_draggedTo);
}

void TestDemo::tenReviewedComeBack()
{
    m_fixture->window->actions().review.advance->setChecked(true);
    m_fixture->window->queue().first();
    while (m_fixture->window->document().counts().reviewed() < 10) {
        const RecordId before = current().record.id;
        press(Qt::Key_Return);
        QVERIFY(current().record.id != before);
        QTRY_VERIFY(m_fixture->isSaved());
    }
    QSignalSpy exported(&m_fixture->window->data(), &gui::DataController::exported);
    m_fixture->dialogs.exportRequest = gui::ExportRequest{.path = m_fixture->folder.filePath(QStringLiteral("set"))};
    m_fixture->window->actions().data.exportSet->trigger();
    QTRY_COMPARE(exported.size(), 1);
    QCOMPARE(exported.first().first().value<gui::ExportOutcome>().records, 10);
    const auto reviewed = m_fixture->examples();
    QCOMPARE(reviewed.size(), 10);

    m_fixture->close();
    m_fixture->show();
    m_fixture->dialogs.newProject = m_fixture->folder.filePath(QStringLiteral("again.corespan"));
    QSignalSpy imported(&m_fixture->window->data(), &gui::DataController::imported);
    m_fixture->window->data().importFiles({m_fixture->folder.filePath(QStringLiteral("set/records.jsonl"))});
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(m_fixture->dialogs.looksLike, std::optional(Alphabet::Dna));
    const auto again = ProjectReader::open(m_fixture->dialogs.newProject);
    QVERIFY(bool(again));
    QCOMPARE((*again)->counts()->total, 10);
    for (const DemoFixture::Example& example : reviewed) {
        const auto id = *(*again)->findRecord(example.name);
        QVERIFY2(id != RecordId::None, qPrintable(example.name));
        QCOMPARE(*(*again)->residues(id), example.residues);
        QVERIFY((*again)->gold(id)->annotated);
        QCOMPARE((*again)->gold(id)->cores, example.cores);
        QCOMPARE((*again)->gold(id)->labels, example.labels);
        QCOMPARE((*again)->curation(id)->state, ReviewState::Unseen);
    }
}

QTEST_MAIN(TestDemo)
#include "tst_demo.moc"
