// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/zone_controller.h"

#include "core/domain/edits.h"
#include "core/domain/zones.h"
#include "gui/controllers/actions.h"

#include <QAction>

namespace corespan::gui {

ZoneController::ZoneController(Document& document, const Actions& actions, widgets::TrackView& tracks, QObject* parent)
    : QObject(parent), m_document(document), m_tracks(tracks)
{
    connect(actions.zone.make, &QAction::triggered, this, &ZoneController::makeZone);
    connect(actions.zone.remove, &QAction::triggered, this, &ZoneController::removeZone);
}

void ZoneController::set(const QVector<Span>& zones)
{
    m_document.edit([zones](const CurrentRecord& now) {
        return setZonesEdit(now.record.id, now.curation, now.shownZones(), zones);
    });
}

void ZoneController::makeZone()
{
    const widgets::PositionRange range = m_tracks.selection();
    if (range.isEmpty()) {
        emit hint(tr("Select positions first: click or drag over the letters, or Shift+arrows."));
        return;
    }
    set(withZone(m_document.current().shownZones(), {range.begin, range.end}));
}

void ZoneController::removeZone()
{
    const QVector<Span> zones = m_document.current().shownZones();
    const widgets::PositionRange chosen = m_tracks.selection();
    Span range{chosen.begin, chosen.end};
    if (range.length() == 1)
        range = zoneAt(zones, range.begin);
    const QVector<Span> left = range.isEmpty() ? zones : withoutZone(zones, range);
    if (left == zones)
        emit hint(tr("There is no ambiguous zone here: click into one, or select positions of it."));
    else
        set(left);
}

} // namespace corespan::gui
