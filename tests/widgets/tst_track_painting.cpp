// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/label_counts.h"
#include "widgets/probability_bar.h"
#include "widgets/track_view_fixture.h"

#include <QFile>
#include <QPainter>
#include <QStandardItemModel>
#include <QTemporaryDir>

using namespace corespan::widgets;
using namespace corespan::widgets::test;

namespace {

/// The brightest pixel of a lane's middle row.
int brightest(const QImage& image, const QRect& lane)
{
    int best = 0;
    for (int x = lane.left(); x <= lane.right(); ++x) {
        best = std::max(best, qGreen(image.pixel(x, lane.center().y())));
    }
    return best;
}

int differentPixels(const QImage& a, const QImage& b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            count += a.pixel(x, y) != b.pixel(x, y) ? 1 : 0;
        }
    }
    return count;
}

} // namespace

class TestTrackPainting : public QObject
{
    Q_OBJECT
private slots:
    void singlePositionShowsAmongAMillion();
    void tenMillionPositionsInBoundedWork();
    void dragReadsNoTrack();
    void heatRowColors();
    void labelHeatmap();
    void oneLabelIsDrawn();
    void warningsOfLabels();
    void manyWarningsLeaveTheLabels();
    void zeroLengthRecord();
    void shortTracksAndLabels();
    void themesDiffer();
    void highResolution();
    void exportsPictures();
    void exportRefusesBadNames();
    void exportHasNoMarks();
    void bars();
    void labelCounts();
};

void TestTrackPainting::singlePositionShowsAmongAMillion()
{
    constexpr qint64 length = 1'000'000;
    TrackView view;
    view.resize(970, 800);
    view.setRecord({QStringLiteral("long"), length, {}});
    TrackData tracks = tracksOf(length, {777'777, 777'778});
    view.setTracks(tracks);
    const QImage image = view.grab().toImage();
    QVERIFY(showsWhole(view.sequenceViewport(), view.viewportFrame()));
    for (const Lane lane : {Lane::StartRow, Lane::EndRow, Lane::CoreRow}) {
        QCOMPARE(brightest(image, view.laneRect(lane)), 0xe7);
        const QRect around(static_cast<int>(view.xOf(777'777)) - 1, view.laneRect(lane).top(), 3, 20);
        QCOMPARE(brightest(image, around), 0xe7);
    }
    tracks.core.fill(0.0F);
    view.setTracks(tracks);
    QVERIFY(brightest(view.grab().toImage(), view.laneRect(Lane::CoreRow)) < 0x08);
}

void TestTrackPainting::tenMillionPositionsInBoundedWork()
{
    constexpr qint64 length = 10'000'000;
    TrackView view;
    view.resize(970, 800);
    view.setRecord({QStringLiteral("chromosome"), length, {}});
    view.setTracks(tracksOf(length, {1'000'000, 1'000'300}));
    view.setLabels({QVector<qint16>(length, -1), {}});
    for (const double scale : {1e9, 1000.0, 30.0, 1.0, 0.1}) {
        view.setSequenceViewport({999'990.0, scale});
        const quint64 before = view.pyramidReads();
        view.grab();
        const quint64 reads = view.pyramidReads() - before;
        QVERIFY(reads > 0);
        QVERIFY2(reads < 200'000, qPrintable(QStringLiteral("%1 reads at %2").arg(reads).arg(scale)));
    }
}

void TestTrackPainting::dragReadsNoTrack()
{
    TrackView view;
    showInsulin(view);
    view.grab();
    const quint64 before = view.pyramidReads();
    QTest::mousePress(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 54));
    const QImage start = view.grab().toImage();
    dragTo(view, at(view, Lane::Curated, 70));
    const QImage moved = view.grab().toImage();
    QCOMPARE(view.pyramidReads(), before);
    QVERIFY(differentPixels(start, moved) > 500);
    QTest::keyClick(&view, Qt::Key_Escape);
}

void TestTrackPainting::heatRowColors()
{
    TrackView view;
    showInsulin(view);
    const QImage image = view.grab().toImage();
    const auto middle = [&](Lane lane, double position) { return image.pixel(at(view, lane, position)); };
    QCOMPARE(middle(Lane::CoreRow, 40.5), qRgb(0xfd, 0xe7, 0x25));
    QCOMPARE(middle(Lane::CoreRow, 10.5), qRgb(0x44, 0x01, 0x54));
    QCOMPARE(middle(Lane::EndRow, 53.6), qRgb(0xfd, 0xe7, 0x25));
    view.setColorScale(ColorScale(ColorScale::Kind::Grey));
    QCOMPARE(view.grab().toImage().pixel(at(view, Lane::CoreRow, 40.5)), qRgb(255, 255, 255));
}

void TestTrackPainting::labelHeatmap()
{
    TrackView view;
    showInsulin(view);
    view.setLabelSet(makeLabelSet({"helix", "strand"}));
    LabelMatrix matrix{{24, 56}, 2, QVector<float>(64, 0.0F)};
    matrix.values[40 - 24] = 1.0F;      // helix at 40
    matrix.values[32 + 30 - 24] = 1.0F; // strand at 30
    view.setLabelMatrix(matrix);
    const QImage image = view.grab().toImage();
    const QRect lane = view.laneRect(Lane::LabelMatrix);
    const auto cell = [&](int row, double position) {
        return image.pixel(qRound(view.xOf(position)), lane.top() + row * 22 + 10);
    };
    QCOMPARE(lane.height(), 44);
    QCOMPARE(cell(0, 40.5), qRgb(0xfd, 0xe7, 0x25));
    QCOMPARE(cell(1, 40.5), qRgb(0x44, 0x01, 0x54));
    QCOMPARE(cell(1, 30.5), qRgb(0xfd, 0xe7, 0x25));
    QCOMPARE(cell(0, 30.5), qRgb(0x44, 0x01, 0x54));
    QCOMPARE(cell(0, 10.5), view.theme().track.rgb());
    QCOMPARE(cell(1, 60.5), view.theme().track.rgb());
}

void TestTrackPainting::oneLabelIsDrawn()
{
    TrackView view;
    showInsulin(view);
    view.setLabelSet(makeLabelSet({"site"}));
    view.setLabelMatrix({{30, 31}, 1, {1.0F}});
    const QImage image = view.grab().toImage();
    const QRect lane = view.laneRect(Lane::LabelMatrix);
    QCOMPARE(image.pixel(qRound(view.xOf(30.5)), lane.top() + 10), qRgb(0xfd, 0xe7, 0x25));
    QCOMPARE(image.pixel(qRound(view.xOf(31.5)), lane.top() + 10), view.theme().track.rgb());
}

void TestTrackPainting::warningsOfLabels()
{
    TrackView view;
    showInsulin(view);
    view.setLabelSet(makeLabelSet({QStringLiteral("A"), QStringLiteral("B")}));
    view.setLabels({QVector<qint16>(110, 0), {}});
    const QImage plain = view.grab().toImage();
    view.setWarnings({{{30, 33}, QStringLiteral("codon AAA is K, the label says R")}});
    const QImage marked = view.grab().toImage();
    const QRect lane = view.laneRect(Lane::Labels);
    const QColor bad = view.theme().bad;
    const QPoint sign(qRound(view.xOf(31.5)), lane.top() - 4);
    const auto isBad = [bad](const QColor& color) { // but for what smoothing mixes in
        return std::abs(color.red() - bad.red()) + std::abs(color.green() - bad.green()) +
                   std::abs(color.blue() - bad.blue()) <
               24;
    };
    QVERIFY(isBad(marked.pixelColor(sign)));
    QVERIFY(!isBad(plain.pixelColor(sign)));
    const int right = qRound(view.xOf(40)); // beyond, nothing has changed
    const QRect beside(right, lane.top(), lane.right() - right, lane.height());
    QCOMPARE(marked.copy(beside), plain.copy(beside));
    view.setWarnings({});
    QCOMPARE(view.grab().toImage(), plain);
}

void TestTrackPainting::manyWarningsLeaveTheLabels()
{
    constexpr qint64 length = 30'000;
    TrackView view;
    showInsulin(view);
    view.setRecord({QStringLiteral("many"), length, QByteArray(length, 'A')});
    view.setLabelSet(makeLabelSet({QStringLiteral("A"), QStringLiteral("B")}));
    QVector<qint16> labels(length, 0);
    std::fill(labels.begin() + length / 2, labels.end(), qint16(1));
    view.setLabels({labels, {}});
    const QRect lane = view.laneRect(Lane::Labels);
    const QRect inside = lane.adjusted(0, 2, 0, -2);
    const QImage plain = view.grab().toImage();
    QVector<PositionNote> warnings;
    for (qint64 codon = 0; codon < length; codon += 3) {
        warnings.append({{codon, codon + 3}, QStringLiteral("wrong")});
    }
    view.setWarnings(warnings);
    const QImage marked = view.grab().toImage();
    QCOMPARE(marked.copy(inside), plain.copy(inside));
    QCOMPARE(marked.pixelColor(lane.center().x(), lane.top() - 1), view.theme().bad);
}

void TestTrackPainting::zeroLengthRecord()
{
    TrackView view;
    view.resize(970, 800);
    const QImage noRecord = view.grab().toImage();
    view.setRecord({QStringLiteral("empty"), 0, {}});
    view.setTracks({});
    view.setLabels({});
    view.setLabelMatrix({});
    view.setCurated({});
    QVERIFY(differentPixels(noRecord, view.grab().toImage()) > 100); // it says something else
    view.zoomIn();
    view.zoomToWhole();
    view.nudgeEdge(Edge::End, 1);
    QTest::keyClick(&view, Qt::Key_End);
    QTest::mouseClick(&view, Qt::LeftButton, {}, {300, 300});
    view.grab();
    view.clear();
    QCOMPARE(view.grab().toImage(), noRecord);
}

void TestTrackPainting::shortTracksAndLabels()
{
    TrackView view;
    view.resize(970, 800);
    view.setRecord({QStringLiteral("x"), 1, QByteArray("A")});
    view.setTracks({{0.5F}, {0.5F}, {0.5F}});
    view.setCurated({{{0, 1}, QStringLiteral("core")}});
    view.setLabels({{3}, {{0, 1}}}); // an index that no label has
    view.grab();
    QCOMPARE(view.sequenceViewport().pixelsPerPosition(), 30.0);
}

void TestTrackPainting::themesDiffer()
{
    TrackView view;
    showInsulin(view);
    view.setTheme(Theme::darkTheme());
    const QImage image = view.grab().toImage();
    QCOMPARE(image.pixel(5, view.height() - 5), Theme::darkTheme().window.rgb());
    QCOMPARE(image.pixel(at(view, Lane::Residues, 26.05) - QPoint(0, 7)), Theme::darkTheme().coreResidues.rgb());
}

void TestTrackPainting::highResolution()
{
    TrackView view;
    view.resize(970, 800);
    view.setRecord(insulin());
    view.setTracks(tracksOf(110, {24, 54}));
    QImage image(1940, 1600, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2.0);
    QPainter painter(&image);
    view.render(&painter, QSize(970, 800));
    painter.end();
    const QPoint core = at(view, Lane::CoreRow, 40.5) * 2;
    QCOMPARE(image.pixel(core), qRgb(0xfd, 0xe7, 0x25));
}

void TestTrackPainting::exportsPictures()
{
    const QTemporaryDir folder;
    TrackView view;
    showInsulin(view);
    const QString base = folder.filePath(QStringLiteral("picture."));
    const PictureFormat format{QSize(900, 700), Theme::darkTheme()};
    for (const auto& [suffix, magic] :
         {std::pair{"svg", "<?xml"}, std::pair{"pdf", "%PDF-"}, std::pair{"png", "\x89PNG"}}) {
        QCOMPARE(writePicture(view.picture(), format, base + QLatin1String(suffix)), QString());
        QFile file(base + QLatin1String(suffix));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY2(bytes.startsWith(magic), suffix);
        QVERIFY(bytes.size() > 2000);
    }
    const QImage image(base + QStringLiteral("png"));
    QCOMPARE(image.size(), QSize(1800, 1400));
    QCOMPARE(image.pixel(3, 3), Theme::darkTheme().window.rgb()); // the view is light
    QCOMPARE(view.theme(), Theme::light());
}

void TestTrackPainting::exportRefusesBadNames()
{
    const QTemporaryDir folder;
    TrackView view;
    showInsulin(view);
    const auto problem = [&](const char* name, QSize size) {
        return writePicture(view.picture(), {size, Theme::light()}, folder.filePath(QLatin1String(name)));
    };
    QVERIFY(problem("a.gif", QSize(900, 700)).contains(QStringLiteral(".svg")));
    QVERIFY(!problem("no/such/folder/a.png", QSize(900, 700)).isEmpty());
    QVERIFY(!problem("a.png", QSize()).isEmpty());
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("a.png"))));
}

void TestTrackPainting::exportHasNoMarks()
{
    TrackView view;
    showInsulin(view);
    const auto picture = [&view] {
        QImage image(900, 700, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        view.render(&painter, QSize(900, 700));
        return image;
    };
    const QImage plain = picture();
    view.setSelection({30, 40});
    QTest::mousePress(&view, Qt::LeftButton, {}, at(view, Lane::Curated, 54));
    dragTo(view, at(view, Lane::Curated, 70));
    QCOMPARE(picture(), plain);
    QTest::keyClick(&view, Qt::Key_Escape);
}

void TestTrackPainting::bars()
{
    QImage image(100, 10, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        paintProbabilityBar(&painter, QRectF(0, 0, 100, 10), 0.4, Qt::blue, Qt::gray);
    }
    QCOMPARE(image.pixelColor(30, 5), QColor(Qt::blue));
    QCOMPARE(image.pixelColor(50, 5), QColor(Qt::gray));
    ProbabilityBarDelegate delegate;
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), 0.9);
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, 100, 10);
    image.fill(Qt::white);
    QPainter painter(&image);
    delegate.paint(&painter, option, model.index(0, 0));
    painter.end();
    int filled = 0;
    for (int x = 0; x < 100; ++x) {
        filled += image.pixelColor(x, 5) == Theme::light().bar ? 1 : 0;
    }
    QVERIFY2(filled >= 25 && filled <= 36, qPrintable(QString::number(filled)));
}

void TestTrackPainting::labelCounts()
{
    LabelCounts widget;
    widget.setCounts(makeLabelSet({"helix", "strand", "turn"}), {11, 0, 4});
    QCOMPARE(widget.rows(), (QVector<int>{0, 2}));
    QCOMPARE(widget.accessibleDescription(), QStringLiteral("helix: 11, turn: 4"));
    const int two = widget.sizeHint().height();
    widget.setZerosHidden(false);
    QCOMPARE(widget.rows(), (QVector<int>{0, 1, 2}));
    QCOMPARE(widget.sizeHint().height(), two / 2 * 3);
    widget.resize(240, widget.sizeHint().height());
    const QImage image = widget.grab().toImage();
    QCOMPARE(image.pixelColor(200, two / 4), QColor(0xb8, 0x40, 0x5e));
    widget.setCounts({}, {});
    QVERIFY(widget.rows().isEmpty());
    widget.grab();
}

QTEST_MAIN(TestTrackPainting)
#include "tst_track_painting.moc"
