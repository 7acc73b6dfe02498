// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scripted_inference.h"
#include "core/inference/inference_service.h"
#include "core/store/project_reader.h"
#include "core/store/project_writer.h"
#include "core/store/store_service.h"
#include "support/imported_record.h"

#include <QTemporaryDir>
#include <QTest>

using namespace corespan;
using namespace corespan::test;
using State = InferenceOutcome::State;

/// The service with a real project behind it; only the model is scripted.
class TestInferenceProjectService : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_project = m_folder.filePath(QString("p%1.corespan").arg(++m_count));
        QVERIFY(ProjectWriter::create(m_project, {"", Alphabet::Dna, {}}));
        m_store = std::make_unique<StoreService>();
        m_script = std::make_shared<Script>();
        InferenceBackend backend = projectBackend(*m_store);
        backend.predictor = scriptedBackend(m_script, {}).predictor;
        m_service = std::make_unique<InferenceService>(backend);
        m_outcomes.clear();
        connect(m_service.get(), &InferenceService::finished, this,
                [this](const InferenceOutcome& outcome) { m_outcomes.append(outcome); });
        bool ready = false;
        m_store->open(m_project, {"ada", 0}, this, [this, &ready](const Result<OpenReport>& opened) {
            QVERIFY(opened);
            m_store->addRecords({imported("a", "ACGTACGT"), imported("b", "ACGTA"), imported("c", "ACG")}, this,
                                [this, &ready](const Result<AddReport>& added) {
                                    QVERIFY(added);
                                    m_ids = added->added;
                                    ready = true;
                                });
        });
        QTRY_VERIFY(ready);
        QCOMPARE(m_ids.size(), 3);
    }

    void cleanup()
    {
        m_script->gated = false;
        m_service.reset();
        m_store.reset();
    }

    void predictionsAreInTheProject()
    {
        m_service->predict(request());
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(m_outcomes[0].state, State::Done);
        QCOMPARE(m_outcomes[0].saved, 3);
        const auto reader = ProjectReader::open(m_project);
        QVERIFY(reader);
        const Result<Run> run = (*reader)->run(m_outcomes[0].run);
        QVERIFY(run);
        QCOMPARE(run->model, "scripted");
        QCOMPARE(run->device, "Scripted");
        QCOMPARE(run->labels, QStringList({"A", "B"}));
        const auto prediction = (*reader)->prediction(m_ids[1], run->id);
        QVERIFY(prediction && *prediction);
        QCOMPARE((*prediction)->best().value(), (Span{1, 3}));
        const auto tracks = (*reader)->tracks(m_ids[1], run->id);
        QVERIFY(tracks && *tracks);
        QCOMPARE((*tracks)->start, QVector<float>(5, 0.125F));
        // Nothing of it is a review.
        const Result<Curation> curation = (*reader)->curation(m_ids[1]);
        QVERIFY(curation);
        QCOMPARE(curation->state, ReviewState::Unseen);
    }

    void editsGoThroughWhilePredicting()
    {
        m_script->gated = true;
        m_service->predict(request());
        m_script->reached.acquire(1);
        Edit edit;
        edit.record = m_ids[0];
        edit.kind = EditKind::NoCore;
        edit.after.state = ReviewState::NoCore;
        edit.after.annotated = true;
        bool saved = false;
        m_store->applyEdit(edit, this, [&saved](const Result<Edit>& applied) { saved = bool(applied); });
        QTRY_VERIFY(saved);
        QVERIFY(m_service->isRunning());
        m_script->gated = false;
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(m_outcomes[0].saved, 3);
        const auto reader = ProjectReader::open(m_project);
        QVERIFY(reader);
        QCOMPARE((*reader)->curation(m_ids[0])->state, ReviewState::NoCore);
    }

    void labelMatrixReadsTheProject()
    {
        std::optional<LabelMatrix> matrix;
        connect(m_service.get(), &InferenceService::labelMatrixReady, this,
                [&matrix](Generation, RecordId, const LabelMatrix& answer) { matrix = answer; });
        m_service->recomputeLabelMatrix(m_project, "/models/scripted", "abc", m_ids[2]);
        QTRY_VERIFY(matrix);
        QCOMPARE(matrix->length, 3);
    }

    void unknownRecordFailsAndKeepsTheRest()
    {
        InferenceRequest wrong = request();
        wrong.records.append(RecordId(4711));
        m_service->predict(wrong);
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(m_outcomes[0].state, State::Failed);
        QCOMPARE(m_outcomes[0].record, RecordId(4711));
    }

    void destroyedWhileRunningLeavesASoundProject()
    {
        m_script->gated = true;
        m_service->predict(request());
        m_script->reached.acquire(1);
        m_script->gate.release(1);
        m_script->reached.acquire(1);
        m_service.reset();
        m_store.reset();
        QCOMPARE(m_script->destroyed, 1);
        QVERIFY(ProjectWriter::open(m_project));
    }

private:
    InferenceRequest request() const
    {
        InferenceRequest out;
        out.project = m_project;
        out.model = "/models/scripted";
        out.records = m_ids;
        return out;
    }

    QTemporaryDir m_folder;
    int m_count = 0;
    QString m_project;
    std::unique_ptr<StoreService> m_store;
    std::shared_ptr<Script> m_script;
    std::unique_ptr<InferenceService> m_service;
    QVector<RecordId> m_ids;
    QVector<InferenceOutcome> m_outcomes;
};

QTEST_GUILESS_MAIN(TestInferenceProjectService)
#include "tst_inference_project_service.moc"
