// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "core/importing/import_files.h"
#include "gui/controllers/data_controller.h"
#include "gui/controllers/project_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/dialogs/new_project_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

using namespace corespan;
using namespace corespan::test;

/// What a project is for is chosen when it is made, and holds for what comes into it.
class TestNewProject : public QObject
{
    Q_OBJECT
private slots:
    void alphabetHasToBeChosen();
    void proposedAlphabetIsChosen();
    void saysWhatIsMissing();
    void dialogAnswers();
    void newProjectIsForTheChosenAlphabet();
    void importProposesWhatTheFileLooksLike();
    void otherLettersAreAskedAbout();

private:
    static QPushButton* create(const gui::NewProjectDialog& dialog);
    static QRadioButton* choice(const gui::NewProjectDialog& dialog, const QString& name);
    static QString fasta(GuiFixture& fixture, const QString& name, const QByteArray& residues);
};

QPushButton* TestNewProject::create(const gui::NewProjectDialog& dialog)
{
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->property("primary").toBool())
            return button;
    return nullptr;
}

QRadioButton* TestNewProject::choice(const gui::NewProjectDialog& dialog, const QString& name)
{
    for (auto* button : dialog.findChildren<QRadioButton*>())
        if (button->text().remove(QLatin1Char('&')) == name)
            return button;
    return nullptr;
}

QString TestNewProject::fasta(GuiFixture& fixture, const QString& name, const QByteArray& residues)
{
    QString path = fixture.folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(">one\n" + residues + "\n") < 0)
        QTest::qFail("no file", __FILE__, __LINE__);
    return path;
}

void TestNewProject::alphabetHasToBeChosen()
{
    const QTemporaryDir folder;
    gui::NewProjectDialog dialog({folder.filePath(QStringLiteral("new")), {}});
    QVERIFY(!create(dialog)->isEnabled());
    QVERIFY(dialog.problem().startsWith(QStringLiteral("Choose")));
    for (const auto& [name, alphabet] : {std::pair{"Protein", Alphabet::Protein}, std::pair{"DNA", Alphabet::Dna},
                                         std::pair{"RNA", Alphabet::Rna}, std::pair{"Other", Alphabet::Text}}) {
        choice(dialog, QLatin1String(name))->click();
        QVERIFY(create(dialog)->isEnabled());
        QCOMPARE(dialog.answer().alphabet, alphabet);
    }
    QCOMPARE(dialog.answer().path, folder.filePath(QStringLiteral("new.corespan")));
}

void TestNewProject::proposedAlphabetIsChosen()
{
    const QTemporaryDir folder;
    gui::NewProjectDialog dialog({folder.filePath(QStringLiteral("new.corespan")), Alphabet::Rna});
    QVERIFY(choice(dialog, QStringLiteral("RNA"))->isChecked());
    QVERIFY(create(dialog)->isEnabled());
    QCOMPARE(dialog.answer().alphabet, Alphabet::Rna);
}

void TestNewProject::saysWhatIsMissing()
{
    const QTemporaryDir folder;
    QFile there(folder.filePath(QStringLiteral("there.corespan")));
    QVERIFY(there.open(QIODevice::WriteOnly));
    gui::NewProjectDialog dialog({folder.filePath(QStringLiteral("there")), Alphabet::Dna});
    auto* path = dialog.findChild<QLineEdit*>();
    QVERIFY(dialog.problem().contains(QStringLiteral("there.corespan is there already")));
    QVERIFY(!create(dialog)->isEnabled());
    path->setText(folder.filePath(QStringLiteral("no/folder.corespan")));
    QVERIFY(dialog.problem().startsWith(QStringLiteral("There is no folder")));
    path->setText(QString());
    QVERIFY(dialog.problem().startsWith(QStringLiteral("Name the file")));
    path->setText(folder.filePath(QStringLiteral("free")));
    QCOMPARE(dialog.problem(), QString());
    QVERIFY(create(dialog)->isEnabled());
}

void TestNewProject::dialogAnswers()
{
    const QTemporaryDir folder;
    QWidget parent;
    gui::WindowDialogs dialogs;
    QVector<gui::NewProjectAnswer> answers;
    const auto ask = [&] {
        dialogs.askNewProject(&parent, {folder.filePath(QStringLiteral("new")), Alphabet::Dna},
                              [&answers](const gui::NewProjectAnswer& answer) { answers << answer; });
        return parent.findChild<gui::NewProjectDialog*>();
    };
    ask()->reject();
    QVERIFY(answers.isEmpty());
    QTRY_VERIFY(!parent.findChild<gui::NewProjectDialog*>());
    QTest::keyClick(ask(), Qt::Key_Return);
    QCOMPARE(answers.size(), 1);
    QCOMPARE(answers.first().path, folder.filePath(QStringLiteral("new.corespan")));
    QCOMPARE(answers.first().alphabet, Alphabet::Dna);
}

void TestNewProject::newProjectIsForTheChosenAlphabet()
{
    GuiFixture fixture;
    fixture.show();
    fixture.dialogs.newProject = fixture.folder.filePath(QStringLiteral("dna.corespan"));
    fixture.dialogs.alphabet = Alphabet::Dna;
    fixture.window->actions().file.create->trigger();
    QTRY_VERIFY(fixture.window->document().isOpen());
    QVERIFY(!fixture.dialogs.looksLike.has_value()); // nothing is proposed where nothing is known
    QCOMPARE(fixture.window->document().reader().info()->alphabet, Alphabet::Dna);
    QCOMPARE(fixture.window->document().reader().info()->title, QStringLiteral("dna"));

    QSignalSpy imported(&fixture.window->data(), &gui::DataController::imported);
    // By its letters alone this would be a protein.
    fixture.window->data().importFiles({fasta(fixture, QStringLiteral("codes.fa"), "ACGTRYSWKMBDHV")});
    QTRY_COMPARE(imported.size(), 1);
    QTRY_COMPARE(fixture.current().record.alphabet, Alphabet::Dna);
}

void TestNewProject::importProposesWhatTheFileLooksLike()
{
    GuiFixture fixture;
    fixture.show();
    QSignalSpy imported(&fixture.window->data(), &gui::DataController::imported);
    fixture.dialogs.newProject = fixture.folder.filePath(QStringLiteral("rna.corespan"));
    fixture.window->data().importFiles({fasta(fixture, QStringLiteral("r.fa"), "ACGUACGUACGU")});
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(fixture.dialogs.looksLike, std::optional(Alphabet::Rna));
    QCOMPARE(fixture.window->document().reader().info()->alphabet, Alphabet::Rna);
    QCOMPARE(fixture.window->document().counts().total, 1);
}

void TestNewProject::otherLettersAreAskedAbout()
{
    GuiFixture fixture; // for proteins
    fixture.open();
    const QString dna = fasta(fixture, QStringLiteral("d.fa"), "ACGTACGTACGT");
    QSignalSpy imported(&fixture.window->data(), &gui::DataController::imported);
    fixture.dialogs.answer = false;
    fixture.window->data().importFiles({dna});
    QCOMPARE(fixture.dialogs.asked.size(), 1);
    QVERIFY(fixture.dialogs.asked.first().startsWith(QStringLiteral("These letters look like DNA: ")));
    QCOMPARE(imported.size(), 0);
    fixture.dialogs.answer = true;
    fixture.window->data().importFiles({dna});
    QTRY_COMPARE(imported.size(), 1);
    QTRY_VERIFY(fixture.window->queue().choose(QStringLiteral("one")));
    QCOMPARE(fixture.current().record.alphabet, Alphabet::Protein);
}

QTEST_MAIN(TestNewProject)
#include "tst_new_project.moc"
