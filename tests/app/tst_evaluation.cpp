// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scripted_inference.h"
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
        QCOMPARE(evaluated[0].gold.value(), (Span{1, 3}));
        QCOMPARE(evaluated[0].predicted.value(), (Span{1, 3}));
        QVERIFY(!evaluated[1].gold);
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
        const QVector<EvaluatedRecord> evaluated =
            evaluateLongestOrf({gold("CCATGAAATAACC", model::Span{2, 11}), gold("GTGAAAATGTAA", model::Span{0, 12})});
        QCOMPARE(evaluated[0].predicted.value(), (Span{2, 11}));
        QCOMPARE(evaluated[1].predicted.value(), (Span{6, 12}));
    }

    void tableHasARowForEachFigure()
    {
        SpanMetrics metrics;
        metrics.records = 4;
        metrics.goldCores = 3;
        metrics.exact = 1;
        const QString table = formatEvaluation(metrics, SpanMetrics{}, {});
        QVERIFY(table.startsWith(QString(33, ' ') + "model   longest ORF\n"));
        QVERIFY(table.contains("\nexact (both ends)              33.33 %             –\n"));
        QVERIFY(table.contains("\nno core: recall                      –             –\n"));
    }
};

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
