// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shift_plot.h"

#include <QImage>
#include <QTest>

using namespace corespan::widgets;

/// What is drawn of shifts.
class TestShiftPlot : public QObject
{
    Q_OBJECT
private slots:
    void countsWhatMoved()
    {
        ShiftPlot plot;
        plot.setShifts({{0, 50}, {2, 7}, {-3, 1}, {20, 1}, {400, 2}}, {{-1000, 4}});
        QVector<qint64> starts(2 * ShiftPlot::reach + 1, 0);
        starts[ShiftPlot::reach + 2] = 7;
        starts[ShiftPlot::reach - 3] = 1;
        starts[2 * ShiftPlot::reach] = 3; // what lies beyond is not lost
        QCOMPARE(plot.startBars(), starts);
        QVector<qint64> ends(2 * ShiftPlot::reach + 1, 0);
        ends[0] = 4;
        QCOMPARE(plot.endBars(), ends);
        plot.setShifts({}, {});
        QCOMPARE(plot.startBars(), QVector<qint64>(2 * ShiftPlot::reach + 1, 0));
    }

    void drawsInBothThemes()
    {
        for (const Theme& theme : {Theme::light(), Theme::darkTheme()}) {
            ShiftPlot plot;
            plot.setTheme(theme);
            plot.setShifts({{5, 10}}, {{5, 10}});
            plot.resize(600, 300);
            plot.show();
            QVERIFY(QTest::qWaitForWindowExposed(&plot));
            const QImage picture = plot.grab().toImage();
            qint64 bar = 0;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x)
                    bar += picture.pixelColor(x, y) == theme.curve ? 1 : 0;
            QVERIFY2(bar > 300, qPrintable(QString::number(bar)));
        }
    }
};

QTEST_MAIN(TestShiftPlot)
#include "tst_shift_plot.moc"
