// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/core_pairs.h"
#include "core/importing/random.h"

#include <QTest>

#include <algorithm>

using namespace corespan;

namespace {

Core a(std::int64_t begin, std::int64_t end)
{
    return {{begin, end}, QStringLiteral("a")};
}

Core b(std::int64_t begin, std::int64_t end)
{
    return {{begin, end}, QStringLiteral("b")};
}

EvaluatedCores cores(const QVector<Core>& gold, const QVector<Core>& predicted)
{
    return {200, gold, predicted, 0.0};
}

QVector<Core> randomCores(Random& random)
{
    QVector<Core> list;
    for (std::int64_t at = random.between(0, 9); at < 150; at += random.between(0, 12)) {
        const std::int64_t end = at + random.between(1, 14);
        list.append(random.between(0, 2) == 0 ? b(at, end) : a(at, end));
        at = end;
    }
    return list;
}

} // namespace

class TestCorePairs : public QObject
{
    Q_OBJECT
private slots:
    void largestOverlapFirst()
    {
        // [10, 20) meets both, the second more; [25, 40) has to take what is left.
        const EvaluatedCores record = cores({a(10, 20), a(25, 40)}, {a(8, 12), a(13, 30)});
        QCOMPARE(pairByOverlap(record, PairTypes::Same), (QVector<CorePair>{{0, 1}}));
        QCOMPARE(pairByOverlap(cores({a(10, 20), a(25, 40)}, {a(8, 12), a(13, 26), a(27, 40)}), PairTypes::Same),
                 (QVector<CorePair>{{0, 1}, {1, 2}}));
    }

    void typesMatterWhereAskedFor()
    {
        const EvaluatedCores record = cores({a(10, 20)}, {b(10, 19), a(19, 30)});
        QCOMPARE(pairByOverlap(record, PairTypes::Same), (QVector<CorePair>{{0, 1}}));
        QCOMPARE(pairByOverlap(record, PairTypes::Any), (QVector<CorePair>{{0, 0}}));
    }

    void touchingIsNotOverlapping() { QVERIFY(overlappingPairs(cores({a(10, 20)}, {a(0, 10), a(20, 30)})).isEmpty()); }

    /// Both passes against all pairs.
    void agreesWithAllPairs()
    {
        Random random(7);
        for (int round = 0; round < 500; ++round) {
            const EvaluatedCores record = cores(randomCores(random), randomCores(random));
            QVector<CorePair> overlaps, matches;
            QVector<bool> taken(record.predicted.size(), false);
            const SegmentMatch match{random.between(0, 6), random.between(0, 1) == 0};
            for (qsizetype g = 0; g < record.gold.size(); ++g) {
                bool free = true;
                for (qsizetype p = 0; p < record.predicted.size(); ++p) {
                    if (record.gold[g].span.overlaps(record.predicted[p].span))
                        overlaps.append({g, p});
                    if (!free || taken[p] || !match(record.gold[g], record.predicted[p]))
                        continue;
                    free = false;
                    taken[p] = true;
                    matches.append({g, p});
                }
            }
            QCOMPARE(overlappingPairs(record), overlaps);
            QCOMPARE(pairByMatch(record, match), matches);
        }
    }
};

QTEST_APPLESS_MAIN(TestCorePairs)
#include "tst_core_pairs.moc"
