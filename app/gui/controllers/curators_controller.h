// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"

#include <QObject>

namespace corespan {
class Settings;
struct CuratorReport;
struct Disagreement;
} // namespace corespan

namespace corespan::gui {

class Actions;
class CuratorsWindow;
class LanesController;
class LatestJob;
class QueueController;

/// Blind review, and several curators beside each other: agreement, bias, and their decisions as rows of the record
/// where one of them settles it.
class CuratorsController : public QObject
{
    Q_OBJECT
public:
    CuratorsController(Document& document, const Actions& actions, QueueController& queue, LanesController& lanes,
                       Settings& settings, QWidget* window);
    ~CuratorsController() override;

    /// Null until it was asked for.
    CuratorsWindow* window() const { return m_shown; }

private:
    void open();
    void count();
    void showBoth(const Disagreement& disagreement);
    void showLanes();

    Document& m_document;
    QueueController& m_queue;
    LanesController& m_lanes;
    QWidget* m_window;
    LatestJob* m_job;
    CuratorsWindow* m_shown = nullptr;
    QVector<Decision> m_settling; ///< of the record that is being settled
};

} // namespace corespan::gui
