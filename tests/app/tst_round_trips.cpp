// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include "core/exporting/export_project.h"
#include "core/importing/import_files.h"
#include "core/store/project_writer.h"

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

    void conllRefusesBlanksInNames()
    {
        const QString project = importInto("r", {m_files.write("gold.jsonl", everything)});
        const auto report = exportProject(project, m_files.path("r.conll"), {ExportFormat::Conll});
        QVERIFY(report);
        QCOMPARE(report->issues, QStringList{"record \"a\": CoNLL cannot hold a type called \"TM x\""});
    }

    void annotationsHoldTheCores_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("GFF3") << int(ExportFormat::Gff3);
        QTest::newRow("BED") << int(ExportFormat::Bed);
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

private:
    QString importInto(const QString& name, const QStringList& files)
    {
        const QString project = m_files.path(name + ".corespan");
        QFile::remove(project);
        if (!ProjectWriter::create(project, {name, Alphabet::Dna, {}}))
            qFatal("no project");
        auto writer = ProjectWriter::open(project);
        const auto add = [&writer](const QVector<ImportedRecord>& records) { return (*writer)->addRecords(records); };
        const auto report = importFiles(files, {}, add);
        if (!report || !report->isClean())
            qWarning("%s", qPrintable(report ? report->issues.value(0).text() : report.error().message));
        return project;
    }

    QByteArray exported(const QString& project, ExportFormat format)
    {
        const QString out = m_files.path("out");
        const auto report = exportProject(project, out, {format});
        if (!report)
            qWarning("%s", qPrintable(report.error().message));
        return Files::read(out);
    }

    Files m_files;
};

QTEST_GUILESS_MAIN(TestRoundTrips)
#include "tst_round_trips.moc"
