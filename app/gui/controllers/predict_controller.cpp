// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/predict_controller.h"

#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/model_controller.h"
#include "gui/document/record_text.h"
#include "gui/models/queue_model.h"
#include "gui/panels/queue_panel.h"
#include "gui/panels/status_line.h"

#include <QAction>
#include <QLocale>
#include <QMenu>
#include <QSet>

namespace corespan::gui {

PredictController::PredictController(Document& document, Actions& actions, const ModelController& models,
                                     QueuePanel& queue, StatusLine& status, Settings& settings, QObject* parent)
    : QObject(parent), m_document(document), m_actions(actions), m_models(models), m_queue(queue), m_status(status),
      m_settings(settings)
{
    connect(actions.model.predictAll, &QAction::triggered, this, &PredictController::predictAll);
    connect(actions.model.predictRest, &QAction::triggered, this, &PredictController::predictRest);
    connect(actions.model.cancel, &QAction::triggered, this, &PredictController::cancel);
    connect(&status, &StatusLine::cancelRequested, this, [this](Job job) {
        if (job == Job::Predict)
            cancel();
    });
    connect(actions.model.devices, &QMenu::aboutToShow, this, &PredictController::fillDevices);
    connect(actions.model.runs, &QMenu::aboutToShow, this, &PredictController::fillRuns);
    connect(actions.model.beside, &QMenu::aboutToShow, this, &PredictController::fillRunsBeside);
    connect(&document, &Document::opened, this, [this] {
        wireInference();
        fillRuns();
        updateActions();
    });
    connect(&document, &Document::closed, this, [this] {
        m_status.endJob(Job::Predict, {});
        fillRuns();
        updateActions();
    });
    connect(&document, &Document::runsChanged, this, [this] {
        fillRuns();
        updateActions();
    });
    fillDevices();
    fillRuns();
    updateActions();
}

void PredictController::wireInference()
{
    m_status.endJob(Job::Predict, {});
    if (!m_document.isWritable())
        return;
    InferenceService* const service = &m_document.inference();
    connect(service, &InferenceService::deviceKnown, this, [this](const QString& name, const QString& reason) {
        m_device = name;
        m_deviceReason = reason;
    });
    connect(service, &InferenceService::progress, this, &PredictController::showProgress);
    connect(service, &InferenceService::finished, this, &PredictController::ended);
}

void PredictController::predictAll()
{
    if (!m_document.isWritable())
        return;
    QueueFilter all;
    all.which = QueueFilter::Which::All;
    all.order = QueueOrder::FileOrder;
    const auto records = m_document.reader().queue(all);
    if (!records) {
        emit failed(tr("Not predicted"), records.error().message);
        return;
    }
    start(inViewOrder(*records), m_settings.get(keys::model));
}

void PredictController::predictRest()
{
    if (!m_document.isWritable() || m_document.shownRun() == RunId::None)
        return;
    const auto run = m_document.reader().run(m_document.shownRun());
    const auto records = m_document.reader().unpredicted(m_document.shownRun());
    if (!run || !records)
        return;
    if (records->isEmpty()) {
        m_status.tell(tr("The shown run has predicted every record."));
        return;
    }
    const QString model = modelOf(*run);
    m_document.continueRun(*run);
    start(inViewOrder(*records), model.isEmpty() ? run->model : model, parseRunOptions(run->options));
}

/// The curator's own record first, then what the queue shows.
QVector<RecordId> PredictController::inViewOrder(const QVector<RecordId>& records) const
{
    QSet<RecordId> wanted(records.cbegin(), records.cend());
    QVector<RecordId> ordered;
    ordered.reserve(records.size());
    const auto take = [&](RecordId record) {
        if (wanted.remove(record))
            ordered << record;
    };
    take(m_document.current().record.id);
    for (const RecordId record : m_queue.model().records())
        take(record);
    for (const RecordId record : records)
        take(record);
    return ordered;
}

void PredictController::start(QVector<RecordId> records, const QString& nameOrPath,
                              const std::optional<RunOptions>& options)
{
    if (m_document.inference().isRunning()) {
        m_status.tell(tr("A prediction is running; cancel it first."));
        return;
    }
    if (records.isEmpty()) {
        m_status.tell(tr("There are no records to predict: import some first."));
        return;
    }
    m_catalog = ModelCatalog();
    const auto model = m_catalog.find(nameOrPath);
    if (!model) {
        emit failed(tr("Not predicted"), model.error().message);
        return;
    }
    InferenceRequest request;
    request.project = m_document.path();
    request.model = model->directory;
    request.modelName = model->name;
    request.settings = predictorSettings();
    request.options = options ? options : m_models.setOptions(model->name);
    const qint64 total = records.size();
    request.records = std::move(records);
    m_document.inference().predict(request);
    m_status.showJob(Job::Predict, {tr("Loading model %1…").arg(model->name), 0, total, {}, {}});
    updateActions();
}

void PredictController::cancel()
{
    if (m_document.isWritable())
        m_document.inference().cancel();
}

void PredictController::showProgress(const InferenceProgress& progress)
{
    const QLocale locale;
    QStringList detail;
    if (progress.recordsPerSecond > 0.0)
        detail << tr("%1 sequences/s")
                      .arg(locale.toString(progress.recordsPerSecond, 'f', progress.recordsPerSecond < 10 ? 1 : 0));
    if (!m_device.isEmpty())
        detail << m_device;
    if (const QString left = timeLeftText(progress.secondsLeft); !left.isEmpty())
        detail << left;
    m_status.showJob(Job::Predict,
                     {tr("Predicting %1 of %2").arg(locale.toString(progress.done), locale.toString(progress.total)),
                      progress.done, progress.total, detail.join(QStringLiteral(" · ")),
                      m_deviceReason.isEmpty() ? QString() : tr("%1: %2").arg(m_device, m_deviceReason)});
}

void PredictController::ended(const InferenceOutcome& outcome)
{
    if (!m_document.isOpen() || outcome.generation != m_document.inference().generation())
        return;
    const QLocale locale;
    const QString saved = locale.toString(outcome.saved);
    const QString total = locale.toString(outcome.total);
    switch (outcome.state) {
    case InferenceOutcome::State::Done:
        m_status.endJob(
            Job::Predict,
            tr("%1 records predicted in %2 s · %3").arg(saved, locale.toString(outcome.seconds, 'f', 1), m_device));
        break;
    case InferenceOutcome::State::Cancelled:
        m_status.endJob(Job::Predict, tr("Cancelled: %1 of %2 predicted and saved").arg(saved, total));
        break;
    case InferenceOutcome::State::Failed:
        m_status.endJob(Job::Predict, tr("Predicting failed: %1 of %2 saved").arg(saved, total));
        emit failed(tr("Predicting failed"), tr("%1\nAll corrections are kept.").arg(outcome.message));
        break;
    }
    updateActions();
    emit finished(outcome);
}

void PredictController::updateActions()
{
    const bool writable = m_document.isWritable();
    const bool running = writable && m_document.inference().isRunning();
    m_actions.model.predictAll->setEnabled(writable && !running);
    m_actions.model.predictRest->setEnabled(writable && !running && m_document.shownRun() != RunId::None);
    m_actions.model.cancel->setEnabled(running);
}

} // namespace corespan::gui
