// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "interrupt.h"
#include "pretrain.h"
#include "train_log.h"

#include "core/inference/model_catalog.h"
#include "core/training/gold_records.h"

#include "model/config.h"
#include "model/padded_decoder.h"
#include "model/trainer.h"

#include <CLI/CLI.hpp>

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>

namespace corespan::cli {

namespace {

QStringList toStringList(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list.append(QString::fromStdString(name));
    return list;
}

/// What is trained on, and what it is measured on.
struct TrainingData
{
    std::vector<model::TrainRecord> training;
    std::vector<model::TrainRecord> validation;
};

void report(const GoldSet& set, const QString& source)
{
    for (const QString& issue : set.issues)
        complain(issue);
    if (set.unannotated > 0)
        complain(QStringLiteral("%1: %2 records without gold left out").arg(source).arg(set.unannotated));
    if (set.severalCores > 0)
        complain(QStringLiteral("%1: %2 records with several cores left out").arg(source).arg(set.severalCores));
}

class Train final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    Result<model::TrainConfig> config() const;
    Status chooseModel(model::TrainConfig& config) const;
    Result<TrainingData> data(const model::TrainConfig& config) const;

    std::string m_config;
    std::string m_project;
    std::vector<std::string> m_pretrain;
    std::string m_out;
    std::string m_initFrom;
    std::string m_log;
    double m_validationShare = 0.1;
    double m_minutes = -1.0;
    bool m_printConfig = false;
    bool m_explain = false;
    bool m_json = false;
};

void Train::declare(CLI::App& app)
{
    app.add_option("--config", m_config, "Training options, JSON")->check(CLI::ExistingFile);
    app.add_option("--project", m_project, "Train on this project's reviewed records")->check(CLI::ExistingFile);
    app.add_option("--pretrain", m_pretrain, "Train the encoder alone on these files' sequences, without their labels")
        ->check(CLI::ExistingFile);
    app.add_option("--out", m_out, "Model directory to write; overrides \"output\"");
    app.add_option("--init-from", m_initFrom, "Go on from this model (directory or name); overrides \"init_from\"");
    app.add_option("--validation-share", m_validationShare,
                   "With --project and --pretrain: share of records kept for validation")
        ->check(CLI::Range(0.0, 0.5))
        ->capture_default_str();
    app.add_option("--max-minutes", m_minutes, "Time limit, 0: none; overrides \"max_minutes\"")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--log", m_log, "Write one JSON line a progress step to FILE (added at the end)");
    app.add_flag("--print-config", m_printConfig,
                 "Print the options with their defaults (or those of --config) and end");
    app.add_flag("--explain", m_explain, "Print a line on each option and end");
    app.add_flag("--json", m_json, "Print the final figures as JSON");
    app.footer("Examples:\n"
               "  corespan-cli train --print-config > train.json\n"
               "  corespan-cli train --explain                           what each of them does\n"
               "  corespan-cli train --config train.json --log train.log\n"
               "  corespan-cli train --project lambda.corespan --init-from cds --out my-model\n"
               "  corespan-cli train --pretrain proteome.fa.gz --config encoder.json --out encoder\n"
               "Ctrl+C saves a checkpoint (exit code 130); the same command then goes on from it.\n"
               "Paths in the configuration are relative to the current folder.");
}

Result<model::TrainConfig> Train::config() const
{
    model::TrainConfig config;
    if (!m_config.empty()) {
        QFile file(QString::fromStdString(m_config));
        if (!file.open(QIODevice::ReadOnly))
            return Error{QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()), Error::Kind::NotFound};
        config = model::parseTrainConfig(file.readAll().toStdString(), m_config);
    }
    if (!m_out.empty())
        config.outputDirectory = m_out;
    if (!m_initFrom.empty())
        config.initFrom = m_initFrom;
    if (m_minutes >= 0.0)
        config.maxMinutes = m_minutes;
    return config;
}

/// Settles where training starts from and which labels the model has.
Status Train::chooseModel(model::TrainConfig& config) const
{
    if (!config.initFrom.empty()) {
        const Result<ModelEntry> entry = ModelCatalog().find(QString::fromStdString(config.initFrom.string()));
        if (!entry)
            return entry.error();
        config.initFrom = entry->directory.toStdString();
    }
    // A pretrained encoder has no labels of its own: they come from the data, as a new model's do.
    const bool newLabels = config.initFrom.empty() || !model::bringsHeads(model::readModelConfig(config.initFrom));
    config.model = model::startingModel(config);
    if (config.model.labels.empty() && newLabels && (!m_project.empty() || !config.trainFile.empty())) {
        const Result<QStringList> names = m_project.empty()
                                              ? labelNames(QString::fromStdString(config.trainFile.string()))
                                              : reviewedLabelNames(QString::fromStdString(m_project));
        if (!names)
            return names.error();
        for (const QString& name : *names)
            config.model.labels.push_back(name.toStdString());
        if (config.model.isPadded() && config.initFrom.empty()) { // it writes labels as tokens
            std::int64_t& size = config.model.encoder.vocabSize;
            size = std::max(size, model::paddedTokens(config.model).end());
        }
    }
    return ok();
}

Result<TrainingData> Train::data(const model::TrainConfig& config) const
{
    const QStringList labels = toStringList(config.model.labels);
    const GoldShape shape = goldShapeOf(config.model);
    TrainingData data;
    if (!m_project.empty()) {
        const QString project = QString::fromStdString(m_project);
        Result<GoldSet> set = readReviewed(project, labels, shape);
        if (!set)
            return set.error();
        report(*set, project);
        std::tie(data.training, data.validation) = splitForValidation(std::move(set->records), m_validationShare);
        return data;
    }
    const QString trainFile = QString::fromStdString(config.trainFile.string());
    Result<GoldSet> training = readGold(trainFile, labels, shape);
    if (!training)
        return training.error();
    report(*training, trainFile);
    data.training = std::move(training->records);
    if (!config.validationFile.empty()) {
        const QString validationFile = QString::fromStdString(config.validationFile.string());
        Result<GoldSet> validation = readGold(validationFile, labels, shape);
        if (!validation)
            return validation.error();
        report(*validation, validationFile);
        data.validation = std::move(validation->records);
    }
    return data;
}

/// "coupling.warm_up   0.3   share of …", the columns as wide as they need to be.
void printExplanation()
{
    const std::vector<model::FieldLine> lines = model::explainTrainConfig();
    std::size_t width = 0;
    for (const model::FieldLine& field : lines)
        width = std::max(width, field.path.size());
    for (const model::FieldLine& field : lines) {
        const QString name = QString::fromStdString(field.path).leftJustified(static_cast<qsizetype>(width));
        const QString value = field.defaultValue.empty()
                                  ? QString()
                                  : QStringLiteral(" (default %1)").arg(QString::fromStdString(field.defaultValue));
        print(QStringLiteral("%1  %2%3").arg(name, QString::fromStdString(field.line), value));
    }
}

ExitCode Train::run()
{
    if (m_explain) {
        printExplanation();
        return ExitCode::Ok;
    }
    Result<model::TrainConfig> config = this->config();
    if (!config)
        return fail(config.error());
    if (m_printConfig) {
        // What a start from another model brings; without one the options as they are given.
        if (const Status chosen = config->initFrom.empty() ? ok() : chooseModel(*config); !chosen)
            return fail(chosen.error());
        print(QString::fromStdString(model::formatTrainConfig(*config)).trimmed());
        return ExitCode::Ok;
    }
    if (m_project.empty() && m_pretrain.empty() && config->trainFile.empty()) {
        complain(QStringLiteral("train needs --config with \"train\", or --project (see --print-config)"));
        return ExitCode::Usage;
    }
    if (!m_project.empty() && !m_pretrain.empty()) {
        complain(QStringLiteral("--pretrain reads files, not a project: give one of the two"));
        return ExitCode::Usage;
    }
    if (config->outputDirectory.empty()) {
        complain(QStringLiteral("train needs --out, or \"output\" in the configuration"));
        return ExitCode::Usage;
    }
    if (!m_project.empty() && config->initFrom.empty() && m_config.empty()) {
        complain(QStringLiteral("train --project needs --init-from MODEL, or --config for a new model"));
        return ExitCode::Usage;
    }
    TrainLog log(QString::fromStdString(m_log));
    if (!m_pretrain.empty())
        return pretrainOn(toStringList(m_pretrain), *config, m_validationShare, log, m_json);
    const Status chosen = chooseModel(*config);
    if (!chosen)
        return fail(chosen.error());
    const Result<TrainingData> data = this->data(*config);
    if (!data)
        return fail(data.error());

    if (const Status opened = log.open(); !opened)
        return fail(opened.error());
    log.begin(model::countSupervision(config->model, data->training), data->validation.size(),
              model::describeSampling(data->training, config->balance, config->model.selector.types));
    try {
        const model::TrainReport result = model::train(
            *config, data->training, data->validation,
            [&log](const model::TrainProgress& progress) { log.progress(progress); }, interruptToken());
        log.end(result, QString::fromStdString(config->outputDirectory.string()));
        if (m_json)
            print(QString::fromUtf8(QJsonDocument(toJson(result)).toJson(QJsonDocument::Compact)));
        return result.cancelled ? ExitCode::Interrupted : ExitCode::Ok;
    } catch (const model::ModelError& error) {
        log.fail(QString::fromUtf8(error.what()));
        return ExitCode::Failed;
    }
}

const Registration registration{
    {40, "train", "Train a model on gold records", [] { return std::make_unique<Train>(); }}};

} // namespace

} // namespace corespan::cli
