// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"

#include "core/review/curator_report.h"
#include "core/store/schema.h"

using namespace corespan;
using namespace corespan::test;

using Cores = QVector<Core>;

/// What each curator has said, and what is made of it.
class TestCuratorReport : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = project(*m_folder, 6);
    }

    void theLastWordOfEachCounts()
    {
        as("ann", [this](ProjectWriter& writer) {
            change(writer, 1, [](RecordId id, const Curation& now) { return coreEdit(id, now, {5, 25}); });
            change(writer, 1, [](RecordId id, const Curation& now) { return coreEdit(id, now, {6, 25}); });
            change(writer, 2, rejectEdit);
            change(writer, 3, [](RecordId id, const Curation& now) { return setNoteEdit(id, now, "look"); });
            change(writer, 4, toggleFlagEdit);
        });
        as("bob", [this](ProjectWriter& writer) { change(writer, 1, noCoreEdit); });
        const QVector<Decision> found = decisions();
        QCOMPARE(found.size(), 3);
        QCOMPARE(found[0].author, QString("ann"));
        QCOMPARE(found[0].cores, std::optional(Cores{Core{{6, 25}}}));
        QCOMPARE(found[1].author, QString("bob"));
        QCOMPARE(found[1].state, ReviewState::NoCore);
        QCOMPARE(found[1].cores, std::optional(Cores{}));
        QCOMPARE(found[2].record, RecordId(2));
        QVERIFY(!found[2].cores);
    }

    void whatIsUndoneIsNoDecision()
    {
        as("ann", [this](ProjectWriter& writer) {
            change(writer, 1, [](RecordId id, const Curation& now) { return coreEdit(id, now, {5, 25}); });
            change(writer, 1, [](RecordId id, const Curation& now) { return coreEdit(id, now, {6, 25}); });
            valueOf(writer.undo());
            QCOMPARE(decisions()[0].cores, std::optional(Cores{Core{{5, 25}}}));
            valueOf(writer.undo());
            QVERIFY(decisions().isEmpty());
            valueOf(writer.redo());
            valueOf(writer.redo());
            QCOMPARE(decisions()[0].cores, std::optional(Cores{Core{{6, 25}}}));
            valueOf(writer.undo());
            QCOMPARE(decisions()[0].cores, std::optional(Cores{Core{{5, 25}}}));
            change(writer, 1, resetEdit); // decided no longer
            QVERIFY(decisions().isEmpty());
        });
    }

    void blindEditsAreMarked()
    {
        as("ann", [this](ProjectWriter& writer) {
            Edit edit = coreEdit(RecordId(1), {}, {5, 25});
            edit.blind = true;
            QVERIFY(valueOf(writer.applyEdit(edit)).blind);
            change(writer, 2, noCoreEdit);
        });
        QVERIFY(decisions()[0].blind);
        QVERIFY(!decisions()[1].blind);
        QVERIFY(valueOf(valueOf(ProjectReader::open(m_path))->edits(RecordId(1)))[0].blind);
    }

    void agreementAndBias()
    {
        RunId run = RunId::None;
        as("ann", [this, &run](ProjectWriter& writer) {
            run = valueOf(writer.addRun({})).id;
            QVector<PredictionResult> predictions;
            for (int id = 1; id <= 4; ++id)
                predictions.append(prediction(RecordId(id), Span{10, 20}, 0.5));
            valueOf(writer.savePredictions(run, predictions));
            change(writer, 1, core({10, 20}));
            change(writer, 2, core({10, 20}));
            change(writer, 3, core({12, 20}), true);
            change(writer, 4, core({10, 20}), true);
            change(writer, 5, core({10, 20}));
        });
        as("bob", [this](ProjectWriter& writer) {
            change(writer, 1, confirmEdit);
            change(writer, 2, core({12, 20}));
            change(writer, 3, noCoreEdit);
            change(writer, 4, rejectEdit);
            change(writer, 6, core({10, 20}));
        });
        const auto reader = valueOf(ProjectReader::open(m_path));
        const CuratorReport report = valueOf(curatorReport(*reader, run));
        const CuratorBias ann = report.curators["ann"];
        QCOMPARE(ann.decided, 5);
        QCOMPARE(ann.shown.records, 2); // the fifth has no prediction
        QCOMPARE(ann.shown.exact, 2);
        QCOMPARE(ann.blind.records, 2);
        QCOMPARE(ann.blind.exact, 1);
        QCOMPARE(ann.pull(), std::optional(0.5));
        QVERIFY(!report.curators["bob"].pull());
        const Agreement both = report.pairs[{"ann", "bob"}];
        QCOMPARE(both.records, 3); // of the fourth one has no cores to compare
        QCOMPARE(both.exact, 1);
        QCOMPARE(both.close, 2);
        QCOMPARE(both.meanOverlap(), (1.0 + 0.8 + 0.0) / 3.0);
        QCOMPARE(report.several, 4);
        QCOMPARE(report.alphaRecords, 3);
        QVERIFY(report.alpha && *report.alpha < 1.0);
        QCOMPARE(report.disagreements.size(), 3);
        QCOMPARE(report.disagreements[0].name, QString("rec2"));
        QCOMPARE(report.disagreements[0].farthest, 2);
        QCOMPARE(report.disagreements[1].farthest, -1);
    }

    void controlsAreWhatTheFileKnows()
    {
        ImportedRecord known = record("known", QByteArray(100, 'A')), other = record("other", QByteArray(100, 'C'));
        known.gold.annotated = other.gold.annotated = true;
        known.gold.cores = other.gold.cores = {Core{{10, 20}}};
        RunId run = RunId::None;
        as("ann", [&](ProjectWriter& writer) {
            valueOf(writer.addRecords(QVector<ImportedRecord>{known, other}));
            run = valueOf(writer.addRun({})).id;
            valueOf(writer.savePredictions(run, QVector<PredictionResult>{prediction(RecordId(7), Span{10, 23}, 0.5),
                                                                          prediction(RecordId(8), Span{10, 23}, 0.5)}));
            change(writer, 7, core({10, 20}), true);
            change(writer, 8, core({10, 23}));
        });
        const auto reader = valueOf(ProjectReader::open(m_path));
        const CuratorBias ann = valueOf(curatorReport(*reader, run)).curators["ann"];
        QCOMPARE(ann.controlsBlind.records, 1);
        QCOMPARE(ann.controlsBlind.exact, 1);
        QCOMPARE(ann.controlsShown.records, 1);
        QCOMPARE(ann.controlsShown.exact, 0);
        QCOMPARE(ann.controlsWrong, 1);
        QCOMPARE(ann.controlsFollowed, 1);
    }

    void overlapOfManyCores()
    {
        Agreement agreement;
        agreement.add({Core{{0, 10}}, Core{{20, 30}}}, {Core{{5, 25}}}, 3);
        QCOMPARE(agreement.overlap, 10.0 / 30.0); // 5-10 and 20-25 of 0-30
        agreement = {};
        agreement.add({}, {}, 3);
        QCOMPARE(agreement, (Agreement{1, 1, 1, 1.0}));
        agreement = {};
        agreement.add({Core{{0, 10}, "H"}}, {Core{{0, 10}, "E"}}, 3);
        QCOMPARE(agreement, (Agreement{1, 0, 0, 1.0}));
    }

    void bookmarksStay()
    {
        Bookmark made;
        as("ann", [&made](ProjectWriter& writer) {
            made = valueOf(writer.addBookmark({0, RecordId(2), {5, 6}, "odd", {}, {}}));
            valueOf(writer.addBookmark({0, RecordId(1), {90, 100}, "end", {}, {}}));
            const auto outside = writer.addBookmark({0, RecordId(1), {90, 101}, "beyond", {}, {}});
            QVERIFY(!outside);
            QCOMPARE(outside.error().kind, Error::Kind::BadInput);
            QVERIFY(!writer.addBookmark({0, RecordId(99), {0, 1}, "nowhere", {}, {}}));
        });
        const auto reader = valueOf(ProjectReader::open(m_path));
        QVector<Bookmark> found = valueOf(reader->bookmarks());
        QCOMPARE(found.size(), 2);
        QCOMPARE(found[0].name, QString("end"));
        QCOMPARE(found[1].author, QString("ann"));
        QCOMPARE(found[1].span, (Span{5, 6}));
        as("bob", [&made](ProjectWriter& writer) { valueOf(writer.removeBookmark(made.id)); });
        QCOMPARE(valueOf(reader->bookmarks()).size(), 1);
    }

    void theFormatBeforeHadNoBlindEdits()
    {
        const QString path = m_folder->filePath("old.corespan");
        {
            const auto connection = valueOf(Connection::open(path, Connection::Mode::Create));
            valueOf(connection->exec(QString("PRAGMA application_id = %1").arg(projectApplicationId)));
            valueOf(migrate(*connection, 0, valueOf(projectMigrations()).mid(0, 5)));
            for (const char* sql :
                 {"INSERT INTO meta VALUES ('title', 'Old'), ('alphabet', 'protein'), ('created', "
                  "'2026-01-01T00:00:00.000Z')",
                  "INSERT INTO label_sets VALUES (1, 'labels')",
                  "INSERT INTO records VALUES (1, 'a', '', 'protein', 9, '', '{}')",
                  "INSERT INTO residues VALUES (1, 1, 0, CAST('MKMKMKMKM' AS BLOB))",
                  "INSERT INTO edits (id, record_id, role, kind, before, after, author, time, summary, undo_top) "
                  "VALUES "
                  "(1, 1, 'edit', 'no_core', '{\"state\":\"unseen\",\"annotated\":false,\"cores\":[],\"labels\":[],"
                  "\"note\":\"\"}', '{\"state\":\"no_core\",\"annotated\":true,\"cores\":[],\"labels\":[],"
                  "\"note\":\"\"}', 'eve', '2026-01-01T00:00:00.000Z', 'no core', 1)"})
                valueOf(connection->exec(QString::fromLatin1(sql)));
        }
        const auto reader = valueOf(ProjectReader::open(path));
        QVERIFY(QFile::exists(path + ".format5.bak"));
        const QVector<Decision> found = valueOf(reader->decisions());
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].author, QString("eve"));
        QVERIFY(!found[0].blind);
        QVERIFY(valueOf(reader->bookmarks()).isEmpty());
    }

    void canBeStopped()
    {
        as("ann", [this](ProjectWriter& writer) { change(writer, 1, noCoreEdit); });
        const auto reader = valueOf(ProjectReader::open(m_path));
        const auto stopped = curatorReport(*reader, RunId::None, [](std::int64_t, std::int64_t) { return false; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    }

private:
    using Make = std::function<Edit(RecordId, const Curation&)>;
    static Make core(Span span)
    {
        return [span](RecordId id, const Curation& now) { return coreEdit(id, now, span); };
    }
    void change(ProjectWriter& writer, int record, const Make& make, bool blind = false) const
    {
        const auto reader = valueOf(ProjectReader::open(m_path));
        Edit edit = make(RecordId(record), valueOf(reader->curation(RecordId(record))));
        edit.blind = blind;
        valueOf(writer.applyEdit(edit));
    }
    void as(const QString& author, const std::function<void(ProjectWriter&)>& work) const
    {
        const auto writer = valueOf(ProjectWriter::open(m_path, {.author = author}));
        work(*writer);
    }
    QVector<Decision> decisions() const { return valueOf(valueOf(ProjectReader::open(m_path))->decisions()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_APPLESS_MAIN(TestCuratorReport)
#include "tst_curator_report.moc"
