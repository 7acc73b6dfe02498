// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "evaluate_sets.h"

#include "core/evaluation/html_report.h"
#include "core/evaluation/record_rows.h"
#include "core/exporting/atomic_file.h"

#include <CLI/CLI.hpp>

#include <QJsonDocument>

namespace corespan::cli {

namespace {

class Evaluate final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    void declareFigures(CLI::App& app);
    QString contradiction() const;
    void rename(EvaluatedSet& set) const;
    Status putAllBeside(Evaluation& evaluation, MeasuredSets& measured, std::optional<EvaluatedSet>& against) const;
    Status write(const Evaluation& evaluation, const EvaluatedSet& model,
                 const std::optional<EvaluatedSet>& against) const;

    EvaluateRequest m_request;
    FigureOptions m_figures;
    QHash<QString, QString> m_typeNames;
    std::vector<std::int64_t> m_distances{3, 10};
    std::vector<std::int64_t> m_lengths{300, 600, 1200, 2400};
    std::string m_json;
    std::string m_html;
    std::string m_records;
};

void Evaluate::declare(CLI::App& app)
{
    m_request.model.declare(app, false);
    app.add_option("--gold", m_request.gold, "Gold records: JSONL, GenBank, ... (of letters: dataset segments)")
        ->check(CLI::ExistingFile);
    app.add_option("--predictions", m_request.predictions,
                   "Measure what these files say in a model's place: JSONL as predict writes it, GFF3, or 3-line")
        ->check(CLI::ExistingFile);
    app.add_option("--cross", m_request.cross,
                   "MODEL=GOLD, once a fold: each model on the gold that it has not seen, figures over all");
    app.add_option("--against", m_request.against, "Compare, record by record, with these files or this model");
    app.add_option("--types", m_request.types, "How letters of 3-line predictions become cores: S,H=Hh");
    app.add_option("--features", m_request.features, "Which features of GFF3 predictions are cores; default: CDS")
        ->delimiter(',');
    app.add_option("--map-types", m_request.mapTypes, "Types with another name, in all sets: H=H+h,S=signal_peptide")
        ->delimiter(',');
    app.add_option("--baseline", m_request.baseline, "Put this rule's figures beside: longest-orf, signal-pwm")
        ->check(CLI::IsMember({"longest-orf", "signal-pwm"}));
    app.add_option("--baseline-train", m_request.baselineTrain,
                   "Gold that signal-pwm learns from; default with --cross: the other folds")
        ->check(CLI::ExistingFile);
    app.add_option("--grammar", m_request.grammar,
                   "on or off: let the model's grammar constrain cores; both: with and without; default: its own")
        ->check(CLI::IsMember({"on", "off", "both"}));
    app.add_option("--null-bias", m_request.nullBias, "Above 0: \"no core\" more often; default: the model's own");
    declareFigures(app);
    app.footer("Shares are of the records with a gold core; \"within 3\" allows 3 positions at either end.\n"
               "Examples:\n"
               "  corespan-cli evaluate --model cds --gold validation.jsonl --baseline longest-orf --grammar both\n"
               "  corespan-cli evaluate --model ./my-model --gold test.jsonl --json figures.json --html report.html\n"
               "  corespan-cli evaluate --predictions other.3line --types S,H,B --gold test.jsonl\n"
               "  corespan-cli evaluate --model ./my-model --gold test.jsonl --against other.jsonl\n"
               "  corespan-cli evaluate --cross m0=fold0.jsonl m1=fold1.jsonl --baseline signal-pwm --map-types H=H+h");
}

void Evaluate::declareFigures(CLI::App& app)
{
    app.add_option("--distances", m_distances, "The k of \"within k\"")
        ->delimiter(',')
        ->check(CLI::Range(0, 1000000))
        ->capture_default_str();
    app.add_option("--reach", m_figures.match.reach, "How far ends of matching segments may be off")
        ->check(CLI::Range(0, 1000000))
        ->capture_default_str();
    app.add_option("--lengths", m_lengths, "Split the figures at these core lengths")
        ->delimiter(',')
        ->check(CLI::Range(1, 1000000000))
        ->capture_default_str();
    app.add_option("--json", m_json, "Write the figures to FILE as JSON");
    app.add_option("--html", m_html, "Write a report with pictures to FILE");
    app.add_option("--records", m_records, "Write a row a record to FILE: .tsv or .jsonl");
}

/// What the options ask for that cannot be; empty: nothing.
QString Evaluate::contradiction() const
{
    const int measured =
        int(m_request.model.given()) + int(!m_request.predictions.empty()) + int(!m_request.cross.empty());
    if (measured != 1)
        return QStringLiteral("what is to be measured? Give one of --model, --predictions and --cross.");
    if (m_request.cross.empty() == m_request.gold.empty())
        return m_request.gold.empty()
                   ? QStringLiteral("--gold is missing: what is true of the records?")
                   : QStringLiteral("--cross names the gold of each model; --gold does not go with it");
    if (!m_request.predictions.empty() && m_request.grammar == "both")
        return QStringLiteral("--grammar is a model's; predictions in files have been made");
    if (!m_records.empty() && !rowFormat(QString::fromStdString(m_records)))
        return QStringLiteral("--records %1: the name has to end in .tsv or .jsonl")
            .arg(QString::fromStdString(m_records));
    return {};
}

void Evaluate::rename(EvaluatedSet& set) const
{
    for (EvaluatedRecord& record : set.records)
        renameTypes(record, m_typeNames);
}

/// After the other model, which can leave out records, all sets hold the same ones.
Status Evaluate::putAllBeside(Evaluation& evaluation, MeasuredSets& measured,
                              std::optional<EvaluatedSet>& against) const
{
    if (measured.withoutGrammar) {
        keepCommon(measured.model, *measured.withoutGrammar);
        rename(*measured.withoutGrammar);
        putBeside(evaluation, measured.model, QStringLiteral("without_grammar"), *measured.withoutGrammar);
    }
    if (against)
        putBeside(evaluation, measured.model, QStringLiteral("against"), *against);
    if (m_request.baseline.empty())
        return ok();
    Result<Baseline> baseline = measureBaseline(m_request, measured);
    if (!baseline)
        return baseline.error();
    keepCommon(measured.model, baseline->set);
    rename(baseline->set);
    putBeside(evaluation, measured.model, QStringLiteral("baseline"), baseline->set,
              m_typeNames.value(baseline->onlyType, baseline->onlyType));
    evaluation.beside.last().rule = QString::fromStdString(m_request.baseline);
    return ok();
}

Status writeJson(const QString& path, const QJsonObject& json)
{
    AtomicFile file(path);
    if (Status opened = file.open(); !opened)
        return opened;
    file.write(QJsonDocument(json).toJson());
    return file.commit();
}

Status Evaluate::write(const Evaluation& evaluation, const EvaluatedSet& model,
                       const std::optional<EvaluatedSet>& against) const
{
    if (!m_json.empty())
        if (Status written = writeJson(QString::fromStdString(m_json), toJson(evaluation)); !written)
            return written;
    if (!m_html.empty())
        if (Status written = writeHtmlReport(QString::fromStdString(m_html), evaluation); !written)
            return written;
    const QString records = QString::fromStdString(m_records);
    if (const std::optional<RowFormat> format = rowFormat(records))
        return writeRecordRows(records, *format, model, against ? &*against : nullptr, m_figures.match);
    return ok();
}

ExitCode Evaluate::run()
{
    if (const QString reason = contradiction(); !reason.isEmpty())
        return fail({reason, Error::Kind::BadInput});
    Result<QHash<QString, QString>> names = parseTypeMap(m_request.mapTypes);
    if (!names)
        return fail(names.error());
    m_typeNames = *std::move(names);
    m_figures.distances = {m_distances.begin(), m_distances.end()};
    m_figures.lengths = {m_lengths.begin(), m_lengths.end()};

    Result<MeasuredSets> measured = measure(m_request);
    if (!measured)
        return fail(measured.error());
    std::optional<EvaluatedSet> against;
    if (!m_request.against.empty() && !measured->interrupted) {
        Result<EvaluatedSet> other = measureAgainst(m_request, *measured);
        if (!other)
            return fail(other.error());
        against = *std::move(other);
        rename(*against);
    }
    if (measured->interrupted)
        return ExitCode::Interrupted;
    rename(measured->model);
    if (const QStringList strange = strangeTypes(measured->model); !strange.isEmpty())
        complain(QStringLiteral("types that the gold does not have count as wrong: %1 (--map-types gives other names)")
                     .arg(strange.join(QStringLiteral(", "))));
    Evaluation evaluation = evaluationOf(measured->model, m_figures);
    evaluation.about = measured->about;
    evaluation.folds = foldFigures(*measured, m_figures);
    if (const Status put = putAllBeside(evaluation, *measured, against); !put)
        return fail(put.error());
    print(formatEvaluation(evaluation).trimmed());
    if (const Status written = write(evaluation, measured->model, against); !written)
        return fail(written.error());
    return measured->complete ? ExitCode::Ok : ExitCode::Partly;
}

const Registration registration{
    {50, "evaluate", "Measure a model on gold records", [] { return std::make_unique<Evaluate>(); }}};

} // namespace

} // namespace corespan::cli
