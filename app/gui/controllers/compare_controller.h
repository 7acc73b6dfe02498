// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"

#include <QObject>

class QWidget;

namespace corespan::gui {

class Actions;
class CompareWindow;
class LatestJob;
class QueueController;

/// Two runs side by side, in a window of their own that stays while the curator works on.
class CompareController : public QObject
{
    Q_OBJECT
public:
    CompareController(Document& document, Actions& actions, QueueController& queue, QWidget* window);
    ~CompareController() override;

    void open();
    CompareWindow& view() { return *m_view; }
    /// Before the project goes.
    void stop();

signals:
    void compared();
    /// For the status line: why a command did nothing.
    void hint(const QString& text);

private:
    void compare();
    void showBoth();

    Document& m_document;
    CompareWindow* m_view;
    std::unique_ptr<LatestJob> m_job;
};

} // namespace corespan::gui
