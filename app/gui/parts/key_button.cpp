// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/key_button.h"

#include <QAction>
#include <QFontDatabase>
#include <QPainter>
#include <QStyleOptionButton>

namespace corespan::gui {

namespace {
constexpr int kGap = 6;
constexpr int kPadding = 12; ///< left and right of the words; the style sheet's padding is not asked for
constexpr int kHeight = 28;
} // namespace

KeyButton::KeyButton(QAction* action, const QString& text, bool keys, QWidget* parent) : QPushButton(text, parent)
{
    setFocusPolicy(Qt::TabFocus); // a click leaves the focus, and with it the review keys, where they are
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    const auto follow = [this, action, keys] {
        setEnabled(action->isEnabled());
        setToolTip(action->toolTip());
        const QString now = keys ? action->property("shownKeys").toString() : QString();
        if (now != m_key || accessibleName().isEmpty()) {
            m_key = now;
            setAccessibleName(m_key.isEmpty() ? this->text() : tr("%1, key %2").arg(this->text(), m_key));
            updateGeometry();
            update();
        }
    };
    connect(action, &QAction::changed, this, follow);
    follow();
}

QFont KeyButton::keyFont() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(qMax(9, fontInfo().pixelSize() - 3));
    return font;
}

QSize KeyButton::sizeHint() const
{
    ensurePolished();
    int width = fontMetrics().horizontalAdvance(text()) + 2 * kPadding;
    if (!m_key.isEmpty())
        width += kGap + QFontMetrics(keyFont()).horizontalAdvance(m_key);
    return {width, qMax(kHeight, fontMetrics().height() + 10)};
}

void KeyButton::paintEvent(QPaintEvent*)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    QPainter painter(this);
    style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);

    const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    QColor ink = option.palette.color(group, QPalette::ButtonText);
    painter.setPen(ink);
    QRect box = rect().adjusted(kPadding, 0, -kPadding, 0);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic, text());
    if (m_key.isEmpty())
        return;
    if (!property("primary").toBool()) // where any fading is too little contrast
        ink.setAlphaF(ink.alphaF() * 0.75F);
    painter.setPen(ink);
    painter.setFont(keyFont());
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, m_key);
}

} // namespace corespan::gui
