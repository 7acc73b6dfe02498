// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coordinates.h"
#include "widgets/lane_layout.h"
#include "widgets/position_selection.h"
#include "widgets/probability_bar.h"
#include "widgets/ruler_ticks.h"
#include "widgets/sequence_data.h"
#include "widgets/snap_points.h"

#include <QTest>

#include <limits>

using namespace corespan::widgets;

/// The small values: ranges, coordinates as text, ticks, snap points, selection, layout.
class TestValues : public QObject
{
    Q_OBJECT
private slots:
    void ranges();
    void coordinatesAsText();
    void tickSteps();
    void ticksAreOneBased();
    void lastPositionHasATick();
    void crossings();
    void boundariesMerge();
    void nearestSnap();
    void selection();
    void selectionOfNothing();
    void matrixFromPositions();
    void lanesDoNotOverlap_data();
    void lanesDoNotOverlap();
    void manyLabelsShrink();
    void labelRowsScrollBeforeTheyAreIllegible();
    void probabilityAsText();
};

void TestValues::ranges()
{
    const PositionRange range{24, 54};
    QCOMPARE(range.length(), 30);
    QVERIFY(range.contains(24) && range.contains(53) && !range.contains(54));
    QVERIFY(range.overlaps({53, 60}) && !range.overlaps({54, 60}));
    QCOMPARE(range.intersected({50, 99}), (PositionRange{50, 54}));
    QVERIFY(range.intersected({60, 99}).isEmpty());
    QVERIFY(PositionRange{}.isEmpty());
}

void TestValues::coordinatesAsText()
{
    QCOMPARE(closedText({24, 54}), QStringLiteral("25\u201354"));
    QCOMPARE(closedText({24, 25}), QStringLiteral("25"));
    QCOMPARE(closedText({24, 24}), QString());
    QCOMPARE(halfOpenText({24, 54}), QStringLiteral("[24, 54)"));
    QCOMPARE(bothStyles({24, 54}), QStringLiteral("[24, 54) \u00b7 25\u201354"));
    QCOMPARE(bothStyles({24, 24}), QStringLiteral("[24, 24)"));
}

void TestValues::tickSteps()
{
    QCOMPARE(tickStep(0.13, 64.0), 10);
    QCOMPARE(tickStep(0.001, 64.0), 1);
    QCOMPARE(tickStep(1.0, 64.0), 100);
    QCOMPARE(tickStep(2.0, 64.0), 200);
    QCOMPARE(tickStep(5.0, 64.0), 500);
    QCOMPARE(tickStep(10'000.0, 64.0), 1'000'000);
}

void TestValues::ticksAreOneBased()
{
    const auto ticks = rulerTicks({0.0, 0.13}, {110, 846.0});
    QCOMPARE(ticks.size(), 11);
    QCOMPARE(ticks.front(), (RulerTick{9, QStringLiteral("10")}));
    QCOMPARE(ticks.back(), (RulerTick{109, QStringLiteral("110")}));
    QVERIFY(rulerTicks({0.0, 1.0}, {0, 800.0}).isEmpty());
    const auto far = rulerTicks({0.0, 10'000.0}, {8'500'000, 850.0});
    QCOMPARE(far.front().text, QStringLiteral("1 M"));
    QCOMPARE(rulerTicks({0.0, 100.0}, {80'000, 800.0}).front().text, QStringLiteral("10,000"));
}

void TestValues::lastPositionHasATick()
{
    const auto ticks = rulerTicks({0.0, 0.13}, {108, 846.0});
    QCOMPARE(ticks.back(), (RulerTick{107, QStringLiteral("108")}));
    const auto single = rulerTicks({0.0, 1.0 / 30.0}, {1, 800.0});
    QCOMPARE(single, (QVector<RulerTick>{{0, QStringLiteral("1")}}));
}

void TestValues::crossings()
{
    QCOMPARE(probabilityCrossings({0.1F, 0.2F, 0.7F, 0.5F, 0.4F, 0.6F}, 0.5F), (QVector<qint64>{2, 4, 5}));
    const float none = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(probabilityCrossings({none, 0.9F, none}, 0.5F), (QVector<qint64>{1, 2}));
    QVERIFY(probabilityCrossings({0.9F, 0.9F}, 0.5F).isEmpty());
    QVERIFY(probabilityCrossings({}, 0.5F).isEmpty());
}

void TestValues::boundariesMerge()
{
    QCOMPARE(rangeBoundaries({{24, 56}, {24, 54}, {3, 24}}), (QVector<qint64>{3, 24, 54, 56}));
    QCOMPARE(mergedSnapPoints({5, 1}, {5, 2}), (QVector<qint64>{1, 2, 5}));
}

void TestValues::nearestSnap()
{
    const QVector<qint64> points{10, 20, 40};
    QCOMPARE(nearestSnapPoint(points, 12.0, 3.0), std::optional<qint64>(10));
    QCOMPARE(nearestSnapPoint(points, 15.0, 5.0), std::optional<qint64>(10));
    QCOMPARE(nearestSnapPoint(points, 15.1, 5.0), std::optional<qint64>(20));
    QCOMPARE(nearestSnapPoint(points, 30.0, 5.0), std::optional<qint64>());
    QCOMPARE(nearestSnapPoint(points, 45.0, 5.0), std::optional<qint64>(40));
    QCOMPARE(nearestSnapPoint({}, 45.0, 5.0), std::optional<qint64>());
}

void TestValues::selection()
{
    PositionSelection selection;
    QVERIFY(selection.isEmpty() && selection.range().isEmpty());
    selection.setCaret(30, 110);
    QCOMPARE(selection.range(), (PositionRange{30, 31}));
    selection.extendTo(35, 110);
    QCOMPARE(selection.range(), (PositionRange{30, 36}));
    selection.extendTo(28, 110);
    QCOMPARE(selection.range(), (PositionRange{28, 31}));
    QCOMPARE(selection.caret(), 28);
    selection.extendTo(1000, 110);
    QCOMPARE(selection.range(), (PositionRange{30, 110}));
    selection.select({-3, 4}, 110);
    QCOMPARE(selection.range(), (PositionRange{0, 4}));
}

void TestValues::selectionOfNothing()
{
    PositionSelection selection;
    selection.setCaret(0, 0);
    selection.extendTo(3, 0);
    QVERIFY(selection.isEmpty());
    selection.select({5, 5}, 10);
    QVERIFY(selection.isEmpty());
}

void TestValues::matrixFromPositions()
{
    const auto matrix = LabelMatrix::fromPositionMajor({7, 9}, 3, {1, 2, 3, 4, 5, 6});
    QCOMPARE(matrix.values, (QVector<float>{1, 4, 2, 5, 3, 6}));
    QCOMPARE(matrix.range, (PositionRange{7, 9}));
}

void TestValues::lanesDoNotOverlap_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("labels");
    QTest::newRow("roomy") << QSize(970, 800) << 5;
    QTest::newRow("many labels") << QSize(970, 800) << 22;
    QTest::newRow("low") << QSize(700, 500) << 22;
    QTest::newRow("tiny") << QSize(10, 10) << 0;
}

void TestValues::lanesDoNotOverlap()
{
    QFETCH(const QSize, size);
    QFETCH(const int, labels);
    LaneRequest request;
    request.size = size;
    request.labelRows = labels;
    const LaneLayout layout = LaneLayout::compute(request);
    int below = 0;
    for (int i = 0; i < laneCount; ++i) {
        const QRect rect = layout.rect(static_cast<Lane>(i));
        QVERIFY2(rect.top() >= below, qPrintable(QString::number(i)));
        QVERIFY(rect.width() >= 1);
        QCOMPARE(rect.left(), 108);
        below = rect.bottom();
    }
    QVERIFY(size.height() < LaneLayout::minimumHeight(request) || layout.bottom <= size.height());
}

void TestValues::manyLabelsShrink()
{
    LaneRequest request;
    request.size = QSize(970, 800);
    request.labelRows = 5;
    QCOMPARE(LaneLayout::compute(request).labelRowHeight, 22);
    QCOMPARE(LaneLayout::compute(request).rect(Lane::LabelMatrix).height(), 110);
    request.labelRows = 22;
    const int shrunk = LaneLayout::compute(request).labelRowHeight;
    QVERIFY(shrunk >= 12 && shrunk < 22);
    request.labelRows = 0;
    QCOMPARE(LaneLayout::compute(request).labelRowHeight, 0);
}

void TestValues::labelRowsScrollBeforeTheyAreIllegible()
{
    LaneRequest request;
    request.size = QSize(700, 500);
    request.labelRows = 22;
    const LaneLayout low = LaneLayout::compute(request);
    QCOMPARE(low.labelRowHeight, 12);
    QCOMPARE(low.labelRowsHeight, 264);
    QVERIFY(low.rect(Lane::LabelMatrix).height() < 264);
    QVERIFY(low.rect(Lane::LabelMatrix).height() >= 6 * 12);
    QVERIFY(LaneLayout::minimumHeight(request) < LaneLayout::fullHeight(request));
    request.size.setHeight(LaneLayout::fullHeight(request));
    const LaneLayout full = LaneLayout::compute(request);
    QCOMPARE(full.rect(Lane::LabelMatrix).height(), 264);
    QCOMPARE(full.bottom, request.size.height());
    request.size.setHeight(500);
    request.allRows = true;
    const LaneLayout picture = LaneLayout::compute(request);
    QCOMPARE(picture.labelRowHeight, 9);
    QCOMPARE(picture.rect(Lane::LabelMatrix).height(), 22 * 9);
    request.allRows = false;
    request.fontHeight = 40; // large letters: higher rows, whatever the usual limit
    QCOMPARE(LaneLayout::compute(request).labelRowHeight, 37);
}

void TestValues::probabilityAsText()
{
    QCOMPARE(probabilityText(0.47), QStringLiteral("0.47"));
    QCOMPARE(probabilityText(0.47, false), QStringLiteral(".47"));
    QCOMPARE(probabilityText(1.0, false), QStringLiteral("1.00"));
    QCOMPARE(probabilityText(-1.0), QStringLiteral("\u2013"));
    QCOMPARE(probabilityText(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("\u2013"));
}

QTEST_APPLESS_MAIN(TestValues)
#include "tst_values.moc"
