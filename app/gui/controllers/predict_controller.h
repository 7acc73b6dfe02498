// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/model_catalog.h"
#include "gui/document/document.h"

#include <QObject>

namespace corespan {
class Settings;
}

namespace corespan::gui {

class Actions;
class ModelController;
class QueuePanel;
class StatusLine;

/// Predicting: on which device, the progress, Cancel, and which run is shown.
class PredictController : public QObject
{
    Q_OBJECT
public:
    PredictController(Document& document, Actions& actions, const ModelController& models, QueuePanel& queue,
                      StatusLine& status, Settings& settings, QObject* parent);

    void predictAll();
    /// Goes on with the shown run, where it was cancelled or records were added.
    void predictRest();
    void cancel();
    PredictorSettings predictorSettings() const;
    /// Directory of the model of `run`; empty: it is not installed.
    QString modelOf(const Run& run) const;

signals:
    void finished(const corespan::InferenceOutcome& outcome);
    /// What went wrong, on which record, what was kept.
    void failed(const QString& title, const QString& text);

private:
    /// \param options absent: those that the user has set for the model, or its own
    void start(QVector<RecordId> records, const QString& nameOrPath, const std::optional<RunOptions>& options = {});
    QVector<RecordId> inViewOrder(const QVector<RecordId>& records) const;
    void wireInference();
    void showProgress(const InferenceProgress& progress);
    void ended(const InferenceOutcome& outcome);
    void updateActions();
    void fillDevices();
    void fillRuns();
    void fillRunsBeside();
    QString aboutRun(const Run& run) const;

    Document& m_document;
    Actions& m_actions;
    const ModelController& m_models;
    QueuePanel& m_queue;
    StatusLine& m_status;
    Settings& m_settings;
    ModelCatalog m_catalog;
    QString m_device; ///< "CPU"
    QString m_deviceReason;
};

} // namespace corespan::gui
