// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training_plot.h"

#include <QTest>

#include <limits>

using namespace corespan::widgets;

class TestTrainingPlot : public QObject
{
    Q_OBJECT
private slots:
    void keepsItsPoints();
    void drawsThem();
};

void TestTrainingPlot::keepsItsPoints()
{
    TrainingPlot plot;
    plot.addLosses(0.5, 1.5, 0.75);
    plot.addLosses(1.0, 0.5, std::numeric_limits<double>::quiet_NaN());
    plot.addValidation(1.0, 0.25, 0.5);
    using Series = TrainingPlot::Series;
    QCOMPARE(plot.points(Series::TranslatorLoss), (QVector<QPointF>{{0.5, 1.5}, {1.0, 0.5}}));
    QCOMPARE(plot.points(Series::SelectorLoss).size(), 2);
    QCOMPARE(plot.points(Series::Exact), (QVector<QPointF>{{1.0, 0.25}}));
    QCOMPARE(plot.points(Series::LabelAccuracy), (QVector<QPointF>{{1.0, 0.5}}));
    plot.clear();
    QVERIFY(plot.points(Series::TranslatorLoss).isEmpty());
}

void TestTrainingPlot::drawsThem()
{
    const auto inked = [](TrainingPlot& plot, const QColor& colour) {
        const QImage image = plot.grab().toImage();
        int pixels = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                pixels += QColor(image.pixel(x, y)) == colour ? 1 : 0;
        return pixels;
    };
    for (const Theme& theme : {Theme::light(), Theme::darkTheme()}) {
        TrainingPlot plot;
        plot.resize(640, 400);
        plot.setTheme(theme);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        const int before = inked(plot, theme.curve);
        for (int minute = 0; minute < 30; ++minute)
            plot.addLosses(minute, 1.0, 0.5);
        QTRY_VERIFY(inked(plot, theme.curve) > before + 100);
        QVERIFY(inked(plot, theme.window) > 50'000);
    }
}

QTEST_MAIN(TestTrainingPlot)
#include "tst_training_plot.moc"
