// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"
#include "core/review/propagation.h"

using namespace corespan;
using namespace corespan::test;

namespace {

using Cores = QVector<Core>;

const QByteArray protein = "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSGAEKAVQVKVKALPD";

QByteArray without(qsizetype at, qsizetype count)
{
    return QByteArray(protein).remove(at, count);
}

QString reason(const Result<Cores>& cores)
{
    return cores ? QString() : cores.error().message;
}

} // namespace

/// Corrections that near-identical sequences take over.
class TestPropagation : public QObject
{
    Q_OBJECT
private slots:
    void coresAreCarriedOver_data()
    {
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<Cores>("cores");
        QTest::addColumn<QString>("why");
        const auto add = [](const char* name, const QByteArray& other, const Cores& cores, const char* why = "") {
            QTest::newRow(name) << other << cores << QString::fromUtf8(why);
        };
        add("equal", protein, {Core{{20, 40}}});
        add("cut before", without(0, 6), {Core{{14, 34}}});
        add("cut behind", protein.left(56), {Core{{20, 40}}});
        add("less before the core", without(10, 2), {Core{{18, 38}}});
        add("less inside", without(29, 2), {Core{{20, 38}}});
        add("more inside", QByteArray(protein).insert(30, "GGG"), {Core{{20, 43}}});
        add("begin is missing", without(19, 3), {}, "no position for the start of 21–40");
        add("end is missing", without(38, 3), {}, "no position for the end of 21–40");
        add("another sequence", QByteArray(64, 'W'), {}, "the sequences differ too much");
    }
    void coresAreCarriedOver()
    {
        QFETCH(QByteArray, other);
        QFETCH(Cores, cores);
        QFETCH(QString, why);
        const auto carried = carriedOver({protein, {Core{{20, 40}}}, false}, other.toStdString());
        QCOMPARE(reason(carried), why);
        QCOMPARE(carried ? *carried : Cores(), cores);
    }

    void typesAndOpenEndsStay()
    {
        const Cores cores{{{0, 10}, QStringLiteral("signal"), true, false}, {{30, 50}, QStringLiteral("helix")}};
        QCOMPARE(*carriedOver({protein, cores, false}, without(20, 1).toStdString()),
                 (Cores{{{0, 10}, QStringLiteral("signal"), true, false}, {{29, 49}, QStringLiteral("helix")}}));
    }

    void framesStayFrames()
    {
        const QByteArray gene = "CCGTACCAGATGGCTAAACGTCTGGAATCCTGGTAACCATTGCAGT"; // frame of 24 from 9
        const Core core{{9, 36}};
        const QByteArray one = QByteArray(gene).remove(20, 1);
        QCOMPARE(reason(carriedOver({gene, {core}, false}, one.toStdString())), QString());
        QCOMPARE(reason(carriedOver({gene, {core}, true}, one.toStdString())),
                 QStringLiteral("no reading frame there: its length is not a multiple of three"));
        const QByteArray codon = QByteArray(gene).remove(18, 3);
        QCOMPARE(*carriedOver({gene, {core}, true}, codon.toStdString()), (Cores{Core{{9, 33}}}));
        // What is no frame to begin with need not become one.
        QCOMPARE(reason(carriedOver({gene, {Core{{9, 35}}}, true}, gene.toStdString())), QString());
    }

    void planNamesWhatDoesNotFit()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("p.corespan"));
        valueOf(ProjectWriter::create(path, {}));
        auto writer = valueOf(ProjectWriter::open(path));
        valueOf(writer->addRecords(QVector{record("source", protein), record("equal", protein),
                                           record("shorter", without(0, 6)), record("cut", without(19, 3)),
                                           record("done", protein)}));
        const RunId run = valueOf(writer->addRun({})).id;
        valueOf(writer->savePredictions(
            run, QVector{prediction(RecordId(2), Span{20, 40}, 0.5), prediction(RecordId(3), Span{20, 40}, 0.5)}));
        valueOf(writer->applyEdit(noCoreEdit(RecordId(5), {})));
        const auto reader = valueOf(ProjectReader::open(path));
        const QVector<RecordId> others{RecordId(2), RecordId(3), RecordId(4), RecordId(5)};
        const Propagation what{protein, {Core{{20, 40}}}, false};
        const EditPlan plan = valueOf(planEdits(*reader, others, run, propagationRule(what, false)));
        QCOMPARE(plan.names, (QStringList{"equal", "shorter"}));
        QCOMPARE(plan.edits[0].after.state, ReviewState::Accepted); // as the run had it
        QCOMPARE(plan.edits[1].after.state, ReviewState::Corrected);
        QCOMPARE(plan.edits[1].after.cores, (Cores{Core{{14, 34}}}));
        QCOMPARE(plan.decided, 1);
        QCOMPARE(plan.misfits.size(), 1);
        QCOMPARE(plan.misfits[0].name, QStringLiteral("cut"));
        QCOMPARE(plan.misfits[0].why, QStringLiteral("no position for the start of 21–40"));
        QCOMPARE(plan.looked(), 4);
        QCOMPARE(valueOf(planEdits(*reader, others, run, propagationRule(what, true))).edits.size(), 3);

        valueOf(writer->applyEdits(plan.edits, propagationTitle("source", what.cores, 2)));
        QCOMPARE(valueOf(writer->undoState()).undoText, QStringLiteral("core 21–40 of source taken over by 2 records"));
        valueOf(writer->undo());
        QVERIFY(valueOf(reader->curation(RecordId(3))) == Curation());
    }

    void noCoreIsTakenOverToo()
    {
        QTemporaryDir folder;
        const auto reader = valueOf(ProjectReader::open(project(folder, 2)));
        const EditPlan plan =
            valueOf(planEdits(*reader, {RecordId(2)}, RunId::None, propagationRule({protein, {}, false}, false)));
        QCOMPARE(plan.edits.size(), 1);
        QCOMPARE(plan.edits[0].after.state, ReviewState::NoCore);
        QCOMPARE(propagationTitle("a", {}, 1), QStringLiteral("\"no core\" of a taken over by 1 record"));
    }
};

QTEST_GUILESS_MAIN(TestPropagation)
#include "tst_propagation.moc"
