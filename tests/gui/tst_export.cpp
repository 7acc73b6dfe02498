// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "core/domain/edits.h"
#include "core/exporting/curated_gold.h"
#include "gui/controllers/data_controller.h"
#include "gui/controllers/review_controller.h"
#include "gui/dialogs/export_dialog.h"
#include "gui/panels/status_line.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace corespan;
using namespace corespan::gui;
using namespace corespan::test;

/// What is exported is chosen in one dialog, and the window does as it says.
class TestExportWindow : public QObject
{
    Q_OBJECT
private slots:
    void startsWithTheReviewedRecords();
    void formatsBringTheirOwn();
    void choicesAreTold();
    void saysWhatIsMissing();
    void splitsTrainingSets();
    void windowWritesWhatWasAsked();
    void recordsThatDoNotFitAreTold();
    void failuresAreTold();

private:
    ExportQuestion question() const;
    static QPushButton* exportButton(const ExportDialog& dialog);
    static QCheckBox* box(const ExportDialog& dialog, const QString& beginning);
    static void choose(ExportDialog& dialog, ExportFormat format);

    QTemporaryDir m_folder;
};

ExportQuestion TestExportWindow::question() const
{
    ExportQuestion asked;
    asked.counts.byState = {{ReviewState::Unseen, 7}, {ReviewState::Accepted, 2}, {ReviewState::NoCore, 1}};
    asked.counts.total = 10;
    asked.types = {QStringLiteral("signal"), QStringLiteral("helix")};
    asked.folder = m_folder.path();
    asked.name = QStringLiteral("p");
    asked.hasRuns = true;
    return asked;
}

QPushButton* TestExportWindow::exportButton(const ExportDialog& dialog)
{
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->property("primary").toBool())
            return button;
    return nullptr;
}

QCheckBox* TestExportWindow::box(const ExportDialog& dialog, const QString& beginning)
{
    for (auto* each : dialog.findChildren<QCheckBox*>())
        if (each->text().remove(QLatin1Char('&')).startsWith(beginning))
            return each;
    return nullptr;
}

void TestExportWindow::choose(ExportDialog& dialog, ExportFormat format)
{
    auto* formats = dialog.findChild<QComboBox*>(QStringLiteral("exportFormat"));
    formats->setCurrentIndex(formats->findData(int(format)));
}

void TestExportWindow::startsWithTheReviewedRecords()
{
    const ExportDialog dialog(question());
    const ExportRequest request = dialog.request();
    QVERIFY(!request.format);
    QVERIFY(!request.split);
    QCOMPARE(request.choice.states, exampleStates());
    QCOMPARE(request.choice.types, QStringList());
    QCOMPARE(request.path, m_folder.filePath(QStringLiteral("p-training")));
    QVERIFY(exportButton(dialog)->isEnabled());
}

void TestExportWindow::formatsBringTheirOwn()
{
    ExportDialog dialog(question());
    choose(dialog, ExportFormat::GenBank);
    QCOMPARE(dialog.request().path, m_folder.filePath(QStringLiteral("p.gb")));
    QCOMPARE(dialog.request().choice.states, QVector<ReviewState>()); // any
    QVERIFY(!box(dialog, QStringLiteral("Leave out labels"))->isEnabled());
    choose(dialog, ExportFormat::Corrections);
    QCOMPARE(dialog.request().choice.states, correctionStates());
    // What was chosen by hand stays.
    box(dialog, QStringLiteral("Unseen"))->click();
    choose(dialog, ExportFormat::Jsonl);
    QCOMPARE(dialog.request().choice.states.size(), correctionStates().size() + 1);
    ExportQuestion fresh = question();
    fresh.hasRuns = false; // nothing was predicted, so nothing was corrected
    ExportDialog without(fresh);
    QCOMPARE(without.findChild<QComboBox*>(QStringLiteral("exportFormat"))->findData(int(ExportFormat::Corrections)),
             -1);
}

void TestExportWindow::choicesAreTold()
{
    ExportDialog dialog(question());
    box(dialog, QStringLiteral("helix"))->click();
    box(dialog, QStringLiteral("Leave out labels"))->click();
    box(dialog, QStringLiteral("Say of each core"))->click();
    const ExportChoice choice = dialog.request().choice;
    QCOMPARE(choice.types, QStringList{QStringLiteral("signal")});
    QVERIFY(choice.maskFlanks && choice.provenance);
    choose(dialog, ExportFormat::Bed); // which has a place for neither
    QVERIFY(!dialog.request().choice.maskFlanks && !dialog.request().choice.provenance);
}

void TestExportWindow::saysWhatIsMissing()
{
    ExportDialog dialog(question());
    auto* path = dialog.findChild<QLineEdit*>(QStringLiteral("exportPath"));
    path->setText(m_folder.filePath(QStringLiteral("none/set")));
    QVERIFY(dialog.problem().startsWith(QStringLiteral("There is no folder")));
    QVERIFY(!exportButton(dialog)->isEnabled());
    path->clear();
    QCOMPARE(dialog.problem(), QStringLiteral("Name the folder to write."));
    path->setText(m_folder.filePath(QStringLiteral("set")));
    QCOMPARE(dialog.problem(), QString());
    for (const char* state : {"Accepted", "No core", "Corrected"})
        box(dialog, QLatin1String(state))->click();
    QCOMPARE(dialog.problem(), QStringLiteral("No record is in a state that is chosen."));
    box(dialog, QStringLiteral("Unseen"))->click();
    box(dialog, QStringLiteral("helix"))->click();
    box(dialog, QStringLiteral("signal"))->click();
    QCOMPARE(dialog.problem(), QStringLiteral("Choose a core type."));
    box(dialog, QStringLiteral("signal"))->click();
    choose(dialog, ExportFormat::Jsonl);
    path->setText(m_folder.path());
    QVERIFY(dialog.problem().endsWith(QStringLiteral("is a folder; name a file.")));
}

void TestExportWindow::splitsTrainingSets()
{
    ExportDialog dialog(question());
    auto* split = dialog.findChild<QComboBox*>(QStringLiteral("exportSplit"));
    split->setCurrentIndex(split->findData(int(SplitOptions::By::Group)));
    const auto wanted = dialog.request().split;
    QVERIFY(wanted);
    QCOMPARE(wanted->key, QStringLiteral("gene"));
    QCOMPARE(wanted->parts.size(), 3);
    QCOMPARE(wanted->parts[0].name, QStringLiteral("train"));
    QCOMPARE(wanted->parts[0].share, 8.0);
    const auto shares = dialog.findChildren<QSpinBox*>();
    shares[1]->setValue(0);
    QCOMPARE(dialog.request().split->parts.size(), 2);
    shares[2]->setValue(0);
    QCOMPARE(dialog.problem(), QStringLiteral("Give at least two parts a share."));
    choose(dialog, ExportFormat::Jsonl); // one file
    QVERIFY(!dialog.request().split);
    QCOMPARE(dialog.problem(), QString());
}

void TestExportWindow::windowWritesWhatWasAsked()
{
    GuiFixture fixture(3);
    fixture.open();
    fixture.window->document().edit([](const CurrentRecord& now) {
        return setCoresEdit(now.record.id, now.curation, {Core{{10, 30}}}, {});
    });
    QSignalSpy exported(&fixture.window->data(), &DataController::exported);
    fixture.dialogs.exportRequest = ExportRequest{.format = ExportFormat::Bed,
                                                  .choice = {.states = {ReviewState::Corrected}},
                                                  .path = fixture.folder.filePath(QStringLiteral("out.bed"))};
    fixture.window->actions().data.exportSet->trigger();
    QTRY_COMPARE(exported.size(), 1);
    QCOMPARE(fixture.dialogs.exportAsked->name, QStringLiteral("small"));
    QCOMPARE(fixture.dialogs.exportAsked->counts.total, 3);
    QFile file(fixture.dialogs.exportRequest->path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("#corespan types\nr1\t10\t30\tcore\t0\t+\n"));
    QCOMPARE(fixture.dialogs.asked, QStringList());
    QVERIFY(fixture.window->statusLine().jobText().startsWith(QStringLiteral("1 records exported to ")));
    QCOMPARE(fixture.settings->get(keys::lastFolder), fixture.folder.path());
}

void TestExportWindow::recordsThatDoNotFitAreTold()
{
    GuiFixture fixture(3);
    fixture.open();
    QSignalSpy exported(&fixture.window->data(), &DataController::exported);
    fixture.dialogs.exportRequest =
        ExportRequest{.format = ExportFormat::ThreeLine, .path = fixture.folder.filePath(QStringLiteral("out.3line"))};
    fixture.window->actions().data.exportSet->trigger();
    QTRY_COMPARE(exported.size(), 1);
    QCOMPARE(exported[0][0].value<ExportOutcome>().skipped, 3);
    QCOMPARE(fixture.dialogs.asked.size(), 1);
    QVERIFY(fixture.dialogs.asked[0].startsWith(QStringLiteral("Exported in part: 0 records were written")));
}

void TestExportWindow::failuresAreTold()
{
    GuiFixture fixture(3);
    fixture.open();
    QSignalSpy exported(&fixture.window->data(), &DataController::exported);
    fixture.dialogs.exportRequest =
        ExportRequest{.format = ExportFormat::Jsonl, .path = fixture.folder.filePath(QStringLiteral("none/out.jsonl"))};
    fixture.window->actions().data.exportSet->trigger();
    QTRY_COMPARE(exported.size(), 1);
    QVERIFY(fixture.dialogs.asked.value(0).startsWith(QStringLiteral("Not exported: ")));
    QVERIFY(fixture.window->actions().data.exportSet->isEnabled());
    // Nobody asked for anything: the dialog was cancelled.
    fixture.dialogs.exportRequest.reset();
    fixture.window->actions().data.exportSet->trigger();
    QCOMPARE(exported.size(), 1);
}

QTEST_MAIN(TestExportWindow)
#include "tst_export.moc"
