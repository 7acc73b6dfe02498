// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/unitizing_alpha.h"

#include <QTest>

#include <random>

using namespace corespan;

namespace {

using Spans = QVector<Span>;

double alphaOf(const QVector<MarkedSequence>& sequences)
{
    return unitizingAlpha(sequences).value_or(-99.0);
}

/// The sum of the paper over all pairs of sections, without looking at which of them lie in the same place.
double slowObserved(const Spans& a, const Spans& b, std::int64_t length)
{
    struct Part
    {
        Span span;
        bool unit;
    };
    const auto parts = [length](const Spans& units) {
        QVector<Part> all;
        std::int64_t at = 0;
        for (const Span& unit : units) {
            if (unit.begin > at)
                all.append({{at, unit.begin}, false});
            all.append({unit, true});
            at = unit.end;
        }
        if (at < length)
            all.append({{at, length}, false});
        return all;
    };
    double sum = 0.0;
    for (const Part& x : parts(a)) {
        for (const Part& y : parts(b)) {
            const double first = static_cast<double>(x.span.begin - y.span.begin);
            const double last = static_cast<double>(x.span.end - y.span.end);
            if (x.unit && y.unit && x.span.overlaps(y.span))
                sum += first * first + last * last;
            else if (x.unit && !y.unit && first >= 0 && last <= 0)
                sum += static_cast<double>(x.span.length() * x.span.length());
            else if (!x.unit && y.unit && first <= 0 && last >= 0)
                sum += static_cast<double>(y.span.length() * y.span.length());
        }
    }
    return sum;
}

double slowAlpha(const Spans& a, const Spans& b, std::int64_t length)
{
    QVector<std::int64_t> gaps;
    for (const Spans& units : {a, b}) {
        std::int64_t at = 0;
        for (const Span& unit : units) {
            gaps.append(unit.begin - at);
            at = unit.end;
        }
        gaps.append(length - at);
    }
    double expected = 0.0, pairs = 0.0;
    for (const Span& unit : a + b) {
        const double l = static_cast<double>(unit.length());
        expected += static_cast<double>(a.size() + b.size() - 1) / 3.0 * (2 * l * l * l - 3 * l * l + l);
        for (const std::int64_t gap : gaps)
            expected += gap >= unit.length() ? l * l * static_cast<double>(gap - unit.length() + 1) : 0.0;
        pairs += l * (l - 1);
    }
    const double all = 2.0 * static_cast<double>(length);
    expected *= 2.0 / static_cast<double>(length) / (all * (all - 1) - pairs);
    const double observed = 2.0 * slowObserved(a, b, length) / (2.0 * static_cast<double>(length * length));
    return 1.0 - observed / expected;
}

Spans randomUnits(std::mt19937& random, std::int64_t length)
{
    Spans units;
    for (std::int64_t at = random() % 5; at < length - 2;) {
        const std::int64_t end = std::min<std::int64_t>(at + 1 + random() % 6, length);
        units.append({at, end});
        at = end + random() % 7; // some touch
    }
    return units;
}

} // namespace

class TestUnitizingAlpha : public QObject
{
    Q_OBJECT
private slots:
    void byHand()
    {
        // Observed: the begins one apart, the ends too: 2 of 2 / (2 · 10). Expected: twice 10 for the other unit, and
        // 9 · (3 + 2 + 1) for places in the gaps of 5, 4 and 3, over 20 · 19 - 12.
        QCOMPARE(alphaOf({{10, {{{2, 5}}, {{3, 6}}}}}), 1.0 - 0.1 * 368.0 / 128.0);
        // One of them marks nothing: 9 for the unit in a gap of 10. Expected: 9 · (8 + 3) for gaps of 10 and 5.
        QCOMPARE(alphaOf({{10, {{{2, 5}}, {}}}}), 1.0 - (9.0 / 20.0) / (9.0 * 11.0 / (380.0 - 6.0)));
    }

    void agreementIsOne()
    {
        QCOMPARE(alphaOf({{50, {{{3, 9}, {20, 30}}, {{3, 9}, {20, 30}}}}}), 1.0);
        QCOMPARE(alphaOf({{50, {{{3, 9}}, {{3, 9}}, {{3, 9}}}}, {20, {{}, {}, {}}}}), 1.0);
    }

    void fartherApartIsWorse()
    {
        double last = 1.0;
        for (std::int64_t shift = 1; shift <= 8; ++shift) {
            const double alpha = alphaOf({{200, {{{50, 80}}, {{50 + shift, 80 + shift}}}}});
            QVERIFY(alpha < last);
            last = alpha;
        }
    }

    void sequencesLieEndToEnd()
    {
        const QVector<MarkedSequence> two{{30, {{{2, 9}}, {{3, 9}}}}, {20, {{{5, 8}}, {{5, 9}}}}};
        QCOMPARE(alphaOf(two), alphaOf({{50, {{{2, 9}, {35, 38}}, {{3, 9}, {35, 39}}}}}));
    }

    void agreesWithTheSumsOfThePaper()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 300; ++round) {
            const std::int64_t length = 10 + random() % 60;
            const Spans a = randomUnits(random, length), b = randomUnits(random, length);
            const double expected = slowAlpha(a, b, length), found = alphaOf({{length, {a, b}}});
            QVERIFY2(std::abs(found - expected) < 1e-9,
                     qPrintable(QStringLiteral("%1 %2 in round %3").arg(found).arg(expected).arg(round)));
        }
    }

    void nothingToCompare()
    {
        QVERIFY(!unitizingAlpha({}));
        QVERIFY(!unitizingAlpha({{50, {{{3, 9}}}}}));
        QVERIFY(!unitizingAlpha({{50, {{}, {}}}}));
    }
};

QTEST_APPLESS_MAIN(TestUnitizingAlpha)
#include "tst_unitizing_alpha.moc"
