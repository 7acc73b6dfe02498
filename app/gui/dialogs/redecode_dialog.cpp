// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/redecode_dialog.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>

#include <limits>

namespace corespan::gui {

namespace {

constexpr int kPause = 60;        ///< ms
constexpr int kPercent = 100;     ///< steps of a slider for probabilities
constexpr int kFieldWidth = 96;   ///< px
constexpr int kSlidLength = 1000; ///< longer ones are typed
constexpr int kSlidGap = 50;
constexpr int kLongest = std::numeric_limits<int>::max();

QDoubleSpinBox* probability(double least, double most, const QString& name, const QString& tip)
{
    auto* box = new QDoubleSpinBox;
    box->setRange(least, most);
    box->setDecimals(3);
    box->setSingleStep(1.0 / kPercent);
    box->setAccessibleName(name);
    box->setToolTip(tip);
    box->setFixedWidth(kFieldWidth);
    return box;
}

QSpinBox* whole(int least, const QString& name, const QString& tip)
{
    auto* box = new QSpinBox;
    box->setRange(least, kLongest);
    box->setGroupSeparatorShown(true);
    box->setAccessibleName(name);
    box->setToolTip(tip);
    box->setFixedWidth(kFieldWidth);
    return box;
}

QSlider* sliderOf(QDoubleSpinBox* box)
{
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setRange(qRound(box->minimum() * kPercent), qRound(box->maximum() * kPercent));
    slider->setValue(qRound(box->value() * kPercent));
    QObject::connect(slider, &QSlider::valueChanged, box,
                     [box](int value) { box->setValue(double(value) / kPercent); });
    QObject::connect(box, &QDoubleSpinBox::valueChanged, slider, [slider](double value) {
        const QSignalBlocker quiet(slider);
        slider->setValue(qRound(value * kPercent));
    });
    return slider;
}

QSlider* sliderOf(QSpinBox* box, int most)
{
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setRange(box->minimum(), most);
    slider->setValue(box->value());
    QObject::connect(slider, &QSlider::valueChanged, box, &QSpinBox::setValue);
    QObject::connect(box, &QSpinBox::valueChanged, slider, [slider](int value) {
        const QSignalBlocker quiet(slider); // a value beyond its range leaves the slider at its end
        slider->setValue(value);
    });
    return slider;
}

} // namespace

RedecodeDialog::RedecodeDialog(RedecodeQuestion question, QWidget* parent)
    : PlanDialog(tr("Decode anew"), tr("Also records that were &decided or flagged, or came with cores"), parent),
      m_question(std::move(question)), m_moving(new QTimer(this))
{
    makeFields();
    showOptions(m_question.standard);
    QPushButton* own = layOut(
        m_question.scope, [this](QVBoxLayout& layout) { addFields(layout); }, tr("As the &run"));
    resize(660, 640);
    connect(own, &QPushButton::clicked, this, [this] { showOptions(m_question.standard); });
    m_moving->setSingleShot(true);
    m_moving->setInterval(kPause);
    connect(m_moving, &QTimer::timeout, this, &RedecodeDialog::ask);
    const auto changed = [this] {
        if (!m_moving->isActive()) // asks while the slider moves on, not only once it stands still
            m_moving->start();
    };
    for (QDoubleSpinBox* box : {m_threshold, m_nullThreshold})
        connect(box, &QDoubleSpinBox::valueChanged, this, changed);
    for (QSpinBox* box : {m_minLength, m_maxLength, m_mergeGap})
        connect(box, &QSpinBox::valueChanged, this, changed);
    connect(&decidedToo(), &QCheckBox::toggled, this, changed);
    ask();
}

void RedecodeDialog::makeFields()
{
    m_threshold = probability(0.01, 0.99, tr("Threshold"), tr("P(core) from which a position belongs to a core"));
    m_minLength = whole(1, tr("Shortest core"), tr("Shorter ones are dropped"));
    m_maxLength = whole(0, tr("Longest core"), tr("Of longer ones the best part stays"));
    m_maxLength->setSpecialValueText(tr("no limit"));
    m_mergeGap = whole(0, tr("Gaps closed"), tr("Cores with so many positions or fewer between them become one"));
    m_nullThreshold =
        probability(0.0, 1.0, tr("No core above"), tr("P(no core) above which a record has none; 1: never"));
}

void RedecodeDialog::addFields(QVBoxLayout& layout)
{
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    form->setHorizontalSpacing(12);
    addRow(*form, tr("&Threshold of P(core)"), m_threshold, sliderOf(m_threshold));
    addRow(*form, tr("&Shortest core"), m_minLength, sliderOf(m_minLength, kSlidLength));
    addRow(*form, tr("&Longest core"), m_maxLength, sliderOf(m_maxLength, kSlidLength));
    addRow(*form, tr("&Gaps closed"), m_mergeGap, sliderOf(m_mergeGap, kSlidGap));
    addRow(*form, tr("&No core above P(no core)"), m_nullThreshold, sliderOf(m_nullThreshold));
    auto* about = new QLabel(tr("From the stored probabilities of %1. The model is not run.").arg(m_question.run));
    about->setObjectName(QStringLiteral("muted"));
    layout.addWidget(about);
    layout.addLayout(form);
}

void RedecodeDialog::addRow(QFormLayout& form, const QString& label, QWidget* field, QSlider* slider)
{
    slider->setAccessibleName(field->accessibleName());
    slider->setToolTip(field->toolTip());
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(slider, 1);
    row->addWidget(field);
    auto* text = new QLabel(label);
    text->setBuddy(field);
    form.addRow(text, row);
}

void RedecodeDialog::showOptions(const RedecodeOptions& options)
{
    m_threshold->setValue(options.threshold);
    m_minLength->setValue(int(options.minLength));
    m_maxLength->setValue(int(options.maxLength));
    m_mergeGap->setValue(int(options.mergeGap));
    m_nullThreshold->setValue(options.nullThreshold);
}

RedecodeRequest RedecodeDialog::request() const
{
    RedecodeRequest request;
    request.standard = m_question.standard;
    request.options = {m_threshold->value(), m_minLength->value(), m_maxLength->value(), m_mergeGap->value(),
                       m_nullThreshold->value()};
    request.decidedToo = decidedToo().isChecked();
    return request;
}

void RedecodeDialog::ask()
{
    m_question.preview(request(), awaitPlan());
}

} // namespace corespan::gui
