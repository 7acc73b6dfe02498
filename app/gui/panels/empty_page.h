// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace corespan::gui {

/// What stands in the middle while no project is open: what to do.
class EmptyPage : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyPage(QWidget* parent = nullptr);
    void setRecent(const QStringList& projects);
    /// \param available false: the demo is not installed, and not offered
    void setDemoAvailable(bool available);

signals:
    void openRequested();
    void importRequested();
    void demoRequested();
    void recentRequested(const QString& project);

private:
    QPushButton* m_demo;
    QLabel* m_recentHeading;
    QVBoxLayout* m_recent;
};

} // namespace corespan::gui
