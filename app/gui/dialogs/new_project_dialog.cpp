// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/new_project_dialog.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {

constexpr int kWidth = 520;

/// A choice with a line below it that says what it takes.
void addChoice(QVBoxLayout& layout, QButtonGroup& group, Alphabet alphabet, const QString& name, const QString& letters)
{
    auto* button = new QRadioButton(name);
    button->setAccessibleDescription(letters);
    group.addButton(button, int(alphabet));
    auto* remark = new QLabel(letters);
    remark->setObjectName(QStringLiteral("muted"));
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    button->setMinimumWidth(110);
    row->addWidget(button);
    row->addWidget(remark, 1);
    layout.addLayout(row);
}

} // namespace

NewProjectDialog::NewProjectDialog(const NewProjectQuestion& question, QWidget* parent)
    : QDialog(parent), m_path(new QLineEdit(QDir::toNativeSeparators(question.suggested))),
      m_alphabets(new QButtonGroup(this)), m_problem(new QLabel)
{
    setWindowTitle(tr("New project"));
    layOut();
    if (question.alphabet)
        m_alphabets->button(int(*question.alphabet))->setChecked(true);
    connect(m_path, &QLineEdit::textChanged, this, &NewProjectDialog::check);
    connect(m_alphabets, &QButtonGroup::idToggled, this, &NewProjectDialog::check);
    check();
}

void NewProjectDialog::layOut()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(8);
    auto* fileLabel = new QLabel(tr("&File"));
    fileLabel->setObjectName(QStringLiteral("sectionTitle"));
    fileLabel->setBuddy(m_path);
    auto* browseButton = new QPushButton(tr("&Browse…"));
    auto* file = new QHBoxLayout;
    file->addWidget(m_path, 1);
    file->addWidget(browseButton);
    auto* alphabetLabel = new QLabel(tr("Letters of the sequences"));
    alphabetLabel->setObjectName(QStringLiteral("sectionTitle"));
    layout->addWidget(fileLabel);
    layout->addLayout(file);
    layout->addSpacing(8);
    layout->addWidget(alphabetLabel);
    addChoice(*layout, *m_alphabets, Alphabet::Protein, tr("&Protein"), tr("amino acids, A–Z and *"));
    addChoice(*layout, *m_alphabets, Alphabet::Dna, tr("&DNA"), tr("A, C, G, T, N and the other IUPAC codes"));
    addChoice(*layout, *m_alphabets, Alphabet::Rna, tr("&RNA"), tr("A, C, G, U, N and the other IUPAC codes"));
    addChoice(*layout, *m_alphabets, Alphabet::Text, tr("&Other"), tr("any printable letters, case kept"));
    layout->addSpacing(8);
    m_problem->setObjectName(QStringLiteral("muted"));
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(2 * fontMetrics().height());
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_create = buttons->addButton(tr("&Create"), QDialogButtonBox::AcceptRole);
    m_create->setProperty("primary", true);
    layout->addWidget(buttons);
    m_create->setDefault(true); // once it is in the dialog: before, it is nobody's default
    browseButton->setAutoDefault(false);
    setMinimumWidth(kWidth);
    m_path->setMinimumWidth(kWidth - 140);
    connect(browseButton, &QPushButton::clicked, this, &NewProjectDialog::browse);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void NewProjectDialog::browse()
{
    auto* dialog = new QFileDialog(this, tr("New project"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing file is refused here
    dialog->setNameFilters({tr("CoreSpan projects (*.corespan)"), tr("All files (*)")});
    dialog->setDefaultSuffix(QStringLiteral("corespan"));
    const QFileInfo now(path());
    dialog->setDirectory(now.absolutePath());
    dialog->selectFile(now.fileName());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& chosen) { m_path->setText(QDir::toNativeSeparators(chosen)); });
    dialog->open();
}

QString NewProjectDialog::path() const
{
    QString text = QDir::fromNativeSeparators(m_path->text().trimmed());
    if (text.isEmpty() || text.endsWith(QLatin1Char('/')))
        return {};
    if (QFileInfo(text).suffix().isEmpty())
        text += QStringLiteral(".corespan");
    return QFileInfo(text).absoluteFilePath();
}

QString NewProjectDialog::problem() const
{
    const QFileInfo file(path());
    const QFileInfo folder(file.absolutePath());
    if (path().isEmpty())
        return tr("Name the file that the project is kept in.");
    if (file.exists())
        return tr("%1 is there already; open it, or take another name.").arg(file.fileName());
    if (!folder.isDir())
        return tr("There is no folder %1.").arg(QDir::toNativeSeparators(folder.filePath()));
    if (!folder.isWritable())
        return tr("You may not write to %1.").arg(QDir::toNativeSeparators(folder.filePath()));
    if (m_alphabets->checkedId() < 0)
        return tr("Choose what the letters of the sequences are.");
    return {};
}

NewProjectAnswer NewProjectDialog::answer() const
{
    return {path(), Alphabet(std::max(m_alphabets->checkedId(), 0))};
}

void NewProjectDialog::check()
{
    m_create->setEnabled(problem().isEmpty());
    m_problem->setText(problem());
}

} // namespace corespan::gui
