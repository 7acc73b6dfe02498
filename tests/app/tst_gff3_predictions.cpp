// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"

#include "core/exporting/prediction_writer.h"
#include "core/training/predicted_set.h"

#include <QtTest>

using namespace corespan;

class TestGff3Predictions : public QObject
{
    Q_OBJECT
private slots:
    void codingFeaturesAreCores()
    {
        const Result<PredictedSet> set = read("##gff-version 3\n"
                                              "# a comment\n"
                                              "locus1\tx\tgene\t11\t90\t.\t+\t.\tID=g1\n"
                                              "locus1\tx\tCDS\t61\t90\t.\t+\t0\tParent=g1\n"
                                              "locus1\tx\tCDS\t11\t40\t.\t+\t0\tParent=g1\n"
                                              "locus1\tx\tCDS\t11\t40\t.\t+\t0\tParent=g2\n" // of another transcript
                                              "locus%202\tx\tCDS\t1\t9\t.\t-\t0\n"
                                              "##FASTA\n>locus1\nACGT\n",
                                              {});
        QVERIFY(set);
        QVERIFY2(set->issues.isEmpty(), qPrintable(set->issues.join('\n')));
        QVERIFY(set->onlyCores);
        QCOMPARE(set->records.value("locus1").cores, (QVector<Core>{Core{{10, 40}}, Core{{60, 90}}}));
        QCOMPARE(set->records.value("locus 2").cores, (QVector<Core>{Core{{0, 9}, "core_reverse"}}));
    }

    void featuresByName()
    {
        const QByteArray text = "P1\tUniProtKB\tSignal peptide\t1\t20\t.\t.\t.\tNote=a\n"
                                "P1\tUniProtKB\tChain\t21\t90\t.\t.\t.\tNote=b\n"
                                "P1\tUniProtKB\tTransmembrane\t40\t60\t.\t.\t.\tNote=c\n";
        PredictionReading reading;
        reading.features = {"Signal peptide", "Transmembrane"};
        const Result<PredictedSet> set = read(text, reading);
        QVERIFY(set);
        QCOMPARE(set->records.value("P1").cores,
                 (QVector<Core>{Core{{0, 20}, "Signal peptide"}, Core{{39, 60}, "Transmembrane"}}));
        const Result<PredictedSet> unnamed = read(text, {});
        QVERIFY(!unnamed);
        QVERIFY2(unnamed.error().message.endsWith("the file has: Chain, Signal peptide, Transmembrane"),
                 qPrintable(unnamed.error().message));
    }

    void overlapsAndBrokenLinesAreTold()
    {
        const Result<PredictedSet> set = read("##gff-version 3\n"
                                              "a\tx\tCDS\t1\t30\t.\t+\t0\t.\n"
                                              "a\tx\tCDS\t20\t50\t.\t+\t0\t.\n"
                                              "a\tx\tCDS\tone\t50\t.\t+\t0\t.\n"
                                              "a x CDS 1 2\n"
                                              "a\tx\tCDS\t9\t3\t.\t+\t0\t.\n",
                                              {});
        QVERIFY(set);
        QCOMPARE(set->records.value("a").cores, (QVector<Core>{Core{{0, 30}}}));
        QCOMPARE(set->issues.size(), 4);
        QVERIFY2(set->issues[0].contains(":4: not a line of GFF3"), qPrintable(set->issues[0]));
        QVERIFY2(set->issues[3].contains("\"a\": 20 to 50 overlaps 1 to 30"), qPrintable(set->issues[3]));
    }

    /// What `predict --out x.gff3` writes, records on contigs too, comes back as the cores that were written.
    void readsWhatWeWrite()
    {
        const QString path = m_files.path("own.gff3");
        Run run;
        run.model = QStringLiteral("m");
        {
            auto writer = PredictionWriter::open(path, PredictionFormat::Gff3, run);
            QVERIFY(writer);
            (*writer)->write(record("plain", {}), prediction({{5, 20}, "S"}));
            (*writer)->write(record("fwd", {{"contig", "c 1"}, {"begin", 1000}, {"end", 1100}, {"strand", "+"}}),
                             prediction({{5, 20}}));
            (*writer)->write(record("rev", {{"contig", "c 1"}, {"begin", 1000}, {"end", 1100}, {"strand", "-"}}),
                             prediction({{5, 20}}));
            QVERIFY((*writer)->commit());
        }
        PredictionReading reading;
        Result<PredictedSet> set = readPredictions({path}, reading);
        QVERIFY(set);
        QCOMPARE(set->records.size(), 1); // where on the contig the others lie nobody has said
        QCOMPARE(set->issues.size(), 2);
        const QString gold = m_files.write(
            "gold.jsonl",
            "{\"id\":\"fwd\",\"sequence\":\"" + QByteArray(100, 'A') +
                "\",\"cores\":[],\"meta\":{\"contig\":\"c 1\",\"begin\":1000,\"end\":1100,\"strand\":\"+\"}}\n"
                "{\"id\":\"rev\",\"sequence\":\"" +
                QByteArray(100, 'A') +
                "\",\"cores\":[],\"meta\":{\"contig\":\"c 1\",\"begin\":1000,\"end\":1100,\"strand\":\"-\"}}\n");
        reading.regions = *regionsIn(gold);
        QCOMPARE(reading.regions.size(), 2);
        set = readPredictions({path}, reading);
        QVERIFY(set);
        QVERIFY2(set->issues.isEmpty(), qPrintable(set->issues.join('\n')));
        QCOMPARE(set->records.value("plain").cores, (QVector<Core>{Core{{5, 20}, "S"}}));
        QCOMPARE(set->records.value("fwd").cores, (QVector<Core>{Core{{5, 20}}}));
        QCOMPARE(set->records.value("rev").cores, (QVector<Core>{Core{{5, 20}}}));
    }

    /// The strand is in its column; core_type is the type on its own strand.
    void strandsComeBack()
    {
        const QString path = m_files.path("strands.gff3");
        {
            auto writer = PredictionWriter::open(path, PredictionFormat::Gff3, {});
            QVERIFY(writer);
            ImportedRecord plain = record("plain", {});
            plain.record.alphabet = Alphabet::Dna;
            ImportedRecord turned = record("rev", {{"contig", "c"}, {"begin", 1000}, {"end", 1100}, {"strand", "-"}});
            turned.record.alphabet = Alphabet::Dna;
            for (const ImportedRecord& each : {plain, turned})
                (*writer)->write(each, prediction({{5, 20}, "core_reverse"}));
            QVERIFY((*writer)->commit());
        }
        PredictionReading reading;
        reading.regions = {{"rev", {"c", {1000, 1100}, true}}};
        const Result<PredictedSet> set = readPredictions({path}, reading);
        QVERIFY(set);
        for (const char* name : {"plain", "rev"})
            QCOMPARE(set->records.value(name).cores, (QVector<Core>{Core{{5, 20}, "core_reverse"}}));

        QStringList issues;
        const Result<QVector<PlacedCore>> placed = readPlacedCores(path, {}, issues);
        QVERIFY(placed && issues.isEmpty());
        QCOMPARE(*placed, (QVector<PlacedCore>{{"plain", {5, 20}, true, 0.5}, {"c", {1080, 1095}, false, 0.5}}));
    }

    void tellsGff3FromOtherFiles()
    {
        QVERIFY(looksLikeGff3(m_files.write("1", "##gff-version 3\n")));
        QVERIFY(looksLikeGff3(m_files.write("2", "# x\na\tb\tCDS\t1\t2\t.\t+\t0\tID=1\n")));
        QVERIFY(!looksLikeGff3(m_files.write("3", ">a\nMK\nSS\n")));
        QVERIFY(!looksLikeGff3(m_files.write("4", "{\"id\":\"a\"}\n")));
        QVERIFY(!looksLikeGff3(m_files.write("5", "")));
        QVERIFY(!looksLikeGff3(m_files.path("missing")));
        QVERIFY(!readPredictions({m_files.path("1")}, {}));
    }

private:
    Result<PredictedSet> read(const QByteArray& text, const PredictionReading& reading) const
    {
        return readPredictions({m_files.write("p.gff3", text)}, reading);
    }

    static ImportedRecord record(const QString& name, const QJsonObject& meta)
    {
        ImportedRecord made;
        made.record.name = name;
        made.record.length = 100;
        made.record.meta = meta;
        made.residues = QByteArray(100, 'A');
        return made;
    }

    static PredictionResult prediction(const Core& core)
    {
        PredictionResult made;
        made.summary.predicted = {{core, 0.5}};
        return made;
    }

    Files m_files;
};

QTEST_GUILESS_MAIN(TestGff3Predictions)
#include "tst_gff3_predictions.moc"
