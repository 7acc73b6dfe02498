// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include "core/importing/tag_runs.h"

#include <QtTest>

using namespace corespan;

namespace {

QString text(const TagRuns& runs)
{
    ImportedRecord record;
    record.gold.cores = runs.cores;
    record.gold.ambiguous = runs.unknown;
    QString all = coresText(record);
    if (!runs.unknown.isEmpty())
        all += " ? " + zonesText(record);
    for (const std::int64_t at : runs.repaired)
        all += QString(" !%1").arg(at);
    if (!runs.fault.isEmpty())
        all += QString(" %1: %2").arg(runs.faultAt).arg(runs.fault);
    return all;
}

} // namespace

class TestConll : public QObject
{
    Q_OBJECT
private slots:
    void tagsBecomeCores_data()
    {
        QTest::addColumn<QString>("tags");
        QTest::addColumn<QString>("expected");
        QTest::newRow("bio") << "O B-x I-x O B-x B-x I-x"
                             << "1-3 x, 4-5 x, 5-7 x";
        QTest::newRow("untyped") << "B I O I"
                                 << "0-2 core, 3-4 core !3";
        QTest::newRow("bioes") << "O B-x I-x E-x S-y O"
                               << "1-4 x, 4-5 y";
        QTest::newRow("bilou") << "B-x L-x U-y"
                               << "0-2 x, 2-3 y";
        QTest::newRow("iob1") << "I-x I-x B-x I-x I-y O"
                              << "0-2 x, 2-4 x, 4-5 y !0 !4";
        QTest::newRow("unknown") << "_ _ O S-x _"
                                 << "3-4 x ? 0-2, 4-5";
        QTest::newRow("nothing known") << "_ _"
                                       << "";
        QTest::newRow("type with a hyphen") << "B-a-b I-a-b"
                                            << "0-2 a-b";
        QTest::newRow("end without begin") << "O E-x"
                                           << " 1: \"E-x\" ends a core that was not begun";
        QTest::newRow("other type ends") << "B-x E-y"
                                         << "0-1 x 0: a core of type \"x\" is not ended by \"E\"";
        QTest::newRow("not ended") << "B-x I-x O S-y"
                                   << "0-2 x 1: a core of type \"x\" is not ended by \"E\"";
        QTest::newRow("not ended at the end") << "S-y B-x"
                                              << "0-1 y, 1-2 x 1: a core of type \"x\" is not ended by \"E\"";
        QTest::newRow("inside without begin") << "S-y I-x E-x"
                                              << "0-1 y 1: \"I-x\" goes on with a core that was not begun";
        QTest::newRow("no tag") << "O NOUN"
                                << " 1: \"NOUN\" is no tag (O, _, or B, I, E, S with \"-\" and a type)";
    }

    void tagsBecomeCores()
    {
        QFETCH(QString, tags);
        QFETCH(QString, expected);
        QCOMPARE(text(readTags(tags.toUtf8().split(' '))), expected);
    }

    void coresBecomeTags()
    {
        Gold gold;
        gold.annotated = true;
        gold.cores = {Core{{1, 4}, "x"}, Core{{4, 5}, "y"}, Core{{5, 7}}};
        gold.ambiguous = {{7, 8}};
        QCOMPARE(toTags(gold, 9).join(' '), QByteArray("O B-x I-x E-x S-y B-core E-core _ O"));
        QCOMPARE(toTags(Gold(), 2).join(' '), QByteArray("_ _"));
    }

    void readsRecords()
    {
        const QString path = m_files.write("set.conll", "-DOCSTART- O\n\nM\tB-S\nK\tI-S\nV\tO\n\n\n"
                                                        "# id = p2\n# description = the second\n# a word\n"
                                                        "M X O\nK X O\n");
        QCOMPARE(*detectFormat(path), FileFormat::Conll);
        const Read all = readAll(path);
        QCOMPARE(all.error, QString());
        QVERIFY2(all.report.isClean(), qPrintable(all.issue()));
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[0].record.name, QString("set_1"));
        QCOMPARE(all.records[0].residues, QByteArray("MKV"));
        QCOMPARE(coresText(all.records[0]), QString("0-2 S"));
        QCOMPARE(all.records[1].record.name, QString("p2"));
        QCOMPARE(all.records[1].record.description, QString("the second"));
        QVERIFY(all.records[1].gold.annotated && all.records[1].gold.cores.isEmpty());
    }

    void columnsCanBeNamed()
    {
        const Read all = readAll(m_files.write("c.conll", "# global.columns = TAG FORM LABEL\n# id = a\n"
                                                          "# open_begin = 0\nS-x M 1\nO K _\n"));
        QCOMPARE(all.error, QString());
        QCOMPARE(all.records.size(), 1);
        QCOMPARE(all.records[0].residues, QByteArray("MK"));
        QCOMPARE(coresText(all.records[0]), QString("<0-1 x"));
        QCOMPARE(labelsText(all.records[0]), QString("1."));
    }

    void firstInsideIsReadOrRefused()
    {
        const QString path = m_files.write("i.conll", "# id = a\nM I-S\nK I-S\nV O\n\n# id = b\nM B-S\nK O\n");
        const Read all = readAll(path);
        QCOMPARE(coresText(all.records[0]), QString("0-2 S"));
        QCOMPARE(all.report.notes.value(0).reason, QString("\"I\" that begins a core was read as \"B\" (1; line 2)"));
        ReadOptions options;
        options.strictTags = true;
        const Read strict = readAll(path, options);
        QCOMPARE(strict.records.size(), 1);
        QCOMPARE(strict.issue(), QString("1|a|line 2: \"I\" goes on with a core that was not begun"));
    }

    void faultsAreNamedWithTheirLines()
    {
        const Read all = readAll(m_files.write("f.conll", "# id = a\nM O\nword O\n\n# id = b\nM O\nK E-S\n\n"
                                                          "# id = c\nM O\nK\n\n# id = d\nM O\n\n# id = d\nM O\n"));
        QCOMPARE(all.issue(0), QString("1|a|line 3: the token \"word\" is not one letter; a position is"));
        QCOMPARE(all.issue(1), QString("5|b|line 7: \"E-S\" ends a core that was not begun"));
        QCOMPARE(all.issue(2), QString("9|c|line 11: 1 columns; a line is a token and its tag"));
        QCOMPARE(all.issue(3), QString("16|d|duplicate name, which line 13 has already"));
        QCOMPARE(all.records.size(), 1);
    }

private:
    Files m_files;
};

QTEST_APPLESS_MAIN(TestConll)
#include "tst_conll.moc"
