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
        const QVector<EvaluatedRecord> evaluated =
            evaluateLongestOrf({gold("CCATGAAATAACC", model::Span{2, 11}), gold("GTGAAAATGTAA", model::Span{0, 12})});
        QCOMPARE(evaluated[0].predicted, (QVector{Core{{2, 11}}}));
        QCOMPARE(evaluated[1].predicted, (QVector{Core{{6, 12}}}));
    }

    void segmentsHaveARowForEachType()
    {
        const QVector<Core> gold{Core{{2, 20}, "S"}, Core{{30, 50}, "H"}};
        const QVector<Core> predicted{Core{{2, 20}, "S"}, Core{{33, 51}, "H"}, Core{{60, 70}, "H"}};
        const QString table = formatSegments(evaluateSegments({{100, gold, predicted, 0.5}}));
        QVERIFY2(table.contains("\nH                    1         2    100.00 %     50.00 %      0.00 %\n"),
                 qPrintable(table));
        QVERIFY2(table.contains("\nS                    1         1    100.00 %    100.00 %    100.00 %\n"),
                 qPrintable(table));
        QVERIFY2(table.contains("\nevery segment right        0.00 %\n"), qPrintable(table));
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
