// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"
#include "core/domain/curation_json.h"
#include "core/domain/names.h"
#include "core/domain/zones.h"
#include "core/exporting/curated_gold.h"

#include <QJsonArray>

using namespace corespan;
using namespace corespan::test;

using Zones = QVector<Span>;

/// Ambiguous zones of a curation, from the edit to the file and back, and what is exported of them.
class TestZones : public QObject
{
    Q_OBJECT
private slots:
    void zonesThatTouchAreOne()
    {
        QCOMPARE(withZone({}, {3, 5}), (Zones{{3, 5}}));
        QCOMPARE(withZone({{3, 5}, {9, 12}}, {0, 1}), (Zones{{0, 1}, {3, 5}, {9, 12}}));
        QCOMPARE(withZone({{3, 5}, {9, 12}}, {5, 9}), (Zones{{3, 12}}));
        QCOMPARE(withZone({{3, 5}, {9, 12}}, {4, 6}), (Zones{{3, 6}, {9, 12}}));
        QCOMPARE(withZone({{8, 9}, {2, 4}, {3, 6}}, {}), (Zones{{2, 6}, {8, 9}})); // as a file may bring them
    }

    void aPartIsTakenAway()
    {
        QCOMPARE(withoutZone({{3, 9}}, {5, 7}), (Zones{{3, 5}, {7, 9}}));
        QCOMPARE(withoutZone({{3, 9}, {11, 14}}, {0, 12}), (Zones{{12, 14}}));
        QCOMPARE(withoutZone({{3, 9}}, {9, 12}), (Zones{{3, 9}}));
        QCOMPARE(zoneAt({{3, 9}, {11, 14}}, 11), (Span{11, 14}));
        QVERIFY(zoneAt({{3, 9}, {11, 14}}, 9).isEmpty());
    }

    void impossibleZonesAreNamed()
    {
        QVERIFY(zonesProblem({{0, 4}, {4, 10}}, 10).isEmpty());
        QCOMPARE(zonesProblem({{5, 11}}, 10), QString("the ambiguous zone [5, 11) is not in the sequence of 10"));
        QCOMPARE(zonesProblem({{5, 5}}, 10), QString("the ambiguous zone [5, 5) is not in the sequence of 10"));
        QCOMPARE(zonesProblem({{2, 6}, {5, 8}}, 10), QString("the ambiguous zone 6–8 overlaps the one before it"));
    }

    void edits()
    {
        const Edit added = setZonesEdit(RecordId(1), {}, {{1, 2}}, {{1, 2}, {3, 9}});
        QCOMPARE(added.after.ambiguous, std::optional(Zones{{1, 2}, {3, 9}}));
        QCOMPARE(added.after.state, ReviewState::Seen);
        QCOMPARE(added.summary, QString("ambiguous zone 4–9"));
        const Edit removed = setZonesEdit(RecordId(1), added.after, {{1, 2}, {3, 9}}, {{1, 2}});
        QCOMPARE(removed.summary, QString("ambiguous zone 4–9 removed"));
        QVERIFY(isNoOp(setZonesEdit(RecordId(1), {}, {{1, 2}}, {{1, 2}}))); // those of the file stay the file's
        const Curation accepted = acceptEdit(RecordId(1), {}, {Core{{24, 56}}}).after;
        QCOMPARE(setZonesEdit(RecordId(1), accepted, {}, {{1, 2}}).after.state, ReviewState::Accepted);
        const Edit ambiguous = toggleAmbiguousEdit(RecordId(1), accepted);
        QCOMPARE(ambiguous.after.state, ReviewState::Ambiguous);
        QCOMPARE(ambiguous.after.cores, accepted.cores);
        QCOMPARE(toggleAmbiguousEdit(RecordId(1), ambiguous.after).after.state, ReviewState::Corrected);
        QVERIFY(isReviewed(ReviewState::Ambiguous) && !isExample(ReviewState::Ambiguous));
        QCOMPARE(reviewStateFromText("ambiguous"), std::optional(ReviewState::Ambiguous));
    }

    void json()
    {
        Curation curation;
        QVERIFY(!toJson(curation).contains("ambiguous"));
        QVERIFY(!valueOf(curationFromJson(toJson(curation))).ambiguous); // as older logs are
        curation.ambiguous.emplace();
        QVERIFY(valueOf(curationFromJson(toJson(curation))) == curation);
        curation.ambiguous = Zones{{3, 9}};
        QCOMPARE(toJson(curation)["ambiguous"].toArray(), (QJsonArray{QJsonArray{3, 9}}));
        QVERIFY(valueOf(curationFromJson(toJson(curation))) == curation);
        QJsonObject broken = toJson(curation);
        broken["ambiguous"] = QJsonArray{QJsonArray{9, 3}};
        QVERIFY(!curationFromJson(broken));
    }

    void comeBackFromTheFile()
    {
        QTemporaryDir folder;
        const QString path = project(folder, 2);
        const auto writer = valueOf(ProjectWriter::open(path));
        const auto reader = valueOf(ProjectReader::open(path));
        const Curation one = valueOf(writer->applyEdit(setZonesEdit(RecordId(1), {}, {}, {{3, 9}, {20, 21}}))).after;
        QVERIFY(valueOf(reader->curation(RecordId(1))) == one);
        const Curation none = valueOf(writer->applyEdit(setZonesEdit(RecordId(1), one, {{3, 9}, {20, 21}}, {}))).after;
        QCOMPARE(valueOf(reader->curation(RecordId(1))).ambiguous, std::optional(Zones()));
        valueOf(writer->applyEdit(toggleAmbiguousEdit(RecordId(1), none)));
        QCOMPARE(valueOf(reader->counts()).byState[ReviewState::Ambiguous], 1);
        QCOMPARE(valueOf(reader->counts()).reviewed(), 1);
        for (int step = 0; step < 3; ++step)
            valueOf(writer->undo());
        QVERIFY(valueOf(reader->curation(RecordId(1))) == Curation());
        valueOf(writer->redo());
        QVERIFY(valueOf(reader->curation(RecordId(1))) == one);
        const Result<Edit> outside = writer->applyEdit(setZonesEdit(RecordId(2), {}, {}, {{90, 101}}));
        QVERIFY(!outside);
        QCOMPARE(outside.error().message,
                 QString("The edit cannot be saved: the ambiguous zone [90, 101) is not in the sequence of 100."));
    }

    void whatHolds()
    {
        ExportRow row;
        row.residues = "ACGTACGT";
        row.gold.annotated = true;
        row.gold.cores = {Core{{1, 3}}};
        row.gold.ambiguous = {{5, 6}};
        QCOMPARE(curatedGold(row, {}).ambiguous, (Zones{{5, 6}}));
        row.curation.ambiguous = Zones{{0, 2}};
        QCOMPARE(curatedGold(row, {}).ambiguous, (Zones{{0, 2}}));
        QCOMPARE(curatedGold(row, {}).cores, row.gold.cores);
        row.curation.ambiguous = Zones();
        QVERIFY(curatedGold(row, {}).ambiguous.isEmpty());
        row.curation.state = ReviewState::Ambiguous;
        const Gold unknown = curatedGold(row, {});
        QCOMPARE(unknown.ambiguous, (Zones{{0, 8}}));
        QVERIFY(!unknown.annotated && unknown.cores.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestZones)
#include "tst_zones.moc"
