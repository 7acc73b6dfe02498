// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/track_view_fixture.h"

#include <QHelpEvent>
#include <QToolTip>

using namespace corespan::widgets;
using namespace corespan::widgets::test;

namespace {

ExtraLane features()
{
    ExtraLane lane{QStringLiteral("features"), QStringLiteral("of a file")};
    lane.spans = {{{0, 100}, {}, Qt::red}, {{10, 20}, QStringLiteral("b"), Qt::blue}, {{60, 70}, {}, Qt::green}};
    return lane;
}

/// 1 in [20, 30), -1 in [30, 40), 0 before, nothing after.
ExtraLane curve()
{
    ExtraLane lane{QStringLiteral("curve")};
    lane.curve = true;
    lane.values.fill(0.0F, 110);
    std::fill(lane.values.begin() + 20, lane.values.begin() + 30, 1.0F);
    std::fill(lane.values.begin() + 30, lane.values.begin() + 40, -1.0F);
    std::fill(lane.values.begin() + 40, lane.values.end(), std::numeric_limits<float>::quiet_NaN());
    lane.low = -1.0F;
    lane.high = 1.0F;
    return lane;
}

QRgb pixel(const QImage& image, const TrackView& view, double position, int y)
{
    return image.pixel(qRound(view.xOf(position)), y);
}

QString toolTip(TrackView& view, const QPoint& point)
{
    QHelpEvent help(QEvent::ToolTip, point, view.mapToGlobal(point));
    QApplication::sendEvent(&view, &help);
    return QToolTip::text();
}

} // namespace

/// Rows below the labels.
class TestExtraLanes : public QObject
{
    Q_OBJECT
private slots:
    void theyTakeRoomOnlyWhereThereAreSome()
    {
        TrackView view;
        showInsulin(view);
        QCOMPARE(view.laneRect(Lane::Extra).height(), 0);
        const int lowest = view.minimumSizeHint().height();
        view.setExtraLanes({features(), curve()});
        QCOMPARE(view.extraLanes(), (QStringList{"features", "curve"}));
        const int height = view.laneRect(Lane::Extra).height();
        QVERIFY(height > 40);
        QVERIFY(view.laneRect(Lane::Extra).top() > view.laneRect(Lane::Labels).bottom());
        QVERIFY(view.minimumSizeHint().height() >= lowest + height);
        view.setExtraLanes({});
        QCOMPARE(view.laneRect(Lane::Extra).height(), 0);
    }

    void spansLieOverEachOther()
    {
        TrackView view;
        showInsulin(view);
        view.setExtraLanes({features()});
        const QImage image = view.grab().toImage();
        const int y = view.laneRect(Lane::Extra).top() + 3;
        QCOMPARE(pixel(image, view, 5.0, y), QColor(Qt::red).rgb());
        QCOMPARE(pixel(image, view, 11.0, y), QColor(Qt::blue).rgb());
        QCOMPARE(pixel(image, view, 65.0, y), QColor(Qt::green).rgb());
        QCOMPARE(pixel(image, view, 105.0, y), view.theme().window.rgb());
        // From the middle on: the long span began before.
        view.setSequenceViewport({80.0, 0.05});
        const QImage near = view.grab().toImage();
        QCOMPARE(pixel(near, view, 90.0, y), QColor(Qt::red).rgb());
    }

    void curvesGoBothWaysFromTheirBaseline()
    {
        TrackView view;
        showInsulin(view);
        view.setExtraLanes({curve()});
        const QImage image = view.grab().toImage();
        const QRect lane = view.laneRect(Lane::Extra);
        const int upper = lane.top() + lane.height() / 4, lower = lane.top() + lane.height() * 3 / 4 - 2;
        const QRgb window = view.theme().window.rgb();
        QCOMPARE(pixel(image, view, 25.0, upper), view.theme().curve.rgb());
        QCOMPARE(pixel(image, view, 25.0, lower), window);
        QCOMPARE(pixel(image, view, 35.0, lower), view.theme().curatedLine.rgb());
        QCOMPARE(pixel(image, view, 35.0, upper), window);
        QCOMPARE(pixel(image, view, 80.0, upper), window);
    }

    void anotherRecordKeepsTheirPlaces()
    {
        TrackView view;
        showInsulin(view);
        view.setExtraLanes({features(), curve()});
        const int height = view.laneRect(Lane::Extra).height();
        view.setRecord({QStringLiteral("other"), 110, QByteArray(110, 'A')});
        const QRect lane = view.laneRect(Lane::Extra);
        QCOMPARE(lane.height(), height);
        QCOMPARE(view.extraLanes(), (QStringList{"features", "curve"}));
        QCOMPARE(pixel(view.grab().toImage(), view, 5.0, lane.top() + 3), view.theme().window.rgb());
    }

    void thePointerIsTold()
    {
        TrackView view;
        showInsulin(view);
        view.setExtraLanes({features(), curve()});
        const QRect lane = view.laneRect(Lane::Extra);
        const auto at = [&](double position, int y) { return toolTip(view, {qRound(view.xOf(position)), y}); };
        QVERIFY2(at(15.5, lane.top() + 4).contains("11–20 b"), qPrintable(QToolTip::text()));
        QVERIFY(at(15.5, lane.top() + 4).contains("of a file"));
        QVERIFY2(at(25.5, lane.bottom() - 4).contains("curve 1"), qPrintable(QToolTip::text()));
    }

    void lettersShowWhereTheyHaveRoom()
    {
        TrackView view;
        showInsulin(view);
        ExtraLane lane{QStringLiteral("codons")};
        lane.letters = QByteArray(110, ' ');
        lane.letters[31] = 'W';
        lane.letterWidth = 3;
        view.setExtraLanes({lane});
        const auto ink = [&view] {
            const QImage image = view.grab().toImage();
            const QRect row = view.laneRect(Lane::Extra);
            int count = 0;
            for (int x = qRound(view.xOf(30.0)); x < qRound(view.xOf(33.0)); ++x)
                for (int y = row.top(); y < row.bottom(); ++y)
                    count += image.pixel(x, y) != view.theme().window.rgb() ? 1 : 0;
            return count;
        };
        QVERIFY(ink() > 10);
        view.resize(500, 800); // three positions are narrower than a letter has to be
        view.zoomToWhole();
        view.setSequenceViewport({0.0, 0.5});
        QVERIFY(ink() > 0);
        view.zoomToWhole();
        view.setSequenceViewport({0.0, 3.0});
        QCOMPARE(ink(), view.sequenceViewport().positionsPerPixel > 0.43 ? 0 : ink());
    }
};

QTEST_MAIN(TestExtraLanes)
#include "tst_extra_lanes.moc"
