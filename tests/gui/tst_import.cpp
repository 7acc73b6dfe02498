// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "core/importing/import_files.h"
#include "gui/controllers/data_controller.h"
#include "gui/dialogs/columns_dialog.h"
#include "gui/dialogs/import_report_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace corespan;
using namespace corespan::gui;
using namespace corespan::test;

/// Files that come into the window, and what it says of those that do not.
class TestImportWindow : public QObject
{
    Q_OBJECT
private slots:
    void droppedFilesAreImported();
    void droppedProjectsAreOpened();
    void otherThingsAreNotTaken();
    void tablesAskForTheirColumns();
    void columnsDialogKnowsTheUsualNames();
    void columnsDialogWithoutHeader();
    void whatIsLeftOutIsListed();

private:
    static QString write(const QTemporaryDir& folder, const QString& name, const QByteArray& text);
    static bool drop(QWidget& window, const QList<QUrl>& urls);
    static QPushButton* importButton(const ColumnsDialog& dialog);
};

QString TestImportWindow::write(const QTemporaryDir& folder, const QString& name, const QByteArray& text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        QTest::qFail("no file", __FILE__, __LINE__);
    return file.fileName();
}

/// True where the window took it.
bool TestImportWindow::drop(QWidget& window, const QList<QUrl>& urls)
{
    QMimeData data;
    data.setUrls(urls);
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent event({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    return event.isAccepted();
}

QPushButton* TestImportWindow::importButton(const ColumnsDialog& dialog)
{
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->property("primary").toBool())
            return button;
    return nullptr;
}

void TestImportWindow::droppedFilesAreImported()
{
    GuiFixture fixture;
    fixture.open();
    const QString fasta = write(fixture.folder, QStringLiteral("a.fa"), ">x\nMKVLAAGI\n");
    QSignalSpy imported(&fixture.window->data(), &DataController::imported);
    QVERIFY(drop(*fixture.window, {QUrl::fromLocalFile(fasta)}));
    QTRY_COMPARE(imported.size(), 1);
    QTRY_COMPARE(fixture.window->document().counts().total, 5);
}

void TestImportWindow::droppedProjectsAreOpened()
{
    GuiFixture fixture;
    fixture.show();
    QVERIFY(!fixture.window->document().isOpen());
    QVERIFY(drop(*fixture.window, {QUrl::fromLocalFile(fixture.project)}));
    QTRY_VERIFY(fixture.window->document().isOpen());
}

void TestImportWindow::otherThingsAreNotTaken()
{
    GuiFixture fixture;
    fixture.open();
    QVERIFY(!drop(*fixture.window, {QUrl(QStringLiteral("https://example.org/a.fa"))}));
    QVERIFY(!drop(*fixture.window, {QUrl::fromLocalFile(fixture.folder.path())})); // a folder
    QVERIFY(!drop(*fixture.window, {}));
}

void TestImportWindow::tablesAskForTheirColumns()
{
    GuiFixture fixture;
    fixture.open();
    const QString table =
        write(fixture.folder, QStringLiteral("t.csv"), "Protein;Letters;From;To\nx;MKVLAAGI;2;4\ny;MKVLAAGI;;\n");
    QSignalSpy imported(&fixture.window->data(), &DataController::imported);
    fixture.window->data().importFiles({table}); // cancelled
    QCOMPARE(fixture.dialogs.columnsAsked->rows.value(1).value(0), QStringLiteral("x"));
    fixture.dialogs.columns =
        TableOptions{{{TableRole::Id, QStringLiteral("Protein")}, {TableRole::Sequence, QStringLiteral("Letters")}}};
    fixture.window->data().importFiles({table});
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(imported[0][0].value<ImportReport>().imported, 2);
    QCOMPARE(imported[0][0].value<ImportReport>().annotated, 2);
    QCOMPARE(fixture.dialogs.reports.size(), 0);
}

void TestImportWindow::columnsDialogKnowsTheUsualNames()
{
    const QTemporaryDir folder;
    const QString file =
        write(folder, QStringLiteral("t.csv"), "accession,seq,x,begin,end\na,MKV,1,1,2\n\"b \"\"2\"\"\",MKV,,,\n");
    QVERIFY(isTable(file));
    const auto table = previewTable(file, 10);
    QVERIFY(table);
    ColumnsDialog dialog(*table);
    QCOMPARE(dialog.problem(), QString());
    QCOMPARE(dialog.options().columns, (QMap<TableRole, QString>{{TableRole::Id, QStringLiteral("accession")},
                                                                 {TableRole::Sequence, QStringLiteral("seq")},
                                                                 {TableRole::Begin, QStringLiteral("begin")},
                                                                 {TableRole::End, QStringLiteral("end")}}));
    dialog.columnBox(4).setCurrentIndex(0);
    QCOMPARE(dialog.problem(), QStringLiteral("there is a column for one end of the cores only; both are needed"));
    QVERIFY(!importButton(dialog)->isEnabled());
    dialog.columnBox(4).setCurrentIndex(dialog.columnBox(4).findData(int(TableRole::Id)));
    QVERIFY(dialog.problem().startsWith(QStringLiteral("Two columns")));
}

void TestImportWindow::columnsDialogWithoutHeader()
{
    const QTemporaryDir folder;
    const QString file = write(folder, QStringLiteral("t.tsv"), "a\tMKVL\t1\t2\nb\tMKVL\t2\t3\n");
    QVERIFY(isTable(file)); // by its name: nothing in it says so
    QVERIFY(!isTable(write(folder, QStringLiteral("t.fa"), ">a\nMKVL\n")));
    ColumnsDialog dialog(*previewTable(file, 10));
    QVERIFY(!importButton(dialog)->isEnabled());
    const QVector<TableRole> roles{TableRole::Id, TableRole::Sequence, TableRole::Begin, TableRole::End};
    for (int column = 0; column < roles.size(); ++column)
        dialog.columnBox(column).setCurrentIndex(dialog.columnBox(column).findData(int(roles[column])));
    QCOMPARE(dialog.problem(), QString());
    QVERIFY(importButton(dialog)->isEnabled());
    QCOMPARE(dialog.options().columns.value(TableRole::End), QStringLiteral("4"));
    ReadOptions options;
    options.table = dialog.options();
    ImportReport report;
    auto stream = RecordStream::open(file, options, report);
    QVERIFY(stream);
    const auto first = stream->next();
    QVERIFY(first && *first);
    QCOMPARE((*first)->gold.cores.value(0).span, (Span{0, 2}));
}

void TestImportWindow::whatIsLeftOutIsListed()
{
    GuiFixture fixture;
    fixture.open();
    const QString fasta = write(fixture.folder, QStringLiteral("a.fa"), ">x\nMKVL\n>bad\nMK3VL\n");
    QSignalSpy imported(&fixture.window->data(), &DataController::imported);
    fixture.window->data().importFiles({fasta});
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(fixture.dialogs.reports.size(), 1);
    ImportReportDialog dialog(fixture.dialogs.reports[0]);
    const QAbstractItemModel& list = *dialog.list().model();
    QCOMPARE(list.rowCount(), 1);
    QCOMPARE(list.index(0, 0).data().toString(), QStringLiteral("a.fa"));
    QCOMPARE(list.index(0, 1).data().toString(), QStringLiteral("3"));
    QCOMPARE(list.index(0, 2).data().toString(), QStringLiteral("bad"));
    QVERIFY(list.index(0, 3).data().toString().startsWith(QStringLiteral("illegal letter \"3\"")));
    QVERIFY(dialog.text().contains(fasta + QStringLiteral(":3: record \"bad\"")));
}

QTEST_MAIN(TestImportWindow)
#include "tst_import.moc"
