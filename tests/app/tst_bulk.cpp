// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"
#include "core/review/bulk.h"

using namespace corespan;
using namespace corespan::test;

namespace {

using Kind = PlannedEdit::Kind;

ReviewRow row(const Curation& curation = {})
{
    ReviewRow made;
    made.id = RecordId(7);
    made.name = QStringLiteral("rec7");
    made.length = 100;
    made.curation = curation;
    return made;
}

Curation decided(ReviewState state)
{
    Curation curation;
    curation.state = state;
    return curation;
}

} // namespace

/// One decision about many records: what it makes of each, the plan, and the step that is written.
class TestBulk : public QObject
{
    Q_OBJECT
private slots:
    void acceptTakesWhatIsShown()
    {
        QCOMPARE(bulkEdit(row(), {}).kind, Kind::Nothing);
        ReviewRow predicted = row();
        predicted.predicted = QVector<Core>{Core{{5, 50}}};
        const PlannedEdit accepted = bulkEdit(predicted, {});
        QCOMPARE(accepted.kind, Kind::Edit);
        QCOMPARE(accepted.edit.after.state, ReviewState::Accepted);
        QCOMPARE(accepted.edit.after.cores, *predicted.predicted);
        predicted.predicted->clear();
        QCOMPARE(bulkEdit(predicted, {}).edit.after.state, ReviewState::NoCore);

        ReviewRow gold = predicted;
        gold.gold = QVector<Core>{Core{{6, 50}}};
        QCOMPARE(bulkEdit(gold, {}).edit.after.cores, *gold.gold);
        QCOMPARE(bulkEdit(gold, {}).edit.after.state, ReviewState::Corrected);
        gold.curation = decided(ReviewState::Rejected); // the file's core was refused too
        QCOMPARE(bulkEdit(gold, {BulkAction::Accept, true}).edit.after.state, ReviewState::NoCore);
    }

    void decisionsAreLeftAlone_data()
    {
        QTest::addColumn<ReviewState>("state");
        QTest::addColumn<BulkRequest>("request");
        QTest::addColumn<Kind>("kind");
        const auto add = [](const char* name, ReviewState state, const BulkRequest& request, Kind kind) {
            QTest::newRow(name) << state << request << kind;
        };
        add("reject accepted", ReviewState::Accepted, {BulkAction::Reject}, Kind::Decided);
        add("reject accepted too", ReviewState::Accepted, {BulkAction::Reject, true}, Kind::Edit);
        add("reject flagged", ReviewState::Flagged, {BulkAction::Reject}, Kind::Decided);
        add("reject seen", ReviewState::Seen, {BulkAction::Reject}, Kind::Edit);
        add("reject rejected", ReviewState::Rejected, {BulkAction::Reject}, Kind::Same);
        add("flag flagged", ReviewState::Flagged, {BulkAction::Flag, true}, Kind::Same);
        add("flag unseen", ReviewState::Unseen, {BulkAction::Flag}, Kind::Edit);
        add("ambiguous ambiguous", ReviewState::Ambiguous, {BulkAction::Ambiguous, true}, Kind::Same);
        add("ambiguous no core", ReviewState::NoCore, {BulkAction::Ambiguous, true}, Kind::Edit);
        add("no core unseen", ReviewState::Unseen, {BulkAction::NoCore}, Kind::Edit);
        add("reset accepted", ReviewState::Accepted, {BulkAction::Reset}, Kind::Edit);
        add("reset unseen", ReviewState::Unseen, {BulkAction::Reset}, Kind::Same);
    }

    void decisionsAreLeftAlone()
    {
        QFETCH(ReviewState, state);
        QFETCH(BulkRequest, request);
        QTEST(bulkEdit(row(decided(state)), request).kind, "kind");
    }

    void resetKeepsTheNote()
    {
        Curation curation = acceptEdit(RecordId(7), {}, {Core{{5, 50}}}).after;
        curation.note = QStringLiteral("short");
        curation.labels = {{6, QStringLiteral("helix")}};
        const Curation after = bulkEdit(row(curation), {BulkAction::Reset}).edit.after;
        QCOMPARE(after.state, ReviewState::Unseen);
        QVERIFY(!after.annotated && after.cores.isEmpty());
        QCOMPARE(after.note, curation.note);
        QCOMPARE(after.labels, curation.labels);
    }

    void titles()
    {
        QCOMPARE(bulkTitle(BulkAction::Accept, 12), QStringLiteral("accepted 12 records"));
        QCOMPARE(bulkTitle(BulkAction::Reset, 1), QStringLiteral("decision of 1 record taken back"));
    }

    void planIsWrittenAsOneStep()
    {
        QTemporaryDir folder;
        const QString path = project(folder, 1200);
        auto writer = valueOf(ProjectWriter::open(path));
        const RunId run = valueOf(writer->addRun({})).id;
        QVector<PredictionResult> results;
        for (int id = 1; id <= 1199; ++id) // the last one is not predicted
            results << prediction(RecordId(id), id % 3 == 0 ? std::nullopt : std::optional(Span{5, 50}), 0.5);
        valueOf(writer->savePredictions(run, results));
        valueOf(writer->applyEdit(toggleFlagEdit(RecordId(2), {})));
        valueOf(writer->applyEdit(rejectEdit(RecordId(4), {})));
        const auto reader = valueOf(ProjectReader::open(path));
        QVector<RecordId> records;
        for (int id = 1200; id >= 1; --id)
            records << RecordId(id);
        records << RecordId(5000); // gone

        QVector<std::int64_t> progress;
        const EditPlan plan = valueOf(planEdits(*reader, records, run, bulkRule({}), [&](auto done, auto) {
            progress << done;
            return true;
        }));
        QCOMPARE(progress, (QVector<std::int64_t>{500, 1000, 1201}));
        QCOMPARE(plan.looked(), 1200);
        QCOMPARE(plan.nothing, 1);
        QCOMPARE(plan.decided, 2);
        QCOMPARE(plan.edits.size(), 1197);
        QCOMPARE(plan.names[0], QStringLiteral("rec1199"));
        QCOMPARE(plan.edits[0].record, RecordId(1199));
        QCOMPARE(plan.states(),
                 (QMap<ReviewState, std::int64_t>{{ReviewState::Accepted, 798}, {ReviewState::NoCore, 399}}));

        QCOMPARE(valueOf(writer->applyEdits(plan.edits, bulkTitle(BulkAction::Accept, plan.edits.size()))).size(),
                 1197);
        QCOMPARE(valueOf(reader->counts()).byState[ReviewState::Accepted], 798);
        QCOMPARE(valueOf(writer->undoState()).undoText, QStringLiteral("accepted 1197 records"));
        const EditPlan again = valueOf(planEdits(*reader, records, run, bulkRule({})));
        QCOMPARE(again.same, 1197);
        valueOf(writer->undo());
        QCOMPARE(valueOf(reader->counts()).byState[ReviewState::Unseen], 1198);
    }

    void planStops()
    {
        QTemporaryDir folder;
        const auto reader = valueOf(ProjectReader::open(project(folder, 3)));
        const auto stopped = planEdits(*reader, {RecordId(1)}, RunId::None, bulkRule({BulkAction::Reject}),
                                       [](std::int64_t, std::int64_t) { return false; });
        QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
        const auto failed =
            planEdits(*reader, {RecordId(1)}, RunId::None,
                      [](const ProjectReader&, const QVector<ReviewRow>&) -> Result<QVector<PlannedEdit>> {
                          return Error{QStringLiteral("no track")};
                      });
        QCOMPARE(failed.error().message, QStringLiteral("no track"));
    }
};

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
