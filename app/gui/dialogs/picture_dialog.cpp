// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/picture_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {

constexpr int leastSide = 100;
constexpr int largestSide = 20'000;
constexpr QSize previewSize{520, 360};

QSpinBox* side(int value)
{
    auto* box = new QSpinBox;
    box->setRange(leastSide, largestSide);
    box->setSingleStep(20);
    box->setGroupSeparatorShown(true);
    box->setSuffix(PictureDialog::tr(" px"));
    box->setToolTip(PictureDialog::tr("96 to an inch; PNG has twice as many"));
    box->setValue(value);
    return box;
}

} // namespace

PictureDialog::PictureDialog(const PictureQuestion& question, QWidget* parent)
    : QDialog(parent), m_question(question), m_width(side(question.picture.size.width())),
      m_height(side(question.picture.size.height())), m_theme(new QComboBox), m_preview(new QLabel),
      m_settle(new QTimer(this))
{
    setWindowTitle(tr("Picture"));
    m_theme->addItem(tr("Light"), false);
    m_theme->addItem(tr("Dark"), true);
    m_theme->setCurrentIndex(question.shown.dark ? 1 : 0);
    m_preview->setObjectName(QStringLiteral("picturePreview"));
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setMinimumSize(previewSize);
    m_preview->setAccessibleName(tr("How the picture looks"));
    m_settle->setSingleShot(true);
    m_settle->setInterval(120);
    connect(m_settle, &QTimer::timeout, this, &PictureDialog::preview);
    const auto later = qOverload<>(&QTimer::start);
    connect(m_width, &QSpinBox::valueChanged, m_settle, later);
    connect(m_height, &QSpinBox::valueChanged, m_settle, later);
    connect(m_theme, &QComboBox::currentIndexChanged, m_settle, later);
    layOut();
}

void PictureDialog::layOut()
{
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    form->setHorizontalSpacing(12);
    form->addRow(tr("&Width"), m_width);
    form->addRow(tr("&Height"), m_height);
    form->addRow(tr("&Theme"), m_theme);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* save = buttons->addButton(tr("&Save as…"), QDialogButtonBox::AcceptRole);
    QPushButton* copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    save->setDefault(true);
    save->setToolTip(tr("SVG, PDF or PNG"));
    copy->setToolTip(tr("To the clipboard, as an image and as SVG"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [this] {
        m_copy = true;
        accept();
    });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_preview, 1);
    layout->addLayout(form);
    layout->addWidget(buttons);
}

widgets::PictureFormat PictureDialog::format() const
{
    const bool dark = m_theme->currentData().toBool();
    return {QSize(m_width->value(), m_height->value()), dark ? widgets::Theme::darkTheme() : widgets::Theme::light()};
}

PictureAnswer PictureDialog::answer() const
{
    return {format(), m_copy};
}

void PictureDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    preview();
}

void PictureDialog::preview()
{
    const QImage image = widgets::pictureImage(m_question.picture, format());
    if (image.isNull()) {
        m_preview->setText(tr("Too large for memory; choose a smaller size."));
        return;
    }
    const double ratio = devicePixelRatioF();
    QPixmap pixmap =
        QPixmap::fromImage(image.scaled(m_preview->size() * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    m_preview->setPixmap(pixmap);
}

} // namespace corespan::gui
