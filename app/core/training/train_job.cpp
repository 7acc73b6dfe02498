// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/train_job.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace corespan {

QString TrainJob::name() const
{
    return QFileInfo(output).fileName();
}

std::optional<TrainJob> loadTrainJob(const QString& file)
{
    QFile stored(file);
    if (!stored.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(stored.readAll()).object();
    TrainJob job;
    job.process = {json["pid"].toInteger(), json["started"].toInteger()};
    job.output = json["output"].toString();
    job.log = json["log"].toString();
    for (const QJsonValue& argument : json["arguments"].toArray())
        job.arguments << argument.toString();
    if (job.output.isEmpty() || job.log.isEmpty())
        return std::nullopt;
    return job;
}

bool saveTrainJob(const QString& file, const TrainJob& job)
{
    const QJsonObject json{{"pid", job.process.pid},
                           {"started", job.process.started},
                           {"output", job.output},
                           {"log", job.log},
                           {"arguments", QJsonArray::fromStringList(job.arguments)}};
    if (!QDir().mkpath(QFileInfo(file).absolutePath()))
        return false;
    QSaveFile stored(file);
    return stored.open(QIODevice::WriteOnly) && stored.write(QJsonDocument(json).toJson()) > 0 && stored.commit();
}

} // namespace corespan
