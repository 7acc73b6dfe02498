// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"

#include "core/review/project_overview.h"

#include <cmath>

using namespace corespan;
using namespace corespan::test;

namespace {

/// Of 100 positions: P(core) 1 inside the core, label 0 in its first half and 1 in its second.
PredictionResult predicted(int id, std::optional<Span> core, double score)
{
    PredictionResult made = prediction(RecordId(id), core, 0.5);
    made.summary.score = score;
    made.tracks.core.fill(0.0F, 100);
    made.tracks.topLabel.fill(-1, 100);
    made.tracks.topLabelProbability.fill(0.5F, 100);
    made.tracks.start = made.tracks.end = made.tracks.core;
    for (std::int64_t at = core ? core->begin : 0; at < (core ? core->end : 0); ++at) {
        made.tracks.core[at] = 1.0F;
        made.tracks.topLabel[at] = at < core->begin + core->length() / 2 ? 0 : 1;
    }
    return made;
}

} // namespace

/// All records in one picture.
class TestProjectOverview : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QString path = project(*m_folder, 4);
        auto writer = valueOf(ProjectWriter::open(path));
        Run run;
        run.labels = {"helix", "strand"};
        m_run = valueOf(writer->addRun(run)).id;
        valueOf(writer->savePredictions(
            m_run, QVector<PredictionResult>{predicted(1, Span{10, 20}, 0.99), predicted(2, Span{40, 60}, 0.42),
                                             predicted(3, {}, 1.0), predicted(4, Span{70, 80}, 0.44)}));
        // The curator moves one core, and says another label of its first position.
        Curation now;
        const Edit moved = coreEdit(RecordId(4), now, {72, 82});
        valueOf(writer->applyEdit(moved));
        now = moved.after;
        valueOf(writer->applyEdit(setLabelsEdit(RecordId(4), now, {72, 73}, "turn")));
        m_reader = valueOf(ProjectReader::open(path));
    }
    void cleanup()
    {
        m_reader.reset();
        m_folder.reset();
    }

    void startsLieBelowEachOther()
    {
        const ProjectOverview overview = made(OverviewAnchor::Start, 15);
        QCOMPARE(overview.records, 4);
        QCOMPARE(overview.withoutCore, 1);
        QCOMPARE(overview.range, (Span{-15, 15}));
        QCOMPARE(overview.columns, 30);
        QCOMPARE(overview.rows, (QVector<RecordId>{RecordId(1), RecordId(2), RecordId(4)}));
        QVERIFY(std::isnan(overview.values[0][4])); // position -1 of the first record
        QCOMPARE(overview.values[0][5], 0.0F);
        QCOMPARE(overview.values[0][14], 0.0F);
        QCOMPARE(overview.values[0][15], 1.0F);
        QCOMPARE(overview.values[0][24], 1.0F);
        QCOMPARE(overview.values[0][25], 0.0F);
        QCOMPARE(overview.values[1][29], 1.0F);
        QCOMPARE(overview.values[2][13], 1.0F); // the run's core begins two before the curator's
        QCOMPARE(overview.values[2][12], 0.0F);
    }

    void endsAndMiddles()
    {
        const ProjectOverview ends = made(OverviewAnchor::End, 5);
        QCOMPARE(ends.values[0], (QVector<float>{1, 1, 1, 1, 1, 0, 0, 0, 0, 0}));
        const ProjectOverview middles = made(OverviewAnchor::Middle, 6);
        QCOMPARE(middles.values[0], (QVector<float>{0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0}));
    }

    void rowsAndColumnsAreShared()
    {
        const ProjectOverview overview = made(OverviewAnchor::Start, 10, 4, 2);
        QCOMPARE(overview.rows, (QVector<RecordId>{RecordId(1), RecordId(4)})); // records 1 and 2 share the first
        QCOMPARE(overview.values[0], (QVector<float>{0, 0, 1, 1}));
        QCOMPARE(overview.values[1], (QVector<float>{0, 1, 1, 1})); // a column has its highest value
    }

    void reachesAsFarAsMost()
    {
        const ProjectOverview overview = made();
        QCOMPARE(overview.range, (Span{-72, 90}));
    }

    void counts()
    {
        const ProjectOverview overview = made();
        QCOMPARE(overview.lengths, (QVector<std::int64_t>{10, 10, 20}));
        // 5 and 10 of the first two; of the third 72 is "turn", 73 and 74 are helix, 75 to 79 strand, then nothing.
        QCOMPARE(overview.labels,
                 (QMap<QString, std::int64_t>{{"helix", 5 + 10 + 2}, {"strand", 5 + 10 + 5}, {"turn", 1}}));
        QVector<std::int64_t> scores(20, 0);
        scores[8] = 2;  // 0.42 and 0.44
        scores[19] = 2; // 0.99 and 1
        QCOMPARE(overview.scores, scores);
        std::int64_t width = 0;
        QCOMPARE(overview.lengthBins(3, width), (QVector<std::int64_t>{0, 2, 1})); // of seven: 0-6, 7-13, 14-
        QCOMPARE(width, 7);
    }

    void withoutARunOnlyCoresAreCounted()
    {
        OverviewRequest request;
        request.records = {RecordId(1), RecordId(2), RecordId(3), RecordId(4)};
        const ProjectOverview overview = valueOf(projectOverview(*m_reader, request));
        QVERIFY(overview.rows.isEmpty());
        QCOMPARE(overview.withoutCore, 3);
        QCOMPARE(overview.lengths, QVector<std::int64_t>{10});
        QVERIFY(valueOf(projectOverview(*m_reader, {})).rows.isEmpty());
    }

    void canBeStopped()
    {
        OverviewRequest request;
        request.records = {RecordId(1), RecordId(2), RecordId(3), RecordId(4)};
        request.run = m_run;
        const auto stopped = projectOverview(*m_reader, request, [](std::int64_t, std::int64_t) { return false; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    }

private:
    ProjectOverview made(OverviewAnchor anchor = OverviewAnchor::Start, std::int64_t reach = 0, int columns = 600,
                         int rows = 1000) const
    {
        const QVector<RecordId> all{RecordId(1), RecordId(2), RecordId(3), RecordId(4)};
        return valueOf(projectOverview(*m_reader, {all, m_run, anchor, reach, columns, rows}));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProjectReader> m_reader;
    RunId m_run = RunId::None;
};

QTEST_APPLESS_MAIN(TestProjectOverview)
#include "tst_project_overview.moc"
