// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"
#include "core/review/find_kin.h"

#include <random>

using namespace corespan;
using namespace corespan::test;

namespace {

QByteArray letters(std::mt19937& random, int length, const QByteArray& alphabet = "ACDEFGHIKLMNPQRSTVWY")
{
    QByteArray text;
    for (int at = 0; at < length; ++at)
        text += alphabet[qsizetype(random() % std::size_t(alphabet.size()))];
    return text;
}

/// One in ten letters is another one.
QByteArray changed(QByteArray text, std::mt19937& random, int every)
{
    for (qsizetype at = qsizetype(random() % std::size_t(every)); at < text.size(); at += every)
        text[at] = text[at] == 'A' ? 'C' : 'A';
    return text;
}

/// What was found as (id, same, near, counts).
using Row = std::tuple<int, int, int, int, int>;
QVector<Row> rowsOf(const QVector<Kin>& kin)
{
    QVector<Row> rows;
    for (const Kin& each : kin)
        rows << Row{int(each.record), int(each.same), int(each.near), each.sameCount, each.nearCount};
    return rows;
}

/// Families of 1 a, 2 b, 3 a, 4 nearly a, 5 nearly a and shorter, 6 b, 7 alone, 8 too short to be compared, 9 the same.
QVector<QByteArray> families()
{
    std::mt19937 random(3);
    const QByteArray a = letters(random, 200);
    const QByteArray b = letters(random, 150);
    return {a, b, a, changed(a, random, 25), a.mid(10), b, letters(random, 200), "MKT", "MKT"};
}

QString projectOf(const QTemporaryDir& folder, const QVector<QByteArray>& sequences)
{
    const QString path = folder.filePath(QStringLiteral("kin.corespan"));
    valueOf(ProjectWriter::create(path, {}));
    const auto writer = valueOf(ProjectWriter::open(path));
    QVector<ImportedRecord> made;
    for (const QByteArray& residues : sequences)
        made << record(QStringLiteral("r%1").arg(made.size() + 1), residues);
    valueOf(writer->addRecords(made));
    return path;
}

QVector<int> queue(const ProjectReader& reader, const QueueConditions& conditions)
{
    QueueFilter filter;
    filter.order = QueueOrder::FileOrder;
    filter.more = conditions;
    QVector<int> ids;
    for (const RecordId id : valueOf(reader.queue(filter)))
        ids << int(id);
    return ids;
}

} // namespace

/// Records with equal and near-identical sequences: found, kept, filtered.
class TestKin : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = projectOf(*m_folder, families());
    }

    void findsFamilies()
    {
        const auto reader = valueOf(ProjectReader::open(m_path));
        QVERIFY(valueOf(isKinOutdated(*reader)));
        const FoundKin found = valueOf(findKin(*reader));
        QCOMPARE(rowsOf(found.kin), (QVector<Row>{{1, 1, 1, 2, 4},
                                                  {2, 2, 2, 2, 2},
                                                  {3, 1, 1, 2, 4},
                                                  {4, 4, 1, 1, 4},
                                                  {5, 5, 1, 1, 4},
                                                  {6, 2, 2, 2, 2},
                                                  {8, 8, 8, 2, 2},
                                                  {9, 8, 8, 2, 2}}));
        QCOMPARE(found.searchedTo, RecordId(9));
    }

    /// Against every pair compared with every other.
    void findsWhatAllPairsFind_data()
    {
        QTest::addColumn<QByteArray>("alphabet");
        QTest::addColumn<int>("every");
        QTest::newRow("proteins, 95 %") << QByteArray("ACDEFGHIKLMNPQRSTVWY") << 20;
        QTest::newRow("proteins, 91 %") << QByteArray("ACDEFGHIKLMNPQRSTVWY") << 11;
        QTest::newRow("nucleotides, 96 %") << QByteArray("ACGT") << 25;
    }
    void findsWhatAllPairsFind()
    {
        QFETCH(QByteArray, alphabet);
        QFETCH(int, every);
        std::mt19937 random(4);
        QVector<QByteArray> sequences;
        for (int family = 0; family < 30; ++family) {
            const QByteArray first = letters(random, 100 + family * 10, alphabet);
            sequences << first;
            for (int member = 0; member < family % 4; ++member)
                sequences << changed(first, random, every);
        }
        KinSearch search;
        for (qsizetype at = 0; at < sequences.size(); ++at)
            search.add(RecordId(at + 1), sequences[at]);
        const QVector<Kin> kin =
            valueOf(search.finish([&sequences](RecordId id) { return sequences[qsizetype(id) - 1]; }));
        QHash<RecordId, RecordId> near;
        for (const Kin& each : kin)
            near.insert(each.record, each.near);
        int pairs = 0, missed = 0;
        for (qsizetype a = 0; a < sequences.size(); ++a)
            for (qsizetype b = 0; b < a; ++b) {
                const bool together =
                    near.contains(RecordId(a + 1)) && near.value(RecordId(a + 1)) == near.value(RecordId(b + 1));
                const bool alike = areNearIdentical(sequences[a].toStdString(), sequences[b].toStdString());
                pairs += alike ? 1 : 0;
                missed += alike && !together ? 1 : 0;
                QVERIFY(!together || alike || near.value(RecordId(a + 1)) != RecordId::None);
            }
        QVERIFY(pairs > 40);
        QVERIFY2(missed * 50 <= pairs, qPrintable(QStringLiteral("%1 of %2").arg(missed).arg(pairs)));
    }

    void canBeStopped()
    {
        const auto reader = valueOf(ProjectReader::open(m_path));
        const auto found = findKin(*reader, [](std::int64_t, std::int64_t) { return false; });
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::Cancelled);
    }

    void isKeptUntilRecordsAreAdded()
    {
        const auto writer = valueOf(ProjectWriter::open(m_path));
        const auto reader = valueOf(ProjectReader::open(m_path));
        valueOf(saveKin(*writer, valueOf(findKin(*reader))));
        QVERIFY(!valueOf(isKinOutdated(*reader)));
        QCOMPARE(valueOf(reader->kin(RecordId(4))), (Kin{RecordId(4), RecordId(4), RecordId(1), 1, 4}));
        QCOMPARE(valueOf(reader->kin(RecordId(7))), (Kin{RecordId(7), RecordId(7), RecordId(7), 1, 1}));
        QCOMPARE(valueOf(reader->kinRecords(RecordId(3), true)), (QVector<RecordId>{RecordId(1), RecordId(3)}));
        QCOMPARE(valueOf(reader->kinRecords(RecordId(3), false)).size(), 4);
        QCOMPARE(valueOf(reader->kinRecords(RecordId(7), false)), (QVector<RecordId>{RecordId(7)}));
        valueOf(writer->addRecords(QVector{record("new", families()[6])}));
        QVERIFY(valueOf(isKinOutdated(*reader)));
        valueOf(saveKin(*writer, valueOf(findKin(*reader))));
        QCOMPARE(valueOf(reader->kin(RecordId(7))), (Kin{RecordId(7), RecordId(7), RecordId(7), 2, 2}));
        // What was begun and not ended counts as not looked for.
        valueOf(writer->beginKin());
        QVERIFY(valueOf(isKinOutdated(*reader)));
    }

    void queueKnowsGroups()
    {
        const auto writer = valueOf(ProjectWriter::open(m_path));
        const auto reader = valueOf(ProjectReader::open(m_path));
        valueOf(saveKin(*writer, valueOf(findKin(*reader))));
        const QVector<QueueRow> rows = valueOf(reader->rows({RecordId(1), RecordId(4), RecordId(7)}));
        QCOMPARE(rows[0].sameCount, 2);
        QCOMPARE(rows[1].nearCount, 4);
        QCOMPARE(rows[2].nearCount, 1);
        QueueConditions conditions;
        conditions.oneOfEqual = true;
        QCOMPARE(queue(*reader, conditions), (QVector<int>{1, 2, 4, 5, 7, 8}));
        conditions = {};
        conditions.group = QStringLiteral("r4");
        QCOMPARE(queue(*reader, conditions), (QVector<int>{1, 3, 4, 5}));
        conditions.group = QStringLiteral("r7");
        QCOMPARE(queue(*reader, conditions), (QVector<int>{7}));
        conditions.group = QStringLiteral("nobody");
        QCOMPARE(queue(*reader, conditions), QVector<int>());
    }

    void correctionsAreAReasonToLookAtTheOthers()
    {
        const auto writer = valueOf(ProjectWriter::open(m_path));
        const auto reader = valueOf(ProjectReader::open(m_path));
        valueOf(saveKin(*writer, valueOf(findKin(*reader))));
        QueueConditions conditions;
        conditions.reasons = Reason::NearCorrected;
        QCOMPARE(queue(*reader, conditions), QVector<int>());
        valueOf(writer->applyEdit(coreEdit(RecordId(4), {}, {5, 25})));
        valueOf(writer->applyEdit(noCoreEdit(RecordId(5), {})));
        QCOMPARE(queue(*reader, conditions), (QVector<int>{1, 3}));
        conditions.reasons |= Reason::RuleBroken; // goes by rows
        QCOMPARE(queue(*reader, conditions), (QVector<int>{1, 3}));
        for (const QueueRow& row : valueOf(reader->rows(valueOf(reader->queue({})))))
            QCOMPARE(row.reasons.testFlag(Reason::NearCorrected), row.id == RecordId(1) || row.id == RecordId(3));
    }

    void filtersComeBack()
    {
        QueueFilter filter;
        filter.more.group = QStringLiteral("r4");
        filter.more.oneOfEqual = true;
        QVERIFY(queueFilterFromJson(toJson(filter)) == filter);
        QCOMPARE(describe(filter.more), QStringLiteral("like r4 · one of equal sequences"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestKin)
#include "tst_kin.moc"
