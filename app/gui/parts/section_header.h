// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QLabel;

namespace corespan::gui {

/// The grey bar over a panel: a title at the left, a remark at the right.
class SectionHeader : public QFrame
{
    Q_OBJECT
public:
    explicit SectionHeader(const QString& title, QWidget* parent = nullptr);
    void setTitle(const QString& html);
    void setRemark(const QString& text);

private:
    QLabel* m_title;
    QLabel* m_remark;
};

} // namespace corespan::gui
