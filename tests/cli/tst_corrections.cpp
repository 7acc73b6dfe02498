// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli_fixture.h"

#include "app/store_fixture.h"

using namespace corespan;
using namespace corespan::test;

class TestCorrectionsCommand : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = project(*m_folder, 3);
        const auto writer = valueOf(ProjectWriter::open(m_project));
        valueOf(writer->addRun({}));
        valueOf(writer->savePredictions(
            RunId(1), QVector{prediction(RecordId(1), Span{10, 40}, 0.5), prediction(RecordId(2), Span{10, 40}, 0.5)}));
        valueOf(writer->applyEdit(acceptEdit(RecordId(1), {}, {Core{{10, 40}}})));
        valueOf(writer->applyEdit(coreEdit(RecordId(2), {}, {12, 40})));
    }

    void saysHowFar()
    {
        const Outcome told = run({"corrections", m_project});
        QVERIFY2(told.code == 0, qPrintable(told.err));
        QCOMPARE(told.out, QString("run 1 (): 2 records with a decision, 1 as the run had them\n"
                                   "type\tboundary\tcompared\texact\tmean\tmedian\tmost often\n"
                                   "core\tstart\t2\t50.0 %\t1.00\t0\t2 (1)\n"
                                   "core\tend\t2\t100.0 %\t0.00\t0\t-\n"));
        const QJsonObject json = run({"corrections", m_project, "--json", "--run", "1"}).json();
        QCOMPARE(json["types"]["core"]["start"]["counts"].toObject(), (QJsonObject{{"0", 1}, {"2", 1}}));
        QCOMPARE(json["right"].toInt(), 1);
    }

    void whatIsMissingIsNamed()
    {
        const Outcome noRun = run({"corrections", m_project, "--run", "7"});
        QCOMPARE(noRun.code, 1);
        QVERIFY2(noRun.err.contains("has no such run"), qPrintable(noRun.err));
        const QString empty = project(*m_folder, 1, "empty.corespan");
        QVERIFY(run({"corrections", empty}).err.contains("predict first"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_project;
};

QTEST_GUILESS_MAIN(TestCorrectionsCommand)
#include "tst_corrections.moc"
