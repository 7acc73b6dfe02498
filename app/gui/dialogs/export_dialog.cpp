// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/export_dialog.h"

#include "core/domain/names.h"
#include "core/exporting/curated_gold.h"
#include "gui/document/record_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace corespan::gui {

namespace {

constexpr int kWidth = 640;
constexpr int kStateColumns = 4;
constexpr int kTypeColumns = 4;
constexpr int kMostShares = 1000;

using By = SplitOptions::By;

QVector<ReviewState> usualStates(std::optional<ExportFormat> format)
{
    if (!format)
        return exampleStates();
    return *format == ExportFormat::Corrections ? correctionStates() : allReviewStates();
}

QGridLayout* boxGrid(QWidget* box)
{
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(4);
    return grid;
}

} // namespace

ExportDialog::ExportDialog(ExportQuestion question, QWidget* parent)
    : QDialog(parent), m_question(std::move(question)), m_format(new QComboBox), m_about(new QLabel),
      m_maskFlanks(new QCheckBox(tr("&Leave out labels outside cores"))),
      m_provenance(new QCheckBox(tr("Say of each core &who set it, when, and which run has the same"))),
      m_split(new QComboBox), m_key(new QLineEdit(QStringLiteral("gene"))), m_sharesRow(new QWidget),
      m_path(new QLineEdit), m_problem(new QLabel), m_form(new QFormLayout)
{
    setWindowTitle(tr("Export"));
    m_format->setObjectName(QStringLiteral("exportFormat"));
    m_format->addItem(tr("Training set (a folder)"));
    for (const ExportFormat each : allExportFormats())
        if (each != ExportFormat::Corrections || m_question.hasRuns)
            m_format->addItem(displayName(each), int(each));
    layOut();
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChanged);
    connect(m_split, &QComboBox::currentIndexChanged, this, &ExportDialog::check);
    connect(m_key, &QLineEdit::textChanged, this, &ExportDialog::check);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::check);
    formatChanged();
}

QWidget* ExportDialog::makeStates()
{
    auto* box = new QWidget;
    QGridLayout* grid = boxGrid(box);
    int at = 0;
    for (const ReviewState state : allReviewStates()) {
        const qint64 records = m_question.counts.byState.value(state);
        auto* check = new QCheckBox(tr("%1 (%2)").arg(displayName(state), QLocale().toString(records)));
        m_states.append({state, check});
        grid->addWidget(check, at / kStateColumns, at % kStateColumns);
        connect(check, &QCheckBox::toggled, this, [this] {
            m_statesTouched = true;
            this->check();
        });
        ++at;
    }
    return box;
}

QWidget* ExportDialog::makeTypes()
{
    auto* box = new QWidget;
    QGridLayout* grid = boxGrid(box);
    for (const QString& type : std::as_const(m_question.types)) {
        auto* check = new QCheckBox(QString(type).replace(QLatin1Char('&'), QLatin1String("&&")));
        check->setChecked(true);
        const int at = int(m_types.size());
        m_types.append({type, check});
        grid->addWidget(check, at / kTypeColumns, at % kTypeColumns);
        connect(check, &QCheckBox::toggled, this, &ExportDialog::check);
    }
    grid->setColumnStretch(kTypeColumns, 1);
    return box;
}

QWidget* ExportDialog::makeSplit()
{
    m_split->setObjectName(QStringLiteral("exportSplit"));
    m_split->addItem(tr("one file"));
    m_split->addItem(tr("parts: similar sequences stay together (MMseqs2)"), int(By::Similarity));
    m_split->addItem(tr("parts: records of one group stay together"), int(By::Group));
    m_key->setToolTip(tr("What a group shares: \"id\", or a key of what the records came with (\"gene\", \"contig\")"));
    m_key->setAccessibleName(tr("Key of the group"));
    auto* row = new QHBoxLayout(m_sharesRow);
    row->setContentsMargins({});
    row->setSpacing(8);
    for (const auto& [name, share] : {std::pair{"train", 8}, std::pair{"valid", 1}, std::pair{"test", 1}}) {
        auto* spin = new QSpinBox;
        spin->setRange(0, kMostShares);
        spin->setValue(share);
        spin->setAccessibleName(tr("Share of %1").arg(QLatin1String(name)));
        m_shares.append({QLatin1String(name), spin});
        row->addWidget(new QLabel(QLatin1String(name)));
        row->addWidget(spin);
        connect(spin, &QSpinBox::valueChanged, this, &ExportDialog::check);
    }
    row->addWidget(new QLabel(tr("by")));
    row->addWidget(m_key, 1);
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(6);
    column->addWidget(m_split);
    column->addWidget(m_sharesRow);
    m_splitRow = box;
    return box;
}

QWidget* ExportDialog::makePlace()
{
    m_path->setObjectName(QStringLiteral("exportPath"));
    auto* browseButton = new QPushButton(tr("&Browse…"));
    browseButton->setAutoDefault(false);
    connect(browseButton, &QPushButton::clicked, this, &ExportDialog::browse);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->addWidget(m_path, 1);
    row->addWidget(browseButton);
    box->setFocusProxy(m_path);
    return box;
}

void ExportDialog::layOut()
{
    m_form->setLabelAlignment(Qt::AlignRight);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(10);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_about->setObjectName(QStringLiteral("muted"));
    m_problem->setObjectName(QStringLiteral("muted"));
    m_problem->setWordWrap(true);
    m_form->addRow(tr("&Format"), m_format);
    m_form->addRow({}, m_about);
    m_form->addRow(tr("Records"), makeStates());
    if (m_question.types.size() > 1)
        m_form->addRow(tr("Core types"), makeTypes());
    m_form->addRow({}, m_maskFlanks);
    m_form->addRow({}, m_provenance);
    m_form->addRow(tr("&Parts"), makeSplit());
    m_form->addRow(tr("W&rite to"), makePlace());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_export = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    m_export->setProperty("primary", true);
    m_export->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(12);
    layout->addLayout(m_form);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(kWidth);
}

std::optional<ExportFormat> ExportDialog::format() const
{
    const QVariant chosen = m_format->currentData();
    return chosen.isValid() ? std::optional(ExportFormat(chosen.toInt())) : std::nullopt;
}

void ExportDialog::formatChanged()
{
    const auto chosen = format();
    m_about->setText(chosen ? description(*chosen)
                            : tr("Gold JSONL to train from, with a manifest (counts, checksums) and a data card."));
    if (!m_statesTouched) {
        const QVector<ReviewState> usual = usualStates(chosen);
        for (const auto& [state, box] : std::as_const(m_states)) {
            const QSignalBlocker quiet(box);
            box->setChecked(usual.contains(state));
        }
    }
    m_maskFlanks->setEnabled(!chosen || holdsLabels(*chosen)); // a training set is JSONL
    m_provenance->setEnabled(!chosen || holdsProvenance(*chosen));
    m_splitRow->setEnabled(!chosen);
    suggestPath();
    check();
}

void ExportDialog::suggestPath()
{
    if (m_path->isModified())
        return;
    const auto chosen = format();
    const QString name = chosen ? QStringLiteral("%1.%2").arg(m_question.name, fileSuffix(*chosen))
                                : m_question.name + QStringLiteral("-training");
    m_path->setText(QDir::toNativeSeparators(QDir(m_question.folder).filePath(name)));
}

std::optional<SplitOptions> ExportDialog::split() const
{
    const QVariant by = m_split->currentData();
    if (format() || !by.isValid())
        return std::nullopt;
    SplitOptions options;
    options.by = By(by.toInt());
    options.key = m_key->text().trimmed();
    for (const auto& [name, share] : m_shares)
        if (share->value() > 0)
            options.parts.append({name, double(share->value()), {}});
    return options;
}

ExportRequest ExportDialog::request() const
{
    ExportRequest request;
    request.format = format();
    request.path = QDir::fromNativeSeparators(m_path->text().trimmed());
    request.split = split();
    request.choice.maskFlanks = m_maskFlanks->isEnabled() && m_maskFlanks->isChecked();
    request.choice.provenance = m_provenance->isEnabled() && m_provenance->isChecked();
    for (const auto& [state, box] : m_states)
        if (box->isChecked())
            request.choice.states.append(state);
    if (request.choice.states.size() == m_states.size())
        request.choice.states.clear(); // any
    for (const auto& [type, box] : m_types)
        if (box->isChecked())
            request.choice.types.append(type);
    if (request.choice.types.size() == m_types.size())
        request.choice.types.clear();
    return request;
}

qint64 ExportDialog::chosenRecords() const
{
    qint64 records = 0;
    for (const auto& [state, box] : m_states)
        records += box->isChecked() ? m_question.counts.byState.value(state) : 0;
    return records;
}

QString ExportDialog::problem() const
{
    const ExportRequest chosen = request();
    const QFileInfo place(chosen.path);
    if (chosenRecords() == 0)
        return tr("No record is in a state that is chosen.");
    if (!m_types.isEmpty() && std::ranges::none_of(m_types, [](const auto& type) { return type.second->isChecked(); }))
        return tr("Choose a core type.");
    if (chosen.split && chosen.split->parts.size() < 2)
        return tr("Give at least two parts a share.");
    if (chosen.split && chosen.split->by == By::Group && chosen.split->key.isEmpty())
        return tr("Name the key that records of one group share.");
    if (chosen.path.isEmpty())
        return chosen.format ? tr("Name the file to write.") : tr("Name the folder to write.");
    if (chosen.format && place.isDir())
        return tr("%1 is a folder; name a file.").arg(QDir::toNativeSeparators(chosen.path));
    if (!chosen.format && place.exists() && !place.isDir())
        return tr("%1 is a file; name a folder.").arg(QDir::toNativeSeparators(chosen.path));
    if (!QFileInfo(place.absolutePath()).isDir())
        return tr("There is no folder %1.").arg(QDir::toNativeSeparators(place.absolutePath()));
    return {};
}

void ExportDialog::check()
{
    const auto by = m_split->currentData();
    m_sharesRow->setVisible(by.isValid());
    m_key->setEnabled(by.isValid() && By(by.toInt()) == By::Group);
    const QString why = problem();
    const bool replaces = QFileInfo::exists(request().path);
    m_export->setEnabled(why.isEmpty());
    m_problem->setText(
        !why.isEmpty() ? why
        : replaces
            ? tr("%1 records. What is there is replaced once all is written and read back.")
                  .arg(QLocale().toString(chosenRecords()))
            : tr("%1 records. They are read back before the file is kept.").arg(QLocale().toString(chosenRecords())));
}

void ExportDialog::browse()
{
    auto* dialog = new QFileDialog(this, windowTitle());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // the line below the form says so
    const QFileInfo now(request().path);
    dialog->setDirectory(now.absolutePath());
    dialog->selectFile(now.fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        m_path->setText(QDir::toNativeSeparators(file));
        m_path->setModified(true);
    });
    dialog->open();
}

} // namespace corespan::gui
