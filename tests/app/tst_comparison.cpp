// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/comparison.h"

#include <QJsonObject>
#include <QTest>

#include <bit>
#include <cmath>
#include <numeric>

using namespace corespan;

namespace {

/// 97 records that one model or the other has right.
std::pair<QVector<double>, QVector<double>> unevenPair()
{
    QVector<double> a, b;
    for (int i = 0; i < 97; ++i) {
        a.append(i % 3 == 0);
        b.append(i % 5 == 0);
    }
    return {a, b};
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT
private slots:
    void pairedBootstrap()
    {
        QVector<double> a, b;
        for (int i = 0; i < 400; ++i) {
            a.append(i % 2);
            b.append(i % 4 == 0 ? 1.0 : i % 2); // right on a quarter more
        }
        const PairedComparison c = comparePaired(a, b);
        QVERIFY(std::abs(c.difference - 0.25) < 1e-12);
        QCOMPARE(c.onlyB, 100);
        QCOMPARE(c.onlyA, 0);
        // The standard error is sqrt(0.25 * 0.75 / 400) = 0.0217; the interval is about two of them wide on each side.
        QVERIFY(c.low > 0.25 - 0.055 && c.low < 0.25 - 0.03 && c.high > 0.25 + 0.03 && c.high < 0.25 + 0.055);
        const PairedComparison same = comparePaired(a, a);
        QVERIFY(same.low == 0.0 && same.high == 0.0);
        QCOMPARE(same.pValue, 1.0);
        QCOMPARE(comparePaired({}, {}).difference, 0.0);
    }

    void aSeedGivesOneInterval()
    {
        const auto [a, b] = unevenPair();
        const PairedComparison first = comparePaired(a, b), second = comparePaired(a, b);
        QCOMPARE(first.low, second.low);
        QCOMPARE(first.high, second.high);
        const PairedComparison few = comparePaired(a, b, 9, 1), other = comparePaired(a, b, 9, 2);
        QVERIFY(few.low != other.low || few.high != other.high);
    }

    /// What 2000 draws estimate: the sum of 97 draws from the differences -1, 0 and 1, convolved exactly.
    void intervalIsThatOfTheExactBootstrap()
    {
        const auto [a, b] = unevenPair();
        const auto n = int(a.size());
        double minus = 0.0, plus = 0.0;
        for (int i = 0; i < n; ++i) {
            minus += a[i] > b[i] ? 1.0 / n : 0.0;
            plus += b[i] > a[i] ? 1.0 / n : 0.0;
        }
        QVector<double> density(2 * n + 1, 0.0); // of the sum, from -n on
        density[n] = 1.0;
        for (int draw = 0; draw < n; ++draw) {
            QVector<double> next(2 * n + 1, 0.0);
            for (int sum = 0; sum <= 2 * n; ++sum)
                next[sum] = density[sum] * (1.0 - minus - plus) + density.value(sum + 1) * minus +
                            density.value(sum - 1) * plus;
            density = next;
        }
        const auto below = [&](double mean) { // P(sum < mean n)
            const auto end = qsizetype(std::lround(mean * n)) + n;
            return std::accumulate(density.begin(), density.begin() + end, 0.0);
        };
        const PairedComparison c = comparePaired(a, b);
        constexpr double slack = 0.011; // three standard errors of a 2.5 % quantile of 2000
        QVERIFY(below(c.low) < 0.025 + slack && below(c.low + 1.0 / n) > 0.025 - slack);
        QVERIFY(below(c.high) < 0.975 + slack && below(c.high + 1.0 / n) > 0.975 - slack);
        QVERIFY(c.low < c.difference && c.difference < c.high);
    }

    void mcNemarByEnumeration()
    {
        for (int a = 0; a <= 8; ++a) {
            for (int b = 0; b <= 8; ++b) {
                // Of all 2^(a + b) ways to toss a coin for each pair, those as uneven as this one.
                int uneven = 0;
                for (unsigned coins = 0; coins < 1U << unsigned(a + b); ++coins) {
                    const int heads = std::popcount(coins);
                    uneven += std::min(heads, a + b - heads) <= std::min(a, b);
                }
                const double p = double(uneven) / double(1U << unsigned(a + b));
                QVERIFY2(std::abs(exactMcNemar(a, b) - std::min(1.0, p)) < 1e-9,
                         qPrintable(QString("%1 %2: %3 for %4").arg(a).arg(b).arg(exactMcNemar(a, b)).arg(p)));
            }
        }
        QVERIFY(std::abs(exactMcNemar(1, 9) - 22.0 / 1024.0) < 1e-12);
        QVERIFY(exactMcNemar(20000, 21000) < 1e-5); // large counts neither overflow nor vanish
        QVERIFY(exactMcNemar(20000, 21000) > 0.0);
    }

    void asksRecordByRecord()
    {
        const Core h{{10, 30}, "H"}, s{{0, 8}, "S"}, shifted{{12, 30}, "H"};
        const QVector<EvaluatedCores> a{
            {50, {h}, {h}, 0.0}, {50, {s, h}, {s}, 0.0}, {50, {h}, {shifted}, 0.0}, {50, {}, {s}, 0.0}};
        const QVector<EvaluatedCores> b{
            {50, {h}, {h}, 0.0}, {50, {s, h}, {s, h}, 0.0}, {50, {h}, {}, 0.0}, {50, {}, {}, 0.0}};
        const QVector<ModelComparison> rows = compareModels(a, b);
        QCOMPARE(rows.size(), 5);
        QCOMPARE(rows[0].what, QString("all cores exact"));
        QCOMPARE(rows[0].records, 3);
        QCOMPARE(rows[0].a, 1.0 / 3.0);
        QCOMPARE(rows[0].b, 2.0 / 3.0);
        QCOMPARE(rows[0].paired.onlyB, 1);
        QCOMPARE(rows[1].what, QString("all within 5"));
        QCOMPARE(rows[1].a, 2.0 / 3.0);
        QCOMPARE(rows[1].paired.onlyA, 1);
        QCOMPARE(rows[2].what, QString("no core"));
        QCOMPARE(rows[2].records, 1);
        QCOMPARE(rows[2].b, 1.0);
        QCOMPARE(rows[3].what, QString("H exact"));
        QCOMPARE(rows[3].records, 3);
        QCOMPARE(rows[4].what, QString("S exact"));
        QCOMPARE(rows[4].paired.difference, 0.0);
        QCOMPARE(toJson(rows)[0].toObject()["only_second"].toInt(), 1);
    }

    void questionsWithoutRecordsAreLeftOut()
    {
        const Core h{{10, 30}, "H"};
        QCOMPARE(compareModels({{50, {h}, {h}, 0.0}}, {{50, {h}, {}, 0.0}}).size(), 2);
    }
};

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"
