// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli_fixture.h"

#include "app/store_fixture.h"

using namespace corespan;
using namespace corespan::test;

class TestGroupsCommand : public QObject
{
    Q_OBJECT
private slots:
    void namesRecordsThatAreAlike()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("p.corespan");
        valueOf(ProjectWriter::create(path, {}));
        const QByteArray text = "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSGAEKAVQVKVKALPD";
        {
            const auto writer = valueOf(ProjectWriter::open(path));
            valueOf(writer->addRecords(QVector{record("a", text), record("alone", QByteArray(60, 'W')),
                                               record("b", text), record("nearly", text.mid(5))}));
        }
        const Outcome told = run({"groups", path});
        QVERIFY2(told.code == 0, qPrintable(told.err));
        QCOMPARE(told.out, QString("a (of 2 equal)\tb (of 2 equal)\tnearly\n3 records in 1 group\n"));
        const QJsonArray group = run({"groups", path, "--json"}).json()["groups"][0].toArray();
        QCOMPARE(group.size(), 3);
        QCOMPARE(group[2]["record"].toString(), QString("nearly"));
        QCOMPARE(run({"groups", path, "--again"}).out, told.out);
    }
};

QTEST_GUILESS_MAIN(TestGroupsCommand)
#include "tst_groups.moc"
