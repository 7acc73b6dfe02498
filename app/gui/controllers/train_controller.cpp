// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/train_controller.h"

#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/model_controller.h"
#include "gui/dialogs/dialogs.h"
#include "gui/panels/train_window.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace corespan::gui {

namespace {

QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/corespan");
}

QString jobFile()
{
    return dataFolder() + QStringLiteral("/training.json");
}

bool write(const QString& path, const QJsonObject& json)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(json).toJson()) > 0 && file.commit();
}

} // namespace

TrainController::TrainController(Document& document, Actions& actions, ModelController& models, Dialogs& dialogs,
                                 Settings& settings, const QString& program, QWidget* window)
    : QObject(window), m_document(document), m_models(models), m_dialogs(dialogs), m_settings(settings),
      m_window(window), m_process(program), m_view(new TrainWindow(window))
{
    connect(actions.model.train, &QAction::triggered, this, &TrainController::show);
    wire();
    takeUp();
}

void TrainController::wire()
{
    connect(&m_process, &TrainProcess::progress, m_view, &TrainWindow::add);
    connect(&m_process, &TrainProcess::message, m_view, &TrainWindow::addMessage);
    connect(&m_process, &TrainProcess::finished, this, &TrainController::ended);
    connect(m_view, &TrainWindow::stopRequested, this, &TrainController::stop);
    connect(m_view, &TrainWindow::resumeRequested, this, &TrainController::resume);
    connect(m_view, &TrainWindow::useRequested, this, &TrainController::use);
    connect(m_view, &TrainWindow::anotherRequested, this, &TrainController::ask);
}

/// The training that an earlier window has begun.
void TrainController::takeUp()
{
    m_job = loadTrainJob(jobFile());
    if (!m_job)
        return;
    if (!QFileInfo::exists(m_job->log)) { // the model was removed
        m_job.reset();
        return;
    }
    m_told = m_job->process.pid == 0;
    m_view->begin(m_job->name());
    m_process.follow(m_job->process, m_job->log);
}

void TrainController::show()
{
    if (!m_job) {
        ask();
        return;
    }
    m_view->show();
    m_view->raise();
    m_view->activateWindow();
}

TrainQuestion TrainController::question() const
{
    TrainQuestion question;
    question.folder = dataFolder() + QStringLiteral("/models");
    question.lastFolder = m_settings.get(keys::lastFolder);
    std::optional<Alphabet> alphabet;
    if (m_document.isOpen()) {
        question.project = m_document.path();
        question.reviewed = m_document.counts().reviewed();
        question.fresh.labels = m_document.labels().names();
        if (const auto info = m_document.reader().info())
            alphabet = info->alphabet;
        question.fresh.types = m_document.types();
    }
    question.fresh.alphabet = alphabet.value_or(Alphabet::Protein);
    const QString chosen = m_settings.get(keys::model);
    for (const ModelEntry& entry : ModelCatalog().models()) {
        const auto summary = readModelSummary(entry.directory);
        if (!summary || (alphabet && !modelProblem(*summary, *alphabet).isEmpty()))
            continue;
        const bool first = entry.name == chosen || entry.directory == chosen;
        question.models.insert(first ? 0 : question.models.size(), {entry, *summary});
    }
    return question;
}

void TrainController::ask()
{
    m_dialogs.askTraining(m_window, question(), [this](const TrainSetup& setup) { start(setup); });
}

void TrainController::start(const TrainSetup& setup)
{
    const QString config = QDir(setup.output).filePath(QStringLiteral("train.json"));
    TrainJob job;
    job.output = setup.output;
    job.log = QDir(setup.output).filePath(QStringLiteral("train.log"));
    job.arguments = trainArguments(setup, config);
    if (m_process.isRunning()) {
        emit failed(tr("Not trained"), tr("%1 is being trained; stop it first.").arg(m_job->name()));
        return;
    }
    if (!QDir().mkpath(setup.output) || !write(config, configuration(setup))) {
        emit failed(tr("Not trained"), tr("%1 cannot be written.").arg(QDir::toNativeSeparators(config)));
        return;
    }
    if (!m_process.start(job.arguments, job.log)) {
        emit failed(tr("Not trained"), tr("corespan-cli could not be started; it belongs beside this program."));
        return;
    }
    m_view->begin(job.name());
    keep(job);
    show();
}

void TrainController::keep(const TrainJob& job)
{
    m_job = job;
    m_job->process = m_process.process();
    m_told = false;
    if (!saveTrainJob(jobFile(), *m_job))
        emit told(tr("%1 cannot be written: after a restart the training is not found again.")
                      .arg(QDir::toNativeSeparators(jobFile())));
}

void TrainController::stop()
{
    m_view->setState(TrainWindow::State::Stopping);
    m_process.stop();
}

void TrainController::resume()
{
    if (!m_job || m_process.isRunning())
        return;
    if (!m_process.resume(m_job->arguments, m_job->log)) {
        emit failed(tr("Not trained"), tr("corespan-cli could not be started, or %1 cannot be written.")
                                           .arg(QDir::toNativeSeparators(m_job->log)));
        return;
    }
    m_view->begin(m_job->name());
    keep(*m_job);
}

void TrainController::ended(bool stopped, const QString& error)
{
    using State = TrainWindow::State;
    const QString name = m_job ? m_job->name() : QString();
    m_view->setState(!error.isEmpty() ? State::Failed : stopped ? State::Stopped : State::Done, error);
    if (m_told || !m_job)
        return;
    m_job->process = {};
    saveTrainJob(jobFile(), *m_job); // else the next window says it again
    if (!error.isEmpty())
        emit told(tr("Training %1 failed: %2").arg(name, error.section(QLatin1Char('\n'), 0, 0)));
    else if (!stopped)
        emit told(tr("%1 is trained; Model, Train… shows how it went.").arg(name));
}

void TrainController::use()
{
    if (!m_job)
        return;
    const auto summary = readModelSummary(m_job->output);
    if (!summary) {
        emit failed(tr("Model not taken"), summary.error().message);
        return;
    }
    // By its name where that finds it: a folder elsewhere is found by its path alone.
    const auto found = ModelCatalog().find(m_job->name());
    m_models.choose(found && found->directory == m_job->output ? m_job->name() : m_job->output);
    emit told(tr("%1 predicts from now on").arg(modelText(m_job->name(), *summary)));
}

void TrainController::setTheme(const widgets::Theme& theme)
{
    m_view->setTheme(theme);
}

} // namespace corespan::gui
