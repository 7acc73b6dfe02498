// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "core/review/corrections.h"
#include "core/store/project_reader.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::cli {

namespace {

QJsonObject toJson(const ShiftCounts& shifts)
{
    QJsonObject counts;
    for (auto it = shifts.counts.cbegin(); it != shifts.counts.cend(); ++it)
        counts[QString::number(it.key())] = qint64(it.value());
    QJsonObject json{{"boundaries", qint64(shifts.total())},
                     {"exact", qint64(shifts.exact())},
                     {"mean", shifts.mean()},
                     {"median", qint64(shifts.median())},
                     {"counts", counts}};
    if (const auto commonest = shifts.commonest())
        json["commonest"] = qint64(*commonest);
    return json;
}

QJsonObject toJson(const Run& run, const CorrectionStatistics& statistics)
{
    QJsonObject types;
    for (auto it = statistics.types.cbegin(); it != statistics.types.cend(); ++it)
        types[it.key()] = QJsonObject{{"start", toJson(it->start)},
                                      {"end", toJson(it->end)},
                                      {"added", qint64(it->added)},
                                      {"removed", qint64(it->removed)}};
    QJsonArray calibration;
    for (int at = 0; at < CorrectionStatistics::bins; ++at) {
        const CorrectionStatistics::Bin& bin = statistics.calibration[std::size_t(at)];
        if (bin.records > 0)
            calibration.append(QJsonObject{{"from", double(at) / CorrectionStatistics::bins},
                                           {"records", qint64(bin.records)},
                                           {"right", qint64(bin.right)},
                                           {"mean_score", bin.scores / double(bin.records)}});
    }
    return {{"run", qint64(run.id)},
            {"model", run.model},
            {"records", qint64(statistics.records)},
            {"right", qint64(statistics.right)},
            {"types", types},
            {"calibration", calibration}};
}

QString line(const QString& type, const char* end, const ShiftCounts& shifts)
{
    const double exact = shifts.total() == 0 ? 0.0 : 100.0 * double(shifts.exact()) / double(shifts.total());
    const auto commonest = shifts.commonest();
    return QStringLiteral("%1\t%2\t%3\t%4 %\t%5\t%6\t%7")
        .arg(type, QLatin1String(end))
        .arg(shifts.total())
        .arg(exact, 0, 'f', 1)
        .arg(shifts.mean(), 0, 'f', 2)
        .arg(shifts.median())
        .arg(commonest ? QStringLiteral("%1 (%2)").arg(*commonest).arg(shifts.counts.value(*commonest))
                       : QStringLiteral("-"));
}

class Corrections final : public Command
{
public:
    void declare(CLI::App& app) override
    {
        app.add_option("PROJECT", m_project, "Project file")->required()->check(CLI::ExistingFile);
        app.add_option("--run", m_run, "Number of the run, 1 for the first; default: the latest");
        app.add_flag("--json", m_json, "Print as JSON, with the counts of each shift");
        app.footer("Shifts are curated minus predicted: +2 is two positions to the right. Records that were accepted,\n"
                   "corrected, rejected or said to have no core count.\n"
                   "Examples:\n"
                   "  corespan-cli corrections lambda.corespan\n"
                   "  corespan-cli corrections lambda.corespan --run 2 --json");
    }

    ExitCode run() override
    {
        const auto reader = ProjectReader::open(QString::fromStdString(m_project));
        if (!reader)
            return fail(reader.error());
        const Result<RunId> latest = m_run > 0 ? Result<RunId>(RunId(m_run)) : (*reader)->latestRun();
        if (!latest)
            return fail(latest.error());
        if (*latest == RunId::None)
            return fail({QStringLiteral("The project has no run: predict first."), Error::Kind::NotFound});
        const Result<Run> about = (*reader)->run(*latest);
        if (!about)
            return fail(about.error());
        const Result<CorrectionStatistics> statistics = (*reader)->corrections(*latest);
        if (!statistics)
            return fail(statistics.error());
        if (m_json)
            print(QString::fromUtf8(QJsonDocument(toJson(*about, *statistics)).toJson()).trimmed());
        else
            show(*about, *statistics);
        return ExitCode::Ok;
    }

private:
    static void show(const Run& run, const CorrectionStatistics& statistics)
    {
        print(QStringLiteral("run %1 (%2): %3 records with a decision, %4 as the run had them")
                  .arg(qint64(run.id))
                  .arg(run.model)
                  .arg(statistics.records)
                  .arg(statistics.right));
        print(QStringLiteral("type\tboundary\tcompared\texact\tmean\tmedian\tmost often"));
        for (auto it = statistics.types.cbegin(); it != statistics.types.cend(); ++it) {
            print(line(it.key(), "start", it->start));
            print(line(it.key(), "end", it->end));
        }
    }

    std::string m_project;
    qint64 m_run = 0;
    bool m_json = false;
};

const Registration registration{
    {57, "corrections", "How far curators moved a run's boundaries", [] { return std::make_unique<Corrections>(); }}};

} // namespace

} // namespace corespan::cli
