// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "app/store_fixture.h"

#include "core/exporting/curated_gold.h"
#include "core/exporting/provenance.h"
#include "core/exporting/row_format.h"
#include "core/importing/import_files.h"

#include <QtTest>

using namespace corespan;

namespace {

ExportRow rowOf(const QString& name, const QByteArray& residues, Alphabet alphabet = Alphabet::Dna)
{
    ExportRow row;
    row.record.name = name;
    row.record.alphabet = alphabet;
    row.record.length = residues.size();
    row.residues = residues;
    return row;
}

Gold goldOf(const QVector<Core>& cores)
{
    Gold gold;
    gold.annotated = true;
    gold.cores = cores;
    return gold;
}

} // namespace

/// What each format writes of one record, letter by letter, and what comes back.
class TestExportFormats : public QObject
{
    Q_OBJECT
private slots:
    void namesAreThere()
    {
        QSet<QString> texts;
        for (const ExportFormat format : allExportFormats()) {
            QVERIFY(exportFormatFromText(toText(format)) == format);
            QVERIFY(!displayName(format).isEmpty() && !description(format).isEmpty() && !fileSuffix(format).isEmpty());
            texts.insert(toText(format));
        }
        QCOMPARE(texts.size(), qsizetype(10));
        QVERIFY(!exportFormatFromText("excel"));
    }

    void genBankIsWrittenByTheBook()
    {
        ExportRow row = rowOf("chr_1.2", QByteArray("ACGTACGTAC").repeated(7) + "T");
        row.record.description = QString("A description that is longer than one line of a flat file, so that it has to "
                                         "go on in the next one");
        Gold gold =
            goldOf({Core{{0, 5}, "core", true}, Core{{5, 6}, "S"}, Core{{60, 71}, "core_reverse", false, true}});
        gold.ambiguous = {{6, 9}};
        const QByteArray text = writeGenBankRow(row, gold).text;
        QCOMPARE(text, QByteArray(R"(LOCUS       chr_1.2                   71 bp    DNA     linear   UNK 01-JAN-1980
DEFINITION  A description that is longer than one line of a flat file, so that
            it has to go on in the next one
ACCESSION   chr_1.2
VERSION     chr_1.2
KEYWORDS    .
FEATURES             Location/Qualifiers
     source          1..71
     misc_feature    <1..5
                     /label="core"
                     /note="CoreSpan core"
     misc_feature    6..6
                     /label="S"
                     /note="CoreSpan core"
     misc_feature    complement(61..>71)
                     /label="core"
                     /note="CoreSpan core"
     misc_feature    7..9
                     /note="CoreSpan ambiguous"
ORIGIN
        1 acgtacgtac acgtacgtac acgtacgtac acgtacgtac acgtacgtac acgtacgtac
       61 acgtacgtac t
//
)"));
        const Read back = readAll(m_files.write("x.gb", text));
        QCOMPARE(back.records.size(), 1);
        QCOMPARE(back.records[0].gold, gold);
        QCOMPARE(back.records[0].record.description, row.record.description);
        QCOMPARE(back.report.partsLeftOut, 0);
    }

    void genBankJoinsFragments()
    {
        ExportRow row = rowOf("g", QByteArray("ACGT").repeated(30));
        const QJsonArray places{QJsonArray{90, 100}, QJsonArray{40, 50}, QJsonArray{3, 9}};
        row.record.meta["groups"] = QJsonArray{QJsonObject{{"name", "gal \"K\""}, {"strand", "-"}, {"cores", places}}};
        const QVector<Core> three{Core{{3, 9}, "core_reverse"}, Core{{40, 50}, "core_reverse"},
                                  Core{{90, 100}, "core_reverse"}};
        const QByteArray text = writeGenBankRow(row, goldOf(three)).text;
        QVERIFY(text.contains("     misc_feature    complement(join(4..9,41..50,91..100))\n"
                              "                     /gene=\"gal \"\"K\"\"\"\n"));
        const Read back = readAll(m_files.write("g.gb", text));
        QCOMPARE(back.records.value(0).gold.cores, three);
        QCOMPARE(back.records.value(0).record.meta["groups"], row.record.meta["groups"]);
        // A curator has taken one fragment away: the others still belong together.
        const QByteArray fewer = writeGenBankRow(row, goldOf({three[0], three[2]})).text;
        QVERIFY(fewer.contains("complement(join(4..9,91..100))"));
        // Of one there is nothing to join.
        QVERIFY(writeGenBankRow(row, goldOf({three[1]})).text.contains("misc_feature    complement(41..50)\n"));
    }

    void genBankBreaksLongLocationsAndTypes()
    {
        ExportRow row = rowOf("many", QByteArray("ACGT").repeated(300));
        QJsonArray places;
        QVector<Core> many;
        for (int at = 0; at < 40; ++at) {
            many.append(Core{{at * 30, at * 30 + 10},
                             "a type of many words that does not fit into one line of \"80\" columns"});
            places.append(QJsonArray{at * 30, at * 30 + 10});
        }
        row.record.meta["groups"] = QJsonArray{QJsonObject{{"name", ""}, {"strand", "+"}, {"cores", places}}};
        const QByteArray text = writeGenBankRow(row, goldOf(many)).text;
        for (const QByteArray& line : text.split('\n'))
            QVERIFY2(line.size() < 80, line.constData());
        const Read back = readAll(m_files.write("m.gb", text));
        QCOMPARE(back.records.value(0).gold.cores, many);
    }

    void genBankTellsNoCoreFromNothingSaid()
    {
        const Read none = readAll(m_files.write("n.gb", writeGenBankRow(rowOf("n", "ACGT"), goldOf({})).text));
        QVERIFY(none.records.value(0).gold.annotated);
        const Read nothing = readAll(m_files.write("o.gb", writeGenBankRow(rowOf("o", "ACGT"), {}).text));
        QCOMPARE(nothing.records.size(), 1);
        QVERIFY(!nothing.records[0].gold.annotated);
    }

    void genBankRefusals_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("alphabet");
        QTest::addColumn<QString>("problem");
        QTest::newRow("blank") << "a b"
                               << "core" << int(Alphabet::Dna)
                               << "its name holds a blank, which ends a name in GenBank";
        QTest::newRow("tab") << "a"
                             << "x\ty" << int(Alphabet::Dna) << "GenBank cannot hold a type called \"x\ty\"";
        QTest::newRow("text") << "a"
                              << "core" << int(Alphabet::Text) << "GenBank holds nucleotides and proteins only";
    }

    void genBankRefusals()
    {
        QFETCH(QString, name);
        QFETCH(QString, type);
        QFETCH(int, alphabet);
        const WrittenRow row = writeGenBankRow(rowOf(name, "ACGT", Alphabet(alphabet)), goldOf({Core{{0, 1}, type}}));
        QTEST(row.problem, "problem");
        QVERIFY(row.text.isEmpty());
    }

    void jalviewHasAColourOfEachTypeOnce()
    {
        ExportRow row = rowOf("seq 1", "MKVLAA", Alphabet::Protein);
        row.curation.state = ReviewState::Corrected;
        row.prediction.emplace();
        row.prediction->predicted = {{Core{{0, 2}, "S"}, 0.5}};
        RowFormat format = rowFormat(ExportFormat::Jalview);
        QCOMPARE(format.write(row, goldOf({Core{{0, 2}, "S"}, Core{{2, 6}, "TM"}})).text,
                 QByteArray("S\tbb3e63\n"
                            "corrected\tseq 1\t-1\t1\t2\tS\t0.5\n"
                            "TM\t3f7fc1\n"
                            "corrected\tseq 1\t-1\t3\t6\tTM\n"));
        QCOMPARE(format.write(row, goldOf({Core{{1, 2}, "TM"}})).text, QByteArray("corrected\tseq 1\t-1\t2\t2\tTM\n"));
        QCOMPARE(format.write(row, goldOf({Core{{1, 2}, "StartGroup"}})).problem,
                 QString("a Jalview features file cannot hold a type called \"StartGroup\""));
    }

    void bed9HasColours()
    {
        RowFormat format = rowFormat(ExportFormat::Bed9);
        const QByteArray text =
            format.write(rowOf("s", "ACGTAC"), goldOf({Core{{0, 2}}, Core{{2, 5}, "x_reverse"}})).text;
        QCOMPARE(text, QByteArray("s\t0\t2\tcore\t0\t+\t0\t2\t187,62,99\ns\t2\t5\tx\t0\t-\t2\t5\t63,127,193\n"));
        QCOMPARE(format.write(rowOf("t", "AC"), goldOf({Core{{0, 1}, "x"}})).text,
                 QByteArray("t\t0\t1\tx\t0\t+\t0\t1\t63,127,193\n"));
        QVERIFY(!format.write(rowOf("track1", "AC"), goldOf({})).problem.isEmpty());
    }

    void correctionsAreCsv()
    {
        ExportRow row = rowOf("a, \"b\"", QByteArray(100, 'A'));
        row.prediction.emplace();
        row.prediction->predicted = {{Core{{10, 20}}, 0.5}, {Core{{40, 50}}, 0.5}};
        row.curation.annotated = true;
        row.curation.state = ReviewState::Corrected;
        row.curation.cores = {Core{{12, 19}}, Core{{70, 80}, "S"}};
        Edit edit;
        edit.author = "ann";
        edit.time = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
        edit.after = row.curation;
        row.edits = {edit};
        const QByteArray name = "\"a, \"\"b\"\"\",";
        const QByteArray end = ",ann,2026-01-02T03:04:05Z,corrected\r\n";
        QCOMPARE(writeCorrectionsRow(row, goldOf(row.curation.cores)).text,
                 name + "core,11,20,13,19,2,-1" + end + name + "S,,,71,80,," + end + name + "core,41,50,,,," + end);
    }

    void deedsAreTheLatest()
    {
        ExportRow row = rowOf("a", "ACGTACGT");
        const auto edit = [](const char* who, const Curation& before, const Curation& after) {
            Edit made;
            made.author = who;
            made.before = before;
            made.after = after;
            return made;
        };
        Curation fresh;
        Curation one;
        one.annotated = true;
        one.state = ReviewState::Corrected;
        one.cores = {Core{{1, 3}}};
        Curation two = one;
        two.cores.append(Core{{5, 6}});
        Curation noted = two;
        noted.note = "?";
        row.edits = {edit("cem", two, noted), edit("bob", one, two), edit("ann", fresh, one)};
        row.curation = noted;
        QCOMPARE(deedOf(row, Core{{1, 3}})->who, QString("ann"));
        QCOMPARE(deedOf(row, Core{{5, 6}})->who, QString("bob"));
        QVERIFY(!deedOf(row, Core{{5, 7}}));
        QCOMPARE(decisionOf(row)->who, QString("ann"));
    }

    void choicesOfTypesAndFlanks()
    {
        Gold gold = goldOf({Core{{0, 2}, "S"}, Core{{3, 5}, "TM_reverse"}});
        gold.labels = {"M", "K", "x", "L", "", "y"};
        QCOMPARE(chosenGold(gold, {}), gold);
        const Gold masked = chosenGold(gold, {.maskFlanks = true});
        QCOMPARE(masked.labels, (QVector<QString>{"M", "K", "", "L", "", ""}));
        QCOMPARE(masked.cores, gold.cores);
        const Gold typed = chosenGold(gold, {.types = {"TM"}});
        QCOMPARE(typed.cores, (QVector<Core>{gold.cores[1]}));
        QCOMPARE(typed.labels, (QVector<QString>{"", "", "", "L", "", ""}));
        const Gold none = chosenGold(gold, {.types = {"B"}});
        QVERIFY(none.annotated && none.cores.isEmpty() && none.labels.isEmpty());
    }

    void projectsTellStatesAndProvenance()
    {
        QTemporaryDir folder;
        const QString project = test::project(folder, 4);
        auto writer = test::valueOf(ProjectWriter::open(project, {.author = "ann"}));
        Run run;
        run.model = "m";
        run.started = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
        const RunId id = test::valueOf(writer->addRun(run)).id;
        QVector<PredictionResult> results{test::prediction(RecordId(1), Span{10, 20}, 0.5),
                                          test::prediction(RecordId(2), Span{10, 20}, 0.5),
                                          test::prediction(RecordId(3), Span{10, 20}, 0.5)};
        test::valueOf(writer->savePredictions(id, results));
        test::valueOf(writer->applyEdit(test::coreEdit(RecordId(1), {}, {12, 20})));
        test::valueOf(writer->applyEdit(acceptEdit(RecordId(2), {}, {Core{{10, 20}}})));
        test::valueOf(writer->applyEdit(rejectEdit(RecordId(3), {})));

        const QString csv = folder.filePath("c.csv");
        const auto report = exportProject(project, csv, {ExportFormat::Corrections});
        QVERIFY(report);
        QCOMPARE(report->records, 3);
        const QByteArrayList lines = Files::read(csv).split('\n');
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines[0].startsWith("record,type,prediction_begin"));
        QVERIFY(lines[1].startsWith("rec1,core,11,20,13,20,2,0,ann,"));
        QVERIFY(lines[2].startsWith("rec2,core,11,20,11,20,0,0,ann,"));
        QVERIFY(lines[3].startsWith("rec3,core,11,20,,,,,ann,"));
        QVERIFY(lines[3].endsWith(",rejected\r"));

        const QString jsonl = folder.filePath("p.jsonl");
        const ExportChoice choice{.states = {ReviewState::Accepted}, .provenance = true};
        QVERIFY(exportProject(project, jsonl, {ExportFormat::Jsonl, choice}));
        const Read back = readAll(jsonl);
        QCOMPARE(back.records.size(), 1);
        const QJsonObject told = back.records[0].record.meta["provenance"].toObject();
        QCOMPARE(told["state"].toString(), QString("accepted"));
        const QJsonObject span = told["spans"][0].toObject();
        QCOMPARE(span["by"].toString(), QString("ann"));
        QCOMPARE(span["run"].toString(), QString("m 2026-01-02T03:04:05Z"));
        QCOMPARE(span["evidence"].toString(), QString("curated"));
        QVERIFY(QDateTime::fromString(span["time"].toString(), Qt::ISODate).isValid());

        const QString gff = folder.filePath("p.gff3");
        QVERIFY(exportProject(project, gff, {ExportFormat::Gff3, choice}));
        QVERIFY(Files::read(gff).contains(";curator=ann;curated=20"));
    }

private:
    Files m_files;
};

QTEST_GUILESS_MAIN(TestExportFormats)
#include "tst_export_formats.moc"
