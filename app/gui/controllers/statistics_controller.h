// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "widgets/theme.h"

#include <QObject>

namespace corespan::gui {

class Actions;
class LatestJob;
class StatisticsWindow;

/// Statistics of corrections in a window of their own, counted anew when it is opened and when a run is chosen.
class StatisticsController : public QObject
{
    Q_OBJECT
public:
    StatisticsController(Document& document, const Actions& actions, QWidget* window);

    void open();
    void setTheme(const widgets::Theme& theme);
    /// Null before it is opened first.
    StatisticsWindow* window() const { return m_shown; }

private:
    void count();

    Document& m_document;
    QWidget* m_window;
    LatestJob* m_job;
    StatisticsWindow* m_shown = nullptr;
    widgets::Theme m_theme = widgets::Theme::light();
};

} // namespace corespan::gui
