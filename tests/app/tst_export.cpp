// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/domain/edits.h"
#include "core/exporting/curated_gold.h"
#include "core/exporting/export_project.h"
#include "core/exporting/prediction_writer.h"
#include "core/exporting/training_set.h"
#include "core/importing/import_files.h"
#include "core/store/project_reader.h"
#include "core/store/project_writer.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace corespan;

namespace {

const QByteArray gold =
    "{\"id\":\"a\",\"sequence\":\"ACGTACGT\",\"description\":\"one\",\"cores\":[[2,5]],\"labels\":\"..MMM...\"}"
    "\n"
    "{\"id\":\"b\",\"sequence\":\"ACGT\",\"meta\":{\"begin\":100,\"contig\":\"chr\",\"end\":104,\"strand\":\"-\"}}"
    "\n"
    "{\"id\":\"c\",\"sequence\":\"GGGG\",\"cores\":[]}"
    "\n";

} // namespace

class TestExport : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_files = std::make_unique<Files>();
        m_project = importInto("p.corespan", m_files->write("gold.jsonl", gold));
    }

    void importsAndExportsTheSameBytes()
    {
        const QString out = m_files->path("out.jsonl");
        const auto report = exportProject(m_project, out, {});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->records, 3);
        QCOMPARE(report->withCore, 1);
        QCOMPARE(report->noCore, 1);
        QCOMPARE(Files::read(out), gold);
        QVERIFY(exportProject(importInto("q.corespan", out), m_files->path("again.jsonl"), {}));
        QCOMPARE(Files::read(m_files->path("again.jsonl")), gold);
    }

    void reviewedRecordsOnly()
    {
        review();
        const QString out = m_files->path("reviewed.jsonl");
        QVERIFY(exportProject(m_project, out, {ExportFormat::Jsonl, {.states = exampleStates()}}));
        QCOMPARE(Files::read(out), QByteArray("{\"id\":\"a\",\"sequence\":\"ACGTACGT\",\"description\":\"one\","
                                              "\"cores\":[[3,6]],\"labels\":\"...MM...\"}"
                                              "\n"
                                              "{\"id\":\"b\",\"sequence\":\"ACGT\",\"cores\":[],\"meta\":{\"begin\":"
                                              "100,\"contig\":\"chr\",\"end\":104,\"strand\":\"-\"}}"
                                              "\n"));
    }

    void gff3()
    {
        review();
        const QString out = m_files->path("out.gff3");
        QVERIFY(exportProject(m_project, out, {ExportFormat::Gff3}));
        QCOMPARE(Files::read(out), QByteArray("##gff-version 3\n##sequence-region a 1 8\n"
                                              "a\tCoreSpan\tbiological_region\t4\t6\t.\t+\t.\tID=a.core1;Name=a;core_"
                                              "type=core;evidence=curated;review=corrected\n"
                                              "##sequence-region c 1 4\n"
                                              "c\tCoreSpan\tregion\t1\t4\t.\t.\t.\tID=c;Name=c;no_core=true;"
                                              "evidence=gold;review=rejected\n"));
    }

    void threeLine()
    {
        const QString out = m_files->path("out.3line");
        const auto report = exportProject(m_project, out, {ExportFormat::ThreeLine});
        QVERIFY(report);
        QCOMPARE(Files::read(out), QByteArray(">a one\nACGTACGT\n..MMM...\n>c\nGGGG\n....\n"));
        QCOMPARE(report->issues, QStringList{"record \"b\": it has neither cores nor labels"});
    }

    void trainingSet()
    {
        const QString folder = m_files->path("set");
        const auto early = exportTrainingSet(m_project, folder);
        QVERIFY(!early);
        QVERIFY(early.error().message.contains("nothing to train on"));
        QVERIFY(!QFile::exists(folder));
        review();
        const auto report = exportTrainingSet(m_project, folder);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        const QByteArray records = Files::read(folder + "/records.jsonl");
        const QJsonObject json = QJsonDocument::fromJson(Files::read(folder + "/dataset.json")).object();
        QCOMPARE(json["records"].toInt(), 2);
        QCOMPARE(json["with_core"].toInt(), 1);
        QCOMPARE(json["no_core"].toInt(), 1);
        QCOMPARE(json["labels"].toArray(), QJsonArray{"M"});
        QCOMPARE(json["label_counts"].toObject(), (QJsonObject{{"M", 2}}));
        QCOMPARE(json["records_sha256"].toString().toLatin1(),
                 QCryptographicHash::hash(records, QCryptographicHash::Sha256).toHex());
        QCOMPARE(json["provenance"]["project"].toString(), QString("p.corespan"));
        QCOMPARE(readAll(folder + "/records.jsonl").records.size(), 2);
    }

    void cancelledExportsLeaveNothing()
    {
        std::stop_source source;
        source.request_stop();
        const QString out = m_files->write("kept.jsonl", "old");
        const auto report = exportProject(m_project, out, {}, {}, source.get_token());
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Cancelled);
        QCOMPARE(Files::read(out), QByteArray("old"));
    }

    void duplicatesAreReportedAndLeftOut()
    {
        auto writer = ProjectWriter::open(m_project);
        QVERIFY(writer);
        const QString more = m_files->write("more.fa", ">b\nACGT\n>d\nACGT\n");
        const auto add = [&writer](const QVector<ImportedRecord>& records) { return (*writer)->addRecords(records); };
        const auto report = importFiles({more, "/nowhere.fa"}, {}, add);
        QVERIFY(report);
        QCOMPARE(report->imported, 1);
        QCOMPARE(report->issues.value(0).text(),
                 more + ":1: record \"b\": duplicate name: the project has a record of that name");
        QCOMPARE(report->failedFiles.value(0).text(), QString("/nowhere.fa does not exist"));
    }

    void predictions_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("tsv") << "p.tsv"
                             << QByteArray("id\tlength\tbegin\tend\tscore\tmargin\tnull_"
                                           "score\tlabels\ttype\tstrand\nb\t4\t2\t4\t0.75\t0.5\t0.25\tMK.\tcore\t+\n");
        QTest::newRow("gff3") << "p.gff3"
                              << QByteArray("##gff-version 3\nchr\tCoreSpan\tbiological_region\t101\t103\t0.75\t-\t.\t"
                                            "ID=b.core1;Name=b;core_type=core;evidence=predicted;model=m;margin=0.5\n");
        QTest::newRow("jsonl") << "p.jsonl"
                               << QByteArray("{\"id\":\"b\",\"sequence\":\"ACGT\",\"cores\":[[1,4]],\"labels\":\".MK."
                                             "\",\"meta\":{\"begin\":100,\"contig\":\"chr\",\"end\":104,"
                                             "\"prediction\":{\"candidates\":[[1,4,2.5,0.75]],\"margin\":0.5,\"model\":"
                                             "\"m\",\"null_score\":0.25,\"score\":0.75,"
                                             "\"weights_sha256\":\"\"},\"strand\":\"-\"}}"
                                             "\n");
    }

    void predictions()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        Run run;
        run.model = "m";
        run.labels = {"M", "K"};
        const ImportedRecord record = readAll(m_files->path("gold.jsonl")).records[1];
        PredictionResult result;
        result.summary.predicted = {{Core{{1, 4}}, 0.75}};
        result.summary.score = 0.75;
        result.summary.margin = 0.5;
        result.summary.nullScore = 0.25;
        result.summary.candidates = {{{1, 4}, 2.5, 0.75}};
        result.tracks.topLabel = {1, 0, 1, -1};
        auto writer = PredictionWriter::open(m_files->path(name), *predictionFormat(name), run);
        QVERIFY(writer);
        (*writer)->write(record, result);
        QVERIFY(!QFile::exists(m_files->path(name)));
        QVERIFY((*writer)->commit());
        QCOMPARE(Files::read(m_files->path(name)), text);
    }

    void reverseStrandInPredictions_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("tsv") << "r.tsv"
                             << QByteArray("id\tlength\tbegin\tend\tscore\tmargin\tnull_score\tlabels\ttype\tstrand\n"
                                           "d\t4\t2\t4\t0.75\t0.5\t0.25\t.KM\tcore\t-\n");
        // On the record's own strand, and on a contig of which the record is the reverse strand.
        QTest::newRow("gff3") << "r.gff3"
                              << QByteArray("##gff-version 3\n##sequence-region d 1 4\n"
                                            "d\tCoreSpan\tbiological_region\t2\t4\t0.75\t-\t.\tID=d.core1;Name=d;"
                                            "core_type=core;evidence=predicted;model=m;margin=0.5\n"
                                            "chr\tCoreSpan\tbiological_region\t101\t103\t0.75\t+\t.\tID=b.core1;Name=b;"
                                            "core_type=core;evidence=predicted;model=m;margin=0.5\n");
        QTest::newRow("jsonl") << "r.jsonl"
                               << QByteArray(
                                      "{\"id\":\"d\",\"sequence\":\"ACGT\",\"cores\":[[1,4,\"core_reverse\"]],"
                                      "\"labels\":\".MK.\",\"meta\":{\"prediction\":{\"candidates\":[[1,4,2.5,0.75,"
                                      "\"core_reverse\"]],\"margin\":0.5,\"model\":\"m\",\"null_score\":0.25,"
                                      "\"score\":0.75,\"weights_sha256\":\"\"}}}\n");
    }

    void reverseStrandInPredictions()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        Run run;
        run.model = "m";
        run.labels = {"M", "K"};
        PredictionResult result;
        result.summary.predicted = {{Core{{1, 4}, "core_reverse"}, 0.75}};
        result.summary.score = 0.75;
        result.summary.margin = 0.5;
        result.summary.nullScore = 0.25;
        result.summary.candidates = {{{1, 4}, 2.5, 0.75, "core_reverse"}};
        result.tracks.topLabel = {1, 0, 1, -1};
        ImportedRecord record;
        record.record.name = "d";
        record.record.length = 4;
        record.record.alphabet = Alphabet::Dna;
        record.residues = "ACGT";
        auto writer = PredictionWriter::open(m_files->path(name), *predictionFormat(name), run);
        QVERIFY(writer);
        (*writer)->write(record, result);
        if (name == "r.gff3")
            (*writer)->write(readAll(m_files->path("gold.jsonl")).records[1], result);
        QVERIFY((*writer)->commit());
        QCOMPARE(Files::read(m_files->path(name)), text);
    }

private:
    QString importInto(const QString& name, const QString& file)
    {
        const QString path = m_files->path(name);
        if (!ProjectWriter::create(path, {"title", Alphabet::Dna, {}}))
            qFatal("no project");
        auto writer = ProjectWriter::open(path);
        const auto add = [&writer](const QVector<ImportedRecord>& records) { return (*writer)->addRecords(records); };
        const auto report = importFiles({file}, {}, add);
        if (!report || !report->isClean())
            qFatal("not imported");
        return path;
    }

    /// a is corrected to [3, 6), b has no core, c is rejected.
    void review()
    {
        auto writer = ProjectWriter::open(m_project);
        QVERIFY(writer);
        const auto edit = [&writer](const Edit& change) { QVERIFY((*writer)->applyEdit(change)); };
        edit(setCoresEdit(RecordId(1), {}, {Core{{3, 6}}}, {}));
        edit(noCoreEdit(RecordId(2), {}));
        edit(rejectEdit(RecordId(3), {}));
    }

    std::unique_ptr<Files> m_files;
    QString m_project;
};

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
