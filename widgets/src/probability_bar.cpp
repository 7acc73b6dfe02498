// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/probability_bar.h"

#include <QApplication>
#include <QPainter>

#include <cmath>

namespace corespan::widgets {

namespace {

constexpr int barWidth = 36;
constexpr int barHeight = 7;
constexpr int gap = 6;

bool isProbability(double value)
{
    return !std::isnan(value) && value >= 0.0;
}

} // namespace

void paintProbabilityBar(QPainter* painter, const QRectF& rect, double value, const QColor& fill, const QColor& ground)
{
    const double radius = rect.height() / 2.0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(rect, radius, radius);
    if (isProbability(value) && value > 0.0) {
        QRectF filled = rect;
        filled.setWidth(std::max(rect.width() * std::min(value, 1.0), 1.5));
        painter->setBrush(fill);
        painter->drawRoundedRect(filled, std::min(radius, filled.width() / 2.0), radius);
    }
    painter->restore();
}

QString probabilityText(double value, bool leadingZero)
{
    if (!isProbability(value)) {
        return QStringLiteral("\u2013");
    }
    const QString text = QString::number(value, 'f', 2);
    return !leadingZero && text.startsWith(u'0') ? text.mid(1) : text;
}

ProbabilityBarDelegate::ProbabilityBarDelegate(QObject* parent) : QStyledItemDelegate(parent) {}

void ProbabilityBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    const QWidget* widget = option.widget;
    QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, widget);

    bool known = false;
    double value = index.data(Qt::DisplayRole).toDouble(&known);
    value = known ? value : -1.0;
    const QString text = probabilityText(value);
    const int textWidth = option.fontMetrics.horizontalAdvance(QStringLiteral("0.00"));
    const QRect inside = option.rect.adjusted(4, 0, -6, 0);
    const QRectF bar(inside.right() - textWidth - gap - barWidth, inside.center().y() - barHeight / 2.0 + 0.5, barWidth,
                     barHeight);
    if (known && bar.left() >= inside.left()) {
        paintProbabilityBar(painter, bar, value, m_theme.bar, m_theme.barGround);
    }
    painter->save();
    painter->setFont(option.font);
    painter->setPen(m_theme.mutedText);
    painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter, text);
    painter->restore();
}

QSize ProbabilityBarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setWidth(option.fontMetrics.horizontalAdvance(QStringLiteral("0.00")) + gap + barWidth + 10);
    return size;
}

} // namespace corespan::widgets
