// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scripted_inference.h"
#include "core/inference/inference_service.h"

#include <QSignalSpy>
#include <QTest>

using namespace corespan;
using namespace corespan::test;
using State = InferenceOutcome::State;

Q_DECLARE_METATYPE(QVector<corespan::RecordId>)

namespace {

QVector<RecordId> ids(int count)
{
    QVector<RecordId> list;
    for (int i = 1; i <= count; ++i)
        list.append(static_cast<RecordId>(i));
    return list;
}

InferenceRequest request(int count)
{
    InferenceRequest out;
    out.project = "p.corespan";
    out.model = "/models/scripted";
    out.records = ids(count);
    return out;
}

/// A service with what it said.
struct Bench
{
    explicit Bench(const QVector<QByteArray>& sequences)
        : script(std::make_shared<Script>()),
          service(std::make_unique<InferenceService>(scriptedBackend(script, sequences)))
    {
        QObject::connect(service.get(), &InferenceService::finished, service.get(),
                         [this](const InferenceOutcome& outcome) { outcomes.append(outcome); });
        QObject::connect(service.get(), &InferenceService::predicted, service.get(),
                         [this](const QVector<RecordId>& records) { predicted += records; });
        QObject::connect(service.get(), &InferenceService::runStarted, service.get(),
                         [this](const Run& run) { runs.append(run); });
        QObject::connect(service.get(), &InferenceService::progress, service.get(),
                         [this](const InferenceProgress& progress) { steps.append(progress); });
    }
    explicit Bench(int count) : Bench(QVector<QByteArray>(count, "ACGTACGT")) {}
    ~Bench() { script->gated = false; }

    std::shared_ptr<Script> script;
    QVector<InferenceOutcome> outcomes;
    QVector<RecordId> predicted;
    QVector<Run> runs;
    QVector<InferenceProgress> steps;
    std::unique_ptr<InferenceService> service;
};

} // namespace

class TestInference : public QObject
{
    Q_OBJECT
private slots:
    void predictsSavesAndFinishesOnce()
    {
        Bench bench(600);
        QSignalSpy device(bench.service.get(), &InferenceService::deviceKnown);
        const Generation generation = bench.service->predict(request(600));
        QVERIFY(bench.service->isRunning());
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QVERIFY(!bench.service->isRunning());
        QCOMPARE(bench.outcomes[0].state, State::Done);
        QCOMPARE(bench.outcomes[0].generation, generation);
        QCOMPARE(bench.outcomes[0].saved, 600);
        QCOMPARE(bench.outcomes[0].total, 600);
        QCOMPARE(bench.outcomes[0].positions, 4800);
        QCOMPARE(bench.outcomes[0].run, RunId(1));
        QCOMPARE(bench.predicted, ids(600));
        QCOMPARE(bench.script->saved, ids(600));
        QCOMPARE(bench.script->savedRuns, QVector<RunId>(600, RunId(1)));
        QCOMPARE(device.size(), 1);
        QCOMPARE(device[0][0].toString(), "Scripted");
        QCOMPARE(device[0][1].toString(), "asked for");
        QCOMPARE(bench.runs.size(), 1);
        QCOMPARE(bench.runs[0].model, "scripted");
        QCOMPARE(bench.runs[0].weightsSha256, "abc");
        QCOMPARE(bench.runs[0].labels, QStringList({"A", "B"}));
        QCOMPARE(bench.runs[0].options,
                 "{\"allow_null\":true,\"candidates\":5,\"exact_segments\":false,\"grammar\":true,"
                 "\"max_length\":0,"
                 "\"merge_gap\":0,\"min_length\":1,\"null_bias\":0.25,"
                 "\"single_core\":false,\"strands\":\"forward\",\"temperature\":1,\"threshold\":0.5,"
                 "\"window_overlap\":-1,\"window_size\":-1}");
        QCOMPARE(bench.steps.first().done, 0);
        QCOMPARE(bench.steps.last().done, 600);
        QCOMPARE(bench.steps.last().secondsLeft, 0.0);
        QTest::qWait(20);
        QCOMPARE(bench.outcomes.size(), 1);
    }

    void modelStaysLoadedAndDiesOnItsThread()
    {
        Bench bench(3);
        bench.service->predict(request(3));
        QTRY_COMPARE(bench.outcomes.size(), 1);
        bench.service->predict(request(2));
        QTRY_COMPARE(bench.outcomes.size(), 2);
        QCOMPARE(bench.script->loads, 1);
        bench.service.reset();
        QCOMPARE(bench.script->destroyed, 1);
        QVERIFY(!bench.script->wrongThread);
    }

    void nothingToDoIsDone()
    {
        Bench bench(0);
        bench.service->predict(request(0));
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(bench.outcomes[0].state, State::Done);
        QCOMPARE(bench.outcomes[0].saved, 0);
    }

    void cancelKeepsWhatWasComputed()
    {
        Bench bench(10);
        bench.script->gated = true;
        bench.service->predict(request(10));
        bench.script->gate.release(4);
        bench.script->reached.acquire(5);
        bench.service->cancel();
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(bench.outcomes[0].state, State::Cancelled);
        QCOMPARE(bench.outcomes[0].saved, 4);
        QCOMPARE(bench.outcomes[0].message, "");
        QCOMPARE(bench.script->saved, ids(4));
        QCOMPARE(bench.predicted, ids(4));
    }

    void cancelBeforeTheStartBeginsNoRun()
    {
        Bench bench(10);
        bench.service->predict(request(10));
        bench.service->cancel();
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QVERIFY(bench.outcomes[0].state == State::Cancelled || bench.outcomes[0].saved == 10);
        bench.service->cancel();
        QTest::qWait(20);
        QCOMPARE(bench.outcomes.size(), 1);
    }

    void newRequestMakesTheOldOneStale()
    {
        Bench bench(10);
        bench.script->gated = true;
        const Generation first = bench.service->predict(request(10));
        bench.script->gate.release(4);
        bench.script->reached.acquire(5);
        const Generation second = bench.service->predict(request(2));
        bench.script->gated = false;
        QTRY_COMPARE(bench.outcomes.size(), 2);
        QCOMPARE(bench.outcomes[0].generation, first);
        QCOMPARE(bench.outcomes[0].state, State::Cancelled);
        QCOMPARE(bench.outcomes[1].generation, second);
        QCOMPARE(bench.outcomes[1].state, State::Done);
        // The old one's four are in the project under its run, but only the new one's were announced.
        QCOMPARE(bench.outcomes[0].saved, 4);
        QCOMPARE(bench.script->saved, ids(4) + ids(2));
        QCOMPARE(bench.predicted, ids(2));
        QCOMPARE(bench.runs.last().id, RunId(2));
        for (const InferenceProgress& step : bench.steps)
            QCOMPARE(step.generation, second);
    }

    void failureNamesTheRecordAndWhatWasKept()
    {
        Bench bench({"ACGT", "ACGT", "XCGT", "ACGT"});
        bench.service->predict(request(4));
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(bench.outcomes[0].state, State::Failed);
        QCOMPARE(bench.outcomes[0].record, RecordId(3));
        QCOMPARE(bench.outcomes[0].message,
                 "record \"r3\": letter X is bad (2 of 4 predictions were saved and are kept)");
        QCOMPARE(bench.outcomes[0].saved, 2);
        QCOMPARE(bench.script->saved, ids(2));
    }

    void missingRecordFails()
    {
        Bench bench(2);
        bench.service->predict(request(3));
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(bench.outcomes[0].state, State::Failed);
        QCOMPARE(bench.outcomes[0].record, RecordId(3));
        QVERIFY(bench.outcomes[0].message.startsWith("record \"r3\": no such record"));
    }

    void modelThatDoesNotLoadLeavesNoRun()
    {
        Bench bench(2);
        bench.script->failLoad = true;
        bench.service->predict(request(2));
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(bench.outcomes[0].state, State::Failed);
        QCOMPARE(bench.outcomes[0].message, "model.safetensors is cut short");
        QCOMPARE(bench.outcomes[0].run, RunId::None);
        QVERIFY(bench.script->runs.isEmpty());
        bench.script->failLoad = false;
        bench.service->predict(request(2));
        QTRY_COMPARE(bench.outcomes.size(), 2);
        QCOMPARE(bench.outcomes[1].state, State::Done);
    }

    void projectThatDoesNotOpenFails()
    {
        Bench bench(2);
        InferenceRequest wrong = request(2);
        wrong.project = "other.corespan";
        bench.service->predict(wrong);
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(bench.outcomes[0].message, "no such project");
    }

    void storeErrorsFail()
    {
        Bench bench(2);
        bench.script->failSave = true;
        bench.service->predict(request(2));
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(bench.outcomes[0].state, State::Failed);
        QCOMPARE(bench.outcomes[0].message, "disk full");
        QCOMPARE(bench.outcomes[0].saved, 0);
        QVERIFY(bench.predicted.isEmpty());
        bench.script->failRun = true;
        bench.service->predict(request(2));
        QTRY_COMPARE(bench.outcomes.size(), 2);
        QCOMPARE(bench.outcomes[1].run, RunId::None);
    }

    void muteModelFails()
    {
        Bench bench(2);
        bench.script->mute = true;
        bench.service->predict(request(2));
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(bench.outcomes[0].state, State::Failed);
    }

    void labelMatrixGoesBetweenBatches()
    {
        Bench bench(QVector<QByteArray>(6, QByteArray(5000, 'A')));
        QSignalSpy ready(bench.service.get(), &InferenceService::labelMatrixReady);
        bench.script->gated = true;
        bench.service->predict(request(6));
        bench.script->reached.acquire(1);
        const Generation generation =
            bench.service->recomputeLabelMatrix("p.corespan", "/models/scripted", "abc", RecordId(2));
        bench.script->gate.release(1);
        QTRY_COMPARE(ready.size(), 1);
        QVERIFY(bench.service->isRunning());
        QCOMPARE(ready[0][0].value<Generation>(), generation);
        QCOMPARE(ready[0][1].value<RecordId>(), RecordId(2));
        const auto matrix = ready[0][2].value<LabelMatrix>();
        QCOMPARE(matrix.labels, QStringList({"A", "B"}));
        QCOMPARE(matrix.length, 5000);
        QCOMPARE(matrix.at(4999, 1), 0.5F);
        QCOMPARE(bench.script->loads, 1);
        bench.script->gated = false;
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(bench.outcomes[0].saved, 6);
    }

    void onlyTheNewestLabelMatrixIsAnswered()
    {
        Bench bench({"ACGT", "ACGTA", "XCGT"});
        QSignalSpy ready(bench.service.get(), &InferenceService::labelMatrixReady);
        QSignalSpy failed(bench.service.get(), &InferenceService::labelMatrixFailed);
        bench.service->recomputeLabelMatrix("p.corespan", "/models/scripted", "abc", RecordId(1));
        bench.service->recomputeLabelMatrix("p.corespan", "/models/scripted", "abc", RecordId(2));
        QTRY_COMPARE(ready.size(), 1);
        QCOMPARE(ready[0][1].value<RecordId>(), RecordId(2));
        bench.service->recomputeLabelMatrix("p.corespan", "/models/scripted", "abc", RecordId(3));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][2].toString(), "letter X is bad");
        QCOMPARE(ready.size(), 1);
    }

    void labelMatrixOfOtherWeightsIsRefused()
    {
        Bench bench({"ACGT"});
        QSignalSpy ready(bench.service.get(), &InferenceService::labelMatrixReady);
        QSignalSpy failed(bench.service.get(), &InferenceService::labelMatrixFailed);
        bench.service->recomputeLabelMatrix("p.corespan", "/models/scripted", "0123456789abcdef", RecordId(1));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][2].toString(),
                 "the model in /models/scripted has other weights than this run's (sha256 abc…, the run's "
                 "0123456789ab…): predict again to see its label probabilities");
        QCOMPARE(ready.size(), 0);
        // A run that an older program wrote without a checksum is shown as before.
        bench.service->recomputeLabelMatrix("p.corespan", "/models/scripted", QString(), RecordId(1));
        QTRY_COMPARE(ready.size(), 1);
    }

    void destroyedWhileRunning()
    {
        for (int round = 0; round < 20; ++round) {
            Bench bench(50);
            bench.script->gated = true;
            bench.script->gate.release(round);
            bench.service->predict(request(50));
            if (round % 2 == 0)
                bench.script->reached.acquire(1 + round / 2);
            bench.service.reset();
            QCOMPARE(bench.script->destroyed, bench.script->loads);
            QVERIFY(!bench.script->wrongThread);
            QVERIFY(bench.outcomes.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestInference)
#include "tst_inference_service.moc"
