// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"

#include <QJsonArray>

#include <algorithm>

using namespace corespan;
using namespace corespan::test;

namespace {

PredictionResult result(RecordId id, const QVector<Core>& cores, double margin, double score = 0.5)
{
    PredictionResult made = prediction(id, std::nullopt, margin);
    for (const Core& core : cores)
        made.summary.predicted.append({core, score});
    made.summary.score = score;
    return made;
}

/// Tracks that are as unsure of the first boundary as of `starts` places, and sure of where the core ends.
void addTracks(PredictionResult& made, qsizetype length, int starts)
{
    const Span span = made.summary.predicted.first().core.span;
    made.tracks.start = made.tracks.end = made.tracks.core = QVector<float>(length, 0.0F);
    for (int at = 0; at < starts; ++at)
        made.tracks.start[span.begin + at] = 1.0F / float(starts);
    made.tracks.end[span.end - 1] = 1.0F;
}

} // namespace

/// What the queue shows, in which order, and why.
class TestQueue : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = project(*m_folder, 0);
        m_writer = valueOf(ProjectWriter::open(m_path));
        m_reader = valueOf(ProjectReader::open(m_path));
    }
    void cleanup() { m_writer.reset(); }

    void conditionsCombine();
    void curatorAndModel();
    void runsThatDiffer();
    void motifsByRegularExpression();
    void namesAndNotesByRegularExpression();
    void whatCannotBeMetIsRefused();
    void ordersByBoundary();
    void randomOrderBySeed();
    void reasonsOfRows();
    void brokenRules();
    void filtersAsJson();
    void filtersInWords();
    void namedViews();

private:
    void addFour();
    QString ids(const QueueFilter& filter);
    QString ids(const QueueConditions& conditions)
    {
        QueueFilter filter;
        filter.order = QueueOrder::FileOrder;
        filter.more = conditions;
        return ids(filter);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<ProjectWriter> m_writer;
    std::unique_ptr<ProjectReader> m_reader;
};

QString TestQueue::ids(const QueueFilter& filter)
{
    QString text;
    for (const RecordId id : valueOf(m_reader->queue(filter)))
        text += QString::number(qint64(id));
    return text;
}

/// Records of 10, 20, 30 and 40 residues; a run that found a helix, two strands, nothing, and has not seen the last.
void TestQueue::addFour()
{
    QVector<ImportedRecord> four;
    for (int at = 1; at <= 4; ++at)
        four << record(QStringLiteral("rec%1").arg(at), QByteArray(10 * at, 'M'));
    valueOf(m_writer->addRecords(four));
    valueOf(m_writer->addRun({}));
    const QString strand = QStringLiteral("strand");
    valueOf(m_writer->savePredictions(
        RunId(1), QVector{result(RecordId(1), {Core{{2, 8}, QStringLiteral("helix")}}, 0.9, 0.95),
                          result(RecordId(2), {Core{{2, 5}, strand}, Core{{8, 20}, strand}}, 0.1, 0.4),
                          result(RecordId(3), {}, 0.5, 0.7)}));
}

void TestQueue::conditionsCombine()
{
    addFour();
    valueOf(m_writer->applyEdit(toggleFlagEdit(RecordId(2), {})));
    valueOf(m_writer->applyEdit(rejectEdit(RecordId(3), {})));
    QueueConditions some;
    QCOMPARE(ids(some), QStringLiteral("1234"));
    some.states = {ReviewState::Flagged, ReviewState::Rejected};
    QCOMPARE(ids(some), QStringLiteral("23"));
    some.minScore = 0.5;
    QCOMPARE(ids(some), QStringLiteral("3"));
    some = {};
    some.type = QStringLiteral("strand");
    QCOMPARE(ids(some), QStringLiteral("2"));
    some.minCore = 12;
    QCOMPARE(ids(some), QStringLiteral("2"));
    some.maxCore = 11; // 3 and 12: none lies between
    some.minCore = 4;
    QCOMPARE(ids(some), QString());
    some = {};
    some.minLength = 20;
    some.maxLength = 30;
    QCOMPARE(ids(some), QStringLiteral("23"));
    some = {};
    some.reasons = Reason::SmallMargin;
    QCOMPARE(ids(some), QStringLiteral("2"));
    some.maxScore = 0.3;
    QCOMPARE(ids(some), QString());
    // A curated core stands in for the run's.
    valueOf(m_writer->applyEdit(setCoresEdit(RecordId(1), {}, {Core{{0, 3}, QStringLiteral("turn")}}, {})));
    some = {};
    some.type = QStringLiteral("helix");
    QCOMPARE(ids(some), QString());
    some.type = QStringLiteral("turn");
    some.maxCore = 3;
    QCOMPARE(ids(some), QStringLiteral("1"));
    QueueFilter unreviewed;
    unreviewed.which = QueueFilter::Which::Unreviewed;
    unreviewed.more.maxLength = 20;
    unreviewed.text = QStringLiteral("rec");
    QCOMPARE(ids(unreviewed), QStringLiteral("2"));
}

void TestQueue::curatorAndModel()
{
    addFour();
    const QString strand = QStringLiteral("strand");
    valueOf(m_writer->applyEdit(setCoresEdit(RecordId(1), {}, {Core{{2, 8}, QStringLiteral("helix")}}, {})));
    valueOf(m_writer->applyEdit(setCoresEdit(RecordId(2), {}, {Core{{2, 5}, strand}, Core{{6, 20}, strand}}, {})));
    valueOf(m_writer->applyEdit(noCoreEdit(RecordId(3), {})));
    valueOf(m_writer->applyEdit(noCoreEdit(RecordId(4), {}))); // not predicted
    QueueConditions some;
    some.differsFromModel = true;
    QCOMPARE(ids(some), QStringLiteral("2"));
    valueOf(m_writer->applyEdit(noCoreEdit(RecordId(1), valueOf(m_reader->curation(RecordId(1))))));
    QCOMPARE(ids(some), QStringLiteral("12"));
    some = {};
    some.moved = 2;
    QCOMPARE(ids(some), QStringLiteral("2"));
    some.moved = 3;
    QCOMPARE(ids(some), QString());
}

void TestQueue::runsThatDiffer()
{
    addFour();
    valueOf(m_writer->addRun({}));
    valueOf(m_writer->savePredictions(RunId(2),
                                      QVector{result(RecordId(1), {Core{{2, 8}, QStringLiteral("helix")}}, 0.9),
                                              result(RecordId(2), {Core{{2, 5}, QStringLiteral("strand")}}, 0.9),
                                              result(RecordId(3), {Core{{2, 5}}}, 0.9), result(RecordId(4), {}, 0.9)}));
    QueueConditions some;
    some.otherRun = RunId(1);
    QCOMPARE(ids(some), QStringLiteral("23"));
    some = {};
    some.reasons = Reason::RunsDiffer;
    QCOMPARE(ids(some), QStringLiteral("23"));
    QueueFilter older;
    older.run = RunId(1);
    older.order = QueueOrder::FileOrder;
    older.more.reasons = Reason::RunsDiffer;
    QCOMPARE(ids(older), QString()); // there is no run before it
}

void TestQueue::motifsByRegularExpression()
{
    QByteArray longOne(140000, 'A');
    longOne.replace(65534, 5, "WKRHW"); // over the end of a chunk
    valueOf(
        m_writer->addRecords(QVector{record(QStringLiteral("a"), "MKVFNQHLCG"), record(QStringLiteral("b"), longOne),
                                     record(QStringLiteral("c"), "MKVFMKVFNG")}));
    QueueConditions some;
    some.motif = QStringLiteral("k[rv].{1,2}[WN]");
    QCOMPARE(ids(some), QStringLiteral("123"));
    some.motif = QStringLiteral("NG$");
    QCOMPARE(ids(some), QStringLiteral("3"));
    some.motif = QStringLiteral("W..?HW");
    QCOMPARE(ids(some), QStringLiteral("2"));
    QueueFilter shortest;
    shortest.order = QueueOrder::LongestFirst;
    shortest.more.motif = QStringLiteral("^M|WKR");
    QCOMPARE(ids(shortest), QStringLiteral("231")); // the order is kept
}

void TestQueue::namesAndNotesByRegularExpression()
{
    addFour();
    valueOf(m_writer->applyEdit(setNoteEdit(RecordId(2), {}, QStringLiteral("Looks cut"))));
    QueueConditions some;
    some.name = QStringLiteral("^REC[13]$");
    QCOMPARE(ids(some), QStringLiteral("13"));
    some.name = QStringLiteral("4 protein$"); // the description
    QCOMPARE(ids(some), QStringLiteral("4"));
    some = {};
    some.note = QStringLiteral(".");
    QCOMPARE(ids(some), QStringLiteral("2"));
    some.note = QStringLiteral("looks (cut|short)");
    QCOMPARE(ids(some), QStringLiteral("2"));
    some.note = QStringLiteral("^cut");
    QCOMPARE(ids(some), QString());
}

void TestQueue::whatCannotBeMetIsRefused()
{
    addFour();
    QueueFilter filter;
    filter.more.motif = QStringLiteral("M[KR");
    const auto refused = m_reader->queue(filter);
    QCOMPARE(refused.error().kind, Error::Kind::BadInput);
    QVERIFY2(refused.error().message.startsWith(QStringLiteral("\"M[KR\" is no regular expression: ")),
             qPrintable(refused.error().message));
    filter.more = {};
    filter.more.minCore = 9;
    filter.more.maxCore = 8;
    QCOMPARE(m_reader->queue(filter).error().kind, Error::Kind::BadInput);
}

void TestQueue::ordersByBoundary()
{
    addFour();
    PredictionResult sure = result(RecordId(1), {Core{{2, 8}}}, 0.1);
    addTracks(sure, 10, 1);
    PredictionResult vague = result(RecordId(2), {Core{{2, 8}}}, 0.9);
    addTracks(vague, 20, 4);
    valueOf(m_writer->savePredictions(RunId(1), QVector{sure, vague, result(RecordId(3), {}, 0.5)}));
    QueueFilter filter;
    filter.order = QueueOrder::VagueBoundary;
    QCOMPARE(ids(filter), QStringLiteral("2134"));
    filter.text = QStringLiteral("rec"); // by sorting, no longer by the index
    QCOMPARE(ids(filter), QStringLiteral("2134"));
    QueueConditions some;
    some.reasons = Reason::UncertainStart;
    QCOMPARE(ids(some), QStringLiteral("2"));
    some.reasons = Reason::UncertainEnd;
    QCOMPARE(ids(some), QString());
    filter.text.clear();
    filter.order = QueueOrder::LongestFirst;
    QCOMPARE(ids(filter), QStringLiteral("4321"));
}

void TestQueue::randomOrderBySeed()
{
    valueOf(m_writer->addRecords(records(60)));
    QueueFilter filter;
    filter.order = QueueOrder::Random;
    const QVector<RecordId> first = valueOf(m_reader->queue(filter));
    QVERIFY(!std::is_sorted(first.begin(), first.end()));
    QVERIFY(std::is_permutation(first.begin(), first.end(), valueOf(m_reader->queue({})).begin()));
    QVERIFY(valueOf(m_reader->queue(filter)) == first);
    filter.seed = 2;
    QVERIFY(valueOf(m_reader->queue(filter)) != first);
    // Those that are left keep their order.
    filter.seed = 1;
    filter.text = QStringLiteral("rec1");
    QVector<RecordId> kept;
    const QVector<RecordId> some = valueOf(m_reader->queue(filter));
    std::copy_if(first.begin(), first.end(), std::back_inserter(kept),
                 [&some](RecordId id) { return some.contains(id); });
    QCOMPARE(some.size(), 11);
    QVERIFY(some == kept);
}

void TestQueue::reasonsOfRows()
{
    valueOf(m_writer->addRecords(records(25)));
    valueOf(m_writer->addRun({}));
    valueOf(m_writer->addRun({}));
    QVector<PredictionResult> results;
    for (int id = 1; id <= 25; ++id)
        results << result(RecordId(id), {Core{{0, 50}}}, 0.5);
    valueOf(m_writer->savePredictions(RunId(1), results));
    results[1] = result(RecordId(2), {Core{{0, 50}}}, 0.1);
    results[2] = result(RecordId(3), {Core{{0, 95}}}, 0.5);
    addTracks(results[3], 100, 3);
    valueOf(m_writer->savePredictions(RunId(2), results));
    const ReasonLimits limits = valueOf(m_reader->reasonLimits(RunId(2)));
    QCOMPARE(limits.other, RunId(1));
    QVERIFY(!limits.codons);
    QueueFilter inFile;
    inFile.order = QueueOrder::FileOrder;
    const auto rows = valueOf(m_reader->rows(valueOf(m_reader->queue(inFile)), RunId(2), limits));
    QCOMPARE(rows[0].reasons, Reasons());
    QCOMPARE(rows[1].reasons, Reasons(Reason::SmallMargin));
    QCOMPARE(rows[2].reasons, Reason::RunsDiffer | Reason::LengthOutlier);
    QCOMPARE(rows[3].reasons, Reasons(Reason::UncertainStart));
    QueueConditions some;
    some.reasons = Reason::LengthOutlier;
    QCOMPARE(ids(some), QStringLiteral("3"));
    some.reasons = Reason::LengthOutlier | Reason::SmallMargin;
    QCOMPARE(ids(some), QStringLiteral("23"));
    // What the curator says is judged in place of the run's core.
    valueOf(m_writer->applyEdit(coreEdit(RecordId(3), {}, {0, 52})));
    QCOMPARE(ids(some), QStringLiteral("2"));
}

void TestQueue::brokenRules()
{
    const QString path = m_folder->filePath(QStringLiteral("dna.corespan"));
    valueOf(ProjectWriter::create(path, {QStringLiteral("dna"), Alphabet::Dna, {}}));
    m_writer = valueOf(ProjectWriter::open(path));
    m_reader = valueOf(ProjectReader::open(path));
    valueOf(m_writer->addRecords(QVector{record(QStringLiteral("a"), "CCATGAAATAACC"),
                                         record(QStringLiteral("b"), "CCATGAAATAACC"),
                                         record(QStringLiteral("c"), "CCATGAAATAACC")}));
    Run run;
    for (const QChar letter : QStringLiteral("ACDEFGHIKLMNPQRSTVWY"))
        run.labels << letter;
    valueOf(m_writer->addRun(run));
    valueOf(m_writer->savePredictions(RunId(1), QVector{result(RecordId(1), {Core{{2, 11}}}, 0.5),
                                                        result(RecordId(2), {Core{{3, 11}}}, 0.5),
                                                        result(RecordId(3), {Core{{3, 11}}}, 0.1)}));
    QueueConditions some;
    some.reasons = Reason::RuleBroken;
    QCOMPARE(ids(some), QStringLiteral("23"));
    valueOf(m_writer->applyEdit(coreEdit(RecordId(3), {}, {2, 11})));
    QCOMPARE(ids(some), QStringLiteral("2"));
    some.reasons |= Reason::SmallMargin;
    QCOMPARE(ids(some), QStringLiteral("23"));
}

void TestQueue::filtersAsJson()
{
    QueueFilter filter;
    QCOMPARE(toJson(filter), (QJsonObject{{"which", "all"}, {"order", "margin"}}));
    QCOMPARE(queueFilterFromJson(toJson(filter)), filter);
    filter.which = QueueFilter::Which::State;
    filter.state = ReviewState::NoCore;
    filter.order = QueueOrder::Random;
    filter.seed = 4'000'000'000;
    filter.text = QStringLiteral("MKV");
    filter.more = {{ReviewState::Seen, ReviewState::Flagged},
                   Reason::SmallMargin | Reason::RuleBroken,
                   QStringLiteral("helix"),
                   1,
                   2,
                   3,
                   4,
                   0.25,
                   0.5,
                   QStringLiteral("^a"),
                   QStringLiteral("M.K"),
                   QStringLiteral("."),
                   5,
                   true,
                   RunId(7),
                   QStringLiteral("r1"),
                   true};
    QCOMPARE(queueFilterFromJson(toJson(filter)), filter);
    filter.which = QueueFilter::Which::Unreviewed;
    QCOMPARE(queueFilterFromJson(toJson(filter)).which, QueueFilter::Which::Unreviewed);
    const QJsonObject strange{{"which", "odd"}, {"order", 5}, {"min_core", "x"}, {"states", QJsonArray{"odd", "seen"}}};
    QueueFilter read;
    read.more.states = {ReviewState::Seen};
    QCOMPARE(queueFilterFromJson(strange), read);
}

void TestQueue::filtersInWords()
{
    QueueConditions some;
    QCOMPARE(describe(some), QString());
    some.states = {ReviewState::Accepted, ReviewState::Flagged};
    some.minCore = 5;
    some.maxCore = 9;
    some.maxScore = 0.5;
    some.motif = QStringLiteral("M..K");
    some.moved = 3;
    QCOMPARE(describe(some), QStringLiteral("Accepted or Flagged · core 5 to 9 · score up to 0.5 · motif M..K · "
                                            "moved by 3 or more"));
}

void TestQueue::namedViews()
{
    QVERIFY(valueOf(m_reader->views()).isEmpty());
    NamedView second{QStringLiteral("moved far"), {}};
    second.filter.more.moved = 10;
    NamedView first{QStringLiteral("'flags'"), {}};
    first.filter.which = QueueFilter::Which::State;
    first.filter.state = ReviewState::Flagged;
    valueOf(m_writer->saveView(second));
    valueOf(m_writer->saveView(first));
    QCOMPARE(valueOf(m_reader->views()), (QVector<NamedView>{first, second}));
    second.filter.more.moved = 20;
    valueOf(m_writer->saveView(second)); // takes the place of the one of that name
    valueOf(m_writer->removeView(first.name));
    QCOMPARE(valueOf(m_reader->views()), QVector<NamedView>{second});
}

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
