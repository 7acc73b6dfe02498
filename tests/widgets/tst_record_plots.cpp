// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bar_plot.h"
#include "widgets/record_heatmap.h"

#include <QMimeData>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace corespan::widgets;

namespace {

/// Four rows for eight records, positions -10 to 10: the left half 0, the right half 1, in the last row nothing.
void fill(RecordHeatmap& map)
{
    QVector<float> row(20, 0.0F);
    std::fill(row.begin() + 10, row.end(), 1.0F);
    map.setRows({row, row, row, QVector<float>(20, std::numeric_limits<float>::quiet_NaN())}, {-10, 10}, 8);
}

void show(QWidget& widget)
{
    widget.resize(500, 400);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    QTest::qWait(50); // plots are drawn from a queue
}

QRgb colourOf(float value)
{
    return ColorScale().colorAt(value);
}

} // namespace

/// Plots of many records.
class TestRecordPlots : public QObject
{
    Q_OBJECT
private slots:
    void rowsHaveTheirColours()
    {
        RecordHeatmap map;
        fill(map);
        show(map);
        const QImage image = map.grab().toImage();
        const QPoint first = map.pointOf(0), last = map.pointOf(3);
        QCOMPARE(image.pixel(first + QPoint(60, 0)), colourOf(1.0F));
        QCOMPARE(image.pixel(first - QPoint(60, 0)), colourOf(0.0F));
        QCOMPARE(image.pixel(last + QPoint(60, 0)), Theme::light().track.rgb());
        map.setTheme(Theme::darkTheme());
        QTest::qWait(50);
        QCOMPARE(map.grab().toImage().pixel(last + QPoint(60, 0)), Theme::darkTheme().track.rgb());
    }

    void oneRecordFillsThePlot()
    {
        RecordHeatmap map;
        map.setRows({QVector<float>(20, 1.0F)}, {-10, 10}, 1);
        show(map);
        const QImage image = map.grab().toImage();
        for (const int dy : {-100, 0, 100}) {
            QCOMPARE(image.pixel(map.pointOf(0) + QPoint(60, dy)), colourOf(1.0F));
        }
    }

    void aClickTellsTheRow()
    {
        RecordHeatmap map;
        fill(map);
        show(map);
        QSignalSpy chosen(&map, &RecordHeatmap::rowChosen);
        for (int row = 0; row < 4; ++row) {
            QCOMPARE(map.rowAt(map.pointOf(row)), row);
            QTest::mouseClick(map.findChild<QWidget*>(), Qt::LeftButton, {}, map.pointOf(row));
            QCOMPARE(chosen.takeFirst().first().toInt(), row);
        }
        QCOMPARE(map.rowAt({1, 1}), -1); // beside the axes
        QTest::mouseClick(map.findChild<QWidget*>(), Qt::LeftButton, {}, {1, 1});
        map.setRows({}, {-10, 10}, 0);
        QCOMPARE(map.rowAt({250, 200}), -1);
        QVERIFY(chosen.isEmpty());
    }

    void barsHaveNamesAndColours()
    {
        BarPlot plot(QStringLiteral("labels"));
        plot.setBars({{QStringLiteral("H"), 10, Qt::red}, {QStringLiteral("E"), 5}});
        show(plot);
        const QImage image = plot.grab().toImage();
        const auto count = [&image](QRgb colour) {
            int pixels = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    pixels += image.pixel(x, y) == colour ? 1 : 0;
            return pixels;
        };
        const double red = count(QColor(Qt::red).rgb()), plain = count(Theme::light().curve.rgb());
        QVERIFY2(plain > 1000 && std::abs(red / plain - 2.0) < 0.05, qPrintable(QString::number(red / plain)));
        plot.setBars({});
        QTest::qWait(50);
        QVERIFY(plot.bars().isEmpty());
    }

    void picturesAreVectorsInAnyTheme()
    {
        const QTemporaryDir folder;
        RecordHeatmap map;
        fill(map);
        BarPlot bars(QStringLiteral("labels"));
        bars.setBars({{QStringLiteral("H"), 10}});
        const QString path = folder.filePath(QStringLiteral("p.svg"));
        QCOMPARE(writePicture(bars.picture(), {QSize(300, 200), Theme::darkTheme()}, path), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        QVERIFY(svg.contains("<text") && svg.contains(Theme::darkTheme().curve.name().toUtf8()));
        QVERIFY(!svg.contains("<image"));
        const QImage image = pictureImage(map.picture(), {QSize(400, 300), Theme::darkTheme()});
        QCOMPARE(image.size(), QSize(800, 600));
        QCOMPARE(image.pixel(2, 2), Theme::darkTheme().window.rgb());
        const std::unique_ptr<QMimeData> copied(pictureMimeData(map.picture(), {QSize(400, 300), Theme::light()}));
        QVERIFY(copied->hasImage());
        QVERIFY(copied->data(QStringLiteral("image/svg+xml")).startsWith("<?xml"));
    }
};

QTEST_MAIN(TestRecordPlots)
#include "tst_record_plots.moc"
