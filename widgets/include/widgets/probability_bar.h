// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QRectF>
#include <QStyledItemDelegate>

class QPainter;

namespace corespan::widgets {

/// A rounded bar, `value` of 0..1 filled; nothing for NaN or a value below 0.
void paintProbabilityBar(QPainter* painter, const QRectF& rect, double value, const QColor& fill, const QColor& ground);

/// "0.47" as "0.47", and ".47" with `leadingZero` off; "–" for NaN or a value below 0.
QString probabilityText(double value, bool leadingZero = true);

/// A cell with a bar and its number; the number comes from Qt::DisplayRole as a double.
class ProbabilityBarDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit ProbabilityBarDelegate(QObject* parent = nullptr);
    void setTheme(const Theme& theme) { m_theme = theme; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    Theme m_theme = Theme::light();
};

} // namespace corespan::widgets
