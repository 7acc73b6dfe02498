// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include <ATen/ATen.h> // before Qt, whose macros it does not stand

#include "brute_ctc.h"
#include "test_files.h"
#endif

#include <nlohmann/json.hpp>

#include <QtTest>

using namespace corespan::model;

/// ctcLogLikelihood is -ctc_loss of torch and the sum over all paths.
class TestCtcLoss : public QObject
{
    Q_OBJECT

private slots:
    void golden();
    void agreesWithTorch();
    void agreesWithBruteForce();
    void literal();
    void canAlign();
    void impossibleString();
    void emptyRecord();
    void refusesBadLogits();
    void refusesForeignLabels();
};

namespace {

double torchLogLikelihood(const CtcCase& c, const std::vector<int>& target)
{
    const std::int64_t length = c.logits().length();
    const at::Tensor logits = at::tensor(c.values).to(at::kDouble).reshape({length, 1, c.labels + 1});
    const at::Tensor targets = at::tensor(std::vector<std::int64_t>(target.begin(), target.end()), at::kLong);
    const std::vector<std::int64_t> lengths{length};
    const std::vector<std::int64_t> sizes{static_cast<std::int64_t>(target.size())};
    return -at::ctc_loss(logits.log_softmax(-1), targets.reshape({1, sizes[0]}), lengths, sizes, c.labels,
                         at::Reduction::Sum, false)
                .item<double>();
}

bool near(double a, double b, double tolerance)
{
    return a == b || std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

const float notANumber = std::numeric_limits<float>::quiet_NaN();
const float infinity = std::numeric_limits<float>::infinity();

} // namespace

void TestCtcLoss::golden()
{
    QFile file(CORESPAN_TEST_DATA "/golden/ctc.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto golden = nlohmann::json::parse(file.readAll().toStdString());
    QCOMPARE(golden.at("cases").size(), std::size_t{13});
    for (const auto& each : golden.at("cases")) {
        const CtcCase c{each.at("logits").get<std::vector<float>>(), each.at("labels").get<std::int64_t>()};
        const auto target = each.at("target").get<std::vector<int>>();
        const bool possible = !each.at("log_likelihood").is_null();
        QCOMPARE(ctcCanAlign(c.logits().length(), target), possible);
        const double got = ctcLogLikelihood(c.logits(), target);
        if (possible)
            QVERIFY(near(got, each.at("log_likelihood").get<double>(), 1e-10));
        else
            QCOMPARE(got, -std::numeric_limits<double>::infinity());
    }
}

void TestCtcLoss::agreesWithTorch()
{
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    for (int i = 0; i < 300; ++i) {
        CtcCase c;
        c.labels = 1 + static_cast<int>(random() % 6);
        const std::size_t length = 1 + random() % 60;
        const float scale = std::vector<float>{0.5F, 3.0F, 30.0F}[random() % 3];
        for (std::size_t p = 0; p < length * static_cast<std::size_t>(c.labels + 1); ++p)
            c.values.push_back(scale * normal(random));
        std::vector<int> target(random() % (length + 2));
        std::ranges::generate(target, [&] { return static_cast<int>(random() % static_cast<unsigned>(c.labels)); });
        const double expected = torchLogLikelihood(c, target);
        const double got = ctcLogLikelihood(c.logits(), target);
        QCOMPARE(std::isinf(expected), !ctcCanAlign(c.logits().length(), target));
        QVERIFY2(near(got, expected, 1e-10),
                 qPrintable(QString("case %1: %2, torch %3").arg(i).arg(got).arg(expected)));
    }
}

void TestCtcLoss::agreesWithBruteForce()
{
    std::mt19937 random(5);
    for (int i = 0; i < 400; ++i) {
        const CtcCase c = randomCtcCase(random, i);
        for (const auto& [labels, expected] : BruteCtc(c.logits()).strings()) {
            QVERIFY(ctcCanAlign(c.logits().length(), labels));
            QVERIFY(near(ctcLogLikelihood(c.logits(), labels), expected, 1e-9));
        }
    }
}

void TestCtcLoss::literal()
{
    // Two positions, P(label) 0.25 and 0.5. "0": label-blank, blank-label, label-label: 0.125 + 0.375 + 0.125.
    const std::vector<float> values{std::log(0.25F), std::log(0.75F), std::log(0.5F), std::log(0.5F)};
    QVERIFY(std::abs(ctcLogLikelihood({values, 1}, std::vector<int>{0}) - std::log(0.625)) < 1e-7);
    QVERIFY(std::abs(ctcLogLikelihood({values, 1}, {}) - std::log(0.375)) < 1e-7);
}

void TestCtcLoss::canAlign()
{
    QVERIFY(ctcCanAlign(0, {}));
    QVERIFY(!ctcCanAlign(0, std::vector<int>{1}));
    QVERIFY(ctcCanAlign(3, std::vector<int>{0, 1, 0}));
    QVERIFY(!ctcCanAlign(3, std::vector<int>{0, 0, 1})); // 0 blank 0 1
    QVERIFY(ctcCanAlign(4, std::vector<int>{0, 0, 1}));
    QVERIFY(!ctcCanAlign(4, std::vector<int>{2, 2, 2}));
    QVERIFY(ctcCanAlign(5, std::vector<int>{2, 2, 2}));
}

void TestCtcLoss::impossibleString()
{
    const std::vector<float> values(8, 0.0F);
    const std::vector<int> target{0, 0, 0};
    QCOMPARE(ctcLogLikelihood({values, 1}, target), -std::numeric_limits<double>::infinity());
    VERIFY_CONTAINS(errorOf([&] { ctcAlign({values, 1}, target); }), "3 labels needs 5 positions");
    VERIFY_CONTAINS(errorOf([&] { ctcMarginals({values, 1}, target); }), "the record has 4");
}

void TestCtcLoss::emptyRecord()
{
    QCOMPARE(ctcLogLikelihood({{}, 3}, {}), 0.0);
    QCOMPARE(ctcLogLikelihood({{}, 3}, std::vector<int>{1}), -std::numeric_limits<double>::infinity());
    QCOMPARE(ctcAlign({{}, 3}, {}).logProbability, 0.0);
    QCOMPARE(ctcMarginals({{}, 3}, {}).logLikelihood, 0.0);
    QVERIFY(ctcGreedy({{}, 3}).labels.empty());
}

void TestCtcLoss::refusesBadLogits()
{
    const std::vector<float> bad{0, 0, 0, 0, notANumber, 0};
    VERIFY_CONTAINS(errorOf([&] { ctcLogLikelihood({bad, 2}, {}); }), "label 1 at position 1");
    const std::vector<float> badBlank{0, 0, -infinity, 0, notANumber, 0};
    VERIFY_CONTAINS(errorOf([&] { ctcGreedy({badBlank, 2}); }), "the blank at position 0");
    VERIFY_CONTAINS(errorOf([&] { ctcBeamSearch({badBlank, 2}, {}); }), "the blank at position 0");
    const std::vector<float> five(5, 0.0F);
    VERIFY_CONTAINS(errorOf([&] { ctcLogLikelihood({five, 2}, {}); }), "5 logits are not a whole number of rows of 3");
    VERIFY_CONTAINS(errorOf([&] { ctcLogLikelihood({five, 0}, {}); }), "0 labels");
}

void TestCtcLoss::refusesForeignLabels()
{
    const std::vector<float> zeros(12, 0.0F);
    for (const int foreign : {2, -1, 1000}) { // 2 is the blank
        const std::vector<int> target{0, foreign};
        const QString expected = QString("label %1 at index 1").arg(foreign);
        VERIFY_CONTAINS(errorOf([&] { ctcLogLikelihood({zeros, 2}, target); }), expected);
        VERIFY_CONTAINS(errorOf([&] { ctcAlign({zeros, 2}, target); }), expected);
        VERIFY_CONTAINS(errorOf([&] { ctcMarginals({zeros, 2}, target); }), expected);
    }
}

QTEST_GUILESS_MAIN(TestCtcLoss)
#include "tst_ctc_loss.moc"
