// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/filter_dialog.h"

#include "core/domain/names.h"
#include "gui/document/reason_text.h"
#include "gui/document/record_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace corespan::gui {

namespace {

constexpr int kBoxColumns = 3;
constexpr int kNarrow = 90;

/// Absent for an empty field; `wrong` is set for what is no number.
std::optional<std::int64_t> whole(const QLineEdit* field, QString& wrong)
{
    const QString text = field->text().trimmed();
    bool isNumber = true;
    const qint64 number = text.isEmpty() ? 0 : text.toLongLong(&isNumber);
    if (!isNumber || number < 0)
        wrong = FilterDialog::tr("\"%1\" is no number of positions.").arg(text);
    return text.isEmpty() ? std::nullopt : std::optional<std::int64_t>(number);
}

std::optional<double> share(const QLineEdit* field, QString& wrong)
{
    const QString text = field->text().trimmed();
    bool isNumber = true;
    const double number = text.isEmpty() ? 0.0 : text.toDouble(&isNumber);
    if (!isNumber || !(number >= 0.0 && number <= 1.0))
        wrong = FilterDialog::tr("\"%1\" is no score: those lie between 0 and 1.").arg(text);
    return text.isEmpty() ? std::nullopt : std::optional(number);
}

template <typename T>
QString text(const std::optional<T>& value)
{
    return value ? QString::number(*value) : QString();
}

} // namespace

FilterDialog::FilterDialog(const FilterQuestion& question, QWidget* parent)
    : QDialog(parent), m_type(new QComboBox),
      m_name(field(tr("Regular expression: ^gene_[0-9]+$, found in name or description"))),
      m_motif(field(tr("Regular expression over the residues: N[^P][ST]"))),
      m_note(field(tr("Regular expression; a single dot finds every note"))),
      m_moved(field(tr("A curated core has an end so far, or farther, from the run's"))),
      m_differs(new QCheckBox(tr("Curated cores that are not the &run's"))), m_otherRun(new QComboBox),
      m_group(field(tr("Name of a record: itself and those that are near-identical to it"))),
      m_oneOfEqual(new QCheckBox(tr("One of each set of e&qual sequences"))), m_problem(new QLabel)
{
    setWindowTitle(tr("Filter of the queue"));
    m_type->addItem(tr("any"));
    for (const QString& type : question.types)
        m_type->addItem(type, type);
    m_otherRun->addItem(tr("no condition"), 0);
    for (const Run& run : question.runs)
        if (run.id != question.shown)
            m_otherRun->addItem(tr("other cores than %1").arg(runText(run)), qint64(run.id));
    layOut();
    show(question.conditions);
}

QLineEdit* FilterDialog::field(const QString& tip)
{
    auto* made = new QLineEdit(this);
    made->setToolTip(tip);
    made->setClearButtonEnabled(true);
    return made;
}

FilterDialog::Range FilterDialog::range(QFormLayout& form, const QString& label, const QString& tip)
{
    const Range made{field(tip), field(tip)};
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (QLineEdit* each : {made.least, made.most})
        each->setFixedWidth(kNarrow);
    made.least->setAccessibleName(tr("%1, least").arg(QString(label).remove(QLatin1Char('&'))));
    made.most->setAccessibleName(tr("%1, most").arg(QString(label).remove(QLatin1Char('&'))));
    row->addWidget(made.least);
    row->addWidget(new QLabel(tr("to")));
    row->addWidget(made.most);
    row->addStretch(1);
    form.addRow(label, row);
    if (auto* named = qobject_cast<QLabel*>(form.labelForField(row)))
        named->setBuddy(made.least);
    return made;
}

QWidget* FilterDialog::statesAndReasons()
{
    auto* boxes = new QWidget;
    auto* grid = new QGridLayout(boxes);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(4);
    int row = 0;
    const auto heading = [&](const QString& words) {
        auto* label = new QLabel(words);
        label->setObjectName(QStringLiteral("muted"));
        grid->addWidget(label, row++, 0, 1, kBoxColumns);
    };
    heading(tr("State is one of"));
    int at = 0;
    for (const ReviewState state : allReviewStates()) {
        auto* box = new QCheckBox(tr("%1 %2").arg(stateSymbol(state), displayName(state)));
        m_states.append({state, box});
        grid->addWidget(box, row + at / kBoxColumns, at % kBoxColumns);
        ++at;
    }
    row += (at + kBoxColumns - 1) / kBoxColumns;
    heading(tr("Reason is one of"));
    at = 0;
    for (const Reason reason : allReasons()) {
        auto* box = new QCheckBox(tr("%1 %2").arg(reasonSigns(reason), displayName(reason)));
        m_reasons.append({reason, box});
        grid->addWidget(box, row + at / kBoxColumns, at % kBoxColumns);
        ++at;
    }
    return boxes;
}

void FilterDialog::layOut()
{
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    form->setHorizontalSpacing(12);
    form->addRow(tr("&Type of a core"), m_type);
    m_core = range(*form, tr("&Core length"), tr("Positions of a shown core"));
    m_length = range(*form, tr("Record &length"), tr("Positions of the record"));
    m_score = range(*form, tr("&Score"), tr("Probability of the run's decision, 0 to 1"));
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Motif"), m_motif);
    form->addRow(tr("N&ote"), m_note);
    form->addRow(tr("Ends moved &by at least"), m_moved);
    form->addRow({}, m_differs);
    form->addRow(tr("&Another run"), m_otherRun);
    form->addRow(tr("Li&ke the record"), m_group);
    form->addRow({}, m_oneOfEqual);
    m_moved->setFixedWidth(kNarrow);
    m_problem->setObjectName(QStringLiteral("fieldError"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setProperty("primary", true);
    auto* clear = buttons->addButton(tr("No con&ditions"), QDialogButtonBox::ResetRole);
    connect(clear, &QPushButton::clicked, this, [this] { show({}); });
    connect(buttons, &QDialogButtonBox::accepted, this, &FilterDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(12);
    layout->addWidget(statesAndReasons());
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
}

void FilterDialog::show(const QueueConditions& conditions)
{
    for (const auto& [state, box] : m_states)
        box->setChecked(conditions.states.contains(state));
    for (const auto& [reason, box] : m_reasons)
        box->setChecked(conditions.reasons.testFlag(reason));
    if (m_type->findData(conditions.type) < 0 && !conditions.type.isEmpty())
        m_type->addItem(conditions.type, conditions.type);
    m_type->setCurrentIndex(std::max(0, m_type->findData(conditions.type)));
    m_core.least->setText(text(conditions.minCore));
    m_core.most->setText(text(conditions.maxCore));
    m_length.least->setText(text(conditions.minLength));
    m_length.most->setText(text(conditions.maxLength));
    m_score.least->setText(text(conditions.minScore));
    m_score.most->setText(text(conditions.maxScore));
    m_name->setText(conditions.name);
    m_motif->setText(conditions.motif);
    m_note->setText(conditions.note);
    m_moved->setText(text(conditions.moved));
    m_differs->setChecked(conditions.differsFromModel);
    m_otherRun->setCurrentIndex(std::max(0, m_otherRun->findData(qint64(conditions.otherRun))));
    m_group->setText(conditions.group);
    m_oneOfEqual->setChecked(conditions.oneOfEqual);
}

Result<QueueConditions> FilterDialog::conditions() const
{
    QueueConditions made;
    QString wrong;
    for (const auto& [state, box] : m_states)
        if (box->isChecked())
            made.states << state;
    for (const auto& [reason, box] : m_reasons)
        made.reasons.setFlag(reason, box->isChecked());
    made.type = m_type->currentData().toString();
    made.minCore = whole(m_core.least, wrong);
    made.maxCore = whole(m_core.most, wrong);
    made.minLength = whole(m_length.least, wrong);
    made.maxLength = whole(m_length.most, wrong);
    made.minScore = share(m_score.least, wrong);
    made.maxScore = share(m_score.most, wrong);
    made.name = m_name->text();
    made.motif = m_motif->text();
    made.note = m_note->text();
    made.moved = whole(m_moved, wrong);
    made.differsFromModel = m_differs->isChecked();
    made.otherRun = RunId(m_otherRun->currentData().toLongLong());
    made.group = m_group->text().trimmed();
    made.oneOfEqual = m_oneOfEqual->isChecked();
    if (!wrong.isEmpty())
        return Error{wrong, Error::Kind::BadInput};
    if (Status status = checkConditions(made); !status)
        return status.error();
    return made;
}

QString FilterDialog::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

void FilterDialog::accept()
{
    const auto made = conditions();
    m_problem->setText(made ? QString() : made.error().message);
    m_problem->setVisible(!made);
    if (made)
        QDialog::accept();
}

} // namespace corespan::gui
