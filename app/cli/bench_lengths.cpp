// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_part.h"
#include "line_plot.h"

#include "model/bench_lengths.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::cli {

namespace {

QJsonObject toJson(const model::LengthBenchRow& row)
{
    return {{"length", qint64(row.length)},
            {"seconds", row.seconds},
            {"tokens_per_s", row.tokensPerSecond},
            {"memory_mib", row.memoryMiB},
            {"bytes_per_position", row.bytesPerPosition}};
}

QString toText(const model::LengthBenchRow& row)
{
    return QStringLiteral("%1 positions in one piece: %2 s, %3 tokens/s, %4 MiB beyond the weights, %5 KiB a position")
        .arg(row.length, 7)
        .arg(row.seconds, 0, 'g', 3)
        .arg(qRound64(row.tokensPerSecond))
        .arg(row.memoryMiB, 0, 'f', 0)
        .arg(row.bytesPerPosition / 1024.0, 0, 'f', 1);
}

/// Time and memory of a record, each in its own unit over one pair of axes.
QString plotOf(const std::vector<model::LengthBenchRow>& rows, bool train)
{
    PlotLine time{QStringLiteral("seconds"), {}}, memory{QStringLiteral("GiB"), {}};
    for (const model::LengthBenchRow& row : rows) {
        const auto x = static_cast<double>(row.length);
        time.points.append({x, row.seconds});
        if (row.memoryMiB > 0.0)
            memory.points.append({x, row.memoryMiB / 1024.0});
    }
    return logLogPlot(
        {train ? QStringLiteral("A training step on one record") : QStringLiteral("One record in one piece"),
         QStringLiteral("positions"), QStringLiteral("seconds, GiB beyond the weights")},
        {time, memory});
}

class LengthBench final : public BenchPart
{
public:
    void declare(CLI::App& app) override
    {
        auto* flag =
            app.add_flag("--lengths-sweep", m_asked,
                         "Measure one record in one piece, by length: time and memory (with --train: of a step)");
        app.add_option("--sizes", m_sizes, "With --lengths-sweep: the lengths")
            ->check(CLI::PositiveNumber)
            ->delimiter(',')
            ->capture_default_str()
            ->needs(flag);
    }

    bool asked() const override { return m_asked; }
    bool drawsFigure() const override { return true; }

    ExitCode run(const BenchRequest& request) override
    {
        QJsonArray list;
        const auto rows = model::benchLengths(request.options, m_sizes, [&](const model::LengthBenchRow& row) {
            list.append(toJson(row));
            if (!request.json)
                print(toText(row));
        });
        if (request.json)
            print(QString::fromUtf8(QJsonDocument(list).toJson()).trimmed());
        const Status written = writeFigure(request.svg, plotOf(rows, request.options.train));
        return written ? ExitCode::Ok : fail(written.error());
    }

private:
    std::vector<std::int64_t> m_sizes = {1024, 2048, 4096, 8192, 16384, 32768};
    bool m_asked = false;
};

} // namespace

std::unique_ptr<BenchPart> makeLengthBench()
{
    return std::make_unique<LengthBench>();
}

} // namespace corespan::cli
