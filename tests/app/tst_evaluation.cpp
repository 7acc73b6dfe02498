// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scripted_inference.h"
#include "core/evaluation/metrics.h"
#include "core/training/evaluation.h"

#include <QTest>

using namespace corespan;
using namespace corespan::test;

namespace {

model::TrainRecord gold(const std::string& sequence, std::optional<model::Span> core)
{
    model::TrainRecord record;
    record.id = "r";
    record.sequence = sequence;
    if (core)
        record.cores = {{*core}};
    return record;
}

} // namespace

class TestEvaluation : public QObject
{
    Q_OBJECT
private slots:
    void setsPredictionsBesideTheGold()
    {
        // The scripted model says [1, 3) of everything.
        ScriptedPredictor predictor(std::make_shared<Script>());
        std::vector<model::TrainRecord> records{gold("ACGT", model::Span{1, 3}), gold("ACGTA", std::nullopt),
                                                gold("ACG", model::Span{0, 3})};
        records.push_back(gold("ACGT", std::nullopt));
        records.back().annotated = false;
        qsizetype told = 0;
        const QVector<EvaluatedRecord> evaluated = evaluateModel(
            predictor, {}, records, [&told](qsizetype done, qsizetype total) { told = done * 10 + total; }, {});
        QCOMPARE(evaluated.size(), 3); // the one that is not annotated is left out
        QCOMPARE(told, 33);
        QCOMPARE(evaluated[0].length, 4);
        QCOMPARE(evaluated[0].gold, (QVector{Core{{1, 3}}}));
        QCOMPARE(evaluated[0].predicted, (QVector{Core{{1, 3}}}));
        QCOMPARE(evaluated[0].score, 0.5);
        QVERIFY(evaluated[1].gold.isEmpty());
        const SpanMetrics metrics = evaluate(evaluated);
        QCOMPARE(metrics.exact, 1);
        QCOMPARE(metrics.end, 2);
        QCOMPARE(metrics.nullMissed, 1);
    }

    void stoppedEvaluationReturnsWhatIsDone()
    {
        ScriptedPredictor predictor(std::make_shared<Script>());
        std::stop_source stop;
        const std::vector<model::TrainRecord> records(5, gold("ACGT", model::Span{1, 3}));
        const auto onProgress = [&stop](qsizetype done, qsizetype) {
            if (done == 2)
                stop.request_stop();
        };
        QCOMPARE(evaluateModel(predictor, {}, records, onProgress, stop.get_token()).size(), 2);
    }

    void longestFrameFromAtg()
    {
        const QVector<EvaluatedRecord> evaluated = evaluateLongestOrf(
            {gold("CCATGAAATAACC", model::Span{2, 11}), gold("GTGAAAATGTAA", model::Span{0, 12})}, {"core"});
        QCOMPARE(evaluated[0].predicted, (QVector{Core{{2, 11}}}));
        QCOMPARE(evaluated[1].predicted, (QVector{Core{{6, 12}}}));
    }

    void goldKeepsNameAndZones()
    {
        model::TrainRecord record = gold("ACGTACGT", model::Span{1, 3});
        record.ambiguous = {{6, 8}, {4, 5}};
        const EvaluatedRecord evaluated = withGold(record, {"H"});
        QCOMPARE(evaluated.name, QString("r"));
        QCOMPARE(evaluated.gold, (QVector{Core{{1, 3}, "H"}}));
        QCOMPARE(evaluated.ambiguous, (QVector<Span>{{4, 5}, {6, 8}}));
    }

    void predictionsWhereNothingIsKnownAreLeftOut()
    {
        ScriptedPredictor predictor(std::make_shared<Script>());
        model::TrainRecord record = gold("ACGT", std::nullopt);
        record.ambiguous = {{1, 3}};
        QVERIFY(evaluateModel(predictor, {}, {record}, {}, {})[0].predicted.isEmpty());
        record.ambiguous = {{2, 3}}; // half of [1, 3)
        QCOMPARE(evaluateModel(predictor, {}, {record}, {}, {})[0].predicted.size(), 1);
    }

    void signalMatrixIsToldWhichRecordsHaveOne()
    {
        std::vector<model::TrainRecord> records;
        for (int i = 0; i < 20; ++i)
            records.push_back(gold("MKKLLLLLLLLLAGAEEEEEEEEEEEEEEEEEEEEE", model::Span{0, 15}));
        records.push_back(gold("MKKLLLLLLLLLAGAEEEEEEEEEEEEEEEEEEEEE", std::nullopt));
        records.push_back(gold("MKKLLLLLLLLLAGAEEEEEEEEEEEEEEEEEEEEE", model::Span{5, 15}));
        QCOMPARE(leadingType(records, {"S"}), QString("S"));
        const QVector<LeadingCore> cores = leadingCores(records, {"S"}, "S");
        QCOMPARE(cores.size(), 20);
        QCOMPARE(cores[0].end, 15);
        QVERIFY(leadingCores(records, {"S"}, "H").isEmpty());
        const auto evaluated = evaluateSignalMatrix(SignalMatrix(cores), "S", records, {"S"});
        QCOMPARE(evaluated.size(), 22);
        QCOMPARE(evaluated[0].predicted, (QVector{Core{{0, 15}, "S"}}));
        QVERIFY(evaluated[20].predicted.isEmpty());
        QVERIFY(evaluated[21].predicted.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
