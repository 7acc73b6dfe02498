// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/dialogs.h"

#include "gui/dialogs/new_project_dialog.h"

#include <QFileDialog>
#include <QFileInfo>
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
