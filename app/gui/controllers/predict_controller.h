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
class QueuePanel;
class StatusLine;

/// Predicting: which model on which device, the progress, Cancel, and which run is shown.
class PredictController : public QObject
{
    Q_OBJECT
public:
    PredictController(Document& document, Actions& actions, QueuePanel& queue, StatusLine& status, Settings& settings,
                      QObject* parent);

    void predictAll();
    /// Goes on with the shown run, where it was cancelled or records were added.
    void predictRest();
    void cancel();
    /// A name or a directory.
    void setModel(const QString& nameOrPath);
    PredictorSettings predictorSettings() const;
    /// Directory of the model of `run`; empty: it is not installed.
    QString modelOf(const Run& run) const;

signals:
    void finished(const corespan::InferenceOutcome& outcome);
    /// What went wrong, on which record, what was kept.
    void failed(const QString& title, const QString& text);

private:
    void start(QVector<RecordId> records, const QString& nameOrPath);
    QVector<RecordId> inViewOrder(const QVector<RecordId>& records) const;
    void wireInference();
    void showProgress(const InferenceProgress& progress);
    void ended(const InferenceOutcome& outcome);
    void updateActions();
    void fillModels();
    void fillDevices();
    void fillRuns();

    Document& m_document;
    Actions& m_actions;
    QueuePanel& m_queue;
    StatusLine& m_status;
    Settings& m_settings;
    ModelCatalog m_catalog;
    QString m_device; ///< "CPU"
    QString m_deviceReason;
};

/// "19 s left", "3 min left"; empty where nothing is known.
QString timeLeftText(double seconds);

} // namespace corespan::gui
