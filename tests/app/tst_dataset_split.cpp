// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include "core/datasets/record_key.h"
#include "core/datasets/split_dataset.h"
#include "core/importing/random.h"

#include <QStandardPaths>
#include <QtTest>

#include <numeric>

using namespace corespan;

namespace {

QByteArray line(const QByteArray& id, const QByteArray& sequence, const QByteArray& meta = "{}")
{
    return "{\"id\":\"" + id + "\",\"sequence\":\"" + sequence + "\",\"cores\":[],\"meta\":" + meta + "}\n";
}

QByteArray randomProtein(Random& random, int length)
{
    QByteArray protein = "M";
    for (int i = 1; i < length; ++i)
        protein += "ACDEFGHIKLMNPQRSTVWY"[random.between(0, 19)];
    return protein;
}

SplitOptions options(SplitOptions::By by)
{
    SplitOptions made;
    made.by = by;
    made.parts = {{"train", 0.75, {}}, {"test", 0.25, {}}};
    return made;
}

} // namespace

class TestDatasetSplit : public QObject
{
    Q_OBJECT
private slots:
    void groupsAreSharedOutBySize()
    {
        QVector<std::int64_t> sizes(100, 1);
        sizes[7] = 60;
        const QVector<int> parts = shareOut(sizes, {0.5, 0.5}, 1);
        QVector<std::int64_t> sums(2);
        for (qsizetype i = 0; i < sizes.size(); ++i)
            sums[parts[i]] += sizes[i];
        QCOMPARE(std::max(sums[0], sums[1]), 80); // of 159
        QCOMPARE(shareOut(sizes, {0.5, 0.5}, 1), parts);
        QVERIFY(shareOut(sizes, {0.5, 0.5}, 2) != parts);
        QCOMPARE(shareOut({5}, {0.1, 0.9}, 1), (QVector<int>{1}));
    }

    void rangesAreParsed()
    {
        QCOMPARE(parsePartRange("chr1:1-100")->contig, QString("chr1"));
        QCOMPARE(parsePartRange("chr1:1-100")->span, (Span{0, 100}));
        QCOMPARE(parsePartRange("5-5")->span, (Span{4, 5}));
        QCOMPARE(parsePartRange("chr-2")->contig, QString("chr-2"));
        QCOMPARE(parsePartRange("2")->contig, QString("2"));
        QVERIFY(!parsePartRange("chr1:9-3"));
        QVERIFY(!parsePartRange("9-3"));
        QVERIFY(!parsePartRange(""));
    }

    void keysAreFound()
    {
        ImportedRecord record;
        record.record.name = "AT1G01020.2";
        record.record.meta = {{"gene", "g"}, {"a", QJsonObject{{"b", 7}}}};
        QCOMPARE(RecordKey("gene", {}).of(record), QString("g"));
        QCOMPARE(RecordKey("a.b", {}).of(record), QString("7"));
        QCOMPARE(RecordKey("none", {}).of(record), QString());
        QCOMPARE(RecordKey("id", "^(.*)\\.[0-9]+$").of(record), QString("AT1G01020"));
        QVERIFY(RecordKey("id", "(").check().error().message.contains("no regular expression"));
        QVERIFY(RecordKey("id", "x").check().error().message.contains("captures nothing"));
    }

    void groupsAndEqualSequencesStayTogether()
    {
        Random random(3);
        QByteArray text;
        for (int gene = 0; gene < 20; ++gene) {
            for (int form = 0; form < 3; ++form)
                text +=
                    line("g" + QByteArray::number(gene) + "." + QByteArray::number(form), randomProtein(random, 30));
        }
        text += line("alone", "MMMMKKKK") + line("same", "MMMMKKKK") + line("other.1", "MWWWWKKKK");
        SplitOptions wanted = options(SplitOptions::By::Group);
        wanted.key = "id";
        wanted.pattern = "^(.*)\\.[0-9]+$";
        const auto report = splitDataset({m_files.write("g.jsonl", text)}, m_files.path("g"), wanted);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->groups, 22);
        QCOMPARE(report->withoutKey, 2);
        QCOMPARE(report->parts[0].second.records + report->parts[1].second.records, 63);
        QCOMPARE(report->parts[1].second.records, 16); // a quarter is 15.75
        QSet<QString> train;
        for (const ImportedRecord& record : readAll(m_files.path("g/train.jsonl")).records)
            train.insert(record.record.name.section('.', 0, 0));
        for (const ImportedRecord& record : readAll(m_files.path("g/test.jsonl")).records)
            QVERIFY(!train.contains(record.record.name.section('.', 0, 0)));
        QCOMPARE(train.contains("alone"), train.contains("same"));
        const QJsonObject manifest = QJsonDocument::fromJson(Files::read(m_files.path("g/dataset.json"))).object();
        QCOMPARE(manifest["parts"].toArray().size(), 2);
        QCOMPARE(manifest["parts"][1]["records"].toInt(), 16);
        QCOMPARE(manifest["provenance"]["options"]["key"].toString(), QString("id"));
    }

    void positionsPartWindows()
    {
        const auto at = [](const QByteArray& contig, int begin, int end) {
            return "{\"contig\":\"" + contig + "\",\"begin\":" + QByteArray::number(begin) +
                   ",\"end\":" + QByteArray::number(end) + ",\"strand\":\"+\"}";
        };
        const QByteArray text = line("a", "MKKK", at("c1", 0, 4)) + line("b", "MRRR", at("c1", 97, 101)) +
                                line("c", "MLLL", at("c1", 100, 104)) + line("d", "MVVV", at("c2", 0, 4));
        SplitOptions wanted;
        wanted.by = SplitOptions::By::Position;
        wanted.parts = {{"train", 0, {*parsePartRange("c1:1-100"), *parsePartRange("c2")}},
                        {"test", 0, {*parsePartRange("c1:101-200")}}};
        const QString file = m_files.write("p.jsonl", text);
        const auto report = splitDataset({file}, m_files.path("p"), wanted);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->outside, 1); // across the border
        QCOMPARE(report->parts[0].second.records, 2);
        QCOMPARE(readAll(m_files.path("p/test.jsonl")).records[0].record.name, QString("c"));
        wanted.parts[1].ranges = {*parsePartRange("100-200")};
        QVERIFY(splitDataset({file}, m_files.path("p"), wanted).error().message.contains("overlap"));
        wanted.parts[1].ranges = {*parsePartRange("c9")};
        QVERIFY(
            splitDataset({file}, m_files.path("q"), wanted).error().message.contains("part \"test\" would be empty"));
        QVERIFY(!QFile::exists(m_files.path("q/train.jsonl")));
        const auto placeless = splitDataset({m_files.write("n.jsonl", line("a", "MK"))}, m_files.path("q"), wanted);
        QVERIFY(placeless.error().message.contains("record \"a\" has no place"));
    }

    void faultsAreTold()
    {
        const QString file = m_files.write("f.jsonl", line("a", "MK"));
        SplitOptions wanted = options(SplitOptions::By::Group);
        wanted.parts[1].name = "train";
        QVERIFY(splitDataset({file}, m_files.path("f"), wanted).error().message.contains("\"train\" is no name"));
        wanted = options(SplitOptions::By::Group);
        wanted.parts[0].share = 0;
        QVERIFY(splitDataset({file}, m_files.path("f"), wanted).error().message.contains("above 0"));
        wanted = options(SplitOptions::By::Similarity);
        wanted.similarity.program = "/nowhere/mmseqs";
        const auto missing = splitDataset({file}, m_files.path("f"), wanted);
        QVERIFY2(missing.error().message.contains("apt-get install mmseqs2"), qPrintable(missing.error().message));
        wanted.similarity.program = m_files.write("fails", "#!/bin/sh\nif [ $1 = version ]; then echo 1; exit 0; fi\n"
                                                           "echo 'Error: Prefilter died'; echo bye; exit 7\n");
        QFile::setPermissions(wanted.similarity.program, QFile::ReadOwner | QFile::ExeOwner);
        const auto failed = splitDataset({file}, m_files.path("f"), wanted);
        QVERIFY2(failed.error().message.endsWith("failed: Error: Prefilter died"), qPrintable(failed.error().message));
        QCOMPARE(QDir(m_files.path("f")).entryList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList());
    }

    /// Families of mutated proteins: members share nine letters in ten, families share nothing.
    void similarSequencesStayTogether()
    {
        if (QStandardPaths::findExecutable("mmseqs").isEmpty())
            QSKIP("mmseqs is not installed");
        Random random(5);
        QByteArray text;
        for (int family = 0; family < 12; ++family) {
            const QByteArray first = randomProtein(random, 150);
            for (int member = 0; member < 4; ++member) {
                QByteArray protein = first;
                for (int change = 0; change < 15 * member; ++change)
                    protein[qsizetype(random.between(1, 149))] = 'A';
                text += line("f" + QByteArray::number(family) + "_" + QByteArray::number(member),
                             member == 3 ? protein.mid(20, 100) : protein);
            }
        }
        SplitOptions wanted = options(SplitOptions::By::Similarity);
        wanted.similarity.minIdentity = 0.5;
        const auto report = splitDataset({m_files.write("s.jsonl", text)}, m_files.path("s"), wanted);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QVERIFY(report->clusteredBy.startsWith("MMseqs2 "));
        QCOMPARE(report->groups, 12);
        QCOMPARE(report->largestGroup, 4);
        QCOMPARE(report->parts[0].second.records, 36);
        QSet<QString> train;
        for (const ImportedRecord& record : readAll(m_files.path("s/train.jsonl")).records)
            train.insert(record.record.name.section('_', 0, 0));
        for (const ImportedRecord& record : readAll(m_files.path("s/test.jsonl")).records)
            QVERIFY(!train.contains(record.record.name.section('_', 0, 0)));
        const QByteArray bytes = Files::read(m_files.path("s/test.jsonl"));
        QVERIFY(splitDataset({m_files.path("s.jsonl")}, m_files.path("s"), wanted));
        QCOMPARE(Files::read(m_files.path("s/test.jsonl")), bytes);
    }

private:
    Files m_files;
};

QTEST_GUILESS_MAIN(TestDatasetSplit)
#include "tst_dataset_split.moc"
