// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "widgets/track_view.h"

#include <QObject>

class QMenu;

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Actions;
class CoreTable;
class Dialogs;
class SidePanel;

/// Cores made, cut, joined, removed and named; each is one edit. Works on the cores that are shown: the curated ones,
/// or else those that the run proposes, which the edit makes the curator's.
class CoreController : public QObject
{
    Q_OBJECT
public:
    CoreController(Document& document, Actions& actions, widgets::TrackView& tracks, SidePanel& side, Dialogs& dialogs,
                   Settings& settings, QObject* parent);

    void makeCore(widgets::PositionRange range);
    void makeOfSelection();
    void split();
    void merge();
    void remove();
    /// Of the active core; the type is also that of the next core that is made.
    void setType(const QString& type);
    void toggleOpen(widgets::Edge edge);
    void askType();
    void goToPosition();

signals:
    /// For the status line: why a key did nothing.
    void hint(const QString& text);

private:
    void wireActions(Actions& actions);
    void wireSnapping(Actions& actions);
    void wireTable(CoreTable& table);
    void openMenu(int core, qint64 position, const QPoint& where);
    void openTypes(const QPoint& where);
    void fillTypes(QMenu& menu);
    /// Where none is active, says so.
    std::optional<qsizetype> activeCore();
    void set(const QVector<Core>& cores);
    QString newType() const;
    QPoint belowActiveCore() const;

    Document& m_document;
    Actions& m_actions;
    widgets::TrackView& m_tracks;
    Dialogs& m_dialogs;
    Settings& m_settings;
    QString m_type; ///< of the last core that was named; empty: none was
};

} // namespace corespan::gui
