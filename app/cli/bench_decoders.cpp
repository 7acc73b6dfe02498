// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_part.h"
#include "line_plot.h"

#include "model/bench_decoders.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::cli {

namespace {

QJsonObject toJson(const model::DecoderBenchRow& row)
{
    return {{"decoder", QString::fromStdString(row.decoder)},
            {"length", qint64(row.length)},
            {"seconds", row.seconds},
            {"bytes_per_position", row.bytesPerPosition},
            {"cores", qint64(row.cores)}};
}

QString toText(const model::DecoderBenchRow& row)
{
    return QStringLiteral("%1 %2 positions: %3 s, %4 ns and %5 bytes a position, %6 cores")
        .arg(QString::fromStdString(row.decoder), -10)
        .arg(row.length, 10)
        .arg(row.seconds, 0, 'g', 3)
        .arg(row.seconds * 1e9 / static_cast<double>(row.length), 0, 'f', 0)
        .arg(row.bytesPerPosition, 0, 'f', 0)
        .arg(row.cores);
}

QString plotOf(const std::vector<model::DecoderBenchRow>& rows)
{
    QVector<PlotLine> lines;
    for (const model::DecoderBenchRow& row : rows) {
        const QString name = QString::fromStdString(row.decoder);
        if (lines.isEmpty() || lines.last().name != name)
            lines.append({name, {}});
        lines.last().points.append({static_cast<double>(row.length), row.seconds});
    }
    return logLogPlot({QStringLiteral("Decoding time by length of the record"), QStringLiteral("positions"),
                       QStringLiteral("seconds, one thread")},
                      lines);
}

class DecoderBench final : public BenchPart
{
public:
    void declare(CLI::App& app) override
    {
        auto* flag = app.add_flag("--decoders", m_asked, "Measure the decoders alone, by length");
        app.add_option("--decoder", m_options.decoders, "With --decoders: these only")
            ->check(CLI::IsMember(model::decoderNames()))
            ->needs(flag);
        app.add_option("--most", m_most, "With --decoders: the longest record, in positions")
            ->check(CLI::Range(std::int64_t(10'000), std::int64_t(100'000'000)))
            ->capture_default_str()
            ->needs(flag);
    }

    bool asked() const override { return m_asked; }
    bool drawsFigure() const override { return true; }

    ExitCode run(const BenchRequest& request) override
    {
        m_options.seed = request.options.seed;
        m_options.repeats = request.repeats;
        m_options.lengths.clear();
        for (std::int64_t length = 10'000; length <= m_most; length *= 10)
            m_options.lengths.push_back(length);
        QJsonArray list;
        const auto rows = model::benchDecoders(m_options, [&](const model::DecoderBenchRow& row) {
            list.append(toJson(row));
            if (!request.json)
                print(toText(row));
        });
        if (request.json)
            print(QString::fromUtf8(QJsonDocument(list).toJson()).trimmed());
        const Status written = writeFigure(request.svg, plotOf(rows));
        return written ? ExitCode::Ok : fail(written.error());
    }

private:
    model::DecoderBenchOptions m_options;
    std::int64_t m_most = 10'000'000;
    bool m_asked = false;
};

} // namespace

std::unique_ptr<BenchPart> makeDecoderBench()
{
    return std::make_unique<DecoderBench>();
}

} // namespace corespan::cli
