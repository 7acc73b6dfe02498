// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/main_window.h"

#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/bookmarks_controller.h"
#include "gui/controllers/bulk_controller.h"
#include "gui/controllers/compare_controller.h"
#include "gui/controllers/core_controller.h"
#include "gui/controllers/curators_controller.h"
#include "gui/controllers/data_controller.h"
#include "gui/controllers/drop_target.h"
#include "gui/controllers/find_controller.h"
#include "gui/controllers/history_controller.h"
#include "gui/controllers/key_map.h"
#include "gui/controllers/kin_controller.h"
#include "gui/controllers/label_controller.h"
#include "gui/controllers/lanes_controller.h"
#include "gui/controllers/model_controller.h"
#include "gui/controllers/overview_controller.h"
#include "gui/controllers/picture_controller.h"
#include "gui/controllers/predict_controller.h"
#include "gui/controllers/project_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/controllers/review_controller.h"
#include "gui/controllers/review_keys.h"
#include "gui/controllers/session_controller.h"
#include "gui/controllers/statistics_controller.h"
#include "gui/controllers/track_presenter.h"
#include "gui/controllers/train_controller.h"
#include "gui/controllers/view_controller.h"
#include "gui/controllers/zone_controller.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/command_palette.h"
#include "gui/panels/core_field.h"
#include "gui/panels/core_table.h"
#include "gui/panels/guide_window.h"
#include "gui/panels/queue_panel.h"
#include "gui/panels/side_panel.h"
#include "gui/panels/status_line.h"
#include "gui/parts/note_edit.h"
#include "gui/style/system_colours.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace corespan::gui {

MainWindow::MainWindow(const WindowParts& parts)
    : m_parts(parts), m_document(std::make_unique<Document>(parts.backend)),
      m_colours(new SystemColours(parts.systemDark, this)), m_actions(new Actions(*this)), m_splitter(new QSplitter),
      m_queuePanel(new QueuePanel), m_centre(new CentrePanel), m_side(new SidePanel), m_status(new StatusLine),
      m_fileName(new QLabel), m_palette(new CommandPalette(this))
{
    setWindowTitle(tr("CoreSpan"));
    layOut();
    makeCorners();
    makeControllers();
    wireDocument();
    wireActions();
    bindKeys();
    restoreLayout();
    showTheme(themeChoice(m_parts.settings.get(keys::theme)));
    showProject();
}

MainWindow::~MainWindow()
{
    if (QWidget* writing = focusWidget())
        writing->clearFocus(); // what it holds is asked for now, not when it goes after the document
    m_compare->stop();
    m_bulk->stop();     // it waits for the document's store
    m_data->stop();     // it writes through it
    m_document.reset(); // while the panels that its signals reach are still there
}

void MainWindow::layOut()
{
    m_splitter->addWidget(m_queuePanel);
    m_splitter->addWidget(m_centre);
    m_splitter->addWidget(m_side);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({400, 910, 290});
    auto* central = new QWidget;
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_status);
    setCentralWidget(central);
    resize(1600, 980);
}

void MainWindow::makeCorners()
{
    auto* name = new QLabel(tr("CoreSpan"));
    name->setObjectName(QStringLiteral("appName"));
    menuBar()->setCornerWidget(name, Qt::TopLeftCorner);
    m_fileName->setObjectName(QStringLiteral("fileName"));
    menuBar()->setCornerWidget(m_fileName, Qt::TopRightCorner);
}

void MainWindow::makeControllers()
{
    Settings& settings = m_parts.settings;
    m_presenter = new TrackPresenter(*m_document, m_centre->tracks(), this);
    m_queue = new QueueController(*m_document, *m_queuePanel, settings, this);
    m_views = new ViewController(*m_document, *m_actions, *m_queuePanel, m_parts.dialogs, this);
    m_session = new SessionController(*m_document, *m_queuePanel, this);
    m_statistics = new StatisticsController(*m_document, *m_actions, this);
    m_review = new ReviewController(*m_document, *m_actions, *m_queue, *m_side, m_centre->tracks(), this);
    m_labels = new LabelController(*m_document, *m_actions, *m_side, m_centre->tracks(), *m_presenter, this);
    m_history = new HistoryController(*m_document, *m_actions, *m_side, this);
    m_cores = new CoreController(*m_document, *m_actions, m_centre->tracks(), *m_side, m_parts.dialogs, settings, this);
    m_zones = new ZoneController(*m_document, *m_actions, m_centre->tracks(), this);
    m_lanes = new LanesController(*m_document, *m_actions, m_centre->tracks(), m_parts.dialogs, settings, this);
    new FindController(*m_document, *m_actions, m_centre->findBar(), m_centre->tracks(), *m_lanes, this);
    m_pictures = new PictureController(
        *m_actions, [this] { return m_centre->tracks().picture(); }, m_parts.dialogs, settings, this);
    m_overview =
        new OverviewController(*m_document, *m_actions, *m_queue, *m_presenter, *m_pictures, m_centre->tracks(), this);
    m_curators = new CuratorsController(*m_document, *m_actions, *m_queue, *m_lanes, settings, this);
    auto* bookmarks =
        new BookmarksController(*m_document, *m_actions, *m_queue, m_centre->tracks(), *m_lanes, m_parts.dialogs, this);
    connect(bookmarks, &BookmarksController::told, m_status, &StatusLine::tell);
    m_bulk = new BulkController(*m_document, *m_actions, *m_queue, *m_status, m_parts.dialogs, this);
    m_kin = new KinController(*m_document, this);
    m_compare = new CompareController(*m_document, *m_actions, *m_queue, this);
    m_models = new ModelController(*m_document, *m_actions, m_parts.dialogs, settings, this);
    m_predictions = new PredictController(*m_document, *m_actions, *m_models, *m_queuePanel, *m_status, settings, this);
    m_training =
        new TrainController(*m_document, *m_actions, *m_models, m_parts.dialogs, settings, m_parts.trainer, this);
    m_projects = new ProjectController(*m_document, *m_actions, m_centre->emptyPage(), m_parts.dialogs, settings, this);
    m_data = new DataController(*m_document, *m_actions, m_centre->emptyPage(), *m_projects, *m_status, m_parts.dialogs,
                                settings, this);
    auto* drops = new DropTarget(this);
    connect(drops, &DropTarget::hovering, m_status, &StatusLine::tell);
    connect(drops, &DropTarget::projectDropped, m_projects, &ProjectController::open);
    connect(drops, &DropTarget::filesDropped, m_data, &DataController::importFiles);
    m_presenter->setModelFinder([this](const Run& run) { return m_predictions->modelOf(run); },
                                m_predictions->predictorSettings());
}

void MainWindow::wireDocument()
{
    Document* const document = m_document.get();
    const auto fail = [this](const QString& title, const QString& text) { m_parts.dialogs.fail(this, title, text); };
    connect(document, &Document::failed, this, fail);
    connect(m_predictions, &PredictController::failed, this, fail);
    connect(m_models, &ModelController::failed, this, fail);
    connect(m_models, &ModelController::told, m_status, &StatusLine::tell);
    connect(m_training, &TrainController::failed, this, fail);
    connect(m_training, &TrainController::told, m_status, &StatusLine::tell);
    connect(document, &Document::opened, this, &MainWindow::showProject);
    connect(document, &Document::closed, this, &MainWindow::showProject);
    connect(document, &Document::activityChanged, this, &MainWindow::showSaved);
    connect(document, &Document::undoStateChanged, this, &MainWindow::showUndo);
    connect(document, &Document::notSaved, this, [this](const QString& reason) {
        m_notSaved = reason;
        m_status->tell(reason);
    });
    connect(m_review, &ReviewController::hint, m_status, &StatusLine::tell);
    connect(m_cores, &CoreController::hint, m_status, &StatusLine::tell);
    connect(m_labels, &LabelController::hint, m_status, &StatusLine::tell);
    connect(m_history, &HistoryController::hint, m_status, &StatusLine::tell);
    connect(m_views, &ViewController::told, m_status, &StatusLine::tell);
    connect(m_pictures, &PictureController::told, m_status, &StatusLine::tell);
    connect(m_lanes, &LanesController::told, m_status, &StatusLine::tell);
    connect(m_zones, &ZoneController::hint, m_status, &StatusLine::tell);
    connect(m_bulk, &BulkController::hint, m_status, &StatusLine::tell);
    connect(m_kin, &KinController::told, m_status, &StatusLine::tell);
    connect(m_compare, &CompareController::hint, m_status, &StatusLine::tell);
    connect(m_queue, &QueueController::atEnd, this, [this](int steps) {
        m_status->tell(steps > 0 ? tr("This is the last record of the queue.")
                                 : tr("This is the first record of the queue."));
    });
    connect(m_status, &StatusLine::retryRequested, this, [this] {
        if (m_document->isWritable())
            m_document->store().retryUnsaved();
    });
    const auto showSide = [this] {
        const CurrentRecord& current = m_document->current();
        m_centre->showHeader(current);
        m_side->showCandidates(current, m_document->isWritable());
        m_side->showNote(current, m_document->isWritable());
        m_side->showHistory(current, m_projects->author());
    };
    connect(document, &Document::curationChanged, this, showSide);
    connect(document, &Document::predictionChanged, this, showSide);
    connect(document, &Document::historyChanged, this, showSide);
    connect(document, &Document::kinChanged, this, showSide);
    connect(document, &Document::currentChanged, this, [this, showSide] {
        m_actions->setRecord(m_document->current().isValid(), m_document->isWritable());
        showSide();
    });
    connect(m_presenter, &TrackPresenter::countsChanged, this, [this] {
        m_side->showLabels(m_presenter->labels(), m_presenter->counts(), m_document->current().isValid());
    });
}

void MainWindow::wireActions()
{
    Actions& actions = *m_actions;
    widgets::TrackView* const tracks = &m_centre->tracks();
    connect(actions.file.quit, &QAction::triggered, this, &QWidget::close);
    connect(actions.edit.undo, &QAction::triggered, m_document.get(), &Document::undo);
    connect(actions.edit.redo, &QAction::triggered, m_document.get(), &Document::redo);
    const auto focus = [](QWidget* field) { return [field] { field->setFocus(Qt::ShortcutFocusReason); }; };
    connect(actions.edit.find, &QAction::triggered, this, focus(&m_queuePanel->searchField()));
    connect(actions.edit.note, &QAction::triggered, this, focus(&m_side->note()));
    connect(actions.edit.typeCore, &QAction::triggered, this, [this] {
        m_side->coreField().field().setFocus(Qt::ShortcutFocusReason);
        m_side->coreField().field().selectAll();
    });
    connect(actions.view.zoomIn, &QAction::triggered, tracks, &widgets::TrackView::zoomIn);
    connect(actions.view.zoomOut, &QAction::triggered, tracks, &widgets::TrackView::zoomOut);
    connect(actions.view.whole, &QAction::triggered, tracks, &widgets::TrackView::zoomToWhole);
    connect(actions.view.cores, &QAction::triggered, tracks, &widgets::TrackView::zoomToCores);
    connect(actions.view.themes, &QActionGroup::triggered, this, [this](const QAction* chosen) {
        m_parts.settings.set(keys::theme, chosen->data().toString());
        showTheme(themeChoice(chosen->data().toString()));
    });
    connect(tracks, &widgets::TrackView::colorScaleChanged, this,
            [this](const widgets::ColorScale& scale) { m_parts.settings.set(keys::colourMap, scale.name()); });
    connect(m_colours, &SystemColours::changed, this, [this] {
        if (m_theme == ThemeChoice::System)
            showTheme(m_theme);
    });
    connect(actions.review.advance, &QAction::toggled, this,
            [this](bool on) { m_parts.settings.set(keys::goOnAfterDecision, on); });
    connect(actions.view.commands, &QAction::triggered, this, [this] { m_palette->open(*menuBar()); });
    connect(actions.guide, &QAction::triggered, this, &MainWindow::showGuide);
    connect(actions.about, &QAction::triggered, this, [this] {
        m_parts.dialogs.tell(this, tr("About CoreSpan"),
                             tr("CoreSpan %1\nFinds, labels and curates the core of biological sequences.\n"
                                "Free software under the GPL, version 3 or later.")
                                 .arg(QApplication::applicationVersion()));
    });
}

void MainWindow::bindKeys()
{
    auto* reviewKeys = new ReviewKeys(this);
    // The picture moves the active edge itself.
    reviewKeys->addSurface(&m_centre->tracks(),
                           {Qt::ALT | Qt::Key_Left, Qt::ALT | Qt::Key_Right, Qt::ALT | Qt::SHIFT | Qt::Key_Left,
                            Qt::ALT | Qt::SHIFT | Qt::Key_Right});
    reviewKeys->addSurface(&m_queuePanel->view());
    reviewKeys->addSurface(&m_side->candidateView());
    reviewKeys->addSurface(&m_side->coreTable());
    reviewKeys->addSurface(&m_side->historyView());
    for (QWidget* field : {static_cast<QWidget*>(&m_queuePanel->searchField()), static_cast<QWidget*>(&m_side->note()),
                           static_cast<QWidget*>(&m_side->coreField().field())}) {
        auto* leave = new QShortcut(Qt::Key_Escape, field, nullptr, nullptr, Qt::WidgetShortcut);
        connect(leave, &QShortcut::activated, &m_centre->tracks(), qOverload<>(&QWidget::setFocus));
    }
    m_keys = new KeyMap(*m_actions, *reviewKeys, m_parts.dialogs, m_parts.settings, this);
}

void MainWindow::showTheme(ThemeChoice choice)
{
    m_theme = choice;
    const widgets::Theme theme = themeFor(choice, m_colours->isDark());
    m_colours->withoutLooking([&theme] { applyTheme(*qApp, theme); });
    m_centre->tracks().setTheme(theme);
    m_lanes->setTheme(theme);
    m_pictures->setTheme(theme);
    m_overview->setTheme(theme);
    m_queuePanel->setTheme(theme);
    m_side->setTheme(theme);
    m_training->setTheme(theme);
    m_statistics->setTheme(theme);
    for (QAction* action : m_actions->view.themes->actions())
        action->setChecked(action->data().toString() == themeName(choice));
}

void MainWindow::showProject()
{
    const bool open = m_document->isOpen();
    m_centre->showProject(open);
    m_queuePanel->setVisible(open);
    m_side->setVisible(open);
    m_actions->setProject(open, m_document->isWritable());
    m_actions->setRecord(m_document->current().isValid(), m_document->isWritable());
    const QFileInfo file(m_document->path());
    m_fileName->setText(open ? file.fileName() : QString());
    menuBar()->setCornerWidget(m_fileName, Qt::TopRightCorner); // the menu bar makes room for it only when it is set
    m_fileName->show();
    m_fileName->setToolTip(open ? QDir::toNativeSeparators(file.absoluteFilePath()) : QString());
    setWindowTitle(open ? tr("%1 · CoreSpan").arg(file.fileName()) : tr("CoreSpan"));
    m_notSaved.clear();
    showSaved();
    showUndo();
    if (open)
        m_centre->tracks().setFocus();
}

void MainWindow::showSaved()
{
    if (!m_document->isOpen())
        m_status->showNoProject();
    else if (!m_document->isWritable())
        m_status->showReadOnly(tr("Opened to look at: nothing can be changed"));
    else
        m_status->showSaved(m_document->activity(), m_notSaved);
}

void MainWindow::showUndo()
{
    const UndoState state = m_document->undoState();
    m_actions->edit.undo->setEnabled(m_document->canUndo());
    m_actions->edit.redo->setEnabled(m_document->canRedo());
    const auto tip = [](QAction* action, const QString& what, const QString& edit) {
        const QString text = edit.isEmpty() ? what : tr("%1: %2").arg(what, edit);
        const QString keys = action->property("shownKeys").toString();
        action->setToolTip(keys.isEmpty() ? text : tr("%1 (%2)").arg(text, keys));
    };
    tip(m_actions->edit.undo, tr("Undo"), state.undoText);
    tip(m_actions->edit.redo, tr("Redo"), state.redoText);
}

void MainWindow::showGuide()
{
    if (m_guide == nullptr)
        m_guide = new GuideWindow(this);
    m_guide->setKeys(m_keys->table());
    m_guide->show();
    m_guide->raise();
    m_guide->activateWindow();
}

void MainWindow::restoreLayout()
{
    Settings& settings = m_parts.settings;
    restoreGeometry(settings.get(keys::windowGeometry));
    m_splitter->restoreState(settings.get(keys::windowState));
    m_actions->review.advance->setChecked(settings.get(keys::goOnAfterDecision));
    m_centre->tracks().setColorScale(widgets::ColorScale::named(settings.get(keys::colourMap)));
}

void MainWindow::saveLayout()
{
    m_parts.settings.set(keys::windowGeometry, saveGeometry());
    if (m_document->isOpen())
        m_parts.settings.set(keys::windowState, m_splitter->saveState());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_side->note().commit();
    if (!m_closing && m_document->activity().unsaved > 0) {
        event->ignore();
        m_projects->whenSaved([this] {
            m_closing = true;
            // Not at once: an answer that comes while the window is being asked to close would be lost.
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
        return;
    }
    saveLayout();
    m_bulk->stop();
    m_compare->stop();
    m_data->stop();
    m_document->close(); // predicting ends between two batches; what is queued is written
    event->accept();
}

} // namespace corespan::gui
