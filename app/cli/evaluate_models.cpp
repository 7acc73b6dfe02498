// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "evaluate_gold.h"
#include "evaluate_sets.h"
#include "interrupt.h"
#include "progress.h"

#include <QFileInfo>
#include <QJsonArray>

namespace corespan::cli {

namespace {

Error bad(const QString& message)
{
    return {message, Error::Kind::BadInput};
}

/// One model on one part of the gold.
struct Fold
{
    ModelEntry model;
    QStringList gold;
};

Result<std::vector<Fold>> foldsOf(const EvaluateRequest& request)
{
    std::vector<Fold> folds;
    for (const std::string& text : request.cross) {
        const QString pair = QString::fromStdString(text);
        const qsizetype equals = pair.indexOf(QLatin1Char('='));
        if (equals <= 0 || equals + 1 == pair.size())
            return bad(QStringLiteral("--cross %1: expected MODEL=GOLD").arg(pair));
        const Result<ModelEntry> entry = ModelCatalog().find(pair.left(equals));
        if (!entry)
            return entry.error();
        if (!QFileInfo::exists(pair.mid(equals + 1)))
            return bad(QStringLiteral("--cross %1: no file %2").arg(pair, pair.mid(equals + 1)));
        folds.push_back({*entry, {pair.mid(equals + 1)}});
    }
    if (!folds.empty())
        return folds;
    const Result<ModelEntry> entry = request.model.find();
    if (!entry)
        return entry.error();
    return std::vector<Fold>{{*entry, toQt(request.gold)}};
}

bool wantsGrammar(const EvaluateRequest& request, const PredictorInfo& info)
{
    return request.grammar.empty() ? info.defaults.grammar : request.grammar != "off";
}

Status sameNames(const PredictorInfo& info, const MeasuredSets& measured, const QString& model)
{
    if (info.types == measured.types && info.labels == measured.model.labels)
        return ok();
    return bad(QStringLiteral("%1: its types or labels differ from those of the other folds' models").arg(model));
}

Status measureFold(const EvaluateRequest& request, const Fold& fold, MeasuredSets& measured)
{
    const auto predictor = loadPredictor(fold.model.directory, request.model.settings());
    const PredictorInfo& info = predictor->info();
    complain(QStringLiteral("%1, device %2 (%3)").arg(fold.model.directory, info.device, info.reason));
    const QJsonObject about{{"model", fold.model.name}, {"weights_sha256", info.weightsSha256}};
    QJsonArray models = measured.about["models"].toArray();
    models.append(about);
    measured.about["models"] = models;
    if (measured.parts.empty()) {
        measured.types = info.types;
        measured.model.labels = info.labels;
        measured.about["device"] = info.device;
        measured.about["grammar"] = info.hasGrammar && wantsGrammar(request, info);
    } else if (Status same = sameNames(info, measured, fold.model.name); !same) {
        return same;
    }
    const bool both = request.grammar == "both";
    if (both && !info.hasGrammar)
        return bad(QStringLiteral("%1 names no grammar: nothing to compare").arg(fold.model.name));
    Result<GoldPart> gold = readPart(fold.gold, info.labels, {info.types, info.severalCores}, measured.complete);
    if (!gold)
        return gold.error();
    auto records = predictAll(*predictor, optionsFor(request, info, wantsGrammar(request, info)), gold->records);
    measured.interrupted = !records;
    if (records)
        measured.model.records += *records;
    if (both && !measured.interrupted) {
        auto free = predictAll(*predictor, optionsFor(request, info, false), gold->records);
        measured.interrupted = !free;
        if (free)
            measured.withoutGrammar->records += *free;
    }
    measured.parts.push_back(*std::move(gold));
    return ok();
}

} // namespace

std::optional<QVector<EvaluatedRecord>> predictAll(AbstractPredictor& predictor, const RunOptions& options,
                                                   const std::vector<model::TrainRecord>& gold)
{
    Progress progress(QStringLiteral("Evaluating"), QStringLiteral("records"));
    const auto onProgress = [&progress](qsizetype done, qsizetype total) { progress.update(done, total); };
    QVector<EvaluatedRecord> records = evaluateModel(predictor, options, gold, onProgress, interruptToken());
    progress.clear();
    if (!interruptToken().stop_requested())
        return records;
    complain(QStringLiteral("stopped after %1 records; no figures").arg(records.size()));
    return std::nullopt;
}

RunOptions optionsFor(const EvaluateRequest& request, const PredictorInfo& info, bool grammar)
{
    RunOptions options = info.defaults;
    if (request.nullBias)
        options.nullBias = *request.nullBias;
    options.grammar = grammar;
    return options;
}

Result<MeasuredSets> measureModels(const EvaluateRequest& request)
{
    const Result<std::vector<Fold>> folds = foldsOf(request);
    if (!folds)
        return folds.error();
    MeasuredSets measured;
    if (request.grammar == "both")
        measured.withoutGrammar.emplace();
    for (const Fold& fold : *folds) {
        if (const Status done = measureFold(request, fold, measured); !done)
            return done.error();
        if (measured.interrupted)
            return measured;
    }
    measured.model.name =
        folds->size() > 1 ? QStringLiteral("%1 models").arg(folds->size()) : folds->front().model.name;
    if (folds->size() == 1) { // one model's names stand at the top
        const QJsonObject about = measured.about.take("models").toArray()[0].toObject();
        for (auto at = about.begin(); at != about.end(); ++at)
            measured.about.insert(at.key(), at.value());
    }
    if (measured.withoutGrammar) {
        measured.withoutGrammar->name = QStringLiteral("without grammar");
        measured.withoutGrammar->labels = measured.model.labels;
    }
    return measured;
}

} // namespace corespan::cli
