// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_window.h"
#include "bench/benches.h"

#include "gui/controllers/queue_controller.h"
#include "gui/models/queue_model.h"
#include "gui/panels/queue_panel.h"

#include <QTableView>

#include <random>

namespace corespan::bench {

namespace {

Measured jumping(BenchWindow& bench, int count)
{
    QTableView& view = bench.window().queuePanel().view();
    PaintWatch watch(*view.viewport());
    Measured row{
        QStringLiteral("list: jump to a record anywhere"), QStringLiteral("ms"), QStringLiteral("<= 16.7"), {}};
    std::mt19937 random(1);
    const int rows = view.model()->rowCount();
    for (int i = 0; i < count; ++i) {
        const int to = int(random() % unsigned(rows));
        row.values << paintedAfter(watch, [&] {
            view.scrollTo(view.model()->index(to, 0), QAbstractItemView::PositionAtCenter);
            view.viewport()->update();
        });
    }
    return row;
}

Measured filtering(BenchWindow& bench, const QString& what, const QueueFilter& filter)
{
    gui::QueuePanel& panel = bench.window().queuePanel();
    PaintWatch watch(*panel.view().viewport());
    Measured row{what, QStringLiteral("ms"), QStringLiteral("< 500"), {}};
    for (int i = 0; i < 3; ++i) {
        panel.setFilter({});
        row.values << paintedAfter(watch, [&] {
            panel.setFilter(filter);
            panel.view().viewport()->update();
        });
    }
    panel.setFilter({});
    return row;
}

Measured stepping(BenchWindow& bench, int count)
{
    PaintWatch watch(bench.tracks());
    Measured row{
        QStringLiteral("next record, its prediction painted"), QStringLiteral("ms"), QStringLiteral("<= 100"), {}};
    for (int i = 0; i < count; ++i) {
        const RecordId before = bench.current().record.id;
        const int paints = watch.paints();
        row.values << elapsed([&] { bench.window().queue().next(); },
                              [&] {
                                  return bench.current().record.id != before && bench.current().prediction &&
                                         watch.paints() > paints;
                              });
    }
    return row;
}

QueueFilter ordered(QueueOrder order)
{
    QueueFilter filter;
    filter.which = QueueFilter::Which::All;
    filter.order = order;
    return filter;
}

} // namespace

void benchQueue(const QString& folder, const BenchSizes& sizes, BenchReport& report)
{
    const QString project = folder + QStringLiteral("/queue.corespan");
    if (!QFile::exists(project))
        makeQueueProject(project, sizes.queue);
    BenchWindow bench(project);
    report.add({QStringLiteral("open a project of %1 records").arg(sizes.queue),
                QStringLiteral("ms"),
                QStringLiteral("list < 1000"),
                {bench.openedIn()}});
    report.add(jumping(bench, sizes.frames));
    report.add(stepping(bench, sizes.frames));
    report.add(filtering(bench, QStringLiteral("order: least certain"), ordered(QueueOrder::LeastCertain)));
    report.add(filtering(bench, QStringLiteral("order: vague boundary"), ordered(QueueOrder::VagueBoundary)));
    report.add(filtering(bench, QStringLiteral("order: name"), ordered(QueueOrder::Name)));
    report.add(filtering(bench, QStringLiteral("order: longest first"), ordered(QueueOrder::LongestFirst)));
    report.add(filtering(bench, QStringLiteral("order: random"), ordered(QueueOrder::Random)));
    QueueFilter score = ordered(QueueOrder::LeastCertain);
    score.more.maxScore = 0.7;
    report.add(filtering(bench, QStringLiteral("filter: score up to 0.7"), score));
    QueueFilter search = ordered(QueueOrder::LeastCertain);
    search.text = QStringLiteral("P00012");
    report.add(filtering(bench, QStringLiteral("search: part of a name"), search));
    QueueFilter motif = ordered(QueueOrder::LeastCertain);
    motif.more.motif = QStringLiteral("M[KR].{3}W");
    report.add(filtering(bench, QStringLiteral("filter: motif in the residues"), motif));
}

} // namespace corespan::bench
