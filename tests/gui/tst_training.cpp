// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/model_controller.h"
#include "gui/controllers/predict_controller.h"
#include "gui/controllers/train_controller.h"
#include "gui/dialogs/options_dialog.h"
#include "gui/dialogs/run_options_dialog.h"
#include "gui/dialogs/train_dialog.h"
#include "gui/panels/status_line.h"
#include "gui/panels/train_window.h"
#include "widgets/training_plot.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace corespan;
using namespace corespan::test;
using gui::TrainWindow;
using Series = widgets::TrainingPlot::Series;

namespace {

/// A shell script in the place of corespan-cli: $1 is "train", $2 "--log", $3 the log file, $4 "--config", $5 its file.
QString script(GuiFixture& fixture, const QByteArray& body)
{
    const QString path = fixture.folder.filePath(QStringLiteral("trainer"));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write("#!/bin/sh\n" + body);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

const QByteArray step = "echo '{\"step\":1,\"minutes\":0.5,\"translator_loss\":1.5,\"selector_loss\":0.5}' >> $3\n";
const QByteArray validation =
    "echo '{\"step\":2,\"minutes\":1,\"minutes_left\":2,\"translator_loss\":0.5,"
    "\"selector_loss\":0.25,\"exact\":0.75,\"label_accuracy\":0.9,\"best_exact\":0.75}' >> $3\n";
const QByteArray finished = "echo '{\"finished\":true,\"cancelled\":false}' >> $3\n";
const QByteArray untilStopped = "trap 'echo \"{\\\"finished\\\":true,\\\"cancelled\\\":true}\" >> $3; exit 0' TERM\n"
                                "while true; do sleep 0.02; done\n";

TrainSetup setupOf(const GuiFixture& fixture)
{
    TrainSetup setup;
    setup.project = fixture.project;
    setup.output = fixture.folder.filePath(QStringLiteral("data/corespan/models/mine"));
    setup.options = newModelOptions({});
    return setup;
}

} // namespace

class TestTraining : public QObject
{
    Q_OBJECT
private slots:
    void trainsStopsAndGoesOn();
    void survivesTheWindow();
    void tellsWhatWentWrong();
    void asksWithWhatTheProjectHas();
    void dialogSaysWhatIsMissing();
    void allOptionsAreChecked();
    void runOptionsAreKept();
    void modelsThatDoNotFitAreGreyed();
};

void TestTraining::trainsStopsAndGoesOn()
{
    GuiFixture fixture;
    fixture.trainer = script(fixture, step + "if [ -e $3.second ]; then " + validation.trimmed() + "; " +
                                          finished.trimmed() + "; exit 0; fi\n" + untilStopped);
    fixture.dialogs.training = setupOf(fixture);
    fixture.open();
    gui::TrainController& training = fixture.window->training();
    fixture.window->actions().model.train->trigger();
    TrainWindow& view = training.view();
    QVERIFY(view.isVisible());
    QTRY_COMPARE(view.plot().points(Series::TranslatorLoss), (QVector<QPointF>{{0.5, 1.5}}));
    QFile config(fixture.dialogs.training->output + QStringLiteral("/train.json"));
    QVERIFY(config.exists());
    QVERIFY(!view.useButton().isEnabled()); // nothing is there to be used
    QTest::mouseClick(&view.stopButton(), Qt::LeftButton);
    QCOMPARE(view.state(), TrainWindow::State::Stopping);
    QTRY_COMPARE(view.state(), TrainWindow::State::Stopped);

    QFile second(training.job()->log + QStringLiteral(".second"));
    QVERIFY(second.open(QIODevice::WriteOnly));
    QTest::mouseClick(&view.resumeButton(), Qt::LeftButton);
    QTRY_COMPARE(view.state(), TrainWindow::State::Done);
    QCOMPARE(view.plot().points(Series::TranslatorLoss).size(), 3); // those from before, too
    QCOMPARE(view.plot().points(Series::Exact), (QVector<QPointF>{{1.0, 0.75}}));

    // "Use this model" wants a model there; the script wrote none.
    QTest::mouseClick(&view.useButton(), Qt::LeftButton);
    QVERIFY(fixture.dialogs.asked.join(QLatin1Char('\n')).contains(QStringLiteral("Model not taken")));
    QVERIFY(QFile::copy(QStringLiteral(CORESPAN_RESOURCES "/models/cds/config.json"),
                        training.job()->output + QStringLiteral("/config.json")));
    QTest::mouseClick(&view.useButton(), Qt::LeftButton);
    QCOMPARE(fixture.settings->get(keys::model), QStringLiteral("mine"));
}

void TestTraining::survivesTheWindow()
{
    GuiFixture fixture;
    fixture.trainer = script(fixture, step + "while [ ! -e $3.go ]; do sleep 0.02; done\n" + validation + finished);
    fixture.dialogs.training = setupOf(fixture);
    fixture.open();
    fixture.window->training().ask();
    QTRY_COMPARE(fixture.window->training().view().plot().points(Series::TranslatorLoss).size(), 1);
    const QString log = fixture.window->training().job()->log;
    fixture.close();

    fixture.show();
    gui::TrainController* training = &fixture.window->training();
    QVERIFY(training->job());
    QTRY_COMPARE(training->view().plot().points(Series::TranslatorLoss).size(), 1);
    QCOMPARE(training->view().state(), TrainWindow::State::Running);
    fixture.close();

    QFile go(log + QStringLiteral(".go")); // it ends while no window is there
    QVERIFY(go.open(QIODevice::WriteOnly));
    QTRY_VERIFY([&log] {
        QFile file(log);
        return file.open(QIODevice::ReadOnly) && file.readAll().contains("finished");
    }());
    fixture.show();
    training = &fixture.window->training();
    const auto saysThatItIsTrained = [&fixture] { // it may do so while it is being shown
        return fixture.window->findChild<gui::StatusLine*>()->jobText().contains(QStringLiteral("is trained"));
    };
    QTRY_COMPARE(training->view().state(), TrainWindow::State::Done);
    QCOMPARE(training->view().plot().points(Series::Exact).size(), 1);
    QTRY_VERIFY(saysThatItIsTrained());
    fixture.close();
    fixture.show(); // said once
    QTRY_COMPARE(fixture.window->training().view().state(), TrainWindow::State::Done);
    QVERIFY(!saysThatItIsTrained());
}

void TestTraining::tellsWhatWentWrong()
{
    GuiFixture fixture;
    fixture.trainer = script(fixture, "echo '{\"error\":\"record r1: no label Z\"}' >> $3\nexit 1\n");
    fixture.dialogs.training = setupOf(fixture);
    fixture.open();
    fixture.window->training().ask();
    TrainWindow& view = fixture.window->training().view();
    QTRY_COMPARE(view.state(), TrainWindow::State::Failed);
    const QList<QLabel*> labels = view.findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](const QLabel* label) { return label->text() == QLatin1String("record r1: no label Z"); }));

    GuiFixture other;
    other.trainer = other.folder.filePath(QStringLiteral("missing"));
    other.dialogs.training = setupOf(other);
    other.open();
    other.window->training().ask();
    QVERIFY(other.dialogs.asked.value(0).startsWith(QStringLiteral("Not trained")));
    QVERIFY(!other.window->training().job());
}

void TestTraining::asksWithWhatTheProjectHas()
{
    GuiFixture fixture;
    fixture.open();
    QSignalSpy finishedSpy(&fixture.window->predictions(), &gui::PredictController::finished);
    fixture.window->predictions().predictAll();
    QTRY_COMPARE(finishedSpy.size(), 1);
    fixture.window->actions().review.accept->trigger();
    QTRY_VERIFY(fixture.isSaved());
    fixture.window->training().ask();
    const gui::TrainQuestion& asked = *fixture.dialogs.trainingAsked;
    QCOMPARE(asked.project, fixture.project);
    QCOMPARE(asked.reviewed, 1);
    QCOMPARE(asked.fresh.alphabet, Alphabet::Protein);
    QCOMPARE(asked.fresh.labels, (QStringList{QStringLiteral("A"), QStringLiteral("B")}));
    QVERIFY(std::none_of(asked.models.begin(), asked.models.end(), [](const gui::TrainQuestion::Model& model) {
        return model.entry.name == QLatin1String("cds");
    }));
}

void TestTraining::dialogSaysWhatIsMissing()
{
    QTemporaryDir folder;
    gui::TrainQuestion question;
    question.folder = folder.path();
    gui::TrainDialog dialog(question);
    QVERIFY(dialog.problem().contains(QStringLiteral("gold")));
    QFile gold(folder.filePath(QStringLiteral("gold.jsonl")));
    QVERIFY(gold.open(QIODevice::WriteOnly));
    dialog.findChild<QLineEdit*>(QStringLiteral("goldFile"))->setText(gold.fileName());
    QCOMPARE(dialog.problem(), QString());
    auto* name = dialog.findChild<QLineEdit*>(QStringLiteral("modelName"));
    name->setText(QStringLiteral("../up"));
    QVERIFY(!dialog.problem().isEmpty());
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("taken")));
    name->setText(QStringLiteral("taken"));
    QVERIFY(dialog.problem().contains(QStringLiteral("taken")));
    name->setText(QStringLiteral("mine"));
    auto* selector = dialog.findChild<QComboBox*>(QStringLiteral("selectorKind"));
    for (int kind = 0; kind < selector->count(); ++kind) {
        selector->setCurrentIndex(kind);
        QCOMPARE(dialog.problem(), QString());
        const QJsonObject made =
            dialog.setup().options["model"].toObject()["corespan"].toObject()["selector"].toObject();
        QCOMPARE(made["kind"].toString(), selector->itemData(kind).toString());
    }
    QCOMPARE(dialog.setup().output, folder.filePath(QStringLiteral("mine")));
}

void TestTraining::allOptionsAreChecked()
{
    QTemporaryDir folder;
    gui::TrainQuestion question;
    question.folder = folder.path();
    gui::TrainDialog dialog(question);
    gui::OptionsDialog options(QStringLiteral("{\"epochz\": 3}"),
                               [&dialog](const QString& text) { return dialog.takeOptions(text); });
    options.show();
    options.accept();
    QVERIFY(options.isVisible()); // it stays, and says why
    QVERIFY2(options.problem().contains(QStringLiteral("epochz")), qPrintable(options.problem()));
    QJsonObject good = dialog.setup().options;
    good["epochs"] = 3.5;
    good["patience"] = 4;
    options.text().setPlainText(QString::fromUtf8(QJsonDocument(good).toJson()));
    options.accept();
    QVERIFY(!options.isVisible());
    QCOMPARE(dialog.setup().options["epochs"].toDouble(), 3.5);
    QCOMPARE(dialog.setup().options["patience"].toInt(), 4); // though the form has no field for it
}

void TestTraining::runOptionsAreKept()
{
    GuiFixture fixture;
    QVERIFY(QFile::remove(fixture.folder.filePath(QStringLiteral("models/scripted/config.json"))));
    QVERIFY(QFile::copy(QStringLiteral(CORESPAN_RESOURCES "/models/cds/config.json"),
                        fixture.folder.filePath(QStringLiteral("models/scripted/config.json"))));
    RunOptions options;
    options.minLength = 6;
    options.grammar = true;
    fixture.dialogs.runOptions = options;
    fixture.open();
    fixture.window->actions().model.runOptions->trigger();
    QCOMPARE(fixture.dialogs.runOptionsAsked->summary.grammar, QStringLiteral("orf"));
    QCOMPARE(fixture.window->models().setOptions(QStringLiteral("scripted")), std::optional(options));

    QSignalSpy finishedSpy(&fixture.window->predictions(), &gui::PredictController::finished);
    fixture.window->predictions().predictAll();
    QTRY_COMPARE(finishedSpy.size(), 1);
    const QVector<Run> runs = fixture.window->document().runs();
    QCOMPARE(runs.size(), 1);
    QCOMPARE(parseRunOptions(runs.first().options), options);

    fixture.dialogs.runOptions = fixture.dialogs.runOptionsAsked->summary.defaults; // back to its own
    fixture.window->models().askRunOptions();
    QVERIFY(!fixture.window->models().setOptions(QStringLiteral("scripted")));

    gui::RunOptionsDialog dialog(*fixture.dialogs.runOptionsAsked);
    QCOMPARE(dialog.options(), fixture.dialogs.runOptionsAsked->options);
}

void TestTraining::modelsThatDoNotFitAreGreyed()
{
    GuiFixture fixture;
    QVERIFY(QDir(fixture.folder.path()).mkpath(QStringLiteral("data/corespan/models/other")));
    QVERIFY(QFile::copy(QStringLiteral(CORESPAN_RESOURCES "/models/cds/config.json"),
                        fixture.folder.filePath(QStringLiteral("data/corespan/models/other/config.json"))));
    fixture.open(); // a project of proteins
    QMenu* menu = fixture.window->actions().model.models;
    emit menu->aboutToShow();
    const auto entry = [menu](const QString& name) -> QAction* {
        for (QAction* action : menu->actions())
            if (action->text().startsWith(name + QLatin1Char(' ')))
                return action;
        return nullptr;
    };
    QAction* other = entry(QStringLiteral("other"));
    QVERIFY(other);
    QVERIFY(!other->isEnabled());
    QVERIFY2(other->text().contains(QStringLiteral("span")) && other->text().contains(QStringLiteral("grammar orf")) &&
                 other->text().contains(QStringLiteral("it reads DNA, the project is protein")),
             qPrintable(other->text()));
    QCOMPARE(gui::modelProblem({QStringLiteral("span"), {}, {}, {}, Alphabet::Dna, {}}, Alphabet::Dna), QString());
}

QTEST_MAIN(TestTraining)
#include "tst_training.moc"
