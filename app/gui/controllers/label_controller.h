// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "widgets/track_view.h"

#include <QObject>

class QTimer;

namespace corespan {
struct CodonConflicts;
}

namespace corespan::gui {

class Actions;
class LatestJob;
class SidePanel;
class TrackPresenter;

/// Labels of the selected positions, chosen from a palette in which each has its key; and where the labels are amino
/// acids, what the codons say against them. A contradiction is shown, never mended.
class LabelController : public QObject
{
    Q_OBJECT
public:
    LabelController(Document& document, const Actions& actions, SidePanel& side, widgets::TrackView& tracks,
                    TrackPresenter& presenter, QObject* parent);

    void setLabel(widgets::PositionRange range, const QString& label);
    /// The palette at `where`; letters choose.
    void openPalette(widgets::PositionRange range, const QPoint& where);
    /// Of the positions around the caret that have its label, all are selected.
    void selectRun();
    /// The label that was set last, for the selection.
    void repeat();

signals:
    /// For the status line: why a key did nothing.
    void hint(const QString& text);

private:
    void openByKey();
    /// Empty where nothing is selected, which is said.
    widgets::PositionRange selection();
    /// Those of long cores on a thread of their own: a correction must not wait for them.
    void findConflicts();
    void searchLong();
    void showConflicts(const CodonConflicts& conflicts, const QVector<widgets::PositionNote>& notes);

    Document& m_document;
    SidePanel& m_side;
    widgets::TrackView& m_tracks;
    TrackPresenter& m_presenter;
    LatestJob* m_conflicts;
    QTimer* m_settle; ///< a long search begins once the curator has stopped editing
    RecordId m_shownFor = RecordId::None; ///< record of the conflicts that are shown
    QString m_last;                       ///< empty: none was set yet
};

} // namespace corespan::gui
