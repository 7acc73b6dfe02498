// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_part.h"

#include <CLI/CLI.hpp>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace corespan::cli {

namespace {

/// One line of the matrix; what the other side says of the same work, where it was given.
struct Row
{
    QString shape;
    bool train = false;
    model::BenchResult own = {};
    double ownRate = 0.0;
    double otherBest = 0.0;
    double otherUsual = 0.0; ///< inference: its usual setting; 0: not told
    QString bestSetting = {};
};

/// The other side's JSON: {"mode": "infer" | "train", "shape", and "rows", "best", "usual" of the settings tried, or
/// "tokens_per_s_best"}. Several files of one shape and mode: each figure's best, as for our own repeats.
Status readOther(const QString& path, std::vector<Row>& rows)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{QStringLiteral("%1: %2").arg(path, file.errorString())};
    QJsonParseError problem;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll(), &problem).object();
    const QString mode = json["mode"].toString(), shape = json["shape"].toString();
    if (problem.error != QJsonParseError::NoError || shape.isEmpty() || (mode != "infer" && mode != "train"))
        return Error{QStringLiteral("%1: no result of a benchmark; \"mode\" (infer or train) and \"shape\" are missing")
                         .arg(path),
                     Error::Kind::BadInput};
    const bool train = mode == "train";
    const auto row = std::ranges::find_if(rows, [&](const Row& r) { return r.shape == shape && r.train == train; });
    if (row == rows.end())
        return Error{QStringLiteral("%1: \"%2 %3\" is not in the matrix").arg(path, mode, shape),
                     Error::Kind::BadInput};
    const QJsonObject settings = json["rows"].toObject();
    const auto rate = [&](const QString& setting) { return settings[setting]["tokens_per_s"].toDouble(); };
    const double best = train ? json["tokens_per_s_best"].toDouble() : rate(json["best"].toString());
    if (best <= 0.0)
        return Error{QStringLiteral("%1: it has no rate above 0").arg(path), Error::Kind::BadInput};
    if (best > row->otherBest) {
        row->otherBest = best;
        row->bestSetting = train ? QStringLiteral("training") : json["best"].toString();
    }
    row->otherUsual = std::max(row->otherUsual, train ? 0.0 : rate(json["usual"].toString()));
    return ok();
}

QString times(double own, double other)
{
    return other > 0.0 ? QStringLiteral("%1 (%2 x)").arg(qRound64(other)).arg(own / other, 0, 'f', 2)
                       : QStringLiteral("-");
}

QString toText(const std::vector<Row>& rows)
{
    QString text = QStringLiteral("%1 %2 %3 %4 %5")
                       .arg("work", -22)
                       .arg("tokens/s", 9)
                       .arg("of GEMM", 8)
                       .arg("other, best setting", 20)
                       .arg("other, usual one", 18);
    for (const Row& row : rows) {
        text += QStringLiteral("\n%1 %2 %3 % %4 %5  %6")
                    .arg((row.train ? QStringLiteral("training ") : QStringLiteral("inference ")) + row.shape, -22)
                    .arg(qRound64(row.ownRate), 9)
                    .arg(row.own.shareOfGemm * 100.0, 6, 'f', 1)
                    .arg(times(row.ownRate, row.otherBest), 20)
                    .arg(times(row.ownRate, row.otherUsual), 18)
                    .arg(row.bestSetting);
    }
    return text;
}

QJsonArray toJson(const std::vector<Row>& rows)
{
    QJsonArray list;
    for (const Row& row : rows) {
        QJsonObject object{{"mode", row.train ? "train" : "infer"}, {"shape", row.shape},
                           {"tokens_per_s", row.ownRate},           {"share_of_gemm", row.own.shareOfGemm},
                           {"gemm_gflops", row.own.gemmGflops},     {"peak_memory_mib", row.own.peakMemoryMiB}};
        if (row.otherBest > 0.0) {
            object["other_best"] = row.otherBest;
            object["ratio_to_best"] = row.ownRate / row.otherBest;
            object["other_best_setting"] = row.bestSetting;
        }
        if (row.otherUsual > 0.0) {
            object["other_usual"] = row.otherUsual;
            object["ratio_to_usual"] = row.ownRate / row.otherUsual;
        }
        list.append(object);
    }
    return list;
}

class CompareBench final : public BenchPart
{
public:
    void declare(CLI::App& app) override
    {
        auto* flag =
            app.add_flag("--compare", m_asked,
                         "Run the matrix: inference of t5-small and t5-base, training of longt5-tiny and t5-small");
        app.add_option("--with", m_with, "With --compare: JSON results of another program on the same work")
            ->check(CLI::ExistingFile)
            ->needs(flag);
    }

    bool asked() const override { return m_asked; }

    ExitCode run(const BenchRequest& request) override
    {
        std::vector<Row> rows{{"t5-small", false}, {"t5-base", false}, {"longt5-tiny", true}, {"t5-small", true}};
        for (const std::string& path : m_with) {
            if (const Status read = readOther(QString::fromStdString(path), rows); !read)
                return fail(read.error());
        }
        for (Row& row : rows) {
            model::BenchOptions own = request.options;
            own.shape = row.shape.toStdString();
            own.train = row.train;
            row.own = model::bench(own);
            row.ownRate = row.train ? row.own.bestTokensPerSecond : row.own.tokensPerSecond;
        }
        print(request.json ? QString::fromUtf8(QJsonDocument(toJson(rows)).toJson()).trimmed() : toText(rows));
        return ExitCode::Ok;
    }

private:
    std::vector<std::string> m_with;
    bool m_asked = false;
};

} // namespace

std::unique_ptr<BenchPart> makeCompareBench()
{
    return std::make_unique<CompareBench>();
}

} // namespace corespan::cli
