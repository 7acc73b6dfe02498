// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_window.h"

#include "gui/panels/centre_panel.h"

#include <QApplication>
#include <QTimer>

namespace corespan::bench {

PaintWatch::PaintWatch(QWidget& widget)
{
    widget.installEventFilter(this);
}

bool PaintWatch::eventFilter(QObject* /*watched*/, QEvent* event)
{
    m_paints += event->type() == QEvent::Paint ? 1 : 0;
    return false;
}

double elapsed(const std::function<void()>& begin, const std::function<bool()>& end)
{
    constexpr qint64 most = 60'000;
    QElapsedTimer timer;
    timer.start();
    begin();
    QTimer wake; // so that a condition that never comes is noticed
    wake.start(1000);
    while (!end()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (timer.elapsed() > most)
            qFatal("waited a minute for what takes milliseconds");
    }
    return double(timer.nsecsElapsed()) / 1e6;
}

double paintedAfter(PaintWatch& watch, const std::function<void()>& begin)
{
    const int before = watch.paints();
    return elapsed(begin, [&] { return watch.paints() > before; });
}

BenchWindow::BenchWindow(const QString& project) : m_settings(m_folder.filePath(QStringLiteral("settings.ini")))
{
    qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit());
    qputenv("CORESPAN_MODELS", CORESPAN_RESOURCES "/models");
    m_settings.set(keys::author, QStringLiteral("bench"));
    m_settings.set(keys::device, QStringLiteral("cpu"));
    m_settings.set(keys::threads, 1);
    m_window = std::make_unique<gui::MainWindow>(gui::WindowParts{m_settings, m_dialogs});
    m_window->resize(1600, 1000);
    m_window->show();
    PaintWatch watch(tracks());
    m_openedIn = elapsed([&] { m_window->document().open(project, QStringLiteral("bench")); },
                         [&] { return m_window->document().isOpen() && current().isValid() && watch.paints() > 0; });
}

widgets::TrackView& BenchWindow::tracks()
{
    return m_window->centrePanel().tracks();
}

} // namespace corespan::bench
