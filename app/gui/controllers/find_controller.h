// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/lanes/find_motif.h"
#include "gui/document/document.h"
#include "widgets/track_view.h"

#include <QObject>

namespace corespan::gui {

class Actions;
class FindBar;
class LanesController;
class LatestJob;

/// Looks for a motif in the record: matches have a row of their own, Enter goes from one to the next. The search stays
/// open from record to record.
class FindController : public QObject
{
    Q_OBJECT
public:
    FindController(Document& document, const Actions& actions, FindBar& bar, widgets::TrackView& tracks,
                   LanesController& lanes, QObject* parent);

    /// 1 to the next match after the caret, -1 to the one before; round the end.
    void step(int way);

private:
    void search();
    void found(const Result<MotifMatches>& result);
    void showCount();
    void clear();

    Document& m_document;
    FindBar& m_bar;
    widgets::TrackView& m_tracks;
    LanesController& m_lanes;
    LatestJob* m_job;
    MotifMatches m_matches;
    qsizetype m_at = -1; ///< the match that was gone to
};

} // namespace corespan::gui
