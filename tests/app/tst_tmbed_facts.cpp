// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/evaluation/figures.h"
#include "core/importing/dataset.h"
#include "core/training/predicted_set.h"

#include <QTest>

using namespace corespan;

/// TMbed's own predictions for the shared folds, measured as any model is: the figures that its files are known for.
class TestTmbedFacts : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!QFile::exists(m_folder + "fold3.3line"))
            QSKIP("no development data");
    }

    void signalPeptidesOfFold3()
    {
        const Figures figures = measured({3});
        const TypeCounts& signal = figures.segments.byType["S"];
        QCOMPARE(signal.gold, 147);
        QCOMPARE(signal.exact, 88);      // 59.9 %
        QCOMPARE(signal.within[3], 135); // 91.8 %
        QCOMPARE(signal.found, 145);     // 98.6 %
        QCOMPARE(signal.falseOnNone, 0); // on globular proteins
        QCOMPARE(figures.segments.withoutCore, 1032);
    }

    /// 88.7 % recall and precision are stated for all five folds, of which four are here: 88.4 % of both, in proteins
    /// that have helices.
    void helicesOfFourFolds()
    {
        const Figures figures = measured({0, 1, 2, 3});
        const TypeCounts& helix = figures.segments.byType["H"];
        QCOMPARE(helix.gold, 2519);
        QCOMPARE(helix.matched, 2228);
        QCOMPARE(helix.predictedInThese, 2519);
        QCOMPARE(helix.records, 476);
        QCOMPARE(helix.right, 294); // every helix of a protein: 61.8 %
        const TypeCounts& strand = figures.segments.byType["B"];
        QCOMPARE(strand.records, 53);
        QCOMPARE(strand.right, 42); // 79.2 %
    }

private:
    Figures measured(const QList<int>& folds) const
    {
        const SegmentRule rule = *parseSegmentRule("S,H=Hh,B=Bb", "U");
        QStringList gold, predictions;
        for (const int fold : folds) {
            gold << QStringLiteral("%1fold%2.3line").arg(m_folder).arg(fold);
            predictions << QStringLiteral("%1fold%2.tmbed.3line").arg(m_folder).arg(fold);
        }
        const QString file = m_files.path("gold.jsonl");
        if (!writeSegmentsDataset(gold, file, {rule, {}, 0}, {}))
            return {};
        const QStringList types{"B", "H", "S"};
        const Result<GoldSet> set = readGold(file, {}, {types, true});
        const Result<PredictedSet> predicted = readPredictions(predictions, {rule, {}, {}});
        if (!set || !predicted)
            return {};
        const Result<BesideGold> beside = besideGold(set->records, types, {}, *predicted);
        return beside ? figuresOf(beside->set, {}) : Figures();
    }

    const QString m_folder = QStringLiteral(CORESPAN_SHARED "/data/tmbed/");
    Files m_files;
};

QTEST_GUILESS_MAIN(TestTmbedFacts)
#include "tst_tmbed_facts.moc"
