// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli_fixture.h"

#include "app/store_fixture.h"

using namespace corespan;
using namespace corespan::test;

class TestExportCommand : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_project = m_folder.filePath("p.corespan");
        QFile::remove(m_project);
        valueOf(ProjectWriter::create(m_project, {}));
        const auto writer = valueOf(ProjectWriter::open(m_project));
        valueOf(writer->addRecords(QVector{record("a", "MKTAYIAK")}));
    }

    void aFormatThatCannotHoldWhatIsAskedForIsRefused_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("says"); ///< empty: it is done
        QTest::newRow("labels") << "jsonl"
                                << "--mask-flanks"
                                << "";
        QTest::newRow("3-line") << "3line"
                                << "--mask-flanks"
                                << "";
        QTest::newRow("no labels")
            << "bed"
            << "--mask-flanks"
            << "--mask-flanks: bed holds no labels; leave the option out, or take jsonl, conll or 3line";
        QTest::newRow("provenance") << "gff3"
                                    << "--provenance"
                                    << "";
        QTest::newRow("no provenance")
            << "fasta"
            << "--provenance"
            << "--provenance: fasta cannot say where a core comes from; jsonl, conll and gff3 can";
    }

    void aFormatThatCannotHoldWhatIsAskedForIsRefused()
    {
        QFETCH(QString, format);
        QFETCH(QString, option);
        QFETCH(QString, says);
        const QString out = m_folder.filePath(format);
        const Outcome outcome = run({"export", m_project, "--format", format, "--out", out, option});
        QVERIFY2(outcome.err.contains(says), qPrintable(outcome.err));
        QCOMPARE(QFile::exists(out), says.isEmpty());
    }

private:
    QTemporaryDir m_folder;
    QString m_project;
};

QTEST_GUILESS_MAIN(TestExportCommand)
#include "tst_export.moc"
