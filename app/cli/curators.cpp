// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "core/domain/span_text.h"
#include "core/review/curator_report.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::cli {

namespace {

QJsonObject toJson(const Agreement& agreement)
{
    return {{"records", qint64(agreement.records)},
            {"exact", qint64(agreement.exact)},
            {"within_3", qint64(agreement.close)},
            {"mean_iou", agreement.meanOverlap()}};
}

QJsonObject toJson(const CuratorBias& bias)
{
    QJsonObject json{{"decided", qint64(bias.decided)},
                     {"run_shown", toJson(bias.shown)},
                     {"run_blind", toJson(bias.blind)},
                     {"controls_shown", toJson(bias.controlsShown)},
                     {"controls_blind", toJson(bias.controlsBlind)},
                     {"controls_wrong", qint64(bias.controlsWrong)},
                     {"controls_wrong_as_the_run", qint64(bias.controlsFollowed)}};
    if (const auto pull = bias.pull())
        json["pull"] = *pull;
    return json;
}

QJsonObject toJson(const Disagreement& disagreement)
{
    QJsonArray decisions;
    for (const Decision& each : disagreement.decisions) {
        QJsonObject decision{{"curator", each.author}, {"blind", each.blind}};
        if (each.cores) {
            QJsonArray cores;
            for (const Core& core : *each.cores)
                cores.append(QJsonArray{qint64(core.span.begin), qint64(core.span.end), core.type});
            decision["cores"] = cores;
        }
        decisions.append(decision);
    }
    return {{"record", disagreement.name}, {"decisions", decisions}, {"farthest", qint64(disagreement.farthest)}};
}

QJsonObject toJson(const CuratorReport& report)
{
    QJsonObject curators;
    for (auto it = report.curators.cbegin(); it != report.curators.cend(); ++it)
        curators[it.key()] = toJson(*it);
    QJsonArray pairs;
    for (auto it = report.pairs.cbegin(); it != report.pairs.cend(); ++it) {
        QJsonObject pair = toJson(*it);
        pair["curators"] = QJsonArray{it.key().first, it.key().second};
        pairs.append(pair);
    }
    QJsonArray disagreements;
    for (const Disagreement& each : report.disagreements)
        disagreements.append(toJson(each));
    QJsonObject json{{"curators", curators},
                     {"pairs", pairs},
                     {"decided_by_several", qint64(report.several)},
                     {"disagreements", disagreements}};
    if (report.alpha) {
        json["unitizing_alpha"] = *report.alpha;
        json["unitizing_alpha_records"] = qint64(report.alphaRecords);
    }
    return json;
}

QString share(std::int64_t part, std::int64_t all)
{
    return all == 0 ? QStringLiteral("-")
                    : QStringLiteral("%1 % of %2").arg(100.0 * double(part) / double(all), 0, 'f', 1).arg(all);
}

class Curators final : public Command
{
public:
    void declare(CLI::App& app) override
    {
        app.add_option("PROJECT", m_project, "Project file")->required()->check(CLI::ExistingFile);
        app.add_option("--run", m_run, "Number of the run to compare with, 1 for the first; default: the latest");
        app.add_flag("--json", m_json, "Print as JSON, with every record that curators see differently");
        app.footer("The last decision of each curator on each record counts. \"Pull\": how much more often a curator\n"
                   "follows the run where it was in view than in blind review. Alpha is Krippendorff's for unitizing.\n"
                   "Examples:\n"
                   "  corespan-cli curators lambda.corespan\n"
                   "  corespan-cli curators lambda.corespan --json");
    }

    ExitCode run() override
    {
        const auto reader = ProjectReader::open(QString::fromStdString(m_project));
        if (!reader)
            return fail(reader.error());
        const Result<RunId> run = m_run > 0 ? Result<RunId>(RunId(m_run)) : (*reader)->latestRun();
        if (!run)
            return fail(run.error());
        if (*run != RunId::None)
            if (const Result<Run> about = (*reader)->run(*run); !about)
                return fail(about.error());
        const Result<CuratorReport> report = curatorReport(**reader, *run);
        if (!report)
            return fail(report.error());
        if (m_json)
            print(QString::fromUtf8(QJsonDocument(toJson(*report)).toJson()).trimmed());
        else
            show(*report);
        return ExitCode::Ok;
    }

private:
    static void show(const CuratorReport& report)
    {
        print(QStringLiteral("curator\tdecided\tas the run, seen\tas the run, blind\tpull\tas the file"));
        for (auto it = report.curators.cbegin(); it != report.curators.cend(); ++it) {
            const auto pull = it->pull();
            print(QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6")
                      .arg(it.key())
                      .arg(it->decided)
                      .arg(share(it->shown.exact, it->shown.records), share(it->blind.exact, it->blind.records),
                           pull ? QStringLiteral("%1 points").arg(100.0 * *pull, 0, 'f', 1) : QStringLiteral("-"),
                           share(it->controlsShown.exact + it->controlsBlind.exact,
                                 it->controlsShown.records + it->controlsBlind.records)));
        }
        for (auto it = report.pairs.cbegin(); it != report.pairs.cend(); ++it)
            print(
                QStringLiteral("%1 and %2: exact %3, within 3 %4, mean overlap %5")
                    .arg(it.key().first, it.key().second, share(it->exact, it->records), share(it->close, it->records))
                    .arg(it->meanOverlap(), 0, 'f', 3));
        print(QStringLiteral("%1 records decided by several, %2 of them differently")
                  .arg(report.several)
                  .arg(report.disagreements.size()));
        if (report.alpha)
            print(QStringLiteral("unitizing alpha %1 over %2 records")
                      .arg(*report.alpha, 0, 'f', 3)
                      .arg(report.alphaRecords));
    }

    std::string m_project;
    qint64 m_run = 0;
    bool m_json = false;
};

const Registration registration{{59, "curators", "Who decided what, how far curators agree and follow the run",
                                 [] { return std::make_unique<Curators>(); }}};

} // namespace

} // namespace corespan::cli
