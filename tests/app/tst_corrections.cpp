// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"
#include "core/review/corrections.h"
#include "core/review/session_progress.h"

using namespace corespan;
using namespace corespan::test;

namespace {

const QString helix = QStringLiteral("helix");

ShiftCounts shifts(const QVector<std::int64_t>& values)
{
    ShiftCounts counts;
    for (const std::int64_t value : values)
        counts.add(value);
    return counts;
}

QVector<Core> cores(const QVector<Span>& spans)
{
    QVector<Core> list;
    for (const Span& span : spans)
        list << Core{span};
    return list;
}

} // namespace

/// How far curators moved what a run said, and how the session goes.
class TestCorrections : public QObject
{
    Q_OBJECT
private slots:
    void shiftsInFigures()
    {
        const ShiftCounts none;
        QCOMPARE(none.total(), 0);
        QCOMPARE(none.mean(), 0.0);
        QCOMPARE(none.median(), 0);
        QVERIFY(!none.commonest());
        const ShiftCounts some = shifts({0, 2, 2, -1, 2, 0, 0, 0, 7});
        QCOMPARE(some.total(), 9);
        QCOMPARE(some.exact(), 4);
        QCOMPARE(some.mean(), 12.0 / 9.0);
        QCOMPARE(some.median(), 0);
        QCOMPARE(some.commonest(), std::optional<std::int64_t>(2));
        QCOMPARE(shifts({3, 1, -1}).commonest(), std::optional<std::int64_t>(-1));
        QCOMPARE(shifts({5, 5, 1}).median(), 5);
        QVERIFY(!shifts({0, 0}).commonest());
    }

    void pairsByOverlap()
    {
        const QVector<Core> curated = cores({{0, 10}, {20, 30}, {40, 50}});
        // The second is split in two: the longer piece is its own; the last lies elsewhere.
        const QVector<CuratedPair> pairs = pairedCores(curated, cores({{1, 10}, {18, 23}, {23, 30}, {60, 70}}));
        QCOMPARE(pairs, (QVector<CuratedPair>{{Core{{0, 10}}, Core{{1, 10}}}, {Core{{20, 30}}, Core{{23, 30}}}}));
        QVERIFY(pairedCores({Core{{0, 9}, helix}}, cores({{0, 9}})).isEmpty());
        QVERIFY(pairedCores(cores({{0, 9}}), cores({{9, 12}})).isEmpty());
    }

    void oneRecordAfterAnother()
    {
        CorrectionStatistics all;
        all.add(cores({{2, 10}}), cores({{0, 10}}), 0.95);
        all.add(cores({{5, 9}}), cores({{5, 9}}), 1.0);
        all.add(cores({}), cores({{5, 9}}), 0.25);
        all.add(cores({{5, 9}}), cores({}), 0.2);
        all.add(cores({}), cores({}), 0.99);
        all.add(std::nullopt, cores({}), 0.9); // rejected
        all.add(QVector<Core>{Core{{0, 4}, helix}}, cores({{0, 4}}), 0.5);
        QCOMPARE(all.records, 7);
        QCOMPARE(all.right, 2);
        const CorrectionStatistics::Type& core = all.types[QStringLiteral("core")];
        QCOMPARE(core.start, shifts({2, 0}));
        QCOMPARE(core.end, shifts({0, 0}));
        QCOMPARE(core.added, 1);
        QCOMPARE(core.removed, 2);
        QCOMPARE(all.types[helix].added, 1);
        QCOMPARE(all.types[helix].start.total(), 0);
        QCOMPARE(all.calibration[9].records, 4);
        QCOMPARE(all.calibration[9].right, 2);
        QCOMPARE(all.calibration[9].scores, 0.95 + 1.0 + 0.99 + 0.9);
        QCOMPARE(all.calibration[2].records, 2);
        QCOMPARE(all.calibration[5].records, 1);
    }

    void pausesAreNoWork()
    {
        const QDateTime start = QDateTime::fromString(QStringLiteral("2026-01-01T10:00:00Z"), Qt::ISODate);
        QCOMPARE(workSeconds({}), 0.0);
        QCOMPARE(workSeconds({start}), 0.0);
        QCOMPARE(workSeconds({start, start.addSecs(10), start.addSecs(310), start.addSecs(7200), start.addSecs(7205)}),
                 315.0);
        QCOMPARE(workSeconds({start, start.addSecs(-5)}), 0.0); // the clock was set back
        SessionProgress progress;
        progress.oneByOne = 30;
        progress.seconds = 59.0;
        QCOMPARE(progress.perHour(), 0.0);
        progress.seconds = 1200.0;
        QCOMPARE(progress.perHour(), 90.0);
    }

    void ofAProject();
    void ofASession();
};

void TestCorrections::ofAProject()
{
    QTemporaryDir folder;
    const QString path = project(folder, 6);
    auto writer = valueOf(ProjectWriter::open(path));
    valueOf(writer->addRun({}));
    QVector<PredictionResult> results;
    for (int id = 1; id <= 5; ++id)
        results << prediction(RecordId(id), Span{10, 40}, 0.5);
    valueOf(writer->savePredictions(RunId(1), results));
    valueOf(writer->applyEdit(acceptEdit(RecordId(1), {}, cores({{10, 40}}))));
    valueOf(writer->applyEdit(coreEdit(RecordId(2), {}, {12, 40})));
    valueOf(writer->applyEdit(rejectEdit(RecordId(3), {})));
    valueOf(writer->applyEdit(toggleFlagEdit(RecordId(4), {})));     // no decision
    valueOf(writer->applyEdit(coreEdit(RecordId(6), {}, {12, 40}))); // not predicted
    const auto reader = valueOf(ProjectReader::open(path));
    const CorrectionStatistics all = valueOf(reader->corrections(RunId(1)));
    QCOMPARE(all.records, 3);
    QCOMPARE(all.right, 1);
    QCOMPARE(all.types[QStringLiteral("core")].start, shifts({0, 2}));
    QCOMPARE(all.types[QStringLiteral("core")].removed, 1);
    QCOMPARE(all.calibration[5].records, 3);
    const auto stopped = reader->corrections(RunId(1), [](std::int64_t, std::int64_t) { return false; });
    QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
}

void TestCorrections::ofASession()
{
    QTemporaryDir folder;
    const QString path = project(folder, 6);
    auto writer = valueOf(ProjectWriter::open(path));
    const auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->lastEdit()), EditId::None);
    valueOf(writer->addRun({}));
    QVector<PredictionResult> results;
    for (int id = 1; id <= 6; ++id)
        results << prediction(RecordId(id), Span{10, 40}, 0.5);
    valueOf(writer->savePredictions(RunId(1), results));
    valueOf(writer->applyEdit(acceptEdit(RecordId(1), {}, cores({{10, 40}}))));
    const EditId since = valueOf(reader->lastEdit());
    SessionProgress now = valueOf(reader->session(since, RunId(1)));
    QCOMPARE(now.decided, 0);
    QCOMPARE(now.compared, 1); // the one before
    QCOMPARE(now.agreed, 1);
    valueOf(writer->applyEdit(coreEdit(RecordId(2), {}, {12, 40})));
    valueOf(writer->applyEdit(rejectEdit(RecordId(3), {})));
    valueOf(writer->applyEdit(markSeenEdit(RecordId(4), {})));
    valueOf(writer->applyEdits(
        QVector<Edit>{acceptEdit(RecordId(5), {}, cores({{10, 40}})), acceptEdit(RecordId(6), {}, cores({{10, 40}}))},
        QStringLiteral("2 records accepted")));
    now = valueOf(reader->session(since, RunId(1)));
    QCOMPARE(now.decided, 4);
    QCOMPARE(now.oneByOne, 2);
    QCOMPARE(now.compared, 3);
    QCOMPARE(now.agreed, 1);
    valueOf(writer->undo());
    valueOf(writer->undo()); // takes the rejection back
    now = valueOf(reader->session(since, RunId(1)));
    QCOMPARE(now.decided, 1);
    QCOMPARE(now.compared, 2);
    QCOMPARE(valueOf(reader->session(since, RunId::None)).compared, 0);
}

QTEST_GUILESS_MAIN(TestCorrections)
#include "tst_corrections.moc"
