// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "evaluation_report.h"
#include "interrupt.h"
#include "model_options.h"
#include "progress.h"

#include "core/exporting/atomic_file.h"

#include <CLI/CLI.hpp>

#include <QJsonDocument>

namespace corespan::cli {

namespace {

Status writeJson(const QString& path, const QJsonObject& json)
{
    AtomicFile file(path);
    if (Status opened = file.open(); !opened)
        return opened;
    file.write(QJsonDocument(json).toJson());
    return file.commit();
}

class Evaluate final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    RunOptions options(const PredictorInfo& info) const;
    ExitCode evaluateModelOnGold();
    ExitCode evaluateFile();
    Result<QVector<EvaluatedRecord>> fromFile(const std::string& file, const GoldSet& gold,
                                              const QStringList& types) const;
    ExitCode report(const QVector<EvaluatedRecord>& records, const GoldSet& gold, const QStringList& types,
                    bool severalCores, QJsonObject json) const;

    ModelOptions m_model;
    std::string m_gold;
    std::string m_predictions;
    std::string m_against;
    std::string m_types;
    std::string m_json;
    std::string m_baseline;
    std::vector<std::int64_t> m_lengths{300, 600, 1200, 2400};
    std::optional<double> m_nullBias;
    std::optional<bool> m_grammar;
};

void Evaluate::declare(CLI::App& app)
{
    m_model.declare(app, false);
    app.add_option("--gold", m_gold, "Gold records: JSONL, or GenBank and 3-line files")
        ->required()
        ->check(CLI::ExistingFile);
    app.add_option("--predictions", m_predictions,
                   "Measure what this file says in a model's place: JSONL as predict writes it, or 3-line")
        ->check(CLI::ExistingFile);
    app.add_option("--against", m_against, "Compare, record by record, with what this file says")
        ->check(CLI::ExistingFile);
    app.add_option("--types", m_types, "How letters of 3-line predictions become cores: S,H=Hh");
    app.add_option("--json", m_json, "Write the figures to FILE as JSON");
    app.add_option("--baseline", m_baseline, "Print this rule's figures beside the model's")
        ->check(CLI::IsMember({"longest-orf"}));
    app.add_option("--lengths", m_lengths, "Split the figures at these core lengths")
        ->delimiter(',')
        ->capture_default_str();
    app.add_option("--grammar", m_grammar, "on or off: let the model's grammar constrain cores; default: its own");
    app.add_option("--null-bias", m_nullBias, "Above 0: \"no core\" more often; default: the model's own");
    app.footer("Shares are of the records with a gold core; \"within 3\" allows 3 positions at either end.\n"
               "Examples:\n"
               "  corespan-cli evaluate --model cds --gold validation.jsonl --baseline longest-orf\n"
               "  corespan-cli evaluate --model ./my-model --gold test.jsonl --json figures.json\n"
               "  corespan-cli evaluate --predictions other.3line --types S,H,B --gold test.jsonl\n"
               "  corespan-cli evaluate --model ./my-model --gold test.jsonl --against other.jsonl");
}

RunOptions Evaluate::options(const PredictorInfo& info) const
{
    RunOptions options = info.defaults;
    if (m_nullBias)
        options.nullBias = *m_nullBias;
    options.grammar = m_grammar.value_or(options.grammar);
    return options;
}

void sayIssues(const GoldSet& gold)
{
    for (const QString& issue : gold.issues)
        complain(issue);
    if (gold.severalCores > 0)
        complain(QStringLiteral("%1 records with several cores left out").arg(gold.severalCores));
}

Result<QVector<EvaluatedRecord>> Evaluate::fromFile(const std::string& file, const GoldSet& gold,
                                                    const QStringList& types) const
{
    std::optional<SegmentRule> rule;
    if (!m_types.empty()) {
        Result<SegmentRule> parsed = parseSegmentRule(QString::fromStdString(m_types));
        if (!parsed)
            return parsed.error();
        rule = *std::move(parsed);
    }
    const QString path = QString::fromStdString(file);
    const Result<PredictedSet> set = readPredictions(path, rule);
    if (!set)
        return set.error();
    for (const QString& issue : set->issues)
        complain(issue);
    std::int64_t missing = 0;
    QVector<EvaluatedRecord> records = besideGold(gold.records, types, *set, missing);
    if (missing == records.size())
        return Error{QStringLiteral("%1 holds none of the gold records; do the ids agree?").arg(path),
                     Error::Kind::BadInput};
    if (missing > 0)
        complain(QStringLiteral("%1: %2 gold records are missing; they count as \"no core\"").arg(path).arg(missing));
    return records;
}

ExitCode Evaluate::report(const QVector<EvaluatedRecord>& records, const GoldSet& gold, const QStringList& types,
                          bool severalCores, QJsonObject json) const
{
    Evaluation evaluation = summarise(records, {m_lengths.begin(), m_lengths.end()});
    if (!m_baseline.empty())
        evaluation.baseline = evaluate(evaluateLongestOrf(gold.records));
    if (!m_against.empty()) {
        const Result<QVector<EvaluatedRecord>> others = fromFile(m_against, gold, types);
        if (!others)
            return fail(others.error());
        evaluation.comparison = compareModels(*others, records);
        json["against"] = QString::fromStdString(m_against);
    }
    print(toText(evaluation, severalCores));
    if (!m_json.empty()) {
        const QJsonObject figures = toJson(evaluation);
        for (auto at = figures.begin(); at != figures.end(); ++at)
            json.insert(at.key(), at.value());
        if (const Status written = writeJson(QString::fromStdString(m_json), json); !written)
            return fail(written.error());
    }
    return gold.issues.isEmpty() ? ExitCode::Ok : ExitCode::Partly;
}

ExitCode Evaluate::evaluateFile()
{
    const QString path = QString::fromStdString(m_gold);
    const Result<QStringList> types = typeNames(path);
    if (!types)
        return fail(types.error());
    const QStringList names = types->isEmpty() ? QStringList{QStringLiteral("core")} : *types;
    const Result<GoldSet> gold = readGold(path, {}, {names, true});
    if (!gold)
        return fail(gold.error());
    sayIssues(*gold);
    const Result<QVector<EvaluatedRecord>> records = fromFile(m_predictions, *gold, names);
    if (!records)
        return fail(records.error());
    return report(*records, *gold, names, true, {{"predictions", QString::fromStdString(m_predictions)}});
}

ExitCode Evaluate::evaluateModelOnGold()
{
    const Result<ModelEntry> entry = m_model.find();
    if (!entry)
        return fail(entry.error());
    const auto predictor = loadPredictor(entry->directory, m_model.settings());
    const PredictorInfo& info = predictor->info();
    complain(QStringLiteral("%1, device %2 (%3)").arg(entry->directory, info.device, info.reason));
    const Result<GoldSet> gold = readGold(QString::fromStdString(m_gold), info.labels, {info.types, info.severalCores});
    if (!gold)
        return fail(gold.error());
    sayIssues(*gold);
    Progress progress(QStringLiteral("Evaluating"), QStringLiteral("records"));
    const auto onProgress = [&progress](qsizetype done, qsizetype total) { progress.update(done, total); };
    const QVector<EvaluatedRecord> records =
        evaluateModel(*predictor, options(info), gold->records, onProgress, interruptToken());
    progress.clear();
    if (interruptToken().stop_requested()) {
        complain(QStringLiteral("stopped after %1 records; no figures").arg(records.size()));
        return ExitCode::Interrupted;
    }
    return report(records, *gold, info.types, info.severalCores,
                  {{"model", entry->directory},
                   {"weights_sha256", info.weightsSha256},
                   {"device", info.device},
                   {"grammar", info.hasGrammar && options(info).grammar}});
}

ExitCode Evaluate::run()
{
    if (m_model.given() == !m_predictions.empty())
        return fail(
            {QStringLiteral("what is to be measured? Give either --model or --predictions."), Error::Kind::BadInput});
    return m_predictions.empty() ? evaluateModelOnGold() : evaluateFile();
}

const Registration registration{
    {50, "evaluate", "Measure a model on gold records", [] { return std::make_unique<Evaluate>(); }}};

} // namespace

} // namespace corespan::cli
