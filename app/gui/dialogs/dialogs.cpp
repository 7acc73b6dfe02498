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

namespace {

/// Opens it without blocking; it is gone once closed.
template <typename Dialog, typename Question, typename OnAccepted>
void openFor(QWidget* parent, const Question& question, OnAccepted onAccepted)
{
    auto* dialog = new Dialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [dialog, onAccepted = std::move(onAccepted)] { onAccepted(*dialog); });
    dialog->open();
}

} // namespace

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
    openFor<NewProjectDialog>(parent, question, [onChosen = std::move(onChosen)](const NewProjectDialog& dialog) {
        onChosen(dialog.answer());
    });
}

void WindowDialogs::askPicture(QWidget* parent, const PictureQuestion& question,
                               std::function<void(PictureAnswer)> onChosen)
{
    openFor<PictureDialog>(
        parent, question, [onChosen = std::move(onChosen)](const PictureDialog& dialog) { onChosen(dialog.answer()); });
}

void WindowDialogs::askRunOptions(QWidget* parent, const RunOptionsQuestion& question,
                                  std::function<void(RunOptions)> onChosen)
{
    openFor<RunOptionsDialog>(parent, question, [onChosen = std::move(onChosen)](const RunOptionsDialog& dialog) {
        onChosen(dialog.options());
    });
}

void WindowDialogs::askTraining(QWidget* parent, const TrainQuestion& question,
                                std::function<void(TrainSetup)> onChosen)
{
    openFor<TrainDialog>(parent, question,
                         [onChosen = std::move(onChosen)](const TrainDialog& dialog) { onChosen(dialog.setup()); });
}

void WindowDialogs::askKeys(QWidget* parent, const KeyTable& keys, std::function<void(KeyTable)> onChosen)
{
    openFor<KeysDialog>(parent, keys,
                        [onChosen = std::move(onChosen)](const KeysDialog& dialog) { onChosen(dialog.table()); });
}

void WindowDialogs::askFilter(QWidget* parent, const FilterQuestion& question,
                              std::function<void(QueueConditions)> onChosen)
{
    openFor<FilterDialog>(parent, question, [onChosen = std::move(onChosen)](const FilterDialog& dialog) {
        if (const auto conditions = dialog.conditions())
            onChosen(*conditions);
    });
}

void WindowDialogs::askBulk(QWidget* parent, const BulkQuestion& question,
                            std::function<void(BulkRequest, EditPlan)> onChosen)
{
    openFor<BulkDialog>(parent, question, [onChosen = std::move(onChosen)](const BulkDialog& dialog) {
        onChosen(dialog.request(), dialog.plan());
    });
}

void WindowDialogs::askRedecode(QWidget* parent, const RedecodeQuestion& question,
                                std::function<void(RedecodeRequest, EditPlan)> onChosen)
{
    openFor<RedecodeDialog>(parent, question, [onChosen = std::move(onChosen)](const RedecodeDialog& dialog) {
        onChosen(dialog.request(), dialog.plan());
    });
}

void WindowDialogs::askExport(QWidget* parent, const ExportQuestion& question,
                              std::function<void(ExportRequest)> onChosen)
{
    openFor<ExportDialog>(parent, question,
                          [onChosen = std::move(onChosen)](const ExportDialog& dialog) { onChosen(dialog.request()); });
}

void WindowDialogs::askColumns(QWidget* parent, const TablePreview& table, std::function<void(TableOptions)> onChosen)
{
    openFor<ColumnsDialog>(
        parent, table, [onChosen = std::move(onChosen)](const ColumnsDialog& dialog) { onChosen(dialog.options()); });
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
    openFor<PropagationDialog>(parent, question, [onChosen = std::move(onChosen)](const PropagationDialog& dialog) {
        onChosen(dialog.plan());
    });
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
