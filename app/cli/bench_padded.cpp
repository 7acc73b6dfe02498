// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_padded.h"
#include "bench_part.h"
#include "progress.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::cli {

namespace {

QJsonObject toJson(const model::Cost& cost)
{
    QJsonObject json{{"ms", cost.seconds * 1e3}};
    json["peak_mib"] = cost.peakMiB < 0.0 ? QJsonValue() : QJsonValue(cost.peakMiB);
    return json;
}

QJsonObject toJson(const model::PaddedBenchRow& row)
{
    return {{"length", qint64(row.length)},
            {"core_share", row.coreShare},
            {"records", qint64(row.records)},
            {"training", QJsonObject{{"span", toJson(row.spanTraining)},
                                     {"padded", toJson(row.paddedTraining)},
                                     {"ratio", row.paddedTraining.seconds / row.spanTraining.seconds}}},
            {"inference", QJsonObject{{"span", toJson(row.spanInference)},
                                      {"padded", toJson(row.paddedInference)},
                                      {"padded_early", toJson(row.paddedEarly)},
                                      {"ratio", row.paddedInference.seconds / row.spanInference.seconds},
                                      {"ratio_early", row.paddedEarly.seconds / row.spanInference.seconds}}}};
}

QJsonObject toJson(const model::PaddedBenchResult& result)
{
    QJsonArray rows;
    for (const model::PaddedBenchRow& row : result.rows)
        rows.append(toJson(row));
    return {{"shape", QString::fromStdString(result.shape)},
            {"device", QString::fromStdString(result.device)},
            {"threads", result.threads},
            {"span_parameters", qint64(result.spanParameters)},
            {"padded_parameters", qint64(result.paddedParameters)},
            {"rows", rows}};
}

QString mib(double value)
{
    return value < 0.0 ? QStringLiteral("?") : QString::number(value, 'f', 0);
}

QString toText(const model::PaddedBenchResult& result)
{
    QString text =
        QStringLiteral("%1 on %2, %3 threads: span + translator %4 parameters, padded decoder %5\n"
                       "ms and MiB of a batch; x: padded over span\n"
                       "length  core  records |  training         x    MiB |  inference           x    MiB |  "
                       "stops early       x\n")
            .arg(QString::fromStdString(result.shape), QString::fromStdString(result.device))
            .arg(result.threads)
            .arg(result.spanParameters)
            .arg(result.paddedParameters);
    for (const model::PaddedBenchRow& r : result.rows) {
        text += QStringLiteral("%1 %2 %3 | %4 %5 %6 %7/%8 | %9 ")
                    .arg(r.length, 6)
                    .arg(r.coreShare, 5, 'f', 3)
                    .arg(r.records, 8)
                    .arg(r.spanTraining.seconds * 1e3, 7, 'f', 0)
                    .arg(r.paddedTraining.seconds * 1e3, 7, 'f', 0)
                    .arg(r.paddedTraining.seconds / r.spanTraining.seconds, 5, 'f', 1)
                    .arg(mib(r.spanTraining.peakMiB), mib(r.paddedTraining.peakMiB))
                    .arg(r.spanInference.seconds * 1e3, 7, 'f', 0);
        text += QStringLiteral("%1 %2 %3/%4 | %5 %6\n")
                    .arg(r.paddedInference.seconds * 1e3, 8, 'f', 0)
                    .arg(r.paddedInference.seconds / r.spanInference.seconds, 6, 'f', 1)
                    .arg(mib(r.spanInference.peakMiB), mib(r.paddedInference.peakMiB))
                    .arg(r.paddedEarly.seconds * 1e3, 8, 'f', 0)
                    .arg(r.paddedEarly.seconds / r.spanInference.seconds, 6, 'f', 1);
    }
    return text.trimmed();
}

/// A padded decoder's cost beside that of a span selector with translator.
class PaddedBench final : public BenchPart
{
public:
    void declare(CLI::App& app) override
    {
        auto* flag = app.add_flag(
            "--padded", m_asked, "Measure a padded decoder beside span + translator: training step, inference, memory");
        app.add_option("--padded-lengths", m_options.lengths, "With --padded: positions of a record")
            ->delimiter(',')
            ->check(CLI::PositiveNumber)
            ->needs(flag)
            ->capture_default_str();
    }

    bool asked() const override { return m_asked; }
    bool drawsFigure() const override { return true; }

    ExitCode run(const BenchRequest& request) override
    {
        if (request.shapeGiven)
            m_options.shape = request.options.shape;
        m_options.threads = request.options.threads;
        m_options.seed = request.options.seed;
        m_options.repeats = request.repeats;
        Progress progress(QStringLiteral("Measuring"), QStringLiteral("settings"));
        const model::PaddedBenchResult result = model::benchPadded(m_options, [&](std::size_t done, std::size_t total) {
            progress.update(static_cast<qint64>(done), static_cast<qint64>(total));
        });
        progress.clear();
        print(request.json ? QString::fromUtf8(QJsonDocument(toJson(result)).toJson()).trimmed() : toText(result));
        const Status written = writeFigure(request.svg, paddedFigure(result));
        return written ? ExitCode::Ok : fail(written.error());
    }

private:
    model::PaddedBenchOptions m_options;
    bool m_asked = false;
};

} // namespace

std::unique_ptr<BenchPart> makePaddedBench()
{
    return std::make_unique<PaddedBench>();
}

} // namespace corespan::cli
