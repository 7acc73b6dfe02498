// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "core/domain/names.h"
#include "core/inference/model_catalog.h"
#include "core/store/project_reader.h"

#include "model/config.h"
#include "model/safetensors.h"

#include <CLI/CLI.hpp>

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::cli {

namespace {

QJsonObject runJson(const Run& run)
{
    return {{"model", run.model},
            {"weights_sha256", run.weightsSha256},
            {"device", run.device},
            {"precision", run.precision},
            {"started", run.started.toUTC().toString(Qt::ISODate)}};
}

Result<QJsonObject> projectJson(const QString& path)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(path);
    if (!reader)
        return reader.error();
    const Result<ProjectInfo> info = (*reader)->info();
    if (!info)
        return info.error();
    const Result<QVector<Run>> runs = (*reader)->runs();
    if (!runs)
        return runs.error();
    QJsonObject states;
    for (auto state = info->counts.byState.cbegin(); state != info->counts.byState.cend(); ++state)
        states[toText(state.key())] = qint64(state.value());
    QJsonArray shown;
    for (const Run& run : *runs)
        shown.append(runJson(run));
    return QJsonObject{{"kind", "project"},
                       {"path", path},
                       {"title", info->title},
                       {"alphabet", toText(info->alphabet)},
                       {"schema", info->schemaVersion},
                       {"records", qint64(info->counts.total)},
                       {"reviewed", qint64(info->counts.reviewed())},
                       {"positions", qint64(info->residues)},
                       {"labels", QJsonArray::fromStringList(info->labels.names())},
                       {"states", states},
                       {"runs", shown}};
}

const char* attentionName(model::AttentionKind kind)
{
    switch (kind) {
    case model::AttentionKind::Full:
        return "full";
    case model::AttentionKind::Local:
        return "local";
    case model::AttentionKind::TransientGlobal:
        break;
    }
    return "transient-global";
}

std::int64_t parameterCount(const std::filesystem::path& directory)
{
    std::int64_t count = 0;
    for (const model::SafetensorsFile& file : model::openModelTensors(directory)) {
        for (const auto& [name, tensor] : file.tensors()) {
            std::int64_t size = 1;
            for (const std::int64_t extent : tensor.shape)
                size *= extent;
            count += size;
        }
    }
    return count;
}

/// \throws ModelError
QJsonObject modelJson(const ModelEntry& entry)
{
    const std::filesystem::path directory = entry.directory.toStdString();
    const model::ModelConfig config = model::readModelConfig(directory);
    QJsonArray labels;
    for (const std::string& label : config.labels)
        labels.append(QString::fromStdString(label));
    static const char* const alphabets[] = {"protein", "dna", "rna", "text"};
    return {{"kind", "model"},
            {"name", entry.name},
            {"path", entry.directory},
            {"alphabet", alphabets[static_cast<int>(config.alphabet)]},
            {"attention", attentionName(config.encoder.attention)},
            {"layers", qint64(config.encoder.numLayers)},
            {"d_model", qint64(config.encoder.dModel)},
            {"heads", qint64(config.encoder.numHeads)},
            {"parameters", qint64(parameterCount(directory))},
            {"selector", config.hasSelector ? model::name(config.selector.kind) : "none"},
            {"decoder_layers", config.isPadded() ? qint64(config.decoder.numLayers) : 0},
            {"tokenizer", config.hasTokenizer ? model::name(config.tokenizer.kind) : "unknown"},
            {"labels", labels},
            {"weights_sha256", QString::fromStdString(model::weightsSha256(directory))},
            {"training", QJsonDocument::fromJson(QByteArray::fromStdString(config.trainingProvenance)).object()}};
}

QString valueText(const QJsonValue& value)
{
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue& item : value.toArray())
            parts.append(item.isObject() ? item["model"].toString() : item.toString());
        return parts.join(QStringLiteral(" "));
    }
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

class Info final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    std::string m_what;
    bool m_json = false;
};

void Info::declare(CLI::App& app)
{
    app.add_option("what", m_what, "Project file, or model by folder or name")->required();
    app.add_flag("--json", m_json, "Print as JSON");
    app.footer("Examples:\n"
               "  corespan-cli info lambda.corespan\n"
               "  corespan-cli info cds --json");
}

ExitCode Info::run()
{
    const QString what = QString::fromStdString(m_what);
    QJsonObject json;
    if (QFileInfo(what).isFile()) {
        const Result<QJsonObject> project = projectJson(what);
        if (!project)
            return fail(project.error());
        json = *project;
    } else {
        const Result<ModelEntry> entry = ModelCatalog().find(what);
        if (!entry)
            return fail(entry.error());
        json = modelJson(*entry);
    }
    if (m_json) {
        print(QString::fromUtf8(QJsonDocument(json).toJson()).trimmed());
        return ExitCode::Ok;
    }
    for (auto field = json.constBegin(); field != json.constEnd(); ++field)
        print(QStringLiteral("%1: %2").arg(field.key(), valueText(field.value())));
    return ExitCode::Ok;
}

const Registration registration{
    {70, "info", "Say what a project or a model holds", [] { return std::make_unique<Info>(); }}};

} // namespace

} // namespace corespan::cli
