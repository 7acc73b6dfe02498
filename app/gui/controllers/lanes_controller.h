// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/lanes/sequence_lanes.h"
#include "core/lanes/user_lane.h"
#include "gui/document/document.h"
#include "widgets/track_view.h"

#include <QObject>

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Actions;
class Dialogs;
class LatestJob;

/// The rows below the labels: what the sequence itself says, files of other programs, matches of a search. They are
/// worked out on a thread of their own and appear when they are ready; which of them are shown is remembered.
class LanesController : public QObject
{
    Q_OBJECT
public:
    LanesController(Document& document, const Actions& actions, widgets::TrackView& tracks, Dialogs& dialogs,
                    Settings& settings, QWidget* window);
    ~LanesController() override;

    /// Rows that somebody else has made of the current record, above the others; empty: none.
    void setOwn(const QString& owner, const QVector<AnnotationLane>& lanes);
    void setTheme(const widgets::Theme& theme);
    /// Files are read in the background and shown when they are; the list of them is remembered.
    void load(const QStringList& files);

signals:
    void told(const QString& text);

private:
    void askFiles();
    void unload();
    void readRemembered();
    void take(const QStringList& files, const QVector<Result<UserLane>>& read);
    void tellOf(const UserLane& lane);
    void choose();
    void refresh();
    void show();
    widgets::ExtraLane drawn(const AnnotationLane& lane) const;

    Document& m_document;
    const Actions& m_actions;
    widgets::TrackView& m_tracks;
    Dialogs& m_dialogs;
    Settings& m_settings;
    QWidget* m_window;
    LatestJob* m_job;
    LatestJob* m_reader;
    QStringList m_reading; ///< files that are being read
    widgets::Theme m_theme = widgets::Theme::light();
    QVector<std::shared_ptr<const UserLane>> m_loaded;
    bool m_remembered = false;                    ///< the files of the session before have been read
    QMap<QString, QVector<AnnotationLane>> m_own; ///< by owner
    QVector<AnnotationLane> m_lanes;              ///< of the current record
    QVector<Core> m_ruledCores;                   ///< that the codon ruler is of
};

} // namespace corespan::gui
