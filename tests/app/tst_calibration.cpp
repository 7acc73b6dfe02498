// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/calibration.h"
#include "core/importing/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace corespan;

namespace {

/// A record that is right or wrong, with its score.
EvaluatedCores scored(bool right, double score)
{
    return {10, {Core{{1, 3}}}, {Core{{1, right ? 3 : 4}}}, score};
}

} // namespace

class TestCalibration : public QObject
{
    Q_OBJECT
private slots:
    void binsByHand()
    {
        QVector<EvaluatedCores> records;
        for (int i = 0; i < 4; ++i) // scores 0.9, three of four right
            records.append(scored(i > 0, 0.9));
        records.append({10, {}, {Core{{1, 3}}}, 0.2});
        records.append({10, {}, {}, 1.0});
        const Calibration c = calibrationOf(records, 10);
        QCOMPARE(c.bins[9].count, 5);
        QVERIFY(std::abs(c.bins[9].meanScore - 4.6 / 5) < 1e-12);
        QVERIFY(std::abs(c.bins[9].exact - 0.8) < 1e-12);
        QCOMPARE(c.bins[2].count, 1);
        QVERIFY(std::abs(c.ece - (5.0 / 6 * 0.12 + 1.0 / 6 * 0.2)) < 1e-12);
        QVERIFY(std::abs(c.brier - (3 * 0.01 + 0.81 + 0.04) / 6) < 1e-12);
        QCOMPARE(calibrationOf({}).ece, 0.0);
    }

    /// The definition, bin by bin over all records, on scores off the bins' edges.
    void agreesWithTheDefinition()
    {
        Random random(11);
        QVector<EvaluatedCores> records;
        for (int i = 0; i < 400; ++i) {
            const double score = (double(random.between(0, 999)) + 0.5) / 1000.0;
            records.append(scored(double(random.between(0, 999)) < 700.0 * score, score));
        }
        for (const int bins : {1, 7, 10}) {
            double ece = 0.0;
            for (int bin = 0; bin < bins; ++bin) {
                double scores = 0.0, right = 0.0;
                for (const EvaluatedCores& record : records) {
                    if (record.score < double(bin) / bins || record.score >= double(bin + 1) / bins)
                        continue;
                    scores += record.score;
                    right += isExact(record) ? 1.0 : 0.0;
                }
                ece += std::abs(scores - right) / double(records.size());
            }
            QVERIFY(std::abs(calibrationOf(records, bins).ece - ece) < 1e-12);
        }
    }

    void typesCountForExact()
    {
        QVERIFY(
            isExact({10, {Core{{1, 3}, "a"}}, {Core{{1, 3}, "a", true, false}}, 0.0})); // an open end is gold's remark
        QVERIFY(!isExact({10, {Core{{1, 3}, "a"}}, {Core{{1, 3}, "b"}}, 0.0}));
        QVERIFY(isExact({10, {}, {}, 0.0}));
    }
};

QTEST_APPLESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
