// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/curation_json.h"
#include "core/domain/edits.h"
#include "core/domain/label_set.h"
#include "core/domain/names.h"
#include "core/domain/span_text.h"
#include "core/domain/strand.h"

#include <QJsonArray>
#include <QTest>

using namespace corespan;

class TestDomain : public QObject
{
    Q_OBJECT

private slots:
    void spanText();
    void parsing_data();
    void parsing();
    void namesGoBothWays();
    void curationJson();
    void brokenCurationJson();
    void accept();
    void moveBoundary();
    void setCores();
    void rejectNoCoreFlag();
    void labelsAndNote();
    void movedEdge_data();
    void movedEdge();
    void problems();
    void strands();
    void missingLabels();
};

void TestDomain::spanText()
{
    QCOMPARE(closedText({24, 54}), QStringLiteral("25–54"));
    QCOMPARE(closedText({24, 25}), QStringLiteral("25"));
    QCOMPARE(halfOpenText({24, 54}), QStringLiteral("[24, 54)"));
}

void TestDomain::parsing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<Span>("span");
    QTest::newRow("hyphen") << "25-54" << true << Span{24, 54};
    QTest::newRow("dash") << " 25 – 54 " << true << Span{24, 54};
    QTest::newRow("dots") << "25..54" << true << Span{24, 54};
    QTest::newRow("blank") << "25 54" << true << Span{24, 54};
    QTest::newRow("one") << "25" << true << Span{24, 25};
    QTest::newRow("half-open") << "[24, 54)" << true << Span{24, 54};
    QTest::newRow("whole") << "1-110" << true << Span{0, 110};
    QTest::newRow("zero") << "0-5" << false << Span{};
    QTest::newRow("too far") << "1-111" << false << Span{};
    QTest::newRow("backwards") << "54-25" << false << Span{};
    QTest::newRow("empty half-open") << "[24, 24)" << false << Span{};
    QTest::newRow("word") << "core" << false << Span{};
    QTest::newRow("overflow") << "1-99999999999999999999" << false << Span{};
}

void TestDomain::parsing()
{
    QFETCH(QString, text);
    QFETCH(bool, good);
    QFETCH(Span, span);
    const std::optional<Span> parsed = parseSpan(text, 110);
    QCOMPARE(parsed.has_value(), good);
    QCOMPARE(parsed.value_or(Span{}), span);
}

void TestDomain::namesGoBothWays()
{
    QCOMPARE(toText(ReviewState::NoCore), QStringLiteral("no_core"));
    QCOMPARE(reviewStateFromText(QStringLiteral("corrected")), std::optional(ReviewState::Corrected));
    QVERIFY(!reviewStateFromText(QStringLiteral("Corrected")));
    QCOMPARE(editKindFromText(QStringLiteral("move_boundary")), std::optional(EditKind::MoveBoundary));
    QCOMPARE(alphabetFromText(toText(Alphabet::Rna)), std::optional(Alphabet::Rna));
    QVERIFY(isReviewed(ReviewState::Rejected));
    QVERIFY(!isReviewed(ReviewState::Flagged));
}

void TestDomain::curationJson()
{
    Curation curation;
    curation.state = ReviewState::Corrected;
    curation.annotated = true;
    curation.cores = {{{24, 54}, QStringLiteral("core")}, {{60, 70}, QStringLiteral("signal")}};
    curation.labels = {{24, QStringLiteral("helix")}, {25, QStringLiteral("helix")}, {30, QStringLiteral("turn")}};
    curation.note = QStringLiteral("Chain B ends \"before\" RR\n");
    const QJsonObject json = toJson(curation);
    QCOMPARE(json.value(QStringLiteral("labels")).toArray().size(), 2);
    const Result<Curation> back = curationFromJson(json);
    QVERIFY(bool(back));
    QVERIFY(*back == curation);
}

void TestDomain::brokenCurationJson()
{
    QVERIFY(!curationFromJson({}));
    QJsonObject json = toJson(Curation());
    QVERIFY(bool(curationFromJson(json)));
    json.insert(QStringLiteral("cores"), QJsonArray{QJsonArray{5, 5, QStringLiteral("core")}});
    QVERIFY(!curationFromJson(json));
}

void TestDomain::accept()
{
    const Edit fresh = acceptEdit(RecordId(7), {}, {Core{{24, 56}}});
    QCOMPARE(fresh.record, RecordId(7));
    QCOMPARE(fresh.after.state, ReviewState::Accepted);
    QVERIFY(fresh.after.annotated);
    QCOMPARE(fresh.after.cores, (QVector<Core>{Core{{24, 56}}}));
    QCOMPARE(fresh.summary, QStringLiteral("accepted 25–56"));

    const Edit none = acceptEdit(RecordId(7), {}, {});
    QCOMPARE(none.after.state, ReviewState::NoCore);
    QVERIFY(none.after.annotated && none.after.cores.isEmpty());

    Curation moved;
    moved.annotated = true;
    moved.cores = {Core{{24, 54}}};
    QCOMPARE(acceptEdit(RecordId(7), moved, {Core{{24, 56}}}).after.state, ReviewState::Corrected);
    QCOMPARE(acceptEdit(RecordId(7), moved, {Core{{24, 54}}}).after.state, ReviewState::Accepted);
}

void TestDomain::moveBoundary()
{
    const Edit edit = moveBoundaryEdit(RecordId(1), {}, {Core{{24, 54}}}, {Core{{24, 56}}});
    QCOMPARE(edit.after.state, ReviewState::Corrected);
    QCOMPARE(edit.summary, QStringLiteral("end 56 → 54"));
    QVERIFY(!edit.before.annotated);
    const Edit start = moveBoundaryEdit(RecordId(1), edit.after, {Core{{22, 54}}}, {Core{{24, 56}}});
    QCOMPARE(start.summary, QStringLiteral("start 25 → 23"));
    const Edit both = moveBoundaryEdit(RecordId(1), edit.after, {Core{{0, 1}}}, {Core{{24, 56}}});
    QCOMPARE(both.summary, QStringLiteral("core 25–54 → 1"));
}

void TestDomain::setCores()
{
    QCOMPARE(setCoresEdit(RecordId(1), {}, {Core{{24, 56}}}, {Core{{24, 56}}}).after.state, ReviewState::Accepted);
    QCOMPARE(setCoresEdit(RecordId(1), {}, {Core{{24, 54}}}, {Core{{24, 56}}}).after.state, ReviewState::Corrected);
    QCOMPARE(setCoresEdit(RecordId(1), {}, {Core{{24, 54}}}, {}).summary, QStringLiteral("core 25–54"));
    QCOMPARE(setCoresEdit(RecordId(1), {}, {}, {Core{{24, 56}}}).after.state, ReviewState::NoCore);
}

void TestDomain::rejectNoCoreFlag()
{
    const Curation accepted = acceptEdit(RecordId(1), {}, {Core{{24, 56}}}).after;
    const Edit reject = rejectEdit(RecordId(1), accepted);
    QCOMPARE(reject.after.state, ReviewState::Rejected);
    QVERIFY(!reject.after.annotated && reject.after.cores.isEmpty());
    const Edit none = noCoreEdit(RecordId(1), accepted);
    QCOMPARE(none.after.state, ReviewState::NoCore);
    QVERIFY(none.after.annotated && none.after.cores.isEmpty());
    const Edit flag = toggleFlagEdit(RecordId(1), accepted);
    QCOMPARE(flag.after.state, ReviewState::Flagged);
    QCOMPARE(flag.after.cores, accepted.cores);
    QCOMPARE(toggleFlagEdit(RecordId(1), flag.after).after.state, ReviewState::Corrected);
    QCOMPARE(toggleFlagEdit(RecordId(1), toggleFlagEdit(RecordId(1), {}).after).after.state, ReviewState::Seen);
    QVERIFY(isNoOp(markSeenEdit(RecordId(1), accepted)));
    QCOMPARE(markSeenEdit(RecordId(1), {}).after.state, ReviewState::Seen);
}

void TestDomain::labelsAndNote()
{
    const Curation accepted = acceptEdit(RecordId(1), {}, {Core{{24, 56}}}).after;
    const Edit set = setLabelsEdit(RecordId(1), accepted, {30, 33}, QStringLiteral("helix"));
    QCOMPARE(set.after.labels.size(), 3);
    QCOMPARE(set.after.state, ReviewState::Corrected);
    QCOMPARE(set.summary, QStringLiteral("label 31–33: helix"));
    const Edit clear = setLabelsEdit(RecordId(1), set.after, {31, 32}, {});
    QCOMPARE(clear.after.labels.keys(), (QList<std::int64_t>{30, 32}));
    QCOMPARE(clear.summary, QStringLiteral("label 32 cleared"));
    const Edit note = setNoteEdit(RecordId(1), {}, QStringLiteral("hm"));
    QCOMPARE(note.after.note, QStringLiteral("hm"));
    QCOMPARE(note.after.state, ReviewState::Unseen);
}

void TestDomain::movedEdge_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("end");
    QTest::addColumn<qint64>("position");
    QTest::addColumn<QString>("cores");
    // Cores [10, 20), [20, 30), [50, 60) of 100 positions.
    QTest::newRow("end, free") << 2 << true << qint64(70) << "10-20 20-30 50-70";
    QTest::newRow("end, past the sequence") << 2 << true << qint64(500) << "10-20 20-30 50-100";
    QTest::newRow("end, past its begin") << 2 << true << qint64(3) << "10-20 20-30 50-51";
    QTest::newRow("end, to a neighbour") << 1 << true << qint64(55) << "10-20 20-50 50-60";
    QTest::newRow("touching, from the left") << 0 << true << qint64(25) << "10-25 25-30 50-60";
    QTest::newRow("touching, from the right") << 1 << false << qint64(12) << "10-12 12-30 50-60";
    QTest::newRow("touching, too far") << 0 << true << qint64(40) << "10-29 29-30 50-60";
    QTest::newRow("begin, first") << 0 << false << qint64(-5) << "0-20 20-30 50-60";
    QTest::newRow("begin, to a neighbour") << 2 << false << qint64(5) << "10-20 20-30 30-60";
}

void TestDomain::movedEdge()
{
    QFETCH(int, index);
    QFETCH(bool, end);
    QFETCH(qint64, position);
    QFETCH(QString, cores);
    const QVector<Core> before{Core{{10, 20}}, Core{{20, 30}}, Core{{50, 60}}};
    QStringList list;
    for (const Core& core : withMovedEdge(before, index, end ? Edge::End : Edge::Begin, position, 100))
        list << QStringLiteral("%1-%2").arg(core.span.begin).arg(core.span.end);
    QCOMPARE(list.join(QLatin1Char(' ')), cores);
}

void TestDomain::problems()
{
    QVERIFY(coresProblem({Core{{0, 5}}, Core{{5, 10}}}, 10).isEmpty());
    QVERIFY(coresProblem({Core{{0, 6}}, Core{{5, 10}}}, 10).contains(QStringLiteral("overlaps")));
    QVERIFY(coresProblem({Core{{0, 11}}}, 10).contains(QStringLiteral("outside")));
    QVERIFY(coresProblem({Core{{3, 3}}}, 10).contains(QStringLiteral("empty")));
    QVERIFY(coresProblem({Core{{-1, 3}}}, 10).contains(QStringLiteral("outside")));
}

void TestDomain::strands()
{
    QCOMPARE(reverseType("core"), QString("core_reverse"));
    QVERIFY(isReverseType("exon_reverse") && !isReverseType("core"));
    QCOMPARE(ownStrandType("core_reverse"), QString("core"));
    QCOMPARE(ownStrandType("core"), QString("core"));
    QCOMPARE(typesOfBothStrands({"a", "b"}), (QStringList{"a", "b", "a_reverse", "b_reverse"}));
}

void TestDomain::missingLabels()
{
    LabelSet set;
    set.labels = {{QStringLiteral("helix"), QStringLiteral("#aa0000")}};
    QVERIFY(!addMissingLabels(set, {QStringLiteral("helix"), QString()}));
    QVERIFY(addMissingLabels(set, {QStringLiteral("turn"), QStringLiteral("turn")}));
    QCOMPARE(set.names(), (QStringList{QStringLiteral("helix"), QStringLiteral("turn")}));
    QCOMPARE(set.labels[0].colour, QStringLiteral("#aa0000"));
    QCOMPARE(set.labels[1].colour, QStringLiteral("#3f7fc1"));
}

QTEST_GUILESS_MAIN(TestDomain)
#include "tst_domain.moc"
