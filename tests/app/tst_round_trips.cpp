// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"
#include "app/project_fixture.h"

#include <QDir>
#include <QtTest>

using namespace corespan;

namespace {

const QByteArray everything =
    R"({"id":"a","sequence":"ACGTACGTACGT","description":"one, two","cores":[[0,3,"core","<"],[3,4,"S"],[6,9,"TM x"]],"ambiguous":[[4,6]]})"
    "\n"
    R"({"id":"b","sequence":"ACGTAC","cores":[[0,2,"core_reverse"],[4,6,"S","<>"]],"labels":["M","K",".",".","out","."],"meta":{"note":"x = y"}})"
    "\n"
    R"({"id":"c","sequence":"GGGG","cores":[]})"
    "\n"
    R"({"id":"d","sequence":"TTTT"})"
    "\n"
    R"({"id":"e","sequence":"ACGT","target":"MK*"})"
    "\n";

/// Names, ends and cores that a careless writer or reader trips over; none has a blank in its name.
QByteArray nasty()
{
    return Files::read(QStringLiteral(CORESPAN_TEST_DATA "/import/nasty.jsonl"));
}

struct Carried
{
    ExportFormat format;
    bool sequences; ///< else FASTA goes with it
};

/// Jalview's features and the table of corrections are not read; all others are.
const QVector<Carried> carried{{ExportFormat::Jsonl, true},   {ExportFormat::Conll, true},
                               {ExportFormat::GenBank, true}, {ExportFormat::ThreeLine, true},
                               {ExportFormat::Fasta, true},   {ExportFormat::Gff3, false},
                               {ExportFormat::Bed, false},    {ExportFormat::Bed9, false}};

} // namespace

/// Import, export and import again: the two imports hold the same, and a second export has the bytes of the first.
class TestRoundTrips : public QObject
{
    Q_OBJECT
private slots:
    void conllHoldsAll()
    {
        QByteArray gold = everything;
        gold.replace("TM x", "TM"); // a type with a blank is refused, see below
        const QString first = importInto("a", {m_files.write("gold.jsonl", gold)});
        const QByteArray conll = exported(first, ExportFormat::Conll);
        QVERIFY(
            conll.startsWith("# global.columns = FORM LABEL TAG\n# id = a\n# description = one, two\n# open_begin = "
                             "0\nA\t_\tB-core\nC\t_\tI-core\nG\t_\tE-core\nT\t_\tS-S\nA\t_\t_\n"));
        const QString second = importInto("b", {m_files.write("set.conll", conll)});
        QCOMPARE(exported(second, ExportFormat::Conll), conll);
        QCOMPARE(exported(second, ExportFormat::Jsonl), gold);
    }

    void conllRefusesBlanksInTypes()
    {
        exported(importInto("r", {m_files.write("gold.jsonl", everything)}), ExportFormat::Conll);
        QCOMPARE(m_projects.report.issues, QStringList{"record \"a\": CoNLL cannot hold a type called \"TM x\""});
    }

    void blanksInNamesAreRefused_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("held");
        for (const ExportFormat format : {ExportFormat::GenBank, ExportFormat::ThreeLine, ExportFormat::Fasta})
            QTest::addRow("%s", qPrintable(toText(format))) << int(format) << false;
        for (const ExportFormat format :
             {ExportFormat::Jsonl, ExportFormat::Conll, ExportFormat::Gff3, ExportFormat::Bed, ExportFormat::Jalview})
            QTest::addRow("%s", qPrintable(toText(format))) << int(format) << true;
    }

    /// A name that would come back cut is no name: the record is left out and told, the others are written.
    void blanksInNamesAreRefused()
    {
        QFETCH(int, format);
        const QByteArray gold = R"({"id":"a b","sequence":"ACGT","cores":[[1,2]],"labels":".M.."})"
                                "\n"
                                R"({"id":"c","sequence":"ACGT","cores":[[1,2]],"labels":".M.."})"
                                "\n";
        exported(importInto("s", {m_files.write("gold.jsonl", gold)}), ExportFormat(format));
        QTEST(m_projects.report.skipped == 0, "held");
        QCOMPARE(m_projects.report.records + m_projects.report.skipped, 2);
        QVERIFY(m_projects.report.issues.isEmpty() ||
                m_projects.report.issues[0].startsWith("record \"a b\": its name holds a blank"));
    }

    void annotationsHoldTheCores_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("GFF3") << int(ExportFormat::Gff3);
        QTest::newRow("BED") << int(ExportFormat::Bed);
        QTest::newRow("BED9") << int(ExportFormat::Bed9);
    }

    void annotationsHoldTheCores()
    {
        QFETCH(int, format);
        const auto kind = ExportFormat(format);
        const QString first = importInto("c", {m_files.write("gold.jsonl", everything)});
        const QByteArray fasta = exported(first, ExportFormat::Fasta);
        QVERIFY(fasta.startsWith(">a one, two\nACGTACGTACGT\n>b\n"));
        const QByteArray annotations = exported(first, kind);
        const QStringList files{m_files.write("x.annotations", annotations), m_files.write("x.fasta", fasta)};
        const QString second = importInto("d", files);
        QCOMPARE(exported(second, kind), annotations);
        QCOMPARE(exported(second, ExportFormat::Fasta), fasta);
        const Read all = readTogether(files);
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        const bool open = kind == ExportFormat::Gff3;
        QCOMPARE(coresText(all.records[0]),
                 open ? QString("<0-3 core, 3-4 S, 6-9 TM x") : QString("0-3 core, 3-4 S, 6-9 TM x"));
        QCOMPARE(coresText(all.records[1]),
                 open ? QString("0-2 core_reverse, <4-6> S") : QString("0-2 core_reverse, 4-6 S"));
        QVERIFY(all.records[2].gold.annotated && all.records[2].gold.cores.isEmpty());
        QVERIFY(!all.records[3].gold.annotated);
    }

    void windowsLieOnTheirContig()
    {
        const QByteArray window = R"({"id":"w","sequence":"ACGTAC","cores":[[1,3],[4,6,"core_reverse"]],)"
                                  R"("meta":{"begin":100,"contig":"chr","end":106,"strand":"-"}})"
                                  "\n";
        const QString project = importInto("w", {m_files.write("w.jsonl", window)});
        QCOMPARE(exported(project, ExportFormat::Bed),
                 QByteArray("#corespan types\nchr\t103\t105\tcore\t0\t-\nchr\t100\t102\tcore\t0\t+\n"));
    }

    void nastyOnes_data() { formats(); }

    /// With line ends of any kind.
    void nastyOnes()
    {
        QByteArray windows = nasty();
        windows.replace("\n", "\r\n");
        const QString project = importInto("n", {m_files.write("nasty.jsonl", windows)});
        QCOMPARE(exported(project, ExportFormat::Jsonl), nasty());
        comesBack(project);
    }

    void windowsLineEndsAreNoDifference_data() { formats(); }

    void windowsLineEndsAreNoDifference()
    {
        QFETCH(int, format);
        QFETCH(bool, sequences);
        const QString project = importInto("n", {m_files.write("nasty.jsonl", nasty())});
        const QByteArray text = exported(project, ExportFormat(format));
        QByteArray windows = text;
        windows.replace("\n", "\r\n");
        QStringList files{m_files.write("windows", windows)};
        if (!sequences)
            files << m_files.write("windows.fa", exported(project, ExportFormat::Fasta));
        QCOMPARE(exported(importInto("m", files), ExportFormat(format)), text);
    }

    void developmentData_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("sequences");
        const QMap<const char*, QStringList> sets{
            {"formats", {"formats/NC_005816.gb", "formats/arab1.gb", "formats/U87107.embl"}},
            {"proteins", {"formats/P04439.txt", "formats/multi_ex.txt"}},
            {"thale cress", {"snap/at.gff3.gz", "snap/at.fa.gz"}},
            {"worm", {"snap/ce.gff3.gz", "snap/ce.fa.gz"}},
            {"fly", {"augustus_fly/train.gb"}}};
        for (auto set = sets.begin(); set != sets.end(); ++set) {
            for (const Carried& each : carried)
                QTest::addRow("%s, %s", set.key(), qPrintable(toText(each.format)))
                    << *set << int(each.format) << each.sequences;
        }
    }

    void developmentData()
    {
        QFETCH(QStringList, files);
        for (QString& file : files)
            file.prepend(QStringLiteral(CORESPAN_SHARED "/data/"));
        if (!QFile::exists(files.first()))
            QSKIP("the development data are not here");
        const QString project = m_projects.import("dev", files, false);
        comesBack(project);
        QVERIFY(m_projects.report.records > 0);
    }

private:
    static void formats()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("sequences");
        for (const Carried& each : carried)
            QTest::addRow("%s", qPrintable(toText(each.format))) << int(each.format) << each.sequences;
    }

    /// Export, import, export: the same bytes; of what holds everything, the records too.
    void comesBack(const QString& project)
    {
        QFETCH(int, format);
        QFETCH(bool, sequences);
        const auto kind = ExportFormat(format);
        QStringList files;
        if (!sequences)
            files << m_files.write("back.fa", exported(project, ExportFormat::Fasta));
        const QByteArray first = exported(project, kind);
        files << m_files.write("back", first);
        const QString second = importInto("back", files);
        QVERIFY(exported(second, kind) == first); // long: a failure would print it all
        if (kind == ExportFormat::Jsonl || kind == ExportFormat::Conll)
            QVERIFY(exported(second, ExportFormat::Jsonl) == exported(project, ExportFormat::Jsonl));
    }

    QString importInto(const QString& name, const QStringList& files) { return m_projects.import(name, files); }
    QByteArray exported(const QString& project, ExportFormat format) { return m_projects.exported(project, format); }

    Files m_files;
    Projects m_projects{m_files};
};

QTEST_GUILESS_MAIN(TestRoundTrips)
#include "tst_round_trips.moc"
