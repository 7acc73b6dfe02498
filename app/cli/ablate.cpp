// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "interrupt.h"

#include "core/exporting/atomic_file.h"
#include "core/training/ablation.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>

#include <csignal>

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

Result<QJsonObject> readJson(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{QStringLiteral("%1: %2").arg(path, file.errorString()), Error::Kind::NotFound};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return Error{QStringLiteral("%1: a JSON object is expected").arg(path), Error::Kind::BadInput};
    return document.object();
}

/// This program with other arguments, its messages passed on; what it printed.
Result<QByteArray> runSelf(const QStringList& arguments)
{
    static const QVector<int> usable = {static_cast<int>(ExitCode::Ok), static_cast<int>(ExitCode::Partly)};
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), arguments);
    const std::stop_token stop = interruptToken();
    while (!process.waitForFinished(200) && process.state() != QProcess::NotRunning) {
        if (stop.stop_requested()) // a Ctrl+C reaches both; SIGTERM only this one
            ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    }
    if (stop.stop_requested())
        return Error{QStringLiteral("stopped; the same command goes on from here"), Error::Kind::Cancelled};
    if (process.exitStatus() != QProcess::NormalExit || !usable.contains(process.exitCode()))
        return Error{QStringLiteral("\"corespan-cli %1\" failed").arg(arguments.join(QLatin1Char(' ')))};
    return process.readAllStandardOutput();
}

class Ablate final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    Result<QJsonObject> oneRun(const AblationPlan& plan, const QJsonObject& base, const AblationVariant& variant,
                               qint64 seed) const;
    void printTable(const QJsonObject& table) const;

    std::string m_plan;
    std::string m_out;
    std::vector<std::int64_t> m_seeds;
    std::vector<std::string> m_columns{"training.best_exact", "training.best_label_accuracy", "training.steps"};
    double m_minutes = -1.0;
};

void Ablate::declare(CLI::App& app)
{
    app.add_option("plan", m_plan, "What is varied: JSON with base, seeds, set, max_minutes, gold, variants")
        ->required()
        ->check(CLI::ExistingFile);
    app.add_option("--out", m_out, "Folder for models, logs and table.json")->required();
    app.add_option("--seeds", m_seeds, "In the place of the plan's seeds")->delimiter(',');
    app.add_option("--max-minutes", m_minutes, "In the place of the plan's limit")->check(CLI::NonNegativeNumber);
    app.add_option("--columns", m_columns, "Figures to print, by their names in table.json")
        ->delimiter(',')
        ->capture_default_str();
    app.footer(
        "Trains every variant with every seed, evaluates it on the plan's gold, and writes all figures with their\n"
        "means and standard errors to OUT/table.json. A run that is done is not done again.\n"
        "Examples:\n"
        "  corespan-cli ablate resources/models/cds/ablations/plan.json --out build/ablations\n"
        "  corespan-cli ablate plan.json --seeds 1 --max-minutes 0.5 --out try");
}

/// Trains and evaluates, unless its figures are there.
Result<QJsonObject> Ablate::oneRun(const AblationPlan& plan, const QJsonObject& base, const AblationVariant& variant,
                                   qint64 seed) const
{
    static const QRegularExpression awkward(QStringLiteral("[^A-Za-z0-9+.-]+"));
    const QString name = QString(variant.name).replace(awkward, QStringLiteral("_"));
    const QDir folder(QStringLiteral("%1/%2-%3").arg(QString::fromStdString(m_out), name).arg(seed));
    const QJsonObject config = ablationConfig(base, plan, variant, seed, folder.filePath(QStringLiteral("model")));
    const QString configFile = folder.filePath(QStringLiteral("train.json"));
    const QString figuresFile = folder.filePath(QStringLiteral("figures.json"));
    if (const Result<QJsonObject> done = readJson(figuresFile); done) {
        const Result<QJsonObject> by = readJson(configFile);
        if (by && *by == config)
            return done;
        return Error{QStringLiteral("%1 holds a run by another configuration; choose another --out, or delete it")
                         .arg(folder.path())};
    }
    if (!folder.mkpath(QStringLiteral(".")))
        return Error{QStringLiteral("%1 cannot be made").arg(folder.path())};
    if (const Status written = writeJson(configFile, config); !written)
        return written.error();
    const Result<QByteArray> trained =
        runSelf({QStringLiteral("train"), QStringLiteral("--config"), configFile, QStringLiteral("--log"),
                 folder.filePath(QStringLiteral("train.log")), QStringLiteral("--json")});
    if (!trained)
        return trained.error();
    QJsonObject figures{{QStringLiteral("seed"), seed},
                        {QStringLiteral("training"), QJsonDocument::fromJson(*trained).object()}};
    if (!plan.gold.isEmpty()) {
        const QString evaluation = folder.filePath(QStringLiteral("evaluation.json"));
        const Result<QByteArray> evaluated = runSelf(
            QStringList{QStringLiteral("evaluate"), QStringLiteral("--model"), folder.filePath(QStringLiteral("model")),
                        QStringLiteral("--gold"), plan.gold, QStringLiteral("--json"), evaluation} +
            variant.evaluate);
        if (!evaluated)
            return evaluated.error();
        const Result<QJsonObject> read = readJson(evaluation);
        if (!read)
            return read.error();
        figures[QStringLiteral("evaluation")] = *read;
    }
    if (const Status written = writeJson(figuresFile, figures); !written)
        return written.error();
    return figures;
}

void Ablate::printTable(const QJsonObject& table) const
{
    const QJsonArray variants = table[QStringLiteral("variants")].toArray();
    for (const QJsonValue& value : variants) {
        const QJsonObject variant = value.toObject();
        QString line = QStringLiteral("%1  n %2")
                           .arg(variant[QStringLiteral("name")].toString().leftJustified(24))
                           .arg(variant[QStringLiteral("n")].toInt());
        for (const std::string& column : m_columns) {
            const QString key = QString::fromStdString(column);
            const QJsonObject errors = variant[QStringLiteral("standard_error")].toObject();
            line += QStringLiteral("  %1 %2").arg(key).arg(variant[QStringLiteral("mean")].toObject()[key].toDouble());
            if (errors.contains(key))
                line += QStringLiteral(" ± %1").arg(errors[key].toDouble(), 0, 'g', 3);
        }
        print(line);
    }
}

ExitCode Ablate::run()
{
    Result<AblationPlan> plan = readAblationPlan(QString::fromStdString(m_plan));
    if (!plan)
        return fail(plan.error());
    if (!m_seeds.empty())
        plan->seeds = QVector<qint64>(m_seeds.begin(), m_seeds.end());
    if (m_minutes >= 0.0)
        plan->maxMinutes = m_minutes;
    const Result<QJsonObject> base = readJson(plan->base);
    if (!base)
        return fail(base.error());
    QMap<QString, QVector<QJsonObject>> runs;
    const QString tableFile = QDir(QString::fromStdString(m_out)).filePath(QStringLiteral("table.json"));
    // Seed by seed, so that what is there after a while covers every variant.
    for (const qint64 seed : plan->seeds) {
        for (const AblationVariant& variant : plan->variants) {
            const Result<QJsonObject> figures = oneRun(*plan, *base, variant, seed);
            if (!figures)
                return fail({QStringLiteral("%1, seed %2: %3").arg(variant.name).arg(seed).arg(figures.error().message),
                             figures.error().kind});
            runs[variant.name].append(*figures);
            if (const Status written = writeJson(tableFile, ablationTable(*plan, runs)); !written)
                return fail(written.error());
        }
    }
    printTable(ablationTable(*plan, runs));
    return ExitCode::Ok;
}

const Registration registration{
    {45, "ablate", "Train variants over seeds and compare them", [] { return std::make_unique<Ablate>(); }}};

} // namespace

} // namespace corespan::cli
