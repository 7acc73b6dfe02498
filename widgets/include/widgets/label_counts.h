// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/label_set.h"
#include "widgets/theme.h"

#include <QWidget>

namespace corespan::widgets {

/// How many positions have each label: swatch with letter, name, bar, number. Labels that do not occur may be left out.
class LabelCounts : public QWidget
{
    Q_OBJECT
public:
    explicit LabelCounts(QWidget* parent = nullptr);

    /// `counts` in the order of `labels`; shorter is filled with zeros.
    void setCounts(const LabelSet& labels, const QVector<qint64>& counts);
    void setTheme(const Theme& theme);
    /// On by default: with twenty labels and three in use, three rows.
    void setZerosHidden(bool hidden);
    /// Indices of the rows shown, from top to bottom.
    QVector<int> rows() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int rowHeight() const;
    void refresh();

    LabelSet m_labels;
    QVector<qint64> m_counts;
    Theme m_theme = Theme::light();
    bool m_zerosHidden = true;
};

} // namespace corespan::widgets
