// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "app/store_fixture.h"
#include "core/exporting/training_set.h"
#include "core/training/gold_records.h"
#include "support/imported_record.h"

using namespace corespan;
using namespace corespan::test;

namespace {

using Labels = std::vector<std::int16_t>;

/// Ids 1 to 7, each of 8 letters; a run with labels for all but the sixth, and a review of each but the first.
QString reviewedProject(const Files& files)
{
    const QString path = files.path("p.corespan");
    valueOf(ProjectWriter::create(path, {"Test", Alphabet::Dna, {}}));
    const auto writer = valueOf(ProjectWriter::open(path, {.author = "ann"}));
    QVector<ImportedRecord> records;
    for (const char* name : {"unseen", "accepted", "withGold", "labelled", "nocore", "unpredicted", "rejected"})
        records.append(imported(name, "ACGTACGT"));
    records[2].gold.labels = {"K", "K", "K", "K", "K", "K", "K", ""};
    valueOf(writer->addRecords(records));
    Run run;
    run.labels = {"M", "K", "P"};
    const RunId id = valueOf(writer->addRun(run)).id;
    for (const int record : {1, 2, 3, 4, 5, 7}) {
        PredictionResult result = prediction(RecordId(record), Span{2, 6}, 0.5);
        result.tracks.topLabel = {-1, -1, 0, 1, 2, 0, -1, -1};
        valueOf(writer->savePredictions(id, QVector{result}));
    }
    const auto accept = [](RecordId record) { return acceptEdit(record, {}, {Core{{2, 6}}}); };
    valueOf(writer->applyEdit(accept(RecordId(2))));
    valueOf(writer->applyEdit(coreEdit(RecordId(3), {}, {1, 4})));
    const Curation now = valueOf(writer->applyEdit(accept(RecordId(4)))).after;
    valueOf(writer->applyEdit(setLabelsEdit(RecordId(4), now, {4, 6}, "K")));
    valueOf(writer->applyEdit(noCoreEdit(RecordId(5), {})));
    valueOf(writer->applyEdit(accept(RecordId(6))));
    valueOf(writer->applyEdit(rejectEdit(RecordId(7), {})));
    return path;
}

} // namespace

/// What `train --project` learns from: the reviewed records, by the rule that an export follows.
class TestReviewedRecords : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_files = std::make_unique<Files>();
        m_project = reviewedProject(*m_files);
    }

    void onlyExamplesAreThere()
    {
        QCOMPARE(names(read()), QStringList({"accepted", "withGold", "labelled", "nocore", "unpredicted"}));
        QCOMPARE(read().unannotated, 0);
        QVERIFY((record("withGold").cores == std::vector{model::GoldCore{{1, 4}}}));
        QVERIFY(record("nocore").annotated);
        QVERIFY(record("nocore").cores.empty());
        QVERIFY(record("nocore").labels.empty());
    }

    void acceptedRecordsTakeTheLabelsOfTheRun()
    {
        QCOMPARE(record("accepted").labels, (Labels{-100, -100, 0, 1, 2, 0, -100, -100}));
        QVERIFY(record("unpredicted").labels.empty());
    }

    void curatedLabelsGoBeforeGoldAndGoldBeforeTheRun()
    {
        QCOMPARE(record("labelled").labels, (Labels{-100, -100, 0, 1, 1, 1, -100, -100}));
        QCOMPARE(record("withGold").labels, (Labels{-100, 1, 1, 1, -100, -100, -100, -100}));
    }

    void labelsOfTheLatestRunCount()
    {
        {
            const auto writer = valueOf(ProjectWriter::open(m_project));
            Run run;
            run.labels = {"P"};
            const RunId id = valueOf(writer->addRun(run)).id;
            PredictionResult result = prediction(RecordId(2), Span{0, 8}, 0.5);
            result.tracks.topLabel = QVector<std::int16_t>(8, 0);
            valueOf(writer->savePredictions(id, QVector{result}));
        }
        QCOMPARE(record("accepted").labels, (Labels{-100, -100, 2, 2, 2, 2, -100, -100}));
    }

    void sameAsTheExportedSet()
    {
        valueOf(exportTrainingSet(m_project, m_files->path("set")));
        const GoldSet exported = valueOf(readGold(m_files->path("set/records.jsonl"), {"M", "K", "P"}));
        const GoldSet reviewed = read();
        QCOMPARE(names(reviewed), names(exported));
        for (std::size_t i = 0; i < exported.records.size(); ++i) {
            const model::TrainRecord& a = reviewed.records[i];
            const model::TrainRecord& b = exported.records[i];
            QVERIFY2(a.sequence == b.sequence && a.annotated == b.annotated && a.labels == b.labels, a.id.c_str());
            QVERIFY2(a.cores == b.cores, a.id.c_str());
        }
    }

    void zonesOfTheCuratorAreLearnedFromNowhere()
    {
        const auto writer = valueOf(ProjectWriter::open(m_project));
        const Curation now = valueOf(valueOf(ProjectReader::open(m_project))->curation(RecordId(2)));
        valueOf(writer->applyEdit(setZonesEdit(RecordId(2), now, {}, {{3, 5}})));
        valueOf(writer->applyEdit(toggleAmbiguousEdit(RecordId(5), noCoreEdit(RecordId(5), {}).after)));
        QVERIFY((record("accepted").ambiguous == std::vector{model::Span{3, 5}}));
        QCOMPARE(names(read()), QStringList({"accepted", "withGold", "labelled", "unpredicted"}));
        valueOf(exportTrainingSet(m_project, m_files->path("set")));
        const QByteArray lines = Files::read(m_files->path("set/records.jsonl"));
        QVERIFY2(lines.startsWith("{\"id\":\"accepted\",\"sequence\":\"ACGTACGT\",\"cores\":[[2,6]],\"labels\":"
                                  "\"..MKPM..\",\"ambiguous\":[[3,5]]}\n"),
                 lines.constData());
        const GoldSet exported = valueOf(readGold(m_files->path("set/records.jsonl"), {"M", "K", "P"}));
        QVERIFY((exported.records.front().ambiguous == std::vector{model::Span{3, 5}}));
    }

    void unknownLabelNamesTheProject()
    {
        const Result<GoldSet> set = readReviewed(m_project, {"M", "K"});
        QVERIFY(!set);
        QCOMPARE(set.error().message, m_project + ": record \"accepted\", position 5: the model has no label \"P\"");
    }

    void projectWithoutReviewsSaysSo()
    {
        const QString project = m_files->path("empty.corespan");
        valueOf(ProjectWriter::create(project, {}));
        const Result<GoldSet> set = readReviewed(project, {});
        QVERIFY(!set);
        QCOMPARE(set.error().message, project + ": no reviewed record: accept or correct some before training");
    }

private:
    GoldSet read() const { return valueOf(readReviewed(m_project, {"M", "K", "P"})); }
    model::TrainRecord record(const std::string& name) const
    {
        for (const model::TrainRecord& record : read().records) {
            if (record.id == name)
                return record;
        }
        return {};
    }
    static QStringList names(const GoldSet& set)
    {
        QStringList names;
        for (const model::TrainRecord& record : set.records)
            names.append(QString::fromStdString(record.id));
        return names;
    }

    std::unique_ptr<Files> m_files;
    QString m_project;
};

QTEST_GUILESS_MAIN(TestReviewedRecords)
#include "tst_reviewed_records.moc"
