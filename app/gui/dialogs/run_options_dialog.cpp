// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/run_options_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <limits>

namespace corespan::gui {

namespace {

constexpr int kLongest = std::numeric_limits<int>::max();

QSpinBox* whole(int least, int most, const QString& unit, const QString& tip)
{
    auto* box = new QSpinBox;
    box->setRange(least, most);
    box->setGroupSeparatorShown(true);
    box->setSuffix(unit);
    box->setToolTip(tip);
    return box;
}

QDoubleSpinBox* real(double least, double most, double step, const QString& tip)
{
    auto* box = new QDoubleSpinBox;
    box->setRange(least, most);
    box->setDecimals(3);
    box->setSingleStep(step);
    box->setToolTip(tip);
    return box;
}

QCheckBox* check(const QString& text, const QString& tip)
{
    auto* box = new QCheckBox(text);
    box->setToolTip(tip);
    return box;
}

} // namespace

RunOptionsDialog::RunOptionsDialog(const RunOptionsQuestion& question, QWidget* parent)
    : QDialog(parent), m_options(question.options),
      m_minLength(whole(1, kLongest, tr(" positions"), tr("Shorter cores are never chosen"))),
      m_maxLength(whole(0, kLongest, tr(" positions"), tr("Longer cores are never chosen"))),
      m_candidates(whole(1, 1000, {}, tr("Candidate cores kept for each record"))),
      m_temperature(real(0.05, 20.0, 0.1, tr("Divides every score before probabilities are taken: above 1 less sure"))),
      m_allowNull(check(tr("A record may have no core"), tr("Off: every record gets a core"))),
      m_nullBias(real(-100.0, 100.0, 0.5, tr("Above 0 makes \"no core\" more likely"))),
      m_threshold(real(0.0, 1.0, 0.05, tr("P(core) from which a position belongs to a core"))),
      m_mergeGap(whole(0, kLongest, tr(" positions"), tr("Gaps of at most so many positions are closed"))),
      m_exactSegments(check(tr("Best set of segments"), tr("Instead of threshold and gaps, within the length limits"))),
      m_singleCore(check(tr("At most one core a record"), tr("Off: any number"))), m_grammar(check({}, {})),
      m_bothStrands(check(tr("Both strands"), tr("Finds cores on the reverse strand too; on forward coordinates")))
{
    setWindowTitle(tr("Run options"));
    m_maxLength->setSpecialValueText(tr("no limit"));
    layOut(question);
    show(question.options);
}

void RunOptionsDialog::layOut(const RunOptionsQuestion& question)
{
    const UsedOptions used = usedOptions(question.summary);
    m_grammar->setText(tr("Only cores that the grammar \"%1\" allows").arg(question.summary.grammar));
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    form->setHorizontalSpacing(12);
    form->addRow(tr("&Shortest core"), m_minLength);
    form->addRow(tr("&Longest core"), m_maxLength);
    form->addRow(tr("&Candidates"), m_candidates);
    form->addRow(tr("&Temperature"), m_temperature);
    const auto row = [form, this](bool shown, const QString& label, QWidget* field) {
        if (shown)
            form->addRow(label, field);
        else
            field->setParent(this), field->hide();
    };
    row(used.null, {}, m_allowNull);
    row(used.null, tr("Bias to \"&no core\""), m_nullBias);
    row(used.threshold, tr("T&hreshold"), m_threshold);
    row(used.mergeGap, tr("&Gaps closed"), m_mergeGap);
    row(used.threshold, {}, m_exactSegments);
    row(used.singleCore, {}, m_singleCore);
    row(used.grammar, {}, m_grammar);
    row(used.strands, {}, m_bothStrands);
    auto* heading =
        new QLabel(tr("For the next run of %1 (selector %2)").arg(question.model, question.summary.selector));
    heading->setObjectName(QStringLiteral("sectionTitle"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* own = buttons->addButton(tr("The &model's own"), QDialogButtonBox::ResetRole);
    buttons->button(QDialogButtonBox::Ok)->setProperty("primary", true);
    connect(own, &QPushButton::clicked, this, [this, defaults = question.summary.defaults] { show(defaults); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addLayout(form);
    layout->addWidget(buttons);
}

void RunOptionsDialog::show(const RunOptions& options)
{
    m_options = options;
    m_minLength->setValue(int(options.minLength));
    m_maxLength->setValue(int(options.maxLength));
    m_candidates->setValue(options.candidates);
    m_temperature->setValue(options.temperature);
    m_allowNull->setChecked(options.allowNull);
    m_nullBias->setValue(options.nullBias);
    m_threshold->setValue(options.threshold);
    m_mergeGap->setValue(int(options.mergeGap));
    m_exactSegments->setChecked(options.exactSegments);
    m_singleCore->setChecked(options.singleCore);
    m_grammar->setChecked(options.grammar);
    m_bothStrands->setChecked(options.bothStrands);
}

RunOptions RunOptionsDialog::options() const
{
    RunOptions options = m_options;
    options.minLength = m_minLength->value();
    options.maxLength = m_maxLength->value() > 0 ? std::max(m_maxLength->value(), m_minLength->value()) : 0;
    options.candidates = m_candidates->value();
    options.temperature = m_temperature->value();
    options.allowNull = m_allowNull->isChecked();
    options.nullBias = m_nullBias->value();
    options.threshold = m_threshold->value();
    options.mergeGap = m_mergeGap->value();
    options.exactSegments = m_exactSegments->isChecked();
    options.singleCore = m_singleCore->isChecked();
    options.grammar = m_grammar->isChecked();
    options.bothStrands = m_bothStrands->isChecked();
    return options;
}

} // namespace corespan::gui
