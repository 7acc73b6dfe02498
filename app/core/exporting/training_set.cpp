// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/training_set.h"

#include "core/datasets/dataset_file.h"
#include "core/domain/names.h"
#include "core/exporting/atomic_file.h"
#include "core/exporting/checked_export.h"
#include "core/exporting/curated_gold.h"
#include "core/exporting/curated_rows.h"
#include "core/exporting/data_card.h"
#include "core/exporting/parts_check.h"
#include "core/exporting/staging.h"
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

const QString kRecords = QStringLiteral("records.jsonl");
const QString kManifest = QStringLiteral("dataset.json");
const QString kCard = QStringLiteral("README.md");

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

class TrainingSet
{
public:
    TrainingSet(const QString& project, const QString& folder, const TrainingSetOptions& options)
        : m_project(project), m_folder(folder), m_options(options)
    {
        if (m_options.choice.states.isEmpty())
            m_options.choice.states = exampleStates();
    }

    Result<ExportReport> make(const ExportProgress& onProgress, const std::stop_token& stop)
    {
        if (const Status ready = prepare(); !ready)
            return ready.error();
        Result<ExportReport> report =
            exportChecked(m_project, {m_staging->path(kRecords), QDir(m_folder).filePath(kRecords)},
                          {ExportFormat::Jsonl, m_options.choice}, onProgress, stop);
        if (!report)
            return report.error();
        QJsonObject json = describe(*report);
        if (m_options.split) {
            const Result<QJsonObject> parts = split(stop);
            if (!parts)
                return parts.error();
            addParts(*parts, json);
        }
        if (const Status put = putInPlace(json); !put)
            return put.error();
        return report;
    }

private:
    /// Opens the project and makes the folder, unless there is nothing to put into it.
    Status prepare()
    {
        Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(m_project);
        if (!reader)
            return reader.error();
        m_reader = *std::move(reader);
        const Result<ProjectInfo> info = m_reader->info();
        if (!info)
            return info.error();
        m_info = *info;
        std::int64_t chosen = 0;
        for (const ReviewState state : std::as_const(m_options.choice.states))
            chosen += m_info.counts.byState.value(state);
        if (chosen == 0 && m_options.choice.states == exampleStates())
            return Error{tr("No record has been accepted, corrected or marked \"no core\" yet: there is nothing to "
                            "train on"),
                         Error::Kind::BadInput};
        if (chosen == 0)
            return Error{tr("No record is in any of the states that were chosen"), Error::Kind::BadInput};
        const Result<Run> run = runOrLatest(*m_reader, m_options.choice.run);
        if (!run)
            return run.error();
        m_run = *run;
        if (!QDir().mkpath(m_folder))
            return Error{tr("The folder %1 cannot be made").arg(m_folder)};
        Result<std::unique_ptr<Staging>> staging = Staging::in(m_folder);
        if (!staging)
            return staging.error();
        m_staging = *std::move(staging);
        return ok();
    }

    QJsonObject describe(const ExportReport& report) const
    {
        QJsonObject provenance{
            {"project", QFileInfo(m_project).fileName()},
            {"title", m_info.title},
            {"schema", m_info.schemaVersion},
            {"program", QStringLiteral("CoreSpan %1").arg(QCoreApplication::applicationVersion()).trimmed()},
            {"created", QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
        if (m_run.id != RunId::None)
            provenance["run"] = toObject(m_run);
        return {{"format", 1},
                {"records_file", kRecords},
                {"records_sha256", report.sha256},
                {"records", qint64(report.records)},
                {"with_core", qint64(report.withCore)},
                {"no_core", qint64(report.noCore)},
                {"positions", qint64(report.positions)},
                {"alphabet", toText(m_info.alphabet)},
                {"labels", usedLabels(m_info.labels, report.labels)},
                {"core_counts", toObject(report.cores)},
                {"label_counts", toObject(report.labels)},
                {"review_states", toObject(report.states)},
                {"choice", m_options.choice.toJson()},
                {"provenance", provenance}};
    }

    /// The manifest of the parts, which lie beside the records then.
    Result<QJsonObject> split(const std::stop_token& stop)
    {
        SplitOptions options = *m_options.split;
        options.reading.alphabet = m_info.alphabet; // not to be guessed anew
        const Result<SplitReport> report =
            splitDataset({m_staging->path(kRecords)}, m_staging->path(QStringLiteral("parts")), options, {stop, {}});
        if (!report)
            return report.error();
        QFile manifest(m_staging->path(QStringLiteral("parts/") + kManifest));
        if (!manifest.open(QIODevice::ReadOnly))
            return Error{tr("%1 cannot be read: %2").arg(manifest.fileName(), manifest.errorString())};
        const QJsonObject json = QJsonDocument::fromJson(manifest.readAll()).object();
        if (const Status same = checkParts(m_staging->path(kRecords), m_staging->path(QStringLiteral("parts")),
                                           json["parts"].toArray(), options.reading, stop);
            !same)
            return same.error();
        return json;
    }

    void addParts(const QJsonObject& parts, QJsonObject& json) const
    {
        json.remove("records_file");
        json.remove("records_sha256");
        json["parts"] = parts["parts"];
        QJsonObject split = m_options.split->toJson();
        for (const char* key : {"groups", "largest_group", "without_key", "clustered_by"}) {
            if (parts.contains(QLatin1String(key)))
                split[QLatin1String(key)] = parts[QLatin1String(key)];
        }
        json["split"] = split;
    }

    /// Records first: a dataset.json that is older than its records shows by the checksum.
    Status putInPlace(const QJsonObject& json) const
    {
        QVector<std::pair<QString, QString>> moves; // from the staging to the folder
        for (const QJsonValue part : json["parts"].toArray())
            moves.append({QStringLiteral("parts/") + part["records_file"].toString(), part["records_file"].toString()});
        if (moves.isEmpty())
            moves.append({kRecords, kRecords});
        if (isOurCard()) {
            if (const Status written = write(kCard, dataCard(json).toUtf8()); !written)
                return written;
            moves.append({kCard, kCard});
        }
        if (const Status written = write(kManifest, QJsonDocument(json).toJson()); !written)
            return written;
        moves.append({kManifest, kManifest});
        for (const auto& [from, to] : std::as_const(moves)) {
            if (const Status moved = m_staging->moveTo(from, QDir(m_folder).filePath(to)); !moved)
                return moved;
        }
        return ok();
    }

    /// A card that somebody has written himself stays.
    bool isOurCard() const
    {
        QFile card(QDir(m_folder).filePath(kCard));
        return !card.exists() || (card.open(QIODevice::ReadOnly) && card.readAll().contains(cardMark));
    }

    Status write(const QString& name, const QByteArray& text) const
    {
        AtomicFile file(m_staging->path(name), QDir(m_folder).filePath(name));
        if (const Status opened = file.open(); !opened)
            return opened;
        file.write(text);
        return file.commit();
    }

    QString m_project;
    QString m_folder;
    TrainingSetOptions m_options;
    std::unique_ptr<ProjectReader> m_reader;
    ProjectInfo m_info;
    Run m_run;
    std::unique_ptr<Staging> m_staging;
};

} // namespace

Result<ExportReport> exportTrainingSet(const QString& project, const QString& folder, const TrainingSetOptions& options,
                                       const ExportProgress& onProgress, std::stop_token stop)
{
    return TrainingSet(project, folder, options).make(onProgress, stop);
}

} // namespace corespan
