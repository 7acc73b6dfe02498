// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/atomic_file.h"
#include "core/exporting/curated_rows.h"
#include "core/exporting/export_project.h"

#include "core/domain/names.h"
#include "core/store/project_reader.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TrainingSet", text);
}

QJsonObject toObject(const QMap<QString, std::int64_t>& counts)
{
    QJsonObject object;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        object[count.key()] = qint64(count.value());
    return object;
}

QJsonObject toObject(const Run& run)
{
    return {{"model", run.model},         {"weights_sha256", run.weightsSha256},
            {"options", run.options},     {"device", run.device},
            {"precision", run.precision}, {"started", run.started.toUTC().toString(Qt::ISODate)}};
}

/// Names in the project's order, those first that are used in the records.
QJsonArray usedLabels(const LabelSet& set, const QMap<QString, std::int64_t>& counts)
{
    QJsonArray names;
    for (const QString& name : set.names()) {
        if (counts.contains(name))
            names.append(name);
    }
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (set.indexOf(count.key()) < 0)
            names.append(count.key());
    }
    return names;
}

Result<QJsonObject> describe(const QString& project, const ExportReport& report, RunId wanted)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
    if (!reader)
        return reader.error();
    const Result<ProjectInfo> info = (*reader)->info();
    if (!info)
        return info.error();
    QJsonObject json{{"format", 1},
                     {"records_file", "records.jsonl"},
                     {"records_sha256", report.sha256},
                     {"records", qint64(report.records)},
                     {"with_core", qint64(report.withCore)},
                     {"no_core", qint64(report.noCore)},
                     {"positions", qint64(report.positions)},
                     {"alphabet", toText(info->alphabet)},
                     {"labels", usedLabels(info->labels, report.labels)},
                     {"label_counts", toObject(report.labels)},
                     {"review_states", toObject(report.states)}};
    QJsonObject provenance{
        {"project", QFileInfo(project).fileName()},
        {"title", info->title},
        {"schema", info->schemaVersion},
        {"program", QStringLiteral("CoreSpan %1").arg(QCoreApplication::applicationVersion()).trimmed()},
        {"created", QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
    const Result<Run> run = runOrLatest(**reader, wanted);
    if (!run)
        return run.error();
    if (run->id != RunId::None)
        provenance["run"] = toObject(*run);
    json["provenance"] = provenance;
    return json;
}

} // namespace

Result<ExportReport> exportTrainingSet(const QString& project, const QString& folder, RunId run,
                                       const ExportProgress& onProgress, std::stop_token stop)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
    if (!reader)
        return reader.error();
    const Result<StateCounts> counts = (*reader)->counts();
    if (!counts)
        return counts.error();
    if (exampleCount(*counts) == 0)
        return Error{
            tr("No record has been accepted, corrected or marked \"no core\" yet: there is nothing to train on"),
            Error::Kind::BadInput};
    if (!QDir().mkpath(folder))
        return Error{tr("The folder %1 cannot be made").arg(folder)};

    // records.jsonl first: a dataset.json that is older than its records shows by the checksum.
    const Result<ExportReport> report = exportProject(project, QDir(folder).filePath("records.jsonl"),
                                                      {ExportFormat::Jsonl, true, run}, onProgress, stop);
    if (!report)
        return report.error();
    const Result<QJsonObject> json = describe(project, *report, run);
    if (!json)
        return json.error();
    AtomicFile file(QDir(folder).filePath("dataset.json"));
    if (const Status opened = file.open(); !opened)
        return opened.error();
    file.write(QJsonDocument(*json).toJson());
    if (const Status saved = file.commit(); !saved)
        return saved.error();
    return report;
}

} // namespace corespan
