// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/session_progress.h"
#include "gui/document/document.h"

#include <QObject>

class QTimer;

namespace corespan::gui {

class QueuePanel;

/// How far the curator has come since the project was opened, below the queue. Read from the log of edits, so that what
/// is undone does not count.
class SessionController : public QObject
{
    Q_OBJECT
public:
    SessionController(Document& document, QueuePanel& panel, QObject* parent);

private:
    void show();

    Document& m_document;
    QueuePanel& m_panel;
    EditId m_since = EditId::None; ///< the last edit before the session
    QTimer* m_soon;                ///< counts once for a burst of changes
};

/// "12 decided · 85 an hour · 2,028 left, 24 h · 91 of 100 as the model"; empty before anything was decided.
QString sessionText(const SessionProgress& progress, const StateCounts& counts);

} // namespace corespan::gui
