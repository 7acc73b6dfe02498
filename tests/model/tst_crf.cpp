// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "brute_crf.h"
#include "model/error.h"

#include <nlohmann/json.hpp>
#endif

#include <QtTest>
#include <fstream>
#include <limits>

using namespace corespan::model;

namespace {

double difference(std::span<const double> a, std::span<const double> b)
{
    double worst = a.size() == b.size() ? 0.0 : std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        worst = std::max(worst, std::abs(a[i] - b[i]));
    return worst;
}

template <typename T>
std::vector<T> flattened(const nlohmann::json& rows)
{
    std::vector<T> result;
    for (const auto& row : rows)
        for (const auto& value : row)
            result.push_back(value.get<T>());
    return result;
}

CrfCase goldenCase(const nlohmann::json& json)
{
    CrfCase c;
    c.length = json.at("emissions").size();
    c.tags = json.at("start").size();
    c.emissions = flattened<float>(json.at("emissions"));
    c.start = json.at("start").get<std::vector<float>>();
    c.end = json.at("end").get<std::vector<float>>();
    c.transitions = flattened<float>(json.at("transitions"));
    return c;
}

std::string messageOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

/// Empty where everything that crf.h computes agrees with looking at all sequences, or what differs.
QString compare(const CrfCase& c)
{
    const BruteCrf brute(c);
    const double tolerance = 1e-9 * std::max(1.0, std::abs(brute.paths.front().score));
    if (std::abs(crfLogPartition(c.emissions, c.weights()) - brute.logPartition()) > tolerance)
        return "partition";
    if (difference(crfMarginals(c.emissions, c.weights()), brute.marginals()) > 1e-9)
        return "marginals";
    if (crfViterbi(c.emissions, c.weights()).tags != brute.paths.front().tags)
        return "Viterbi";
    const std::vector<CrfPath> paths = crfBestPaths(c.emissions, c.weights(), 20);
    if (paths.size() != std::min<std::size_t>(20, brute.paths.size()))
        return "number of paths";
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto& expected = brute.paths[i];
        if (paths[i].tags != expected.tags || std::abs(paths[i].score - expected.score) > tolerance)
            return QString("path %1").arg(i);
        if (std::abs(crfLogLikelihood(c.emissions, expected.tags, c.weights()) -
                     (expected.score - brute.logPartition())) > tolerance)
            return QString("likelihood of path %1").arg(i);
    }
    return {};
}

} // namespace

class TestCrf : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithPytorchCrf();
    void agreesWithBruteForce();
    void literal();
    void flatWeights();
    void emptyRecord();
    void hugeEmissions();
    void longRecord();
    void refusesBadSizes();
    void refusesBadNumbers();
    void refusesBadTags();
};

void TestCrf::agreesWithPytorchCrf()
{
    std::ifstream file(CORESPAN_TEST_DATA "/golden/crf.json");
    const nlohmann::json golden = nlohmann::json::parse(file);
    QCOMPARE(golden.at("cases").size(), std::size_t{6});
    for (const auto& json : golden.at("cases")) {
        const CrfCase c = goldenCase(json);
        const auto tags = json.at("tags").get<std::vector<std::int16_t>>();
        CrfGradients gradients;
        const double likelihood = crfLogLikelihood(c.emissions, tags, c.weights(), &gradients);
        const auto& expected = json.at("gradients");
        const auto name = QByteArray::fromStdString(json.at("name").get<std::string>());
        QVERIFY2(std::abs(likelihood - json.at("log_likelihood").get<double>()) < 1e-9, name);
        QVERIFY2(difference(gradients.emissions, flattened<double>(expected.at("emissions"))) < 1e-9, name);
        QVERIFY2(difference(gradients.start, expected.at("start").get<std::vector<double>>()) < 1e-9, name);
        QVERIFY2(difference(gradients.end, expected.at("end").get<std::vector<double>>()) < 1e-9, name);
        QVERIFY2(difference(gradients.transitions, flattened<double>(expected.at("transitions"))) < 1e-9, name);
        const auto path = json.at("viterbi").get<std::vector<std::int16_t>>();
        QVERIFY2(crfViterbi(c.emissions, c.weights()).tags == path, name);
    }
}

void TestCrf::agreesWithBruteForce()
{
    std::mt19937 random(3);
    for (int i = 0; i < 400; ++i) {
        const float scale = std::vector<float>{0.5F, 2.0F, 30.0F, 1e4F}[random() % 4];
        const CrfCase c(random, 1 + random() % 5, 1 + random() % 4, scale);
        const QString found = compare(c);
        QVERIFY2(found.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(found)));
    }
}

void TestCrf::literal()
{
    // Two positions, two tags; weights of the four sequences 00, 01, 10, 11: 1, 2, 3 * 2, 3.
    const std::vector<float> emissions{0.0F, std::log(3.0F), 0.0F, 0.0F};
    const std::vector<float> zeros(2, 0.0F);
    const std::vector<float> transitions{0.0F, std::log(2.0F), std::log(2.0F), 0.0F};
    const CrfWeights weights{zeros, zeros, transitions};
    QVERIFY(std::abs(crfLogPartition(emissions, weights) - std::log(12.0)) < 1e-7);
    QVERIFY(difference(crfMarginals(emissions, weights), std::vector{0.25, 0.75, 7.0 / 12, 5.0 / 12}) < 1e-7);
    const std::vector<CrfPath> paths = crfBestPaths(emissions, weights, 9);
    QCOMPARE(paths.size(), std::size_t{4});
    QCOMPARE(paths[0].tags, (std::vector<std::int16_t>{1, 0}));
    QCOMPARE(paths[1].tags, (std::vector<std::int16_t>{1, 1}));
    QCOMPARE(paths[2].tags, (std::vector<std::int16_t>{0, 1}));
    QCOMPARE(paths[3].tags, (std::vector<std::int16_t>{0, 0}));
    QVERIFY(std::abs(crfLogLikelihood(emissions, paths[0].tags, weights) - std::log(0.5)) < 1e-7);
    QVERIFY(std::abs(crfScore(emissions, paths[1].tags, weights) - std::log(3.0)) < 1e-7);
}

void TestCrf::flatWeights()
{
    const std::vector<float> zeros(9, 0.0F);
    const CrfWeights weights{std::span(zeros).first(3), std::span(zeros).first(3), zeros};
    QCOMPARE(crfViterbi(zeros, weights).tags, (std::vector<std::int16_t>{0, 0, 0}));
    QCOMPARE(crfBestPaths(zeros, weights, 100).size(), std::size_t{27});
    QVERIFY(crfBestPaths(zeros, weights, 0).empty());
}

void TestCrf::emptyRecord()
{
    const std::vector<float> ones(1, 1.0F);
    const CrfWeights weights{ones, ones, ones};
    CrfGradients gradients;
    QCOMPARE(crfLogLikelihood({}, {}, weights, &gradients), 0.0);
    QVERIFY(gradients.emissions.empty());
    QCOMPARE(gradients.start, std::vector<double>{0.0});
    QCOMPARE(gradients.end, std::vector<double>{0.0});
    QCOMPARE(gradients.transitions, std::vector<double>{0.0});
    QCOMPARE(crfLogPartition({}, weights), 0.0);
    QVERIFY(crfMarginals({}, weights).empty());
    QVERIFY(crfViterbi({}, weights).tags.empty());
    QCOMPARE(crfBestPaths({}, weights, 3).size(), std::size_t{1});
}

void TestCrf::hugeEmissions()
{
    // What all sequences share takes no digit from the rest, however large it is.
    std::mt19937 random(5);
    CrfCase c(random, 40, 3, 1.0F);
    CrfCase shifted = c;
    for (std::size_t tag = 0; tag < 3; ++tag) {
        c.emissions[60 + tag] = 0.0F;
        shifted.emissions[60 + tag] = 1e30F;
    }
    const std::vector<std::int16_t> tags(40, 1);
    CrfGradients expected;
    CrfGradients gradients;
    const double likelihood = crfLogLikelihood(c.emissions, tags, c.weights(), &expected);
    QVERIFY(likelihood < -1.0);
    QCOMPARE(crfLogLikelihood(shifted.emissions, tags, shifted.weights(), &gradients), likelihood);
    QVERIFY(difference(gradients.emissions, expected.emissions) < 1e-12);
    QCOMPARE(crfViterbi(shifted.emissions, shifted.weights()).tags, crfViterbi(c.emissions, c.weights()).tags);
    shifted.emissions[62] = -1e30F; // two of the tags are out of reach
    shifted.emissions[61] = -1e30F;
    QCOMPARE(crfViterbi(shifted.emissions, shifted.weights()).tags[20], std::int16_t{0});
    QCOMPARE(crfMarginals(shifted.emissions, shifted.weights())[60], 1.0);
}

void TestCrf::longRecord()
{
    std::mt19937 random(9);
    const CrfCase c(random, 1'000'000, 3, 3.0F);
    const std::vector<double> marginals = crfMarginals(c.emissions, c.weights());
    for (std::size_t i = 0; i < c.length; i += 99'999)
        QVERIFY(std::abs(marginals[3 * i] + marginals[3 * i + 1] + marginals[3 * i + 2] - 1.0) < 1e-12);
    const std::vector<CrfPath> paths = crfBestPaths(c.emissions, c.weights(), 3);
    QCOMPARE(paths.size(), std::size_t{3});
    const double best = crfLogLikelihood(c.emissions, paths[0].tags, c.weights());
    QVERIFY(best > crfLogLikelihood(c.emissions, paths[2].tags, c.weights()));
    // The likelihood is a sum of small differences, score minus partition one of large numbers.
    QVERIFY(std::abs(best - (paths[0].score - crfLogPartition(c.emissions, c.weights()))) < 1e-4);
}

void TestCrf::refusesBadSizes()
{
    const std::vector<float> two(2, 0.0F);
    const std::vector<float> four(4, 0.0F);
    const std::vector<std::int16_t> tags(2, 0);
    QCOMPARE(crfLogPartition(four, {two, two, four}), std::log(4.0));
    QVERIFY_EXCEPTION_THROWN(crfLogPartition(std::span(four).first(3), {two, two, four}), ModelError);
    QVERIFY_EXCEPTION_THROWN(crfLogPartition(four, {two, two, two}), ModelError);
    QVERIFY_EXCEPTION_THROWN(crfLogPartition(four, {two, four, four}), ModelError);
    QVERIFY_EXCEPTION_THROWN(crfLogPartition({}, {}), ModelError);
    QVERIFY_EXCEPTION_THROWN(crfLogLikelihood(two, tags, {two, two, four}), ModelError);
}

void TestCrf::refusesBadNumbers()
{
    std::vector<float> emissions(6, 0.0F);
    const std::vector<float> zeros(4, 0.0F);
    std::vector<float> bad(zeros);
    const auto two = std::span(zeros).first(2);
    bad[3] = -std::numeric_limits<float>::infinity();
    QCOMPARE(messageOf([&] {
                 crfLogPartition(emissions, {two, two, bad});
             }),
             std::string("CRF: entry 3 of the transition weights is not a finite number."));
    emissions[5] = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(messageOf([&] {
                 crfMarginals(emissions, {two, two, zeros});
             }),
             std::string("CRF: the emission of tag 1 at position 2 is not a finite number."));
}

void TestCrf::refusesBadTags()
{
    const std::vector<float> zeros(4, 0.0F);
    const auto two = std::span(zeros).first(2);
    const std::vector<std::int16_t> tags{0, 2};
    QCOMPARE(messageOf([&] {
                 crfLogLikelihood(zeros, tags, {two, two, zeros});
             }),
             std::string("CRF: tag 2 at position 1 is outside 0 to 1."));
    const std::vector<std::int16_t> unknown{unknownTag, 0};
    QVERIFY_EXCEPTION_THROWN(crfLogLikelihood(zeros, unknown, {two, two, zeros}), ModelError);
    QVERIFY_EXCEPTION_THROWN(crfScore(zeros, unknown, {two, two, zeros}), ModelError);
}

QTEST_GUILESS_MAIN(TestCrf)
#include "tst_crf.moc"
