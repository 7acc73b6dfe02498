// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/track_view_fixture.h"

#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

#include <memory>

using namespace corespan::widgets;
using namespace corespan::widgets::test;

namespace {

constexpr int manyLabels = 22;
constexpr QRgb viridisTop = qRgb(0xfd, 0xe7, 0x25);

/// "A" to "V".
QStringList names()
{
    QStringList list;
    for (int i = 0; i < manyLabels; ++i) {
        list << QString(QChar(u'A' + i));
    }
    return list;
}

/// All of [24, 54) is surely the last label.
LabelMatrix lastLabel()
{
    LabelMatrix matrix{{24, 54}, manyLabels, QVector<float>(qsizetype{30} * manyLabels, 0.0F)};
    std::fill(matrix.values.end() - 30, matrix.values.end(), 1.0F);
    return matrix;
}

int pixelsOf(const QImage& image, const QRect& rect, QRgb color)
{
    int count = 0;
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        for (int x = rect.left(); x <= rect.right(); ++x) {
            count += image.pixel(x, y) == color ? 1 : 0;
        }
    }
    return count;
}

} // namespace

/// Label rows in a view that is too low for them.
class TestLabelRows : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void rowsAboveStay();
    void keysScroll();
    void wheelBesideScrollsAndOverZooms();
    void barLeavesNoZoomAtItsEnds();
    void lastRowIsPainted();
    void rowsThatFitHaveNoBar();
    void pictureHasAllRows();
    void legendIsWholeOrAbsent();
    void notesAreForTheScreen();
    void focusIsALine();

private:
    void wheel(QWidget* target, const QPoint& point, int delta);
    QScrollBar* bar() const { return m_view->findChild<QScrollBar*>(); }
    std::unique_ptr<TrackView> m_view;
};

void TestLabelRows::init()
{
    m_view = std::make_unique<TrackView>();
    showInsulin(*m_view);
    m_view->setLabelSet(makeLabelSet(names()));
    m_view->setLabelMatrix(lastLabel());
    m_view->resize(588, 560);
    QVERIFY(bar()->isVisible());
}

void TestLabelRows::wheel(QWidget* target, const QPoint& point, int delta)
{
    QWheelEvent event(point, target->mapToGlobal(point), QPoint(), QPoint(0, delta), Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(target, &event);
}

void TestLabelRows::rowsAboveStay()
{
    const QImage before = m_view->grab().toImage();
    const int above = m_view->laneRect(Lane::LabelMatrix).top();
    const int below = m_view->laneRect(Lane::LabelMatrix).bottom() + 1;
    QVERIFY(!m_view->labelRowRect(0).isEmpty());
    QVERIFY(m_view->labelRowRect(manyLabels - 1).isEmpty());
    m_view->setLabelScroll(10'000);
    QVERIFY(m_view->labelRowRect(0).isEmpty());
    QVERIFY(!m_view->labelRowRect(manyLabels - 1).isEmpty());
    const QImage after = m_view->grab().toImage();
    QVERIFY(before != after);
    QCOMPARE(after.copy(0, 0, 588, above), before.copy(0, 0, 588, above));
    QCOMPARE(after.copy(0, below, 588, 560 - below), before.copy(0, below, 588, 560 - below));
}

void TestLabelRows::keysScroll()
{
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ControlModifier);
    const int row = m_view->labelScroll();
    QVERIFY(row >= 9);
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(m_view->labelScroll(), 2 * row);
    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(m_view->labelScroll(), row);
    m_view->setRecord({QStringLiteral("other"), 400, {}});
    QCOMPARE(m_view->labelScroll(), row); // the same labels of the next record
}

void TestLabelRows::wheelBesideScrollsAndOverZooms()
{
    const QRect lane = m_view->laneRect(Lane::LabelMatrix);
    const Viewport whole = m_view->sequenceViewport();
    wheel(m_view.get(), {lane.left() - 20, lane.center().y()}, -120);
    const int scrolled = m_view->labelScroll();
    QVERIFY(scrolled > 0);
    QCOMPARE(m_view->sequenceViewport(), whole);
    wheel(m_view.get(), lane.center(), 120);
    QCOMPARE(m_view->labelScroll(), scrolled);
    QVERIFY(m_view->sequenceViewport().positionsPerPixel < whole.positionsPerPixel);
}

void TestLabelRows::barLeavesNoZoomAtItsEnds()
{
    const Viewport whole = m_view->sequenceViewport();
    m_view->setLabelScroll(10'000);
    const int end = m_view->labelScroll();
    wheel(bar(), bar()->rect().center(), -120);
    QCOMPARE(m_view->labelScroll(), end);
    QCOMPARE(m_view->sequenceViewport(), whole);
    wheel(bar(), bar()->rect().center(), 120);
    QVERIFY(m_view->labelScroll() < end);
    QCOMPARE(m_view->sequenceViewport(), whole);
}

void TestLabelRows::lastRowIsPainted()
{
    QCOMPARE(pixelsOf(m_view->grab().toImage(), m_view->laneRect(Lane::LabelMatrix), viridisTop), 0);
    m_view->setLabelScroll(10'000);
    const QRect row = m_view->labelRowRect(manyLabels - 1);
    const QImage image = m_view->grab().toImage();
    QCOMPARE(image.pixel(qRound(m_view->xOf(40.5)), row.center().y()), viridisTop);
    QCOMPARE(image.pixel(qRound(m_view->xOf(40.5)), row.top() - row.height() / 2), qRgb(0x44, 0x01, 0x54));
    QCOMPARE(image.pixel(qRound(m_view->xOf(10.5)), row.center().y()), m_view->theme().track.rgb());
}

void TestLabelRows::rowsThatFitHaveNoBar()
{
    m_view->setLabelScroll(10'000);
    m_view->resize(588, 900);
    QVERIFY(!bar()->isVisible());
    QCOMPARE(m_view->labelScroll(), 0);
    QVERIFY(!m_view->labelRowRect(manyLabels - 1).isEmpty());
    m_view->resize(588, 560);
    QVERIFY(bar()->isVisible());
    m_view->setLabelMatrix({});
    m_view->setLabelSet(makeLabelSet({"helix", "strand"}));
    QVERIFY(!bar()->isVisible());
}

void TestLabelRows::pictureHasAllRows()
{
    m_view->setLabelScroll(20);
    const QSize size = m_view->pictureSize();
    QCOMPARE(size.width(), 588);
    QVERIFY(size.height() > 560);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    m_view->render(&painter, size);
    painter.end();
    QVERIFY(pixelsOf(image, image.rect(), viridisTop) > 100 * 5);
    m_view->resize(588, 900);
    QCOMPARE(m_view->pictureSize(), QSize(588, 900));
}

void TestLabelRows::legendIsWholeOrAbsent()
{
    const auto inked = [this] {
        const QRect legend = m_view->laneRect(Lane::Legend);
        const QRect beyond(legend.left() + 275, legend.top(), legend.width() - 275, legend.height());
        return beyond.width() * beyond.height() -
               pixelsOf(m_view->grab().toImage(), beyond, m_view->theme().window.rgb());
    };
    QCOMPARE(inked(), 0); // 22 letters do not fit
    m_view->resize(1300, 560);
    QVERIFY(inked() > manyLabels * 100);
}

void TestLabelRows::notesAreForTheScreen()
{
    m_view->setLabelMatrix({});
    m_view->setCurated({});
    const auto picture = [this] {
        QImage image(588, 700, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        m_view->render(&painter, QSize(588, 700));
        return image;
    };
    const QImage printed = picture();
    const QImage silent = m_view->grab().toImage();
    m_view->setNotes({QStringLiteral("no core"), QStringLiteral("being computed")});
    const QImage noted = m_view->grab().toImage();
    for (const Lane lane : {Lane::Curated, Lane::LabelMatrix}) {
        QVERIFY(silent.copy(m_view->laneRect(lane)) != noted.copy(m_view->laneRect(lane)));
    }
    QCOMPARE(picture(), printed);
    m_view->setLabelMatrix(lastLabel());
    const QRect lane = m_view->laneRect(Lane::LabelMatrix);
    const QImage shown = m_view->grab().toImage();
    m_view->setNotes({});
    QCOMPARE(m_view->grab().toImage().copy(lane), shown.copy(lane));
}

void TestLabelRows::focusIsALine()
{
    m_view->setLabelMatrix({});
    const QImage focused = m_view->grab().toImage();
    QCOMPARE(focused.pixel(300, 0), m_view->theme().accent.rgb());
    m_view->clearFocus();
    const QImage plain = m_view->grab().toImage();
    QCOMPARE(focused.copy(0, 2, 588, 558), plain.copy(0, 2, 588, 558));
    QCOMPARE(plain.pixel(300, 0), m_view->theme().window.rgb());
}

QTEST_MAIN(TestLabelRows)
#include "tst_label_rows.moc"
