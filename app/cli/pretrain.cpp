// SPDX-License-Identifier: GPL-3.0-or-later
#include "pretrain.h"

#include "interrupt.h"
#include "train_log.h"

#include "core/inference/model_catalog.h"
#include "core/training/gold_records.h"
#include "core/training/sequence_files.h"

#include "model/pretraining.h"

#include <QJsonDocument>

namespace corespan::cli {

namespace {

using Sequences = std::vector<model::TrainRecord>;

/// A genome is one record; parts of it can be kept for validation.
constexpr std::int64_t piecesOfAPart = 64;

Result<Sequences> read(const QStringList& files, std::int64_t partLength)
{
    Result<SequenceSet> set = readSequences(files, partLength);
    if (!set)
        return set.error();
    for (const QString& issue : set->issues)
        complain(issue);
    if (set->skipped > set->issues.size())
        complain(QStringLiteral("… and %1 more entries left out").arg(set->skipped - set->issues.size()));
    return std::move(set->records);
}

Result<std::pair<Sequences, Sequences>> readBoth(const QStringList& files, const model::TrainConfig& config,
                                                 double share)
{
    const std::int64_t partLength = piecesOfAPart * config.pretraining.pieceLength;
    Result<Sequences> training = read(files, partLength);
    if (!training)
        return training.error();
    if (config.validationFile.empty())
        return splitForValidation(*std::move(training), share);
    Result<Sequences> validation = read({QString::fromStdString(config.validationFile.string())}, partLength);
    if (!validation)
        return validation.error();
    return std::pair(*std::move(training), *std::move(validation));
}

} // namespace

ExitCode pretrainOn(const QStringList& files, model::TrainConfig config, double validationShare, TrainLog& log,
                    bool json)
{
    if (!config.initFrom.empty()) {
        const Result<ModelEntry> entry = ModelCatalog().find(QString::fromStdString(config.initFrom.string()));
        if (!entry)
            return fail(entry.error());
        config.initFrom = entry->directory.toStdString();
    }
    const auto sequences = readBoth(files, config, validationShare);
    if (!sequences)
        return fail(sequences.error());
    const auto& [training, validation] = *sequences;
    if (const Status opened = log.open(); !opened)
        return fail(opened.error());
    log.beginPretraining(training.size(), validation.size());
    try {
        const model::TrainReport result = model::pretrain(
            config, training, validation, [&log](const model::TrainProgress& progress) { log.progress(progress); },
            interruptToken());
        log.end(result, QString::fromStdString(config.outputDirectory.string()));
        if (json)
            print(QString::fromUtf8(QJsonDocument(toJson(result)).toJson(QJsonDocument::Compact)));
        return result.cancelled ? ExitCode::Interrupted : ExitCode::Ok;
    } catch (const model::ModelError& error) {
        log.fail(QString::fromUtf8(error.what()));
        return ExitCode::Failed;
    }
}

} // namespace corespan::cli
