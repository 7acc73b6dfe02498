// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/gui_fixture.h"
#include "widgets/track_view.h"

#include <QElapsedTimer>

#include <functional>

namespace corespan::bench {

/// Knows how often a widget was painted.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget& widget);
    int paints() const { return m_paints; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int m_paints = 0;
};

/// Milliseconds from `begin` until `end` holds, with the events between; stops the program after a minute.
double elapsed(const std::function<void()>& begin, const std::function<bool()>& end);
/// Until the widget has been painted.
double paintedAfter(PaintWatch& watch, const std::function<void()>& begin);

/// A window of 1600 x 1000 on a project, with the program's own model and threads.
class BenchWindow
{
public:
    explicit BenchWindow(const QString& project);
    gui::MainWindow& window() { return *m_window; }
    widgets::TrackView& tracks();
    const gui::CurrentRecord& current() const { return m_window->document().current(); }
    bool isSaved() const { return m_window->document().activity() == StoreActivity{}; }
    double openedIn() const { return m_openedIn; } ///< ms until the first record is shown

private:
    QTemporaryDir m_folder;
    Settings m_settings;
    test::ScriptedDialogs m_dialogs;
    std::unique_ptr<gui::MainWindow> m_window;
    double m_openedIn = 0.0;
};

} // namespace corespan::bench
