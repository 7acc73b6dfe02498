// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict_project.h"

#include "interrupt.h"
#include "progress.h"

#include "core/inference/inference_service.h"
#include "core/store/project_reader.h"
#include "core/store/store_service.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

namespace corespan::cli {

namespace {

constexpr int lookForInterruptEvery = 100; // ms

struct Everything
{
    QVector<RecordId> records; ///< in the file's order
    qint64 positions = 0;
};

Result<Everything> everything(const QString& project)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
    if (!reader)
        return reader.error();
    QueueFilter filter;
    filter.order = QueueOrder::FileOrder;
    const Result<QVector<RecordId>> records = (*reader)->queue(filter);
    if (!records)
        return records.error();
    const Result<ProjectInfo> info = (*reader)->info();
    if (!info)
        return info.error();
    return Everything{*records, info->residues};
}

ExitCode report(const InferenceOutcome& outcome, bool json)
{
    using State = InferenceOutcome::State;
    if (outcome.state == State::Failed) {
        complain(outcome.message);
        return outcome.saved > 0 ? ExitCode::Partly : ExitCode::Failed;
    }
    if (json) {
        const QJsonObject object{{"run", static_cast<qint64>(outcome.run)},
                                 {"saved", outcome.saved},
                                 {"total", outcome.total},
                                 {"positions", outcome.positions},
                                 {"seconds", outcome.seconds},
                                 {"cancelled", outcome.state == State::Cancelled}};
        print(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    } else {
        print(QStringLiteral("%1%2 of %3 records predicted and saved, %4 s")
                  .arg(outcome.state == State::Cancelled ? QStringLiteral("stopped: ") : QString())
                  .arg(outcome.saved)
                  .arg(outcome.total)
                  .arg(outcome.seconds, 0, 'f', 1));
    }
    return outcome.state == State::Done ? ExitCode::Ok : ExitCode::Interrupted;
}

} // namespace

ExitCode predictProject(const QString& project, const ModelEntry& model, const PredictorSettings& settings,
                        const RunOverrides& overrides, bool json)
{
    const std::stop_token stop = interruptToken(); // before the project is opened
    StoreService store;
    InferenceService service(projectBackend(store));
    Progress progress(QStringLiteral("Predicting"), QStringLiteral("positions"));
    qint64 positions = 0;
    ExitCode code = ExitCode::Failed;
    const auto quitWith = [&code](ExitCode result) {
        code = result;
        QCoreApplication::quit();
    };

    QObject::connect(&service, &InferenceService::deviceKnown, &service,
                     [&](const QString& name, const QString& reason) {
                         complain(QStringLiteral("%1, device %2 (%3)").arg(model.directory, name, reason));
                     });
    QObject::connect(&service, &InferenceService::progress, &service,
                     [&](const InferenceProgress& step) { progress.update(step.positions, positions); });
    QObject::connect(&service, &InferenceService::finished, &service, [&](const InferenceOutcome& outcome) {
        progress.clear();
        quitWith(report(outcome, json));
    });
    QTimer interrupt;
    QObject::connect(&interrupt, &QTimer::timeout, &service, [&service, &stop] {
        if (stop.stop_requested())
            service.cancel();
    });
    interrupt.start(lookForInterruptEvery);

    store.open(project, {}, &service, [&](const Result<OpenReport>& opened) {
        if (!opened)
            return quitWith(fail(opened.error()));
        const Result<Everything> all = everything(project);
        if (!all)
            return quitWith(fail(all.error()));
        positions = all->positions;
        service.predict({project, model.directory, model.name, all->records, {}, overrides, settings});
    });
    QCoreApplication::exec();
    return code;
}

} // namespace corespan::cli
