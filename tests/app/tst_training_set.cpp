// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_fixture.h"

#include "core/domain/edits.h"
#include "core/exporting/curated_gold.h"
#include "core/exporting/data_card.h"
#include "core/exporting/training_set.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QtTest>

using namespace corespan;

namespace {

QJsonObject json(const QString& path)
{
    return QJsonDocument::fromJson(Files::read(path)).object();
}

QString sha256(const QString& path)
{
    return QString::fromLatin1(QCryptographicHash::hash(Files::read(path), QCryptographicHash::Sha256).toHex());
}

} // namespace

/// A folder that a stranger can train from: records, manifest, card; whole or in parts.
class TestTrainingSet : public QObject
{
    Q_OBJECT
private slots:
    /// g0 to g9 of four forms each, accepted; x unseen.
    void init()
    {
        m_files = std::make_unique<Files>();
        Projects projects(*m_files);
        QByteArray gold = "{\"id\":\"x\",\"sequence\":\"ACGTACGT\"}\n";
        for (int record = 0; record < 40; ++record) {
            QByteArray letters = "AAAAAAAA";
            for (int bit = 0; bit < 8; ++bit)
                letters[bit] = "ACGT"[(record >> (2 * (bit % 3))) & 3];
            gold += "{\"id\":\"g" + QByteArray::number(record / 4) + "." + QByteArray::number(record % 4) +
                    "\",\"sequence\":\"" + letters +
                    "\",\"cores\":[[2,5]],\"labels\":\"..MMM...\",\"meta\":{\"gene\":\"g" +
                    QByteArray::number(record / 4) + "\"}}\n";
        }
        m_project = projects.import("p", {m_files->write("gold.jsonl", gold)});
        auto writer = ProjectWriter::open(m_project, {.author = "ann"});
        QVERIFY(writer);
        for (qint64 record = 2; record <= 41; ++record)
            QVERIFY((*writer)->applyEdit(setCoresEdit(RecordId(record), {}, {Core{{2, 5}}}, {Core{{2, 5}}})));
        m_set = m_files->path("set");
    }

    void oneFile()
    {
        const auto report = exportTrainingSet(m_project, m_set);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(QDir(m_set).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name),
                 (QStringList{"README.md", "dataset.json", "records.jsonl"}));
        const QJsonObject manifest = json(m_set + "/dataset.json");
        QCOMPARE(manifest["records"].toInt(), 40);
        QCOMPARE(manifest["records_sha256"].toString(), sha256(m_set + "/records.jsonl"));
        QCOMPARE(manifest["core_counts"].toObject(), (QJsonObject{{"core", 40}}));
        QCOMPARE(manifest["choice"]["states"].toArray(), (QJsonArray{"accepted", "corrected", "no_core"}));
        const QByteArray card = Files::read(m_set + "/README.md");
        QVERIFY(card.startsWith("---\npretty_name: \"p\"\n"));
        QVERIFY(card.contains("labels that curators reviewed."));
        QVERIFY(card.contains("\n  - split: \"train\"\n    path: \"records.jsonl\"\n---\n"));
        QVERIFY(
            card.contains("\n| train | 40 | 40 | 0 | 320 | `" + sha256(m_set + "/records.jsonl").toLatin1() + "` |\n"));
    }

    void cardSaysThatNotAllWasReviewed()
    {
        const auto report = exportTrainingSet(m_project, m_set, {{.states = {ReviewState::Unseen}}, {}});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QVERIFY(Files::read(m_set + "/README.md").contains("labels; curators did not review all of them"));
    }

    void partsByGroupDoNotLeak()
    {
        SplitOptions split;
        split.by = SplitOptions::By::Group;
        split.key = "gene";
        split.parts = {{"train", 6.0, {}}, {"valid", 2.0, {}}, {"test", 2.0, {}}};
        const auto report = exportTrainingSet(m_project, m_set, {{}, split});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(QDir(m_set).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name),
                 (QStringList{"README.md", "dataset.json", "test.jsonl", "train.jsonl", "valid.jsonl"}));
        const QJsonObject manifest = json(m_set + "/dataset.json");
        QVERIFY(!manifest.contains("records_file"));
        QCOMPARE(manifest["split"]["by"].toString(), QString("group"));
        QCOMPARE(manifest["split"]["groups"].toInt(), 10);
        QMap<QString, QString> partOf; // by gene
        qint64 records = 0;
        for (const QJsonValue part : manifest["parts"].toArray()) {
            const QString path = m_set + "/" + part["records_file"].toString();
            QCOMPARE(part["records_sha256"].toString(), sha256(path));
            const Read read = readAll(path);
            records += read.records.size();
            QCOMPARE(qint64(read.records.size()), part["records"].toInteger());
            for (const ImportedRecord& record : read.records) {
                const QString gene = record.record.meta["gene"].toString();
                QCOMPARE(partOf.value(gene, path), path);
                partOf[gene] = path;
            }
        }
        QCOMPARE(records, 40);
        QVERIFY(Files::read(m_set + "/README.md").contains("\n  - split: \"valid\"\n    path: \"valid.jsonl\"\n"));
    }

    void partsBySimilarity()
    {
        if (QStandardPaths::findExecutable("mmseqs").isEmpty())
            QSKIP("mmseqs is not installed");
        // MMseqs2's prefilter wants sequences that are longer than its words; these are strangers to each other.
        QByteArray gold;
        quint32 random = 7;
        for (int record = 0; record < 12; ++record) {
            QByteArray letters(300, 'A');
            for (char& letter : letters)
                letter = "ACGT"[((random = random * 1664525 + 1013904223) >> 16) & 3];
            gold +=
                "{\"id\":\"s" + QByteArray::number(record) + "\",\"sequence\":\"" + letters + "\",\"cores\":[[2,5]]}\n";
        }
        Projects projects(*m_files);
        const QString genes = projects.import("genes", {m_files->write("genes.jsonl", gold)});
        auto writer = ProjectWriter::open(genes, {.author = "ann"});
        for (qint64 record = 1; record <= 12; ++record)
            QVERIFY((*writer)->applyEdit(setCoresEdit(RecordId(record), {}, {Core{{2, 5}}}, {Core{{2, 5}}})));
        writer->reset();
        SplitOptions split;
        split.parts = {{"train", 1.0, {}}, {"test", 1.0, {}}};
        const auto report = exportTrainingSet(genes, m_set, {{}, split});
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QVERIFY(json(m_set + "/dataset.json")["split"].toObject()["clustered_by"].toString().startsWith(
            QString("MMseqs2")));
    }

    void whatFailsLeavesTheOldSet()
    {
        QVERIFY(exportTrainingSet(m_project, m_set));
        const QByteArray old = Files::read(m_set + "/dataset.json");
        SplitOptions split;
        split.by = SplitOptions::By::Group;
        split.key = "gene";
        split.parts = {{"train", 1.0, {}}, {"a/b", 1.0, {}}};
        QVERIFY(!exportTrainingSet(m_project, m_set, {{}, split}));
        std::stop_source source;
        source.request_stop();
        QVERIFY(!exportTrainingSet(m_project, m_set, {}, {}, source.get_token()));
        QCOMPARE(Files::read(m_set + "/dataset.json"), old);
        QCOMPARE(QDir(m_set).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 3);
        const auto none =
            exportTrainingSet(m_project, m_files->path("other"), {{.states = {ReviewState::Flagged}}, {}});
        QVERIFY(!none);
        QCOMPARE(none.error().kind, Error::Kind::BadInput);
        QVERIFY(!QFile::exists(m_files->path("other")));
    }

    void cardsOfOthersStay()
    {
        QVERIFY(exportTrainingSet(m_project, m_set));
        m_files->write("set/README.md", "My own words\n");
        QVERIFY(exportTrainingSet(m_project, m_set));
        QCOMPARE(Files::read(m_set + "/README.md"), QByteArray("My own words\n"));
        m_files->write("set/README.md", QByteArray("old\n") + cardMark + "\n");
        QVERIFY(exportTrainingSet(m_project, m_set));
        QVERIFY(Files::read(m_set + "/README.md").startsWith("---\n"));
    }

    void statesAndTypesAreChosen()
    {
        const TrainingSetOptions options{{.states = {ReviewState::Unseen}, .types = {"S"}, .maskFlanks = true}, {}};
        const auto report = exportTrainingSet(m_project, m_set, options);
        QVERIFY(report);
        QCOMPARE(report->records, 1);
        const QByteArray card = Files::read(m_set + "/README.md");
        QVERIFY(card.contains("- Cores of these types only: `[\"S\"]`."));
        QVERIFY(card.contains("- Labels outside cores are left out.\n"));
        QVERIFY(card.contains("- Review states: unseen 1.\n"));
    }

private:
    std::unique_ptr<Files> m_files;
    QString m_project;
    QString m_set;
};

QTEST_GUILESS_MAIN(TestTrainingSet)
#include "tst_training_set.moc"
