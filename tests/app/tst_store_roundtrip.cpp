// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"
#include "core/store/schema.h"

#include <QSqlDatabase>

using namespace corespan;
using namespace corespan::test;

class TestStoreRoundtrip : public QObject
{
    Q_OBJECT

private slots:
    void newProject();
    void recordsAndGold();
    void duplicatesAreReported();
    void badRecordsAddNothing();
    void longRecord();
    void runsPredictionsTracks();
    void runsLeaveCurationAlone();
    void queueOrders();
    void queueFilters();
    void motifAcrossChunks();
    void rowsShowCurationFirst();
    void exportPages();
    void goldSaysMoreThanCores();
    void labelsKeepTheirMeaning();
};

void TestStoreRoundtrip::newProject()
{
    QTemporaryDir folder;
    const QString path = project(folder, 3);
    auto reader = valueOf(ProjectReader::open(path));
    QVERIFY(reader);
    const ProjectInfo info = valueOf(reader->info());
    QCOMPARE(info.title, QStringLiteral("Test"));
    QCOMPARE(info.alphabet, Alphabet::Protein);
    QCOMPARE(info.labels.names(), (QStringList{QStringLiteral("helix"), QStringLiteral("strand")}));
    QCOMPARE(info.counts.total, 3);
    QCOMPARE(info.counts.byState.size(), 8);
    QCOMPARE(info.counts.byState[ReviewState::Unseen], 3);
    QCOMPARE(info.counts.reviewed(), 0);
    QCOMPARE(info.residues, 300);
    QCOMPARE(info.schemaVersion, newestSchema);
    QCOMPARE(valueOf(reader->latestRun()), RunId::None);
    QVERIFY(valueOf(reader->undoState()) == UndoState());
    QVERIFY(!ProjectWriter::create(path, {}));
}

void TestStoreRoundtrip::recordsAndGold()
{
    QTemporaryDir folder;
    const QString path = project(folder, 0);
    ImportedRecord given = record(QStringLiteral("P01308"), "MALWMRLL");
    given.record.alphabet = Alphabet::Dna;
    given.record.meta = {{QStringLiteral("strand"), QStringLiteral("+")}};
    given.gold.annotated = true;
    given.gold.cores = {{{2, 5}, QStringLiteral("core")}};
    given.gold.labels = {
        QString(), QString(), QStringLiteral("turn"), QStringLiteral("helix"), QStringLiteral("turn"), QString(),
        QString(), QString()};
    {
        auto writer = valueOf(ProjectWriter::open(path));
        const AddReport report = valueOf(writer->addRecords({&given, 1}));
        QCOMPARE(report.added, (QVector<RecordId>{RecordId(1)}));
    }
    auto reader = valueOf(ProjectReader::open(path));
    const Record stored = valueOf(reader->record(RecordId(1)));
    QCOMPARE(stored.name, QStringLiteral("P01308"));
    QCOMPARE(stored.description, QStringLiteral("P01308 protein"));
    QCOMPARE(stored.alphabet, Alphabet::Dna);
    QCOMPARE(stored.length, 8);
    QCOMPARE(stored.source, QStringLiteral("test.fa"));
    QCOMPARE(stored.meta, given.record.meta);
    QCOMPARE(valueOf(reader->residues(RecordId(1))), QByteArray("MALWMRLL"));
    QCOMPARE(valueOf(reader->residues(RecordId(1), {2, 5})), QByteArray("LWM"));
    QCOMPARE(valueOf(reader->residues(RecordId(1), {-3, 2})), QByteArray("MA"));
    QCOMPARE(valueOf(reader->residues(RecordId(1), {6, 99})), QByteArray("LL"));
    const Gold gold = valueOf(reader->gold(RecordId(1)));
    QVERIFY(gold.annotated);
    QCOMPARE(gold.cores, given.gold.cores);
    QCOMPARE(gold.labels, given.gold.labels);
    QCOMPARE(valueOf(reader->labels()).names(),
             (QStringList{QStringLiteral("helix"), QStringLiteral("strand"), QStringLiteral("turn")}));
    QVERIFY(valueOf(reader->curation(RecordId(1))) == Curation());
    QCOMPARE(valueOf(reader->findRecord(QStringLiteral("P01308"))), RecordId(1));
    QCOMPARE(reader->record(RecordId(2)).error().kind, Error::Kind::NotFound);
    QCOMPARE(reader->curation(RecordId(2)).error().kind, Error::Kind::NotFound);
}

void TestStoreRoundtrip::duplicatesAreReported()
{
    QTemporaryDir folder;
    const QString path = project(folder, 2);
    auto writer = valueOf(ProjectWriter::open(path));
    const QVector<ImportedRecord> more{record(QStringLiteral("rec2"), "AAA"), record(QStringLiteral("new"), "CCC"),
                                       record(QStringLiteral("new"), "DDD")};
    const AddReport report = valueOf(writer->addRecords(more));
    QCOMPARE(report.added.size(), 1);
    QCOMPARE(report.duplicates, (QStringList{QStringLiteral("rec2"), QStringLiteral("new")}));
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->residues(report.added.first())), QByteArray("CCC"));
    QCOMPARE(valueOf(reader->residues(RecordId(2))).size(), 100);
}

void TestStoreRoundtrip::badRecordsAddNothing()
{
    QTemporaryDir folder;
    auto writer = valueOf(ProjectWriter::open(project(folder, 0)));
    QVector<ImportedRecord> batch{record(QStringLiteral("good"), "AAA"), record(QStringLiteral("bad"), "CCC")};
    batch[1].gold.annotated = true;
    batch[1].gold.cores = {{{1, 9}, QStringLiteral("core")}};
    const Result<AddReport> report = writer->addRecords(batch);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::BadInput);
    QVERIFY(report.error().message.contains(QStringLiteral("bad")));
    auto reader = valueOf(ProjectReader::open(writer->report().path));
    QCOMPARE(valueOf(reader->counts()).total, 0);
}

void TestStoreRoundtrip::longRecord()
{
    QTemporaryDir folder;
    const QString path = project(folder, 0);
    QByteArray residues;
    for (int i = 0; i < 200000; ++i)
        residues += "ACGT"[(i / 7 + i) % 4];
    auto writer = valueOf(ProjectWriter::open(path));
    const ImportedRecord given = record(QStringLiteral("long"), residues);
    valueOf(writer->addRecords({&given, 1}));
    auto reader = valueOf(ProjectReader::open(path));
    QCOMPARE(valueOf(reader->residues(RecordId(1))), residues);
    for (const Span span : {Span{65535, 65537}, Span{65536, 131072}, Span{10, 199990}, Span{131071, 131072}})
        QCOMPARE(valueOf(reader->residues(RecordId(1), span)), residues.mid(span.begin, span.length()));
}

void TestStoreRoundtrip::runsPredictionsTracks()
{
    QTemporaryDir folder;
    const QString path = project(folder, 3);
    auto writer = valueOf(ProjectWriter::open(path));
    Run run;
    run.model = QStringLiteral("cds");
    run.weightsSha256 = QStringLiteral("ab12");
    run.options = QStringLiteral("{}");
    run.device = QStringLiteral("cpu");
    run.precision = QStringLiteral("fp32");
    run.labels = {QStringLiteral("strand"), QStringLiteral("coil")};
    run.types = {QStringLiteral("S"), QStringLiteral("H")};
    const Run added = valueOf(writer->addRun(run));
    QCOMPARE(added.id, RunId(1));
    QVERIFY(added.started.isValid());
    PredictionResult full = prediction(RecordId(1), Span{24, 56}, 0.25);
    full.tracks.start = {0.0F, 1.0F, 0.5F, 0.333F};
    full.tracks.end = {1.0F, 0.25F, 0.0F, 6e-5F};
    full.tracks.core = {0.0F, 0.0F, 1.0F, 1.0F};
    full.tracks.types = {0.0F, 0.0F, 1.0F, 0.5F, 0.0F, 0.0F, 0.0F, 0.5F};
    full.summary.predicted.append({Core{{60, 70}, QStringLiteral("H"), false, true}, 0.25});
    full.tracks.topLabel = {-1, 0, 1, 1};
    full.tracks.topLabelProbability = {0.0F, 0.5F, 0.75F, 1.0F};
    const QVector<PredictionResult> batch{full, prediction(RecordId(2), std::nullopt, 0.5)};
    QCOMPARE(valueOf(writer->savePredictions(RunId(1), batch)), 2);
    QCOMPARE(valueOf(writer->savePredictions(RunId(1), batch)), 2);

    auto reader = valueOf(ProjectReader::open(path));
    const Run stored = valueOf(reader->run(RunId(1)));
    QCOMPARE(stored.model, QStringLiteral("cds"));
    QCOMPARE(stored.labels, run.labels);
    QCOMPARE(stored.types, run.types);
    QCOMPARE(stored.started.toMSecsSinceEpoch(), added.started.toMSecsSinceEpoch());
    QCOMPARE(valueOf(reader->labels()).labels.size(), 3);
    const auto summary = valueOf(reader->prediction(RecordId(1), RunId(1)));
    QVERIFY(summary.has_value());
    QCOMPARE(summary->predicted, full.summary.predicted);
    QCOMPARE(summary->best(), std::optional(Span{24, 56}));
    QCOMPARE(summary->margin, 0.25);
    QCOMPARE(summary->nullScore, 0.125);
    QCOMPARE(summary->candidates, full.summary.candidates);
    const auto none = valueOf(reader->prediction(RecordId(2), RunId(1)));
    QVERIFY(none.has_value() && none->predicted.isEmpty() && none->candidates.isEmpty());
    QVERIFY(!valueOf(reader->prediction(RecordId(3), RunId(1))).has_value());
    const auto tracks = valueOf(reader->tracks(RecordId(1), RunId(1)));
    QVERIFY(tracks.has_value());
    QCOMPARE(tracks->topLabel, full.tracks.topLabel);
    QCOMPARE(tracks->types, full.tracks.types);
    QCOMPARE(tracks->start.size(), 4);
    QCOMPARE(tracks->start[2], 0.5F);
    QVERIFY(std::abs(tracks->start[3] - 0.333F) < 2e-4F);
    QVERIFY(std::abs(tracks->end[3] - 6e-5F) < 1e-6F);
    QCOMPARE(tracks->topLabelProbability[2], 0.75F);
    QVERIFY(!valueOf(reader->tracks(RecordId(2), RunId(1))).has_value());
    QCOMPARE(valueOf(reader->unpredicted(RunId(1))), (QVector<RecordId>{RecordId(3)}));

    const auto bad = writer->savePredictions(RunId(9), batch);
    QCOMPARE(bad.error().kind, Error::Kind::BadInput);
}

void TestStoreRoundtrip::runsLeaveCurationAlone()
{
    QTemporaryDir folder;
    const QString path = project(folder, 1);
    auto writer = valueOf(ProjectWriter::open(path));
    const Edit edit = valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {24, 54})));
    Run run;
    run.started = edit.time.addSecs(1); // the history is ordered by time: the same millisecond would leave it open
    valueOf(writer->addRun(run));
    valueOf(writer->savePredictions(RunId(1), QVector{prediction(RecordId(1), Span{1, 2}, 0.9)}));
    auto reader = valueOf(ProjectReader::open(path));
    QVERIFY(valueOf(reader->curation(RecordId(1))) == edit.after);
    QCOMPARE(valueOf(reader->undoState()).undo, edit.id);
    const QVector<HistoryEntry> history = valueOf(reader->history(RecordId(1)));
    QCOMPARE(history.size(), 2);
    QCOMPARE(history[0].text, QStringLiteral("predicted 2"));
    QCOMPARE(history[0].run, RunId(1));
    QCOMPARE(history[1].text, QStringLiteral("core 25–54"));
    QCOMPARE(history[1].edit, edit.id);
}

void TestStoreRoundtrip::queueOrders()
{
    QTemporaryDir folder;
    const QString path = project(folder, 0);
    auto writer = valueOf(ProjectWriter::open(path));
    valueOf(writer->addRecords(QVector{record(QStringLiteral("c"), "AAAA"), record(QStringLiteral("a"), "AA"),
                                       record(QStringLiteral("d"), "AAA"), record(QStringLiteral("b"), "A")}));
    valueOf(writer->addRun({}));
    valueOf(writer->savePredictions(RunId(1), QVector{prediction(RecordId(1), Span{0, 1}, 0.9),
                                                      prediction(RecordId(4), Span{0, 1}, 0.1),
                                                      prediction(RecordId(2), Span{0, 1}, 0.9)}));
    auto reader = valueOf(ProjectReader::open(path));
    const auto order = [&](QueueOrder by) {
        QueueFilter filter;
        filter.order = by;
        QString ids;
        for (const RecordId id : valueOf(reader->queue(filter)))
            ids += QString::number(qint64(id));
        return ids;
    };
    QCOMPARE(order(QueueOrder::LeastCertain), QStringLiteral("4123"));
    QCOMPARE(order(QueueOrder::Name), QStringLiteral("2413"));
    QCOMPARE(order(QueueOrder::Length), QStringLiteral("4231"));
    QCOMPARE(order(QueueOrder::FileOrder), QStringLiteral("1234"));
    valueOf(writer->applyEdit(acceptEdit(RecordId(1), {}, {Core{{0, 1}}})));
    QueueFilter waiting;
    waiting.which = QueueFilter::Which::Unreviewed;
    QCOMPARE(valueOf(reader->queue(waiting)), (QVector<RecordId>{RecordId(4), RecordId(2), RecordId(3)}));
    waiting.text = QStringLiteral("PROTEIN");
    QCOMPARE(valueOf(reader->queue(waiting)), (QVector<RecordId>{RecordId(4), RecordId(2), RecordId(3)}));
}

void TestStoreRoundtrip::queueFilters()
{
    QTemporaryDir folder;
    const QString path = project(folder, 5);
    auto writer = valueOf(ProjectWriter::open(path));
    valueOf(writer->addRecords(QVector{record(QStringLiteral("odd%_name"), "MKVFNQHLCG")}));
    valueOf(writer->applyEdit(acceptEdit(RecordId(1), {}, {Core{{0, 5}}})));
    valueOf(writer->applyEdit(toggleFlagEdit(RecordId(2), {})));
    valueOf(writer->applyEdit(markSeenEdit(RecordId(3), {})));
    auto reader = valueOf(ProjectReader::open(path));
    const auto ids = [&](QueueFilter::Which which, ReviewState state, const QString& text) {
        QueueFilter filter;
        filter.which = which;
        filter.state = state;
        filter.text = text;
        QString list;
        for (const RecordId id : valueOf(reader->queue(filter)))
            list += QString::number(qint64(id));
        return list;
    };
    using Which = QueueFilter::Which;
    QCOMPARE(ids(Which::All, {}, {}), QStringLiteral("123456"));
    QCOMPARE(ids(Which::Unreviewed, {}, {}), QStringLiteral("23456"));
    QCOMPARE(ids(Which::State, ReviewState::Unseen, {}), QStringLiteral("456"));
    QCOMPARE(ids(Which::State, ReviewState::Accepted, {}), QStringLiteral("1"));
    QCOMPARE(ids(Which::State, ReviewState::Flagged, {}), QStringLiteral("2"));
    QCOMPARE(ids(Which::All, {}, QStringLiteral("REC3")), QStringLiteral("3"));
    QCOMPARE(ids(Which::Unreviewed, {}, QStringLiteral("rec")), QStringLiteral("2345"));
    QCOMPARE(ids(Which::All, {}, QStringLiteral("%_")), QStringLiteral("6"));
    QCOMPARE(ids(Which::All, {}, QStringLiteral("vfnq")), QStringLiteral("6"));
    QCOMPARE(ids(Which::All, {}, QStringLiteral("'; DROP TABLE records; --")), QString());
    const StateCounts counts = valueOf(reader->counts());
    QCOMPARE(counts.reviewed(), 1);
    QCOMPARE(counts.byState[ReviewState::Unseen], 3);
}

void TestStoreRoundtrip::motifAcrossChunks()
{
    QTemporaryDir folder;
    const QString path = project(folder, 0);
    QByteArray residues(140000, 'A');
    residues.replace(65534, 5, "WKRHW");
    auto writer = valueOf(ProjectWriter::open(path));
    valueOf(writer->addRecords(QVector{record(QStringLiteral("l"), residues), record(QStringLiteral("s"), "AAAA")}));
    auto reader = valueOf(ProjectReader::open(path));
    QueueFilter filter;
    filter.text = QStringLiteral("wkrhw");
    QCOMPARE(valueOf(reader->queue(filter)), (QVector<RecordId>{RecordId(1)}));
    filter.text = QStringLiteral("wkrhww");
    QCOMPARE(valueOf(reader->queue(filter)), QVector<RecordId>());
}

void TestStoreRoundtrip::rowsShowCurationFirst()
{
    QTemporaryDir folder;
    const QString path = project(folder, 3);
    auto writer = valueOf(ProjectWriter::open(path));
    valueOf(writer->addRun({}));
    valueOf(writer->savePredictions(
        RunId(1), QVector{prediction(RecordId(1), Span{24, 56}, 0.25), prediction(RecordId(2), Span{3, 9}, 0.75)}));
    valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {24, 54})));
    auto reader = valueOf(ProjectReader::open(path));
    const QVector<QueueRow> rows = valueOf(reader->rows({RecordId(3), RecordId(1), RecordId(77), RecordId(2)}));
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0].name, QStringLiteral("rec3"));
    QVERIFY(!rows[0].span && !rows[0].margin && !rows[0].curated);
    QCOMPARE(rows[1].span, std::optional(Span{24, 54}));
    QVERIFY(rows[1].curated);
    QCOMPARE(rows[1].state, ReviewState::Corrected);
    QCOMPARE(rows[1].margin, std::optional(0.25));
    QCOMPARE(rows[2].span, std::optional(Span{3, 9}));
    QVERIFY(!rows[2].curated);
    QCOMPARE(rows[2].length, 100);
}

void TestStoreRoundtrip::exportPages()
{
    QTemporaryDir folder;
    const QString path = project(folder, 5);
    auto writer = valueOf(ProjectWriter::open(path));
    valueOf(writer->addRun({}));
    valueOf(writer->savePredictions(RunId(1), QVector{prediction(RecordId(4), Span{3, 9}, 0.75)}));
    valueOf(writer->applyEdit(acceptEdit(RecordId(2), {}, {Core{{0, 5}}})));
    valueOf(writer->applyEdit(noCoreEdit(RecordId(4), {})));
    auto reader = valueOf(ProjectReader::open(path));
    const QVector<ExportRow> first = valueOf(reader->exportPage(RecordId::None, 2, false));
    QCOMPARE(first.size(), 2);
    QCOMPARE(first[1].record.name, QStringLiteral("rec2"));
    QCOMPARE(first[1].residues.size(), 100);
    QCOMPARE(first[1].curation.cores, (QVector<Core>{Core{{0, 5}}}));
    QVERIFY(!first[1].prediction);
    QCOMPARE(valueOf(reader->exportPage(first[1].record.id, 9, false)).size(), 3);
    QCOMPARE(valueOf(reader->exportPage(RecordId(5), 9, false)).size(), 0);
    const QVector<ExportRow> reviewed = valueOf(reader->exportPage(RecordId::None, 9, true, RunId(1)));
    QCOMPARE(reviewed.size(), 2);
    QVERIFY(reviewed[1].prediction.has_value());
    QCOMPARE(reviewed[1].prediction->best(), std::optional(Span{3, 9}));
}

void TestStoreRoundtrip::goldSaysMoreThanCores()
{
    QTemporaryDir folder;
    const QString path = project(folder, 0);
    auto writer = valueOf(ProjectWriter::open(path));
    ImportedRecord open = record(QStringLiteral("open"), "ACGTACGT"), target = record(QStringLiteral("target"), "ACGT");
    open.gold.annotated = true;
    open.gold.cores = {Core{{0, 3}, QStringLiteral("core"), true, false},
                       Core{{5, 8}, QStringLiteral("x"), true, true}};
    open.gold.ambiguous = {Span{3, 4}};
    target.gold.target = {QStringLiteral("helix"), QStringLiteral("M")};
    valueOf(writer->addRecords(QVector{open, target}));
    const Curation edited =
        valueOf(writer->applyEdit(setCoresEdit(RecordId(2), {}, {Core{{1, 4}, "core", false, true}}, {}))).after;
    auto reader = valueOf(ProjectReader::open(path));
    QVERIFY(valueOf(reader->gold(RecordId(1))) == open.gold);
    QVERIFY(valueOf(reader->gold(RecordId(2))) == target.gold);
    QCOMPARE(valueOf(reader->curation(RecordId(2))).cores, edited.cores);
    QVERIFY(valueOf(reader->edits(RecordId(2))).first().after.cores.first().openEnd);
    open.record.name = QStringLiteral("outside");
    open.gold.ambiguous = {Span{3, 9}};
    const auto refused = writer->addRecords(QVector{open});
    QVERIFY(!refused);
    QCOMPARE(refused.error().message,
             QStringLiteral("Record outside cannot be added: its ambiguous zone 4–9 is not in the sequence."));
}

void TestStoreRoundtrip::labelsKeepTheirMeaning()
{
    QTemporaryDir folder;
    const QString path = project(folder, 0);
    auto writer = valueOf(ProjectWriter::open(path));
    ImportedRecord given = record(QStringLiteral("r"), "AC");
    given.gold.labels = {QStringLiteral("strand"), QStringLiteral("helix")};
    valueOf(writer->addRecords({&given, 1}));
    LabelSet other;
    other.labels = {{QStringLiteral("coil"), QStringLiteral("#111111")},
                    {QStringLiteral("strand"), QStringLiteral("#222222")}};
    valueOf(writer->setLabels(other));
    valueOf(writer->setTitle(QStringLiteral("Renamed")));
    auto reader = valueOf(ProjectReader::open(path));
    const ProjectInfo info = valueOf(reader->info());
    QCOMPARE(info.title, QStringLiteral("Renamed"));
    QCOMPARE(info.labels.names(),
             (QStringList{QStringLiteral("coil"), QStringLiteral("strand"), QStringLiteral("helix")}));
    QCOMPARE(info.labels.labels[1].colour, QStringLiteral("#222222"));
    QCOMPARE(valueOf(reader->gold(RecordId(1))).labels, given.gold.labels);
}

QTEST_GUILESS_MAIN(TestStoreRoundtrip)
#include "tst_store_roundtrip.moc"
