// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/label_counts.h"

#include "paint/scene.h"
#include "track_view_p.h"
#include "widgets/probability_bar.h"

#include <QPainter>

namespace corespan::widgets {

namespace {

constexpr int swatch = 14;
constexpr int gap = 8;

} // namespace

LabelCounts::LabelCounts(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Labels in core"));
}

void LabelCounts::setCounts(const LabelSet& labels, const QVector<qint64>& counts)
{
    m_labels = labels;
    m_counts = counts;
    m_counts.resize(labels.size());
    refresh();
}

void LabelCounts::setTheme(const Theme& theme)
{
    m_theme = theme;
    update();
}

void LabelCounts::setZerosHidden(bool hidden)
{
    m_zerosHidden = hidden;
    refresh();
}

QVector<int> LabelCounts::rows() const
{
    QVector<int> shown;
    for (int i = 0; i < m_labels.size(); ++i) {
        if (m_counts[i] > 0 || !m_zerosHidden) {
            shown.append(i);
        }
    }
    return shown;
}

int LabelCounts::rowHeight() const
{
    return std::max(fontMetrics().height(), swatch) + 4;
}

void LabelCounts::refresh()
{
    QStringList words;
    for (const int i : rows()) {
        words << tr("%1: %2").arg(m_labels[i].name).arg(m_counts[i]);
    }
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize LabelCounts::sizeHint() const
{
    return {220, std::max(1, static_cast<int>(rows().size())) * rowHeight()};
}

QSize LabelCounts::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void LabelCounts::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        refresh();
    }
}

void LabelCounts::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QVector<int> shown = rows();
    if (shown.isEmpty()) {
        painter.setPen(m_theme.mutedText);
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, tr("no labels"));
        return;
    }
    qint64 most = 1;
    int nameWidth = 0;
    for (const int i : shown) {
        most = std::max(most, m_counts[i]);
        nameWidth = std::max(nameWidth, fontMetrics().horizontalAdvance(m_labels[i].name));
    }
    const int numberWidth = fontMetrics().horizontalAdvance(QString::number(most));
    nameWidth = std::min(nameWidth, width() / 3);
    QFont letters = scaledFont(TrackViewPrivate::pixelFont(font(), 1.0), 0.82);
    letters.setBold(true);
    const int barLeft = swatch + gap + nameWidth + gap;
    const int barWidth = width() - barLeft - gap - numberWidth;
    int top = 0;
    for (const int i : shown) {
        const QRect row(0, top, width(), rowHeight());
        painter.setFont(letters);
        paintLabelBox(painter, QRectF(0, row.center().y() - swatch / 2.0, swatch, swatch), m_labels[i], true);
        painter.setFont(font());
        painter.setPen(m_theme.text);
        painter.drawText(row.adjusted(swatch + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(m_labels[i].name, Qt::ElideRight, nameWidth));
        painter.setPen(m_theme.mutedText);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, QString::number(m_counts[i]));
        if (barWidth > 10) {
            paintProbabilityBar(&painter, QRectF(barLeft, row.center().y() - 3, barWidth, 7),
                                static_cast<double>(m_counts[i]) / static_cast<double>(most), m_labels[i].color,
                                m_theme.barGround);
        }
        top += rowHeight();
    }
}

} // namespace corespan::widgets
