// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/dialogs.h"

#include "gui/dialogs/columns_dialog.h"
#include "gui/dialogs/filter_dialog.h"
#include "gui/dialogs/import_report_dialog.h"
#include "gui/dialogs/keys_dialog.h"
#include "gui/dialogs/new_project_dialog.h"
#include "gui/dialogs/run_options_dialog.h"
#include "gui/dialogs/train_dialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

namespace corespan::gui {

void Dialogs::fail(QWidget* parent, const QString& title, const QString& text, const QString& details)
{
    ask(parent, {title, text, details, {}, true}, {});
}

void Dialogs::tell(QWidget* parent, const QString& title, const QString& text, const QString& details)
{
    ask(parent, {title, text, details, {}, false}, {});
}

void WindowDialogs::askFiles(QWidget* parent, const FileQuestion& question, std::function<void(QStringList)> onChosen)
{
    auto* dialog = new QFileDialog(parent, question.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(question.filter.split(QStringLiteral(";;"), Qt::SkipEmptyParts));
    using Kind = FileQuestion::Kind;
    if (question.kind == Kind::Save)
        dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(question.kind == Kind::OpenOne    ? QFileDialog::ExistingFile
                        : question.kind == Kind::OpenMany ? QFileDialog::ExistingFiles
                        : question.kind == Kind::Folder   ? QFileDialog::Directory
                                                          : QFileDialog::AnyFile);
    if (question.kind == Kind::Folder)
        dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDefaultSuffix(question.suffix);
    const QFileInfo start(question.suggested);
    if (start.isDir()) {
        dialog->setDirectory(start.absoluteFilePath());
    } else if (!question.suggested.isEmpty()) {
        dialog->setDirectory(start.absolutePath());
        dialog->selectFile(start.fileName());
    }
    QObject::connect(dialog, &QFileDialog::filesSelected, parent, std::move(onChosen));
    dialog->open();
}

void WindowDialogs::askNewProject(QWidget* parent, const NewProjectQuestion& question,
                                  std::function<void(NewProjectAnswer)> onChosen)
{
    auto* dialog = new NewProjectDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onChosen = std::move(onChosen)] { onChosen(dialog->answer()); });
    dialog->open();
}

void WindowDialogs::askRunOptions(QWidget* parent, const RunOptionsQuestion& question,
                                  std::function<void(RunOptions)> onChosen)
{
    auto* dialog = new RunOptionsDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onChosen = std::move(onChosen)] { onChosen(dialog->options()); });
    dialog->open();
}

void WindowDialogs::askTraining(QWidget* parent, const TrainQuestion& question,
                                std::function<void(TrainSetup)> onChosen)
{
    auto* dialog = new TrainDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onChosen = std::move(onChosen)] { onChosen(dialog->setup()); });
    dialog->open();
}

void WindowDialogs::askKeys(QWidget* parent, const KeyTable& keys, std::function<void(KeyTable)> onChosen)
{
    auto* dialog = new KeysDialog(keys, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onChosen = std::move(onChosen)] { onChosen(dialog->table()); });
    dialog->open();
}

void WindowDialogs::askFilter(QWidget* parent, const FilterQuestion& question,
                              std::function<void(QueueConditions)> onChosen)
{
    auto* dialog = new FilterDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent, [dialog, onChosen = std::move(onChosen)] {
        if (const auto conditions = dialog->conditions())
            onChosen(*conditions);
    });
    dialog->open();
}

void WindowDialogs::askBulk(QWidget* parent, const BulkQuestion& question,
                            std::function<void(BulkRequest, EditPlan)> onChosen)
{
    auto* dialog = new BulkDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onChosen = std::move(onChosen)] { onChosen(dialog->request(), dialog->plan()); });
    dialog->open();
}

void WindowDialogs::askRedecode(QWidget* parent, const RedecodeQuestion& question,
                                std::function<void(RedecodeRequest, EditPlan)> onChosen)
{
    auto* dialog = new RedecodeDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onChosen = std::move(onChosen)] { onChosen(dialog->request(), dialog->plan()); });
    dialog->open();
}

void WindowDialogs::askExport(QWidget* parent, const ExportQuestion& question,
                              std::function<void(ExportRequest)> onChosen)
{
    auto* dialog = new ExportDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onChosen = std::move(onChosen)] { onChosen(dialog->request()); });
    dialog->open();
}

void WindowDialogs::askColumns(QWidget* parent, const TablePreview& table, std::function<void(TableOptions)> onChosen)
{
    auto* dialog = new ColumnsDialog(table, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onChosen = std::move(onChosen)] { onChosen(dialog->options()); });
    dialog->open();
}

void WindowDialogs::showReport(QWidget* parent, const ImportReport& report)
{
    auto* dialog = new ImportReportDialog(report, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void WindowDialogs::askPropagation(QWidget* parent, const PropagationQuestion& question,
                                   std::function<void(EditPlan)> onChosen)
{
    auto* dialog = new PropagationDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onChosen = std::move(onChosen)] { onChosen(dialog->plan()); });
    dialog->open();
}

void WindowDialogs::askText(QWidget* parent, const TextQuestion& question, std::function<void(QString)> onText)
{
    auto* dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(question.title);
    dialog->setLabelText(question.label);
    dialog->setTextValue(question.text);
    if (auto* field = dialog->findChild<QLineEdit*>()) // made with the text
        field->setPlaceholderText(question.hint);
    QObject::connect(dialog, &QInputDialog::textValueSelected, parent,
                     [onText = std::move(onText)](const QString& text) {
                         if (!text.trimmed().isEmpty())
                             onText(text);
                     });
    dialog->open();
}

void WindowDialogs::ask(QWidget* parent, const Question& question, std::function<void(bool)> onAnswer)
{
    auto* box = new QMessageBox(question.grave ? QMessageBox::Warning : QMessageBox::Information, question.title,
                                question.text, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (!question.details.isEmpty())
        box->setDetailedText(question.details);
    QPushButton* accept = nullptr;
    if (question.accept.isEmpty()) {
        box->addButton(QMessageBox::Ok);
    } else {
        accept = box->addButton(question.accept, QMessageBox::AcceptRole);
        box->setDefaultButton(accept);
        box->setEscapeButton(box->addButton(QMessageBox::Cancel));
    }
    if (onAnswer)
        QObject::connect(box, &QMessageBox::finished, parent, [box, accept, onAnswer = std::move(onAnswer)](int) {
            onAnswer(accept != nullptr && box->clickedButton() == accept);
        });
    box->open();
}

} // namespace corespan::gui
