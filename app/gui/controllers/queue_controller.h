// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"

#include <QObject>

class QTimer;

namespace corespan {
class Settings;
}

namespace corespan::gui {

class QueuePanel;

/// Fills the queue from the document, and keeps queue and current record together. Records that no longer meet the
/// filter stay in the list until it is asked for anew, so that nothing moves under the curator's eyes.
class QueueController : public QObject
{
    Q_OBJECT
public:
    QueueController(Document& document, QueuePanel& panel, Settings& settings, QObject* parent);

    void next() { go(1); }
    void previous() { go(-1); }
    /// The record at the top of the queue, if there is one.
    void first();
    /// The record of that name, whether the queue shows it or not. False: there is none.
    bool choose(const QString& name);

    /// Whether the queue shows it or not.
    void select(RecordId record);
    /// Ids of the records that meet the filter now, in the queue's order.
    QVector<RecordId> filtered();
    /// What the queue shows, in words: "Unreviewed", "Accepted, \"sig\"".
    QString filterText() const;

signals:
    /// Before another record becomes current.
    void aboutToLeave();
    /// There is no further record in that direction.
    void atEnd(int steps);

private:
    void go(int steps);
    void reload();
    void refill();
    void countSoon();

    Document& m_document;
    QueuePanel& m_panel;
    Settings& m_settings;
    ReasonLimits m_limits; ///< of the run that is shown
    QTimer* m_counting;    ///< counts once for a burst of changes
};

} // namespace corespan::gui
