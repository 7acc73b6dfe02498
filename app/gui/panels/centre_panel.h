// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/current_record.h"
#include "widgets/track_view.h"

#include <QWidget>

class QStackedWidget;

namespace corespan::gui {

class EmptyPage;
class FindBar;
class SectionHeader;

/// The middle: the line that names the record, and its tracks; without a project, what to do.
class CentrePanel : public QWidget
{
    Q_OBJECT
public:
    explicit CentrePanel(QWidget* parent = nullptr);

    void showHeader(const CurrentRecord& current);
    void showProject(bool open);
    widgets::TrackView& tracks() { return *m_tracks; }
    FindBar& findBar() { return *m_find; }
    EmptyPage& emptyPage() { return *m_empty; }

private:
    SectionHeader* m_header;
    FindBar* m_find;
    QStackedWidget* m_pages;
    widgets::TrackView* m_tracks;
    EmptyPage* m_empty;
};

} // namespace corespan::gui
