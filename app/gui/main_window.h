// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/dialogs/dialogs.h"
#include "gui/document/document.h"
#include "gui/style/app_style.h"

#include <QMainWindow>

class QLabel;
class QSplitter;

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Actions;
class BulkController;
class CentrePanel;
class CommandPalette;
class CompareController;
class CoreController;
class CuratorsController;
class DataController;
class HistoryController;
class FindController;
class GuideWindow;
class KeyMap;
class KinController;
class LabelController;
class LanesController;
class ModelController;
class OverviewController;
class PictureController;
class PredictController;
class ProjectController;
class QueueController;
class QueuePanel;
class ReviewController;
class SessionController;
class SidePanel;
class StatisticsController;
class StatusLine;
class SystemColours;
class TrackPresenter;
class TrainController;
class ViewController;
class ZoneController;

/// What the window works with; all of it outlives the window.
struct WindowParts
{
    Settings& settings;
    Dialogs& dialogs;
    bool systemDark = false; ///< at the start, see systemIsDark(); changes are followed
    Document::BackendFactory backend = projectBackend;
    QString trainer = {}; ///< corespan-cli; empty: the one beside the program
};

/// Puts panels and controllers together; what they do is theirs.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowParts& parts);
    ~MainWindow() override;

    Document& document() { return *m_document; }
    Actions& actions() { return *m_actions; }
    QueuePanel& queuePanel() { return *m_queuePanel; }
    CentrePanel& centrePanel() { return *m_centre; }
    SidePanel& sidePanel() { return *m_side; }
    StatusLine& statusLine() { return *m_status; }
    ProjectController& projects() { return *m_projects; }
    ModelController& models() { return *m_models; }
    TrainController& training() { return *m_training; }
    PredictController& predictions() { return *m_predictions; }
    KeyMap& keyMap() { return *m_keys; }
    CommandPalette& palette() { return *m_palette; }
    DataController& data() { return *m_data; }
    QueueController& queue() { return *m_queue; }
    StatisticsController& statistics() { return *m_statistics; }
    BulkController& bulk() { return *m_bulk; }
    KinController& kin() { return *m_kin; }
    CompareController& comparing() { return *m_compare; }
    LanesController& lanes() { return *m_lanes; }
    OverviewController& overview() { return *m_overview; }
    CuratorsController& curators() { return *m_curators; }
    TrackPresenter& presenter() { return *m_presenter; }
    SystemColours& systemColours() { return *m_colours; }

    /// For this session alone; the View menu's choice is what is remembered.
    void showTheme(ThemeChoice choice);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void layOut();
    void makeCorners();
    void makeControllers();
    void wireDocument();
    void wireActions();
    void bindKeys();
    void restoreLayout();
    void saveLayout();
    void showSaved();
    void showProject();
    void showUndo();
    void showGuide();

    WindowParts m_parts;
    std::unique_ptr<Document> m_document;
    SystemColours* m_colours;
    ThemeChoice m_theme = ThemeChoice::System; ///< what is shown now
    Actions* m_actions;
    QSplitter* m_splitter;
    QueuePanel* m_queuePanel;
    CentrePanel* m_centre;
    SidePanel* m_side;
    StatusLine* m_status;
    QLabel* m_fileName;
    CommandPalette* m_palette;
    GuideWindow* m_guide = nullptr; ///< made when it is asked for
    KeyMap* m_keys = nullptr;
    TrackPresenter* m_presenter = nullptr;
    QueueController* m_queue = nullptr;
    ViewController* m_views = nullptr;
    SessionController* m_session = nullptr;
    StatisticsController* m_statistics = nullptr;
    ReviewController* m_review = nullptr;
    CoreController* m_cores = nullptr;
    ZoneController* m_zones = nullptr;
    LabelController* m_labels = nullptr;
    LanesController* m_lanes = nullptr;
    PictureController* m_pictures = nullptr;
    OverviewController* m_overview = nullptr;
    CuratorsController* m_curators = nullptr;
    HistoryController* m_history = nullptr;
    BulkController* m_bulk = nullptr;
    KinController* m_kin = nullptr;
    CompareController* m_compare = nullptr;
    ModelController* m_models = nullptr;
    PredictController* m_predictions = nullptr;
    TrainController* m_training = nullptr;
    ProjectController* m_projects = nullptr;
    DataController* m_data = nullptr;
    QString m_notSaved;     ///< why the last edit could not be written
    bool m_closing = false; ///< asked about unsaved corrections already
};

} // namespace corespan::gui
