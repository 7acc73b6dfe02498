// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_window.h"
#include "bench/benches.h"

#include "gui/controllers/predict_controller.h"
#include "gui/controllers/queue_controller.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace corespan::bench {

namespace {

constexpr int loci = 20'000; // more than are predicted while this measures

const auto frameAsked = QStringLiteral("p99 <= 16.7");

void move(widgets::TrackView& view, const QPoint& to, QEvent::Type type)
{
    const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    const Qt::MouseButtons held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, to, view.mapToGlobal(to), button, held, Qt::ShiftModifier);
    QApplication::sendEvent(&view, &event);
}

/// The program's own model on the records beside the long one, with one thread; it goes on while all else is measured.
void predictLoci(BenchWindow& bench)
{
    gui::Document& document = bench.window().document();
    InferenceRequest request;
    request.project = document.path();
    request.model = QStringLiteral(CORESPAN_RESOURCES "/models/cds");
    request.settings = bench.window().predictions().predictorSettings();
    request.records = *document.reader().unpredicted(document.shownRun()); // the long one is predicted
    int saved = 0;
    const QObject here;
    QObject::connect(&document.inference(), &InferenceService::predicted, &here,
                     [&saved](const QVector<RecordId>& records) { saved += int(records.size()); });
    document.inference().predict(request);
    elapsed([] {}, [&saved] { return saved > 0; });
}

/// The core's end goes to and fro by up to 200 px, one mouse move a frame; the drag is given up at the end.
Measured dragging(BenchWindow& bench, int frames)
{
    widgets::TrackView& view = bench.tracks();
    PaintWatch watch(view);
    Measured row{QStringLiteral("frame: drag a boundary, snap off"), QStringLiteral("ms"), frameAsked, {}};
    const int y = view.laneRect(widgets::Lane::Curated).center().y();
    const QPoint from(qRound(view.xOf(double(view.curated().value(0).range.end))), y);
    move(view, from, QEvent::MouseButtonPress);
    for (int i = 1; i <= frames; ++i) {
        const int away = 20 + (i * 7) % 180;
        row.values << paintedAfter(watch, [&] { move(view, from - QPoint(away, 0), QEvent::MouseMove); });
    }
    QTest::keyClick(&view, Qt::Key_Escape);
    move(view, from, QEvent::MouseButtonRelease);
    return row;
}

Measured panning(BenchWindow& bench, int frames)
{
    widgets::TrackView& view = bench.tracks();
    PaintWatch watch(view);
    Measured row{QStringLiteral("frame: pan, a tenth of the view each"), QStringLiteral("ms"), frameAsked, {}};
    widgets::Viewport start = view.sequenceViewport();
    start.positionsPerPixel /= 100.0;
    start.first = double(view.viewportFrame().length) / 3.0;
    view.setSequenceViewport(start);
    for (int i = 0; i < frames; ++i) {
        widgets::Viewport port = view.sequenceViewport();
        const double step = view.viewportFrame().width / 10.0 * port.positionsPerPixel;
        port.first += i / 40 % 2 == 0 ? step : -step;
        row.values << paintedAfter(watch, [&] { view.setSequenceViewport(port); });
    }
    return row;
}

/// From the whole sequence to single residues and back.
Measured zooming(BenchWindow& bench, int frames)
{
    widgets::TrackView& view = bench.tracks();
    PaintWatch watch(view);
    Measured row{QStringLiteral("frame: zoom, the wheel's steps in and out"), QStringLiteral("ms"), frameAsked, {}};
    const QPoint at = view.laneRect(widgets::Lane::Curated).center();
    for (int i = 0; i < frames; ++i) {
        const int way = i / 50 % 2 == 0 ? 120 : -120;
        QWheelEvent wheel(at, view.mapToGlobal(at), {}, QPoint(0, way), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        row.values << paintedAfter(watch, [&] {
            QApplication::sendEvent(&view, &wheel);
            view.update();
        });
    }
    view.zoomToWhole();
    return row;
}

/// From the key to "saved" in the status line.
Measured saving(BenchWindow& bench, int edits)
{
    Measured row{QStringLiteral("commit: from the key to shown as saved"),
                 QStringLiteral("ms"),
                 QStringLiteral("p99 <= 10"),
                 {}};
    for (int i = 0; i < edits; ++i) {
        bench.tracks().setActiveCore(0);
        const int way = i % 2 == 0 ? 1 : -1;
        row.values << elapsed([&] { bench.tracks().nudgeEdge(widgets::Edge::End, way); },
                              [&] { return bench.isSaved(); });
    }
    return row;
}

} // namespace

void benchLongRecord(const QString& folder, const BenchSizes& sizes, BenchReport& report)
{
    const QString project = folder + QStringLiteral("/long.corespan");
    if (!QFile::exists(project))
        makeLongProject(project, sizes.positions, loci);
    BenchWindow bench(project);
    bench.window().document().showRun(bench.window().document().runs().last().id); // the made-up one
    bench.window().queue().choose(QStringLiteral("long"));
    report.add({QStringLiteral("open a project with %1 positions").arg(sizes.positions),
                QStringLiteral("ms"),
                {},
                {bench.openedIn()}});
    bench.window().document().edit([](const gui::CurrentRecord& current) {
        Edit edit;
        edit.record = current.record.id;
        edit.before = edit.after = current.curation;
        edit.after.annotated = true;
        edit.after.state = ReviewState::Corrected;
        edit.after.cores = current.predicted();
        return edit;
    });
    elapsed([] {}, [&] { return bench.isSaved(); });
    bench.tracks().setFocus();
    predictLoci(bench);
    report.add(dragging(bench, sizes.frames));
    report.add(panning(bench, sizes.frames));
    report.add(zooming(bench, sizes.frames));
    report.add(saving(bench, sizes.edits));
    if (!bench.window().document().inference().isRunning())
        qWarning("the prediction was over before all of this was measured");
    bench.window().document().inference().cancel();
}

} // namespace corespan::bench
