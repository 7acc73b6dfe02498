// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/project_controller.h"

#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/dialogs/dialogs.h"
#include "gui/panels/empty_page.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QStandardPaths>

#include <utility>

namespace corespan::gui {

namespace {
constexpr int kRecentProjects = 8;

QString projectFilter()
{
    return ProjectController::tr("CoreSpan projects (*.corespan);;All files (*)");
}
} // namespace

ProjectController::ProjectController(Document& document, Actions& actions, EmptyPage& empty, Dialogs& dialogs,
                                     Settings& settings, QWidget* window)
    : QObject(window), m_document(document), m_actions(actions), m_empty(empty), m_dialogs(dialogs),
      m_settings(settings), m_window(window)
{
    connect(actions.file.open, &QAction::triggered, this, &ProjectController::askOpen);
    connect(actions.file.create, &QAction::triggered, this, [this] { askCreate(); });
    connect(actions.file.demo, &QAction::triggered, this, &ProjectController::openDemo);
    connect(actions.file.close, &QAction::triggered, this, &ProjectController::close);
    connect(&empty, &EmptyPage::openRequested, this, &ProjectController::askOpen);
    connect(&empty, &EmptyPage::demoRequested, this, &ProjectController::openDemo);
    connect(&empty, &EmptyPage::recentRequested, this, &ProjectController::open);
    connect(&document, &Document::opened, this, &ProjectController::opened);
    connect(&document, &Document::openFailed, this, &ProjectController::openFailed);
    const bool demo = QFileInfo::exists(demoPath());
    actions.file.demo->setEnabled(demo);
    empty.setDemoAvailable(demo);
    showRecent();
}

QString ProjectController::author() const
{
    QString name = m_settings.get(keys::author);
    for (const char* variable : {"USER", "LOGNAME", "USERNAME"})
        if (name.isEmpty())
            name = qEnvironmentVariable(variable);
    return name.isEmpty() ? QStringLiteral("curator") : name;
}

QString ProjectController::demoPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/corespan/demo/lambda.corespan");
}

void ProjectController::open(const QString& path)
{
    whenSaved([this, path] { m_document.open(path, author()); });
}

void ProjectController::askOpen()
{
    m_dialogs.askFiles(
        m_window,
        {FileQuestion::Kind::OpenOne, tr("Open project"), projectFilter(), {}, m_settings.get(keys::lastFolder)},
        [this](const QStringList& files) {
            if (!files.isEmpty())
                open(files.first());
        });
}

void ProjectController::askCreate(std::optional<Alphabet> looksLike, std::function<void()> onMade)
{
    QString folder = m_settings.get(keys::lastFolder);
    if (!QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    const QString suggested = QDir(folder).filePath(tr("project.corespan"));
    m_dialogs.askNewProject(m_window, {suggested, looksLike},
                            [this, onMade = std::move(onMade)](const NewProjectAnswer& answer) {
                                whenSaved([this, answer, onMade] {
                                    NewProject project;
                                    project.title = QFileInfo(answer.path).completeBaseName();
                                    project.alphabet = answer.alphabet;
                                    m_onMade = onMade;
                                    m_document.create(answer.path, project, author());
                                });
                            });
}

void ProjectController::openDemo()
{
    open(demoPath());
}

void ProjectController::close()
{
    whenSaved([this] { m_document.close(); });
}

void ProjectController::whenSaved(const std::function<void()>& goOn)
{
    const int unsaved = m_document.activity().unsaved;
    if (unsaved == 0) {
        goOn();
        return;
    }
    m_dialogs.ask(
        m_window,
        {tr("Corrections are not saved"),
         tr("%1 corrections could not be written to %2 and are kept in memory. Make room on the disk and press "
            "\"Try again\", or lose them.")
             .arg(unsaved)
             .arg(QDir::toNativeSeparators(m_document.path())),
         {},
         tr("Lose them"),
         true},
        [this, goOn](bool lose) {
            if (!lose)
                return;
            if (m_document.isWritable())
                m_document.store().discardUnsaved();
            goOn();
        });
}

void ProjectController::opened()
{
    const QString path = QFileInfo(m_document.path()).absoluteFilePath();
    QStringList recent = m_settings.get(keys::recentProjects);
    recent.removeAll(path);
    recent.prepend(path);
    m_settings.set(keys::recentProjects, QStringList(recent.mid(0, kRecentProjects)));
    rememberFolder(path);
    showRecent();
    if (const auto onMade = std::exchange(m_onMade, {}))
        onMade();
}

void ProjectController::openFailed(const QString& path, const Error& error)
{
    m_onMade = {};
    const QString shown = QDir::toNativeSeparators(path);
    if (error.kind == Error::Kind::Locked || error.kind == Error::Kind::ReadOnly) {
        m_dialogs.ask(m_window,
                      {tr("The project cannot be changed"),
                       tr("%1\n\nIt can be opened to look at, without corrections or predictions.").arg(error.message),
                       {},
                       tr("Look at it"),
                       false},
                      [this, path](bool look) {
                          if (look)
                              whenSaved([this, path] { m_document.openReadOnly(path); });
                      });
        return;
    }
    if (error.kind == Error::Kind::NotFound) {
        QStringList recent = m_settings.get(keys::recentProjects);
        recent.removeAll(path);
        m_settings.set(keys::recentProjects, recent);
        showRecent();
    }
    const QString kept = m_document.isOpen() ? tr("%1 stays open.").arg(QFileInfo(m_document.path()).fileName())
                                             : tr("Nothing was changed.");
    m_dialogs.fail(m_window, tr("Project not opened"), tr("%1\n\n%2\n%3").arg(shown, error.message, kept));
}

void ProjectController::rememberFolder(const QString& path)
{
    m_settings.set(keys::lastFolder, QFileInfo(path).absolutePath());
}

void ProjectController::showRecent()
{
    const QStringList recent = m_settings.get(keys::recentProjects);
    m_empty.setRecent(recent);
    QMenu* menu = m_actions.file.recent;
    menu->clear();
    for (const QString& project : recent) {
        QAction* action = menu->addAction(QFileInfo(project).fileName());
        action->setToolTip(QDir::toNativeSeparators(project));
        connect(
            action, &QAction::triggered, this, [this, project] { open(project); }, Qt::QueuedConnection);
    }
    menu->setToolTipsVisible(true);
    menu->setEnabled(!recent.isEmpty());
}

} // namespace corespan::gui
