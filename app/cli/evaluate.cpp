// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "interrupt.h"
#include "model_options.h"
#include "progress.h"

#include "core/exporting/atomic_file.h"
#include "core/training/evaluation.h"

#include <CLI/CLI.hpp>

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

namespace corespan::cli {

namespace {

struct Evaluation
{
    SpanMetrics model;
    std::optional<SpanMetrics> baseline;
    QVector<MetricStratum> strata;
    SegmentMetrics segments;
    Calibration calibration;
};

QJsonObject toJson(const Calibration& calibration)
{
    QJsonArray bins;
    for (const ReliabilityBin& bin : calibration.bins)
        bins.append(QJsonObject{{"count", qint64(bin.count)}, {"score", bin.meanScore}, {"exact", bin.exact}});
    return {{"ece", calibration.ece}, {"bins", bins}};
}

QJsonObject toJson(const Evaluation& evaluation, const QString& model, const PredictorInfo& info)
{
    QJsonObject json = corespan::toJson(evaluation.model);
    json["model"] = model;
    json["weights_sha256"] = info.weightsSha256;
    json["device"] = info.device;
    QJsonArray strata;
    for (const MetricStratum& stratum : evaluation.strata) {
        QJsonObject object = corespan::toJson(stratum.metrics);
        object["from_length"] = qint64(stratum.fromLength);
        object["to_length"] = stratum.toLength > 0 ? QJsonValue(qint64(stratum.toLength)) : QJsonValue();
        strata.append(object);
    }
    json["strata"] = strata;
    json["segments"] = evaluation.segments.toJson();
    json["calibration"] = toJson(evaluation.calibration);
    if (evaluation.baseline) {
        QJsonObject baseline = corespan::toJson(*evaluation.baseline);
        baseline["rule"] = "longest-orf";
        json["baseline"] = baseline;
    }
    return json;
}

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
    Evaluation summarise(const std::vector<model::TrainRecord>& gold, const QVector<EvaluatedRecord>& records) const;

    ModelOptions m_model;
    std::string m_gold;
    std::string m_json;
    std::string m_baseline;
    std::vector<std::int64_t> m_lengths{300, 600, 1200, 2400};
    std::optional<double> m_nullBias;
};

void Evaluate::declare(CLI::App& app)
{
    m_model.declare(app);
    app.add_option("--gold", m_gold, "Gold records: JSONL, or GenBank and 3-line files")
        ->required()
        ->check(CLI::ExistingFile);
    app.add_option("--json", m_json, "Write the figures to FILE as JSON");
    app.add_option("--baseline", m_baseline, "Print this rule's figures beside the model's")
        ->check(CLI::IsMember({"longest-orf"}));
    app.add_option("--lengths", m_lengths, "Split the figures at these core lengths")
        ->delimiter(',')
        ->capture_default_str();
    app.add_option("--null-bias", m_nullBias, "Above 0: \"no core\" more often; default: the model's own");
    app.footer("Shares are of the records with a gold core; \"within 3\" allows 3 positions at either end.\n"
               "Examples:\n"
               "  corespan-cli evaluate --model cds --gold validation.jsonl --baseline longest-orf\n"
               "  corespan-cli evaluate --model ./my-model --gold test.jsonl --json figures.json");
}

RunOptions Evaluate::options(const PredictorInfo& info) const
{
    RunOptions options = info.defaults;
    if (m_nullBias)
        options.nullBias = *m_nullBias;
    return options;
}

Evaluation Evaluate::summarise(const std::vector<model::TrainRecord>& gold,
                               const QVector<EvaluatedRecord>& records) const
{
    Evaluation evaluation;
    evaluation.model = evaluate(records);
    evaluation.segments = evaluateSegments(coresOf(records));
    evaluation.calibration = calibrationOf(coresOf(records));
    if (!m_baseline.empty())
        evaluation.baseline = evaluate(evaluateLongestOrf(gold));
    QVector<std::int64_t> bounds(m_lengths.begin(), m_lengths.end());
    std::sort(bounds.begin(), bounds.end());
    QVector<EvaluatedRecord> withCore;
    std::copy_if(records.begin(), records.end(), std::back_inserter(withCore),
                 [](const EvaluatedRecord& record) { return !record.gold.isEmpty(); });
    evaluation.strata = evaluateByLength(withCore, bounds);
    return evaluation;
}

ExitCode Evaluate::run()
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
    for (const QString& issue : gold->issues)
        complain(issue);
    if (gold->severalCores > 0)
        complain(QStringLiteral("%1 records with several cores left out").arg(gold->severalCores));

    Progress progress(QStringLiteral("Evaluating"), QStringLiteral("records"));
    const auto onProgress = [&progress](qsizetype done, qsizetype total) { progress.update(done, total); };
    const QVector<EvaluatedRecord> records =
        evaluateModel(*predictor, options(info), gold->records, onProgress, interruptToken());
    progress.clear();
    if (interruptToken().stop_requested()) {
        complain(QStringLiteral("stopped after %1 records; no figures").arg(records.size()));
        return ExitCode::Interrupted;
    }
    const Evaluation evaluation = summarise(gold->records, records);
    QString table = formatEvaluation(evaluation.model, evaluation.baseline, evaluation.strata);
    if (info.severalCores)
        table += QChar('\n') + formatSegments(evaluation.segments);
    table.chop(1); // print() ends the line
    print(table);
    if (!m_json.empty()) {
        const Status written = writeJson(QString::fromStdString(m_json), toJson(evaluation, entry->directory, info));
        if (!written)
            return fail(written.error());
    }
    return gold->issues.isEmpty() ? ExitCode::Ok : ExitCode::Partly;
}

const Registration registration{
    {50, "evaluate", "Measure a model on gold records", [] { return std::make_unique<Evaluate>(); }}};

} // namespace

} // namespace corespan::cli
