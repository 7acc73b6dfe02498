// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli_fixture.h"

#include "app/store_fixture.h"

using namespace corespan;
using namespace corespan::test;

class TestCuratorsCommand : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = project(*m_folder, 2);
    }

    void saysWhoAgrees()
    {
        decide("ann", 1, {10, 40});
        decide("ann", 2, {10, 40});
        decide("bob", 1, {12, 40});
        const auto writer = valueOf(ProjectWriter::open(m_project, {.author = "bob"}));
        const auto reader = valueOf(ProjectReader::open(m_project));
        valueOf(writer->applyEdit(confirmEdit(RecordId(2), valueOf(reader->curation(RecordId(2))))));
        const Outcome told = run({"curators", m_project});
        QVERIFY2(told.code == 0, qPrintable(told.err));
        QVERIFY2(told.out.startsWith("curator\tdecided\tas the run, seen\tas the run, blind\tpull\tas the file\n"
                                     "ann\t2\t-\t-\t-\t-\nbob\t2\t-\t-\t-\t-\n"
                                     "ann and bob: exact 50.0 % of 2, within 3 100.0 % of 2, mean overlap 0.967\n"
                                     "2 records decided by several, 1 of them differently\nunitizing alpha 0.9"),
                 qPrintable(told.out));
        const QJsonObject json = run({"curators", m_project, "--json"}).json();
        QCOMPARE(json["disagreements"].toArray().size(), 1);
        QCOMPARE(json["disagreements"][0]["record"].toString(), QString("rec1"));
        QCOMPARE(json["curators"]["ann"]["decided"].toInt(), 2);
        QVERIFY(json["unitizing_alpha"].toDouble() < 1.0);
    }

    void nothingIsDecided()
    {
        const Outcome told = run({"curators", m_project});
        QCOMPARE(told.code, 0);
        QVERIFY(told.out.endsWith("0 records decided by several, 0 of them differently\n"));
        const Outcome noRun = run({"curators", m_project, "--run", "7"});
        QCOMPARE(noRun.code, 1);
        QVERIFY2(noRun.err.contains("has no such run"), qPrintable(noRun.err));
    }

private:
    void decide(const QString& author, int record, Span span)
    {
        const auto writer = valueOf(ProjectWriter::open(m_project, {.author = author}));
        const auto reader = valueOf(ProjectReader::open(m_project));
        valueOf(writer->applyEdit(coreEdit(RecordId(record), valueOf(reader->curation(RecordId(record))), span)));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_project;
};

QTEST_GUILESS_MAIN(TestCuratorsCommand)
#include "tst_curators.moc"
