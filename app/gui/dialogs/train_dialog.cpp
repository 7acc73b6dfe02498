// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/train_dialog.h"

#include "gui/controllers/model_controller.h"
#include "gui/dialogs/options_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QThread>

namespace corespan::gui {

namespace {

constexpr int kWidth = 620;
constexpr double kNewRate = 1.5e-3;     ///< AdamW on the shipped models' size
constexpr double kContinuedRate = 3e-4; ///< gentler: what is learned already shall stay
const QString crfSuffix = QStringLiteral(" + CRF");

QDoubleSpinBox* real(double least, double most, double value, int decimals, const QString& suffix = {})
{
    auto* box = new QDoubleSpinBox;
    box->setDecimals(decimals);
    box->setRange(least, most);
    box->setValue(value);
    box->setSuffix(suffix);
    return box;
}

QWidget* withRemark(QWidget* field, const QString& remark)
{
    auto* box = new QWidget;
    auto* label = new QLabel(remark);
    label->setObjectName(QStringLiteral("muted"));
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->setSpacing(10);
    row->addWidget(field);
    row->addWidget(label, 1);
    return box;
}

} // namespace

TrainDialog::TrainDialog(const TrainQuestion& question, QWidget* parent)
    : QDialog(parent), m_question(question), m_start(new QComboBox), m_selector(new QComboBox),
      m_types(new QLineEdit(question.fresh.types.join(QStringLiteral(", ")))), m_fresh(new QWidget),
      m_fromProject(new QRadioButton), m_fromGold(new QRadioButton(tr("A &gold file (JSONL)"))), m_gold(new QLineEdit),
      m_validation(new QLineEdit), m_goldBox(new QWidget), m_name(new QLineEdit),
      m_epochs(real(0.1, 10'000.0, 10.0, 1)), m_minutes(real(0.0, 100'000.0, 0.0, 1, tr(" min"))),
      m_learningRate(real(1e-7, 1.0, kNewRate, 6)), m_selectorWeight(real(0.0, 100.0, 0.5, 2)), m_threads(new QSpinBox),
      m_problem(new QLabel)
{
    setWindowTitle(tr("Train a model"));
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    makeStart(*form);
    makeData(*form);
    makeOptions(*form);
    layOut(*form);
    modelChanged();
    suggestName();
    check();
}

void TrainDialog::makeStart(QFormLayout& form)
{
    m_start->setObjectName(QStringLiteral("startModel"));
    for (const TrainQuestion::Model& model : m_question.models)
        m_start->addItem(modelText(model.entry.name, model.summary), model.entry.directory);
    m_start->addItem(tr("A new model"), QString());
    m_selector->setObjectName(QStringLiteral("selectorKind"));
    for (const QString& kind : selectorKinds()) {
        m_selector->addItem(kind, kind);
        if (kind == QLatin1String("bio") || kind == QLatin1String("bioes"))
            m_selector->addItem(kind + crfSuffix, kind);
    }
    m_types->setToolTip(tr("Names of the core types, apart by commas"));
    auto* row = new QFormLayout(m_fresh);
    row->setContentsMargins({});
    row->addRow(tr("Se&lector"), m_selector);
    row->addRow(tr("Core t&ypes"), m_types);
    form.addRow(tr("&Start from"), m_start);
    form.addRow({}, m_fresh);
    connect(m_start, &QComboBox::currentIndexChanged, this, [this] {
        modelChanged();
        suggestName();
        check();
    });
    connect(m_selector, &QComboBox::currentIndexChanged, this, &TrainDialog::check);
    connect(m_types, &QLineEdit::textChanged, this, &TrainDialog::check);
}

void TrainDialog::makeData(QFormLayout& form)
{
    const bool project = !m_question.project.isEmpty();
    m_fromProject->setText(project ? tr("The %1 &reviewed records of %2")
                                         .arg(m_question.reviewed)
                                         .arg(QFileInfo(m_question.project).fileName())
                                   : tr("The &reviewed records of a project: open one first"));
    m_fromProject->setEnabled(project && m_question.reviewed > 0);
    (m_fromProject->isEnabled() ? m_fromProject : m_fromGold)->setChecked(true);
    m_gold->setObjectName(QStringLiteral("goldFile"));
    m_validation->setPlaceholderText(tr("none: the last model is kept, not the best"));
    auto* files = new QFormLayout(m_goldBox);
    files->setContentsMargins({});
    for (auto* field : {m_gold, m_validation}) {
        auto* browseButton = new QPushButton(tr("Browse…"));
        browseButton->setAutoDefault(false);
        connect(browseButton, &QPushButton::clicked, this, [this, field] { browse(field); });
        connect(field, &QLineEdit::textChanged, this, &TrainDialog::check);
        auto* row = new QHBoxLayout;
        row->addWidget(field, 1);
        row->addWidget(browseButton);
        files->addRow(field == m_gold ? tr("Train on") : tr("Validate on"), row);
    }
    auto* choice = new QVBoxLayout;
    choice->setSpacing(6);
    choice->addWidget(m_fromProject);
    choice->addWidget(m_fromGold);
    choice->addWidget(m_goldBox);
    form.addRow(tr("Learn from"), choice);
    m_goldBox->setVisible(m_fromGold->isChecked());
    connect(m_fromGold, &QRadioButton::toggled, this, [this](bool gold) {
        m_goldBox->setVisible(gold);
        check();
    });
}

void TrainDialog::makeOptions(QFormLayout& form)
{
    m_name->setObjectName(QStringLiteral("modelName"));
    m_minutes->setSpecialValueText(tr("no limit"));
    m_learningRate->setSingleStep(1e-4);
    m_selectorWeight->setSingleStep(0.1);
    const int cores = QThread::idealThreadCount();
    m_threads->setRange(1, std::max(cores, 1));
    m_threads->setValue(std::max(cores - 1, 1));
    form.addRow(tr("&Name"), withRemark(m_name, tr("the model's, without spaces")));
    form.addRow(tr("&Epochs"), withRemark(m_epochs, tr("times through the data")));
    form.addRow(tr("T&ime"), withRemark(m_minutes, tr("where there is a limit, the schedule follows it")));
    form.addRow(tr("Learning r&ate"), withRemark(m_learningRate, tr("at its highest; it falls along a cosine")));
    form.addRow(tr("Selector &weight"), withRemark(m_selectorWeight, tr("loss = translator + weight × selector")));
    form.addRow(tr("T&hreads"), withRemark(m_threads, tr("of %1; one left keeps the window quick").arg(cores)));
    connect(m_name, &QLineEdit::textChanged, this, &TrainDialog::check);
}

void TrainDialog::layOut(QFormLayout& form)
{
    m_problem->setObjectName(QStringLiteral("muted"));
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(2 * fontMetrics().height());
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* all = buttons->addButton(tr("All &options…"), QDialogButtonBox::ResetRole);
    m_train = buttons->addButton(tr("&Train"), QDialogButtonBox::AcceptRole);
    m_train->setProperty("primary", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(12);
    layout->addLayout(&form);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(buttons);
    m_train->setDefault(true);
    all->setAutoDefault(false);
    setMinimumWidth(kWidth);
    connect(all, &QPushButton::clicked, this, &TrainDialog::showAllOptions);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

bool TrainDialog::startsFresh() const
{
    return m_start->currentData().toString().isEmpty();
}

void TrainDialog::modelChanged()
{
    m_fresh->setVisible(startsFresh());
    m_learningRate->setValue(startsFresh() ? kNewRate : kContinuedRate);
}

void TrainDialog::suggestName()
{
    if (m_name->isModified())
        return;
    const QString base =
        startsFresh() ? QStringLiteral("model") : QFileInfo(m_start->currentData().toString()).fileName();
    for (int number = startsFresh() ? 1 : 2;; ++number) {
        const QString name = QStringLiteral("%1-%2").arg(base).arg(number);
        if (!QFileInfo::exists(QDir(m_question.folder).filePath(name))) {
            m_name->setText(name);
            return;
        }
    }
}

NewModel TrainDialog::newModel() const
{
    NewModel model = m_question.fresh;
    model.selector = m_selector->currentData().toString();
    model.crf = m_selector->currentText().endsWith(crfSuffix);
    model.types.clear();
    for (const QString& type : m_types->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
        model.types << type.trimmed();
    if (m_fromGold->isChecked())
        model.labels.clear(); // the file's
    return model;
}

/// What the form does not show: edited by hand, or as a new model has it.
QJsonObject TrainDialog::baseOptions() const
{
    if (!startsFresh())
        return m_edited;
    const QJsonObject fresh = newModelOptions(newModel());
    const QString shape = QString::fromUtf8(QJsonDocument(fresh).toJson());
    if (m_edited.isEmpty() || m_shape == shape)
        return m_edited.isEmpty() ? fresh : m_edited;
    QJsonObject options = m_edited; // of another kind of model: that part anew
    for (auto it = fresh.begin(); it != fresh.end(); ++it)
        options[it.key()] = it.value();
    return options;
}

TrainSetup TrainDialog::setup() const
{
    TrainSetup setup;
    setup.startModel = m_start->currentData().toString();
    if (m_fromProject->isChecked())
        setup.project = m_question.project;
    else
        setup.gold = QDir::fromNativeSeparators(m_gold->text().trimmed());
    setup.validation = QDir::fromNativeSeparators(m_validation->text().trimmed());
    setup.output = QDir(m_question.folder).filePath(m_name->text().trimmed());
    setup.options = baseOptions();
    setup.options["epochs"] = m_epochs->value();
    setup.options["max_minutes"] = m_minutes->value();
    setup.options["learning_rate"] = m_learningRate->value();
    setup.options["selector_weight"] = m_selectorWeight->value();
    setup.options["threads"] = m_threads->value();
    return setup;
}

QString TrainDialog::problem() const
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]*$"));
    const TrainSetup chosen = setup();
    if (chosen.project.isEmpty() && chosen.gold.isEmpty())
        return tr("Name the file of gold records to learn from.");
    for (const QString& file : {chosen.gold, chosen.validation})
        if (!file.isEmpty() && !QFileInfo(file).isFile())
            return tr("There is no file %1.").arg(QDir::toNativeSeparators(file));
    if (!plain.match(m_name->text().trimmed()).hasMatch())
        return tr("Name the model: letters, digits, dots and dashes.");
    if (QFileInfo::exists(chosen.output))
        return tr("There is a model %1 already; take another name.").arg(m_name->text().trimmed());
    if (startsFresh() && newModel().types.isEmpty())
        return tr("Name at least one type of cores.");
    const auto checked = checkedOptions(QString::fromUtf8(QJsonDocument(configuration(chosen)).toJson()));
    return checked ? QString() : checked.error().message;
}

void TrainDialog::check()
{
    const QString why = problem();
    m_train->setEnabled(why.isEmpty());
    m_problem->setText(
        why.isEmpty()
            ? tr("Written to %1. It goes on when the window is closed.").arg(QDir::toNativeSeparators(setup().output))
            : why);
}

void TrainDialog::browse(QLineEdit* field)
{
    auto* dialog = new QFileDialog(this, tr("Gold records"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Gold records (*.jsonl *.json *.gz)"), tr("All files (*)")});
    const QFileInfo now(field->text());
    dialog->setDirectory(now.isFile() ? now.absolutePath() : m_question.lastFolder);
    connect(dialog, &QFileDialog::fileSelected, field, &QLineEdit::setText);
    dialog->open();
}

void TrainDialog::showAllOptions()
{
    const QString json = QString::fromUtf8(QJsonDocument(configuration(setup())).toJson());
    const auto checked = checkedOptions(json);
    QJsonObject shown = checked ? *checked : configuration(setup());
    if (!startsFresh())
        shown.remove(QStringLiteral("model"));
    auto* dialog = new OptionsDialog(
        QString::fromUtf8(QJsonDocument(shown).toJson()), [this](const QString& text) { return takeOptions(text); },
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

QString TrainDialog::takeOptions(const QString& json)
{
    const auto checked = checkedOptions(json);
    if (!checked)
        return checked.error().message;
    m_edited = *checked;
    m_shape = QString::fromUtf8(QJsonDocument(newModelOptions(newModel())).toJson());
    m_epochs->setValue((*checked)["epochs"].toDouble());
    m_minutes->setValue((*checked)["max_minutes"].toDouble());
    m_learningRate->setValue((*checked)["learning_rate"].toDouble());
    m_selectorWeight->setValue((*checked)["selector_weight"].toDouble());
    m_threads->setValue((*checked)["threads"].toInt());
    check();
    return {};
}

} // namespace corespan::gui
