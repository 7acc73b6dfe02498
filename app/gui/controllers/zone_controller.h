// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "widgets/track_view.h"

#include <QObject>

namespace corespan::gui {

class Actions;

/// Ambiguous zones: positions that nothing is learned from.
class ZoneController : public QObject
{
    Q_OBJECT
public:
    ZoneController(Document& document, const Actions& actions, widgets::TrackView& tracks, QObject* parent);

    /// Of the selected positions.
    void makeZone();
    /// The selected positions are told again; with the caret alone, all of the zone that it is in.
    void removeZone();

signals:
    /// For the status line: why a key did nothing.
    void hint(const QString& text);

private:
    void set(const QVector<Span>& zones);

    Document& m_document;
    widgets::TrackView& m_tracks;
};

} // namespace corespan::gui
