// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/robot/robot.h"

#include <numeric>

namespace corespan::test {

namespace {
constexpr int kRemembered = 25; ///< actions that a failure tells
constexpr std::int64_t kTold = 10'000;
} // namespace

const QVector<Robot::Named>& Robot::repertoire()
{
    static const QVector<Named> all{{"accept", 60, &Robot::accept},
                                    {"reject", 15, &Robot::reject},
                                    {"no core", 15, &Robot::noCore},
                                    {"flag", 15, &Robot::flag},
                                    {"ambiguous", 8, &Robot::ambiguous},
                                    {"take a candidate", 40, &Robot::takeCandidate},
                                    {"drag an edge", 80, &Robot::dragEdge},
                                    {"give up a drag", 20, &Robot::giveUpDrag},
                                    {"nudge an edge", 60, &Robot::nudgeEdge},
                                    {"move a core", 30, &Robot::moveCore},
                                    {"draw a core", 50, &Robot::drawCore},
                                    {"make a core of a selection", 20, &Robot::selectAndMake},
                                    {"split", 30, &Robot::split},
                                    {"join", 15, &Robot::join},
                                    {"remove a core", 20, &Robot::remove},
                                    {"type of a core", 20, &Robot::setType},
                                    {"open end", 15, &Robot::openEnd},
                                    {"type coordinates", 25, &Robot::typeCores},
                                    {"ambiguous zone", 25, &Robot::zone},
                                    {"label", 40, &Robot::label},
                                    {"note", 15, &Robot::note},
                                    {"undo", 90, &Robot::undo},
                                    {"redo", 45, &Robot::redo},
                                    {"go to another record", 100, &Robot::go},
                                    {"zoom and pan", 60, &Robot::look},
                                    {"type into a field", 10, &Robot::typeElsewhere},
                                    {"filter", 12, &Robot::filter},
                                    {"decide many", 5, &Robot::bulk},
                                    {"predict", 1, &Robot::predict},
                                    {"restart", 2, &Robot::restart},
                                    {"kill", 2, &Robot::kill}};
    return all;
}

Robot::Robot(const RobotOptions& options) : m_options(options), m_fixture(options.records), m_random(options.seed)
{
    addPredictions();
    open();
}

QString Robot::run()
{
    const QVector<Named>& all = repertoire();
    const int sum = std::accumulate(all.cbegin(), all.cend(), 0,
                                    [](int weights, const Named& each) { return weights + each.weight; });
    for (std::int64_t at = 1; at <= m_options.actions && m_problem.isEmpty(); ++at) {
        int chosen = pick(sum);
        auto each = all.cbegin();
        for (; chosen >= each->weight; ++each)
            chosen -= each->weight;
        seenMeanwhile();
        m_lately << QStringLiteral("%1 %2, record %3").arg(at).arg(each->name).arg(qint64(m_record));
        if (m_lately.size() > kRemembered)
            m_lately.removeFirst();
        ++m_counts[each->name];
        (this->*each->action)();
        m_lately.last() += QStringLiteral(": ") + inWords(m_plain.records[m_record].curation);
        compareCurrent();
        if (at % m_options.checkEvery == 0 || at == m_options.actions)
            compareDisk();
        if (at % kTold == 0)
            qInfo("%lld actions", qlonglong(at)); // a long run that is broken off has come so far
    }
    return m_problem;
}

QStringList Robot::counts() const
{
    QStringList lines;
    for (auto each = m_counts.cbegin(); each != m_counts.cend(); ++each)
        lines << QStringLiteral("%1 %2").arg(each.key()).arg(each.value());
    return lines;
}

int Robot::pick(int count)
{
    return int(m_random() % quint64(count)); // the same everywhere, unlike the library's distributions
}

std::int64_t Robot::position(std::int64_t from, std::int64_t to)
{
    return from + std::int64_t(m_random() % quint64(to - from + 1));
}

Span Robot::someRange()
{
    const std::int64_t begin = position(0, now().length - 1);
    return {begin, position(begin + 1, std::min(begin + 12, now().length))};
}

void Robot::addPredictions()
{
    const auto writer = ProjectWriter::open(m_fixture.project);
    Run run;
    run.model = QStringLiteral("robot");
    run.types = {QStringLiteral("core"), QStringLiteral("helix")};
    run.labels = {QStringLiteral("A"), QStringLiteral("B")};
    const auto added = (*writer)->addRun(run);
    QVERIFY(bool(added));
    QVector<PredictionResult> results;
    for (int at = 1; at <= m_options.records; ++at) {
        PlainProject::Entry entry;
        entry.length = 60; // as GuiFixture makes them
        PredictionResult result = ScriptedPredictor::result(entry.length);
        result.summary.record = RecordId(at);
        result.summary.predicted.clear();
        for (int core = pick(3); core > 0; --core) {
            const std::int64_t begin = (2 - core) * 30 + position(0, 20);
            Core made{{begin, begin + position(1, 9)}, run.types[pick(2)]};
            result.summary.predicted << PredictedCore{made, 0.5};
        }
        std::sort(result.summary.predicted.begin(), result.summary.predicted.end(),
                  [](const PredictedCore& a, const PredictedCore& b) { return a.core.span < b.core.span; });
        result.summary.candidates.resize(pick(4));
        for (Candidate& candidate : result.summary.candidates) {
            const std::int64_t begin = position(0, 50);
            candidate = {{begin, begin + position(1, 9)}, 1.0, 0.2, run.types[pick(2)]};
        }
        result.summary.margin = double(pick(100)) / 100.0;
        if (!oneIn(10)) { // some are left without
            entry.predicted = result.summary.cores();
            entry.candidates = result.summary.candidates;
            results << result;
        }
        m_plain.records[RecordId(at)] = entry;
    }
    QVERIFY(bool((*writer)->savePredictions((*added).id, results)));
}

} // namespace corespan::test
