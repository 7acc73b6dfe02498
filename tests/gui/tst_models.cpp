// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/review_keys.h"
#include "gui/document/record_text.h"
#include "gui/document/shown_labels.h"
#include "gui/models/candidate_model.h"
#include "gui/models/history_model.h"
#include "gui/models/queue_model.h"
#include "gui/panels/core_field.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace corespan;
using namespace corespan::gui;

namespace {

/// The model as text: cells apart by "|", a line a row.
QString textOf(const QAbstractItemModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        lines << cells.join(QLatin1Char('|'));
    }
    return lines.join(QLatin1Char('\n'));
}

QueueRow makeRow(int id)
{
    QueueRow row;
    row.id = RecordId(id);
    row.name = QStringLiteral("r%1").arg(id);
    row.length = 110;
    return row;
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT
private slots:
    void queueShowsRows();
    void queueFetchesByPage();
    void queueReadsAgain();
    void candidates();
    void history();
    void movedResidues();
    void labelsByOrigin();
    void labelsKeptUp();
    void typedCores();
    void textInputs();
};

void TestModels::queueShowsRows()
{
    QueueModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRecords({RecordId(1), RecordId(2), RecordId(3)}, [](const QVector<RecordId>&) {
        QVector<QueueRow> rows{makeRow(1), makeRow(2)};
        rows[0].span = Span{24, 54};
        rows[0].margin = 0.25;
        rows[0].state = ReviewState::Accepted;
        rows[1].curated = true;
        rows[1].state = ReviewState::NoCore;
        return rows;
    });
    QCOMPARE(textOf(model), QStringLiteral("●|r1|110|25–54|0.25|\n∅|r2|110|no core|-1|\n○||0|–|-1|"));
    QCOMPARE(model.rowOf(RecordId(2)), 1);
    QCOMPARE(model.rowOf(RecordId(9)), -1);
    QCOMPARE(model.recordAt(7), RecordId::None);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Record"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestModels::queueFetchesByPage()
{
    QueueModel model;
    QVector<RecordId> ids;
    for (int id = 1; id <= 100'000; ++id)
        ids << RecordId(id);
    QVector<int> asked;
    model.setRecords(ids, [&asked](const QVector<RecordId>& wanted) {
        asked << int(wanted.size());
        QVector<QueueRow> rows;
        for (const RecordId id : wanted)
            rows << makeRow(int(id));
        return rows;
    });
    QCOMPARE(model.index(99'999, QueueModel::Name).data().toString(), QStringLiteral("r100000"));
    QCOMPARE(model.index(99'998, QueueModel::Name).data().toString(), QStringLiteral("r99999"));
    QCOMPARE(asked, QVector<int>{32}); // the last page: 100,000 mod 64
    QCOMPARE(model.index(0, QueueModel::Name).data().toString(), QStringLiteral("r1"));
    QCOMPARE(asked, (QVector<int>{32, 64}));
}

void TestModels::queueReadsAgain()
{
    QueueModel model;
    QString name = QStringLiteral("old");
    model.setRecords({RecordId(1)}, [&name](const QVector<RecordId>&) {
        QueueRow row = makeRow(1);
        row.name = name;
        return QVector<QueueRow>{row};
    });
    QCOMPARE(model.index(0, QueueModel::Name).data().toString(), QStringLiteral("old"));
    name = QStringLiteral("new");
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.refresh({RecordId(1), RecordId(5)});
    QCOMPARE(changes.size(), 1);
    QCOMPARE(model.index(0, QueueModel::Name).data().toString(), QStringLiteral("new"));
}

void TestModels::candidates()
{
    CandidateModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVector<Candidate> list{{{24, 56}, 3.0, 0.5}, {{24, 54}, 2.0, 0.25}};
    for (int more = 0; more < 4; ++more)
        list << Candidate{{more, 10 + more}, 0.0, 0.125};
    model.setCandidates(list, {Core{{24, 54}}});
    QCOMPARE(textOf(model), QStringLiteral("1|25–56||0.5\n2|25–54|chosen|0.25\n3|1–10||0.125\n4|2–11||0.125\n"
                                           "5|3–12||0.125\n|4–13||0.125"));
    model.setCandidates(list, {});
    QVERIFY(!model.isChosen(1));
}

void TestModels::history()
{
    HistoryModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QDateTime now(QDate(2026, 11, 23), QTime(12, 0));
    model.setHistory(
        {{now.addSecs(-5), QStringLiteral("ann"), QStringLiteral("end 56 → 54"), EditId(1), RunId::None},
         {now.addDays(-1), QStringLiteral("bob"), QStringLiteral("start 23 → 25"), EditId(2), RunId::None},
         {now.addSecs(-7200), QStringLiteral("cds"), QStringLiteral("predicted 25–56"), EditId::None, RunId(1)}},
        QStringLiteral("ann"), now);
    QCOMPARE(textOf(model), QStringLiteral("now|you|end 56 → 54\n22 Nov|bob|start 23 → 25\n10:00|cds|predicted 25–56"));
}

void TestModels::movedResidues()
{
    QCOMPARE(residuesMoved({Core{{24, 54}}}, {Core{{24, 56}}}), 2);
    QCOMPARE(residuesMoved({Core{{20, 54}}}, {Core{{24, 56}}}), 6);
    QCOMPARE(residuesMoved({}, {Core{{24, 56}}}), 32);
    QCOMPARE(residuesMoved({Core{{0, 4}}, Core{{6, 8}}}, {}), 6);
    QCOMPARE(residuesMoved({Core{{0, 4}}, Core{{6, 8}}}, {Core{{2, 7}}}), 2 + 2 + 1);

    RunOptions options;
    options.minLength = 6;
    options.nullBias = 0.5;
    options.grammar = false;
    QCOMPARE(runOptionsText(options, {true, false, false, false, true}),
             QStringLiteral("cores of 6 or more · bias to no core 0.5 · grammar off"));
    options.maxLength = 90;
    options.mergeGap = 4;
    QCOMPARE(runOptionsText(options, {false, true, true, true, false}),
             QStringLiteral("cores of 6 to 90 · threshold 0.5 · gaps up to 4 closed"));
    options.windowSize = 4096;
    options.bothStrands = true;
    QVERIFY(runOptionsText(options, {})
                .endsWith(QStringLiteral("windows of %1 · both strands").arg(QLocale().toString(4096))));
    QVector<Core> many;
    for (int at = 0; at < 1200; ++at)
        many << Core{{at * 10, at * 10 + 5}};
    QCOMPARE(coresText(many), QStringLiteral("%1 cores").arg(QLocale().toString(1200)));

    CurrentRecord current;
    current.record.id = RecordId(1);
    QCOMPARE(curationText(current), QStringLiteral("not curated · not predicted"));
    current.prediction = PredictionSummary{};
    current.prediction->predicted = {{Core{{24, 56}}, 0.5}};
    QCOMPARE(current.coreSource(), CoreSource::Proposed);
    QCOMPARE(curationText(current), QStringLiteral("not curated · 25–56 predicted"));
    current.curation.annotated = true;
    current.curation.cores = {Core{{24, 54}}};
    QCOMPARE(curationText(current), QStringLiteral("25–54 curated · 25–56 predicted · 2 residues moved"));
    QCOMPARE(lengthText(1200, Alphabet::Dna), QStringLiteral("1,200 nt"));
}

void TestModels::labelsByOrigin()
{
    CurrentRecord current;
    current.record.length = 5;
    current.run.labels = QStringList{QStringLiteral("turn"), QStringLiteral("helix")};
    current.tracks.topLabel = {0, 0, 1, 1, 0};
    current.gold.labels = {{}, {}, QStringLiteral("turn"), {}, {}};
    current.curation.labels = {{3, QStringLiteral("coil")}};
    const QStringList names{QStringLiteral("helix"), QStringLiteral("turn"), QStringLiteral("coil")};
    current.prediction.emplace();
    current.prediction->predicted = {PredictedCore{Core{{1, 5}}, 0.9}};
    ShownLabels shown;
    shown.read(current, names);
    QCOMPARE(shown.labels(), (QVector<qint16>{-1, 1, 1, 2, 1}));
    QCOMPARE(shown.counts(), (QVector<qint64>{0, 3, 1}));
    current.curation.annotated = true;
    current.curation.cores = {Core{{0, 4}}};
    QCOMPARE(shown.update(current), (QVector<Span>{{0, 1}, {4, 5}}));
    QCOMPARE(shown.labels(), (QVector<qint16>{1, 1, 1, 2, -1}));
    QCOMPARE(shown.counts(), (QVector<qint64>{0, 3, 1}));
    QVERIFY(shown.update(current).isEmpty());
}

/// Whatever is edited, what is kept up equals what is read anew.
void TestModels::labelsKeptUp()
{
    std::mt19937 random(5);
    const auto below = [&random](int count) { return int(random() % unsigned(count)); };
    const QStringList names{QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C")};
    CurrentRecord current;
    current.record.id = RecordId(1);
    current.record.length = 40;
    current.run.labels = QStringList{QStringLiteral("B"), QStringLiteral("A")};
    for (int at = 0; at < 40; ++at) {
        current.tracks.topLabel << std::int16_t(below(3) - 1);
        current.gold.labels << (below(4) == 0 ? names[2] : QString());
    }
    ShownLabels shown;
    shown.read(current, names);
    for (int turn = 0; turn < 500; ++turn) {
        current.curation.annotated = below(10) != 0;
        current.curation.cores.clear();
        for (int at = below(10); at < 40; at += 1 + below(10)) {
            const int end = std::min(at + 1 + below(9), 40);
            current.curation.cores << Core{{at, end}};
            at = end;
        }
        if (const int at = below(40); below(3) == 0)
            current.curation.labels.remove(at);
        else
            current.curation.labels[at] = names[below(3)];
        const QVector<qint16> before = shown.labels();
        const QVector<Span> changed = shown.update(current);
        ShownLabels anew;
        anew.read(current, names);
        QCOMPARE(shown.labels(), anew.labels());
        QCOMPARE(shown.counts(), anew.counts());
        for (int at = 0; at < 40; ++at)
            if (before[at] != shown.labels()[at])
                QVERIFY(std::any_of(changed.begin(), changed.end(), [at](const Span& range) {
                    return range.begin <= at && at < range.end;
                }));
    }
}

void TestModels::typedCores()
{
    QString problem;
    QCOMPARE(parseCores(QStringLiteral("25–54"), 110, problem).value(0).span, (Span{24, 54}));
    QCOMPARE(parseCores(QStringLiteral("[60, 80); 25-54"), 110, problem).size(), 2);
    QVERIFY(problem.isEmpty());
    const QVector<Core> open = parseCores(QStringLiteral("<1–10; [20, 30)>; <[40, 41)"), 110, problem);
    QCOMPARE(open.size(), 3);
    QVERIFY(open[0].openBegin && !open[0].openEnd && !open[1].openBegin && open[1].openEnd && open[2].openBegin);
    QCOMPARE(open[2].span, (Span{40, 41}));
    for (const char* text : {"<", "<>", ">1-10", "1-10<", "<<1-10"})
        QVERIFY2(parseCores(QString::fromLatin1(text), 110, problem).isEmpty(), text);
    QVERIFY(parseCores(QStringLiteral("25–111"), 110, problem).isEmpty());
    QVERIFY(problem.contains(QStringLiteral("110")));
    QVERIFY(parseCores(QStringLiteral("1-10; 5-20"), 110, problem).isEmpty());
    QVERIFY(!problem.isEmpty());
}

void TestModels::textInputs()
{
    QLineEdit line;
    QComboBox box;
    QPushButton button;
    QVERIFY(ReviewKeys::isTextInput(&line));
    QVERIFY(!ReviewKeys::isTextInput(&box));
    box.setEditable(true);
    QVERIFY(ReviewKeys::isTextInput(&box));
    QVERIFY(!ReviewKeys::isTextInput(&button));
    QVERIFY(!ReviewKeys::isTextInput(nullptr));
}

QTEST_MAIN(TestModels)
#include "tst_models.moc"
