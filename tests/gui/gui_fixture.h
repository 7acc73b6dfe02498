// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/settings/settings.h"
#include "core/store/project_writer.h"
#include "gui/controllers/actions.h"
#include "gui/main_window.h"

#include <QAction>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

namespace corespan::test {

/// Answers every question at once, from what the test has laid out, and remembers what was asked.
class ScriptedDialogs final : public gui::Dialogs
{
public:
    void askFiles(QWidget*, const gui::FileQuestion&, std::function<void(QStringList)> onChosen) override
    {
        if (!files.isEmpty())
            onChosen(files);
    }
    void askNewProject(QWidget*, const gui::NewProjectQuestion& question,
                       std::function<void(gui::NewProjectAnswer)> onChosen) override
    {
        looksLike = question.alphabet;
        if (!newProject.isEmpty())
            onChosen({newProject, alphabet.value_or(question.alphabet.value_or(Alphabet::Protein))});
    }
    void askRunOptions(QWidget*, const gui::RunOptionsQuestion& question,
                       std::function<void(RunOptions)> onChosen) override
    {
        runOptionsAsked = question;
        if (runOptions)
            onChosen(*runOptions);
    }
    void askTraining(QWidget*, const gui::TrainQuestion& question, std::function<void(TrainSetup)> onChosen) override
    {
        trainingAsked = question;
        if (training)
            onChosen(*training);
    }
    void askKeys(QWidget*, const gui::KeyTable& keys, std::function<void(gui::KeyTable)> onChosen) override
    {
        if (remap)
            onChosen(remap(keys));
    }
    void askFilter(QWidget*, const gui::FilterQuestion& question,
                   std::function<void(QueueConditions)> onChosen) override
    {
        filterAsked = question;
        if (conditions)
            onChosen(*conditions);
    }
    void askBulk(QWidget*, const gui::BulkQuestion& question,
                 std::function<void(BulkRequest, EditPlan)> onChosen) override
    {
        bulkAsked = question;
        if (bulk)
            question.preview(*bulk, [this, onChosen](const Result<EditPlan>& plan) {
                if (plan && !plan->edits.isEmpty())
                    onChosen(*bulk, *plan);
            });
    }
    void askRedecode(QWidget*, const gui::RedecodeQuestion& question,
                     std::function<void(RedecodeRequest, EditPlan)> onChosen) override
    {
        redecodeAsked = question;
        if (!redecode)
            return;
        const RedecodeRequest request{*redecode, question.standard, false};
        question.preview(request, [request, onChosen](const Result<EditPlan>& plan) {
            if (plan && !plan->edits.isEmpty())
                onChosen(request, *plan);
        });
    }
    void askExport(QWidget*, const gui::ExportQuestion& question,
                   std::function<void(gui::ExportRequest)> onChosen) override
    {
        exportAsked = question;
        if (exportRequest)
            onChosen(*exportRequest);
    }
    void askColumns(QWidget*, const TablePreview& table, std::function<void(TableOptions)> onChosen) override
    {
        columnsAsked = table;
        if (columns)
            onChosen(*columns);
    }
    void showReport(QWidget*, const ImportReport& report) override { reports << report; }
    void askPropagation(QWidget*, const gui::PropagationQuestion& question,
                        std::function<void(EditPlan)> onChosen) override
    {
        propagationAsked = question;
        if (propagate)
            question.preview(false, [this, onChosen](const Result<EditPlan>& plan) {
                propagated = plan ? *plan : EditPlan();
                if (!propagated.edits.isEmpty())
                    onChosen(propagated);
            });
    }
    void askPicture(QWidget*, const gui::PictureQuestion& question,
                    std::function<void(gui::PictureAnswer)> onChosen) override
    {
        pictureAsked = question;
        if (picture)
            onChosen(*picture);
    }
    void askText(QWidget*, const gui::TextQuestion&, std::function<void(QString)> onText) override
    {
        if (!text.isEmpty())
            onText(text);
    }
    void ask(QWidget*, const gui::Question& question, std::function<void(bool)> onAnswer) override
    {
        asked << question.title + QLatin1String(": ") + question.text;
        if (onAnswer)
            onAnswer(answer);
    }
    QStringList files;
    QString newProject;                                       ///< empty: cancelled
    std::optional<Alphabet> alphabet;                         ///< absent: as proposed
    std::optional<Alphabet> looksLike;                        ///< what was proposed last
    std::optional<gui::RunOptionsQuestion> runOptionsAsked;   ///< the last one
    std::optional<RunOptions> runOptions;                     ///< absent: cancelled
    std::optional<gui::TrainQuestion> trainingAsked;          ///< the last one
    std::optional<TrainSetup> training;                       ///< absent: cancelled
    std::function<gui::KeyTable(gui::KeyTable)> remap;        ///< none: cancelled
    std::optional<gui::FilterQuestion> filterAsked;           ///< the last one
    std::optional<QueueConditions> conditions;                ///< absent: cancelled
    std::optional<gui::BulkQuestion> bulkAsked;               ///< the last one
    std::optional<BulkRequest> bulk;                          ///< absent: cancelled
    std::optional<gui::RedecodeQuestion> redecodeAsked;       ///< the last one
    std::optional<RedecodeOptions> redecode;                  ///< absent: cancelled
    std::optional<gui::ExportQuestion> exportAsked;           ///< the last one
    std::optional<gui::ExportRequest> exportRequest;          ///< absent: cancelled
    std::optional<TablePreview> columnsAsked;                 ///< the last one
    std::optional<TableOptions> columns;                      ///< absent: cancelled
    QVector<ImportReport> reports;                            ///< that were shown
    std::optional<gui::PropagationQuestion> propagationAsked; ///< the last one
    bool propagate = true;                                    ///< false: cancelled
    EditPlan propagated;                                      ///< the last one
    std::optional<gui::PictureQuestion> pictureAsked;         ///< the last one
    std::optional<gui::PictureAnswer> picture;                ///< absent: cancelled
    QString text;                                             ///< empty: cancelled
    QStringList asked;
    bool answer = true;
};

/// Core [10, 30) for every sequence, labels "A"; with `gated`, one sequence for each release of `gate`.
struct Script
{
    std::atomic<bool> gated{false};
    QSemaphore gate;
};

class ScriptedPredictor final : public AbstractPredictor
{
public:
    explicit ScriptedPredictor(std::shared_ptr<Script> script) : m_script(std::move(script))
    {
        m_info.device = QStringLiteral("Scripted");
        m_info.reason = QStringLiteral("asked for");
        m_info.precision = QStringLiteral("fp32");
        m_info.weightsSha256 = QStringLiteral("abc");
        m_info.labels = QStringList{QStringLiteral("A"), QStringLiteral("B")};
    }
    const PredictorInfo& info() const override { return m_info; }
    void predict(const QVector<QByteArray>& sequences, const RunOptions&, const OnResult& onResult,
                 std::stop_token stop) override
    {
        const bool oneByOne = m_script->gated; // what is left of the batch is asked for again
        for (qsizetype i = 0; i < (oneByOne ? 1 : sequences.size()); ++i) {
            while (m_script->gated && !m_script->gate.tryAcquire(1, 5))
                if (stop.stop_requested())
                    return;
            if (stop.stop_requested())
                return;
            onResult(i, result(sequences[i].size()));
        }
    }
    LabelMatrix labelMatrix(const QByteArray& sequence, const RunOptions&) override
    {
        return {m_info.labels, sequence.size(), QVector<float>(sequence.size() * 2, 0.5F)};
    }

    static PredictionResult result(qsizetype length)
    {
        PredictionResult made;
        made.summary.predicted = {{Core{{10, 30}}, 0.75}};
        made.summary.score = 0.75;
        made.summary.margin = 0.5;
        made.summary.candidates = {{{10, 30}, 2.0, 0.75}, {{10, 34}, 1.0, 0.25}};
        made.tracks.start = QVector<float>(length, 0.0F);
        made.tracks.end = made.tracks.start;
        made.tracks.core = made.tracks.start;
        for (qsizetype at = 10; at < 30; ++at)
            made.tracks.core[at] = 1.0F;
        made.tracks.start[10] = made.tracks.end[29] = 1.0F;
        made.tracks.topLabel = QVector<std::int16_t>(length, 0);
        made.tracks.topLabelProbability = QVector<float>(length, 0.9F);
        return made;
    }

private:
    std::shared_ptr<Script> m_script;
    PredictorInfo m_info;
};

/// A folder with a project of `records` sequences r1, r2, ... of 60 letters, and a window on it. Of the sequences no
/// two are like each other, unless all are to be equal.
class GuiFixture
{
public:
    explicit GuiFixture(int records = 4, bool equal = false)
    {
        qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toUtf8()); // models and trainings of its own
        project = folder.filePath(QStringLiteral("small.corespan"));
        QVERIFY(bool(ProjectWriter::create(project, {QStringLiteral("small"), Alphabet::Protein, {}})));
        auto writer = ProjectWriter::open(project);
        QVERIFY(bool(writer));
        std::vector<ImportedRecord> made;
        for (int at = 1; at <= records; ++at) {
            ImportedRecord record;
            record.record.name = QStringLiteral("r%1").arg(at);
            QByteArray letters = "ACDEFGHIKLMN";
            for (qsizetype left = letters.size(); !equal && at > 1 && left > 1; --left)
                std::swap(letters[left - 1], letters[(at * 7919 + left * left * 31) % left]);
            record.residues = letters.repeated(5);
            record.record.length = record.residues.size();
            made.push_back(record);
        }
        QVERIFY(bool((*writer)->addRecords(made)));
        // A model directory only has to be found: the scripted predictor never reads it.
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("models/scripted")));
        QFile config(folder.filePath(QStringLiteral("models/scripted/config.json")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("{}");
        settings = std::make_unique<Settings>(folder.filePath(QStringLiteral("settings.ini")));
        settings->set(keys::model, folder.filePath(QStringLiteral("models/scripted")));
        settings->set(keys::author, QStringLiteral("ann"));
    }

    /// Shows a window on the project and waits until it is open.
    void open()
    {
        show();
        window->document().open(project, QStringLiteral("ann"));
        QTRY_VERIFY(window->document().isOpen());
        QTRY_VERIFY(window->document().current().isValid());
    }
    void show()
    {
        const auto backend = [script = script](StoreService& store) {
            InferenceBackend made = projectBackend(store);
            made.predictor = [script](const QString&, const PredictorSettings&) {
                return std::make_unique<ScriptedPredictor>(script);
            };
            return made;
        };
        window = std::make_unique<gui::MainWindow>(gui::WindowParts{*settings, dialogs, false, backend, trainer});
        window->resize(1400, 900);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    void close()
    {
        window->close();
        window.reset();
    }
    const gui::CurrentRecord& current() const { return window->document().current(); }
    Span curatedSpan() const { return current().curation.cores.value(0).span; }
    bool isSaved() const
    {
        const StoreActivity activity = window->document().activity();
        return activity == StoreActivity{};
    }

    QTemporaryDir folder;
    QString project;
    QString trainer; ///< stands for corespan-cli
    ScriptedDialogs dialogs;
    std::shared_ptr<Script> script = std::make_shared<Script>();
    std::unique_ptr<Settings> settings;
    std::unique_ptr<gui::MainWindow> window;
};

} // namespace corespan::test
