// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/dataset_file.h"

#include "core/domain/names.h"
#include "core/exporting/gold_jsonl.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Dataset", text);
}

QJsonObject toObject(const QMap<QString, std::int64_t>& counts)
{
    QJsonObject object;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        object[count.key()] = qint64(count.value());
    return object;
}

/// Name, size and checksum of a file that went in.
QJsonObject inputJson(const QString& path)
{
    const Result<QString> sum = fileSha256(path);
    return {{"file", QFileInfo(path).fileName()},
            {"bytes", qint64(QFileInfo(path).size())},
            {"sha256", sum ? *sum : QString()}};
}

QJsonObject provenance(const DatasetOrigin& origin)
{
    QJsonArray inputs;
    for (const QString& input : origin.inputs)
        inputs.append(inputJson(input));
    return {{"command", origin.command},
            {"options", origin.options},
            {"inputs", inputs},
            {"program", QStringLiteral("CoreSpan %1").arg(QCoreApplication::applicationVersion()).trimmed()},
            {"created", QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
}

Status writeManifest(const QString& path, QJsonObject json, const DatasetOrigin& origin)
{
    json["format"] = 1;
    json["provenance"] = provenance(origin);
    AtomicFile file(path);
    if (const Status opened = file.open(); !opened)
        return opened;
    file.write(QJsonDocument(json).toJson());
    return file.commit();
}

} // namespace

Error interrupted()
{
    return {tr("interrupted; nothing was written"), Error::Kind::Cancelled};
}

void SetCounts::add(const ImportedRecord& record)
{
    ++records;
    positions += record.residues.size();
    withCore += record.gold.annotated && !record.gold.cores.isEmpty() ? 1 : 0;
    noCore += record.gold.annotated && record.gold.cores.isEmpty() ? 1 : 0;
    alphabets.insert(record.record.alphabet);
    for (const Core& core : record.gold.cores)
        ++cores[core.type];
    for (const QString& label : record.gold.labels) {
        if (!label.isEmpty())
            ++labels[label];
    }
    for (const QString& label : record.gold.target)
        labels[label] += 0; // a name of the set, without positions
}

QJsonObject SetCounts::toJson() const
{
    QJsonObject json{{"records", qint64(records)},
                     {"with_core", qint64(withCore)},
                     {"no_core", qint64(noCore)},
                     {"positions", qint64(positions)},
                     {"core_counts", toObject(cores)},
                     {"label_counts", toObject(labels)},
                     {"labels", QJsonArray::fromStringList(labels.keys())}};
    if (alphabets.size() == 1)
        json["alphabet"] = toText(*alphabets.begin());
    return json;
}

void DatasetFile::write(const ImportedRecord& record)
{
    m_file.write(toJsonLine(record) + '\n');
    m_counts.add(record);
}

QJsonObject DatasetFile::toJson() const
{
    QJsonObject json = m_counts.toJson();
    json["records_file"] = QFileInfo(m_path).fileName();
    json["records_sha256"] = m_file.sha256();
    return json;
}

QString manifestPath(const QString& records)
{
    const QFileInfo info(records);
    const QString name = info.fileName();
    const QString stem = name.endsWith(QLatin1String(".jsonl")) ? name.chopped(6) : name;
    return info.dir().filePath(stem == QLatin1String("records") ? QStringLiteral("dataset.json")
                                                                : stem + QStringLiteral(".dataset.json"));
}

Status commitDataset(DatasetFile& file, const QString& path, const DatasetOrigin& origin)
{
    if (const Status saved = file.commit(); !saved)
        return saved;
    return writeManifest(manifestPath(path), file.toJson(), origin);
}

Status commitParts(const std::vector<std::unique_ptr<DatasetFile>>& parts, const QString& folder,
                   const DatasetOrigin& origin, const QJsonObject& more)
{
    QJsonArray list;
    for (const auto& part : parts) {
        if (const Status saved = part->commit(); !saved)
            return saved;
        list.append(part->toJson());
    }
    QJsonObject json = more;
    json["parts"] = list;
    return writeManifest(QDir(folder).filePath(QStringLiteral("dataset.json")), json, origin);
}

} // namespace corespan
