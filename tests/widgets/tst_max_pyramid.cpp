// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/column_samples.h"
#include "widgets/max_pyramid.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace corespan::widgets;

namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();

float slowMaximum(const QVector<float>& values, qint64 begin, qint64 end)
{
    float best = none;
    for (qint64 i = std::max<qint64>(begin, 0); i < std::min<qint64>(end, values.size()); ++i) {
        if (!std::isnan(values[i]) && (std::isnan(best) || values[i] > best)) {
            best = values[i];
        }
    }
    return best;
}

bool same(float a, float b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

} // namespace

class TestMaxPyramid : public QObject
{
    Q_OBJECT
private slots:
    void literals();
    void emptyTrack();
    void everyRangeOfEveryLength();
    void replacedIsAsNew();
    void skipsNaN();
    void readsFewCells();
    void memoryIsAThird();
    void columnsShareThePositionsOut();
    void columnsInsideAResidue();
    void peakSurvivesEveryZoom();
    void offsetTrack();
};

void TestMaxPyramid::literals()
{
    const MaxPyramid pyramid({0.1F, 0.9F, 0.2F, 0.3F, 0.4F, 0.5F});
    QCOMPARE(pyramid.size(), 6);
    QCOMPARE(pyramid.levels(), 2);
    QCOMPARE(pyramid.maximum({0, 6}), 0.9F);
    QCOMPARE(pyramid.maximum({2, 5}), 0.4F);
    QCOMPARE(pyramid.maximum({3, 4}), 0.3F);
    QCOMPARE(pyramid.maximum({-5, 1}), 0.1F);
    QCOMPARE(pyramid.maximum({4, 99}), 0.5F);
    QVERIFY(std::isnan(pyramid.maximum({2, 2})));
    QVERIFY(std::isnan(pyramid.maximum({6, 9})));
    QVERIFY(std::isnan(pyramid.maximum({5, 1})));
}

void TestMaxPyramid::emptyTrack()
{
    const MaxPyramid pyramid;
    QVERIFY(pyramid.isEmpty());
    QCOMPARE(pyramid.levels(), 0);
    QVERIFY(std::isnan(pyramid.maximum({0, 1})));
}

void TestMaxPyramid::everyRangeOfEveryLength()
{
    std::mt19937 random(7);
    std::uniform_real_distribution<float> value(-1.0F, 1.0F);
    for (const int length : {1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 83}) {
        QVector<float> values(length);
        for (float& v : values) {
            v = random() % 5 == 0 ? none : value(random);
        }
        const MaxPyramid pyramid(values);
        for (int begin = 0; begin <= length; ++begin) {
            for (int end = begin; end <= length; ++end) {
                QVERIFY2(same(pyramid.maximum({begin, end}), slowMaximum(values, begin, end)),
                         qPrintable(QStringLiteral("%1: [%2, %3)").arg(length).arg(begin).arg(end)));
            }
        }
    }
}

void TestMaxPyramid::replacedIsAsNew()
{
    std::mt19937 random(8);
    std::uniform_real_distribution<float> value(-1.0F, 1.0F);
    for (const int length : {1, 4, 5, 17, 64, 83}) {
        QVector<float> values(length, 0.5F);
        MaxPyramid pyramid(values);
        for (int turn = 0; turn < 30; ++turn) {
            const auto begin = qint64(random()) % length;
            QVector<float> piece(qint64(random()) % (length - begin + 1));
            for (float& v : piece) {
                v = random() % 5 == 0 ? none : value(random);
            }
            std::copy(piece.begin(), piece.end(), values.begin() + begin);
            pyramid.replace(begin, piece);
            for (int from = 0; from <= length; ++from) {
                for (int to = from; to <= length; ++to) {
                    QVERIFY(same(pyramid.maximum({from, to}), slowMaximum(values, from, to)));
                }
            }
        }
    }
}

void TestMaxPyramid::skipsNaN()
{
    const MaxPyramid pyramid({none, none, none, none, none, 0.2F, none, none, none});
    QCOMPARE(pyramid.maximum({0, 9}), 0.2F);
    QVERIFY(std::isnan(pyramid.maximum({0, 5})));
    QVERIFY(std::isnan(pyramid.maximum({6, 9})));
}

void TestMaxPyramid::readsFewCells()
{
    const MaxPyramid pyramid(QVector<float>(1'000'000, 0.5F));
    quint64 reads = 0;
    pyramid.maximum({1, 999'999}, &reads);
    QVERIFY2(reads <= 60, qPrintable(QString::number(reads)));
    reads = 0;
    pyramid.maximum({0, 1'000'000}, &reads);
    QVERIFY2(reads <= 4, qPrintable(QString::number(reads)));
}

void TestMaxPyramid::memoryIsAThird()
{
    const MaxPyramid pyramid(QVector<float>(1'000'000, 0.0F));
    // 250,000 + 62,500 + 15,625 + 3,907 + 977 + 245 + 62 + 16 + 4
    QCOMPARE(pyramid.overhead(), 333'336);
}

void TestMaxPyramid::columnsShareThePositionsOut()
{
    const Viewport view{3.7, 2.3};
    QCOMPARE(columnPositions(view, 0, 1.0), (PositionRange{3, 6}));
    for (int column = 0; column < 1000; ++column) {
        QCOMPARE(columnPositions(view, column, 1.0).end, columnPositions(view, column + 1, 1.0).begin);
    }
}

void TestMaxPyramid::columnsInsideAResidue()
{
    const Viewport view{0.0, 0.25}; // four pixels a residue
    QCOMPARE(columnPositions(view, 0, 1.0), (PositionRange{0, 1}));
    QCOMPARE(columnPositions(view, 3, 1.0), (PositionRange{0, 1}));
    QCOMPARE(columnPositions(view, 4, 1.0), (PositionRange{1, 2}));
    const MaxPyramid track({0.0F, 1.0F, 0.5F});
    const std::vector<float> expected{0.0F, 0.0F, 0.0F, 0.0F, 1.0F, 1.0F, 1.0F, 1.0F, 0.5F};
    QCOMPARE(sampleColumns(track, view, 9, 1.0), expected);
}

void TestMaxPyramid::peakSurvivesEveryZoom()
{
    constexpr qint64 length = 1'000'000;
    for (const qint64 peak : {qint64(0), qint64(1), qint64(499'999), qint64(777'777), length - 1}) {
        QVector<float> values(length, 0.0F);
        values[peak] = 1.0F;
        const MaxPyramid track(values);
        const ViewportFrame frame{length, 850.0};
        for (Viewport view = wholeSequence(frame); view.pixelsPerPosition() < 30.0;
             view = centredOn({0.0, view.positionsPerPixel / 1.7}, static_cast<double>(peak), frame)) {
            const auto samples = sampleColumns(track, view, 850, 1.0);
            QVERIFY2(std::find(samples.begin(), samples.end(), 1.0F) != samples.end(),
                     qPrintable(QStringLiteral("%1 at %2").arg(peak).arg(view.positionsPerPixel)));
        }
    }
}

void TestMaxPyramid::offsetTrack()
{
    const MaxPyramid track({0.25F, 0.75F});
    const auto samples = sampleColumns(track, {0.0, 1.0}, 4, 1.0, 1);
    QVERIFY(std::isnan(samples[0]));
    QCOMPARE(samples[1], 0.25F);
    QCOMPARE(samples[2], 0.75F);
    QVERIFY(std::isnan(samples[3]));
}

QTEST_APPLESS_MAIN(TestMaxPyramid)
#include "tst_max_pyramid.moc"
