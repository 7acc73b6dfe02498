// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/selector_loss.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <QTest>

#include <cmath>

using namespace corespan::model;

namespace {

/// A batch of one record, or several, that needs truth only.
TrainBatch batchOf(std::vector<SelectorTruth> truth)
{
    TrainBatch batch;
    for (const SelectorTruth& t : truth)
        batch.packed.append(t.length + 1);
    batch.truth = std::move(truth);
    return batch;
}

at::Tensor randomRows(const TrainBatch& batch, std::int64_t width)
{
    at::manual_seed(4);
    return at::randn({batch.packed.rows(), width}).requires_grad_(true);
}

double value(const at::Tensor& t)
{
    return t.item<double>();
}

nn::Network networkOf(SelectorKind kind, bool crf, std::vector<std::string> types)
{
    nn::Network network;
    network.config.labels = {"a", "b"};
    network.config.selector = {kind, true, crf, std::move(types)};
    const std::int64_t rows = network.config.selectorRows();
    if (crf) {
        network.crfStart = at::zeros({rows}).requires_grad_(true);
        network.crfEnd = at::zeros({rows}).requires_grad_(true);
        network.crfTransitions = at::zeros({rows, rows}).requires_grad_(true);
    }
    return network;
}

} // namespace

class TestSelectorLoss : public QObject
{
    Q_OBJECT
private slots:
    void spanIsTwoCrossEntropies();
    void softTargetsSumToOne();
    void openEndsSayNothing();
    void maskIsWeightedCrossEntropy();
    void focalWithoutFocusIsHalfTheCrossEntropy();
    void flatCrfIsTheTagsCrossEntropy();
    void crfGradientsReachEverything();
    void crfTakesACutEdgeForNoBoundary();
    void ctcEqualsTorch();
    void spacedCtcSumsOverItsPlaces();
    void spacedCtcIsAPartOfCtc();
    void nothingKnownNoLoss();
};

void TestSelectorLoss::spanIsTwoCrossEntropies()
{
    const TrainBatch batch = batchOf({{true, 4, {{{1, 3}, 1}}, {}, {}}, {true, 2, {}, {}, {}}});
    const at::Tensor rows = randomRows(batch, 4);
    // By hand: cells are (type, position) and the first type's null.
    const auto surprise = [&](std::int64_t first, std::int64_t length, std::int64_t side, std::int64_t type,
                              std::int64_t p) {
        const at::Tensor part = rows.narrow(0, first, length + 1);
        const at::Tensor cells = at::cat({part.select(1, side), part.narrow(0, 0, length).select(1, 2 + side)});
        return -value(at::log_softmax(cells, 0)[type * (length + 1) + p]);
    };
    const double expected = (surprise(0, 4, 0, 1, 1) + surprise(5, 2, 0, 0, 2)) / 2 +
                            (surprise(0, 4, 1, 1, 2) + surprise(5, 2, 1, 0, 2)) / 2;
    QVERIFY(std::abs(value(spanLoss(rows, batch, 2, {})) - expected) < 1e-5);
}

void TestSelectorLoss::softTargetsSumToOne()
{
    const TrainBatch batch = batchOf({{true, 9, {{{2, 6}}}, {}, {}}, {true, 3, {}, {}, {}}});
    // With equal logits every distribution of targets has the same surprise: log of the number of cells.
    const at::Tensor flat = at::zeros({batch.packed.rows(), 2});
    SelectorLossConfig config;
    config.labelSmoothing = 0.2;
    config.boundarySigma = 1.5;
    const double expected = 2.0 * (std::log(10.0) + std::log(4.0)) / 2.0;
    QVERIFY(std::abs(value(spanLoss(flat, batch, 1, config)) - expected) < 1e-5);
    config.labelSmoothing = 0.0;
    QVERIFY(std::abs(value(spanLoss(flat, batch, 1, config)) - expected) < 1e-5);
    // Mass around the boundary: a prediction one beside it is better than one far off.
    const auto withPeak = [&](std::int64_t p) {
        const at::Tensor rows = at::zeros({batch.packed.rows(), 2});
        rows[p][0] = 3.0;
        return value(spanLoss(rows, batch, 1, config));
    };
    QVERIFY(withPeak(2) < withPeak(3) && withPeak(3) < withPeak(8));
}

void TestSelectorLoss::openEndsSayNothing()
{
    GoldCore cut{{0, 3}};
    cut.openBegin = true;
    const TrainBatch batch = batchOf({{true, 5, {cut}, {}, {}}});
    const at::Tensor rows = randomRows(batch, 2);
    const double endOnly = -value(at::log_softmax(rows.select(1, 1), 0)[2]);
    QVERIFY(std::abs(value(spanLoss(rows, batch, 1, {})) - endOnly) < 1e-5);
    cut.openEnd = true;
    QVERIFY(!spanLoss(rows, batchOf({{true, 5, {cut}, {}, {}}}), 1, {}).defined());
}

void TestSelectorLoss::maskIsWeightedCrossEntropy()
{
    const TrainBatch batch = batchOf({{true, 4, {{{1, 3}}}, {{3, 4}}, {}}});
    const at::Tensor rows = at::tensor({0.5F, -1.0F, 2.0F, 9.0F, 7.0F}).unsqueeze(1);
    SelectorLossConfig config;
    config.positiveWeight = 3.0;
    const auto softplus = [](double x) { return std::log1p(std::exp(x)); };
    const double expected = (softplus(0.5) + 3.0 * softplus(1.0) + 3.0 * softplus(-2.0)) / 3.0;
    QVERIFY(std::abs(value(maskLoss(rows, batch, 1, config)) - expected) < 1e-6);
}

void TestSelectorLoss::focalWithoutFocusIsHalfTheCrossEntropy()
{
    const TrainBatch batch = batchOf({{true, 3, {{{1, 2}}}, {}, {}}});
    const at::Tensor rows = at::tensor({0.5F, -1.0F, 2.0F, 0.0F}).unsqueeze(1);
    SelectorLossConfig focal;
    focal.focalGamma = 1e-9;
    QVERIFY(std::abs(value(maskLoss(rows, batch, 1, focal)) - 0.5 * value(maskLoss(rows, batch, 1, {}))) < 1e-6);
    focal.focalGamma = 2.0;
    focal.focalAlpha = 0.25;
    const auto term = [](double x, double alpha) { // x: logit of the truth
        const double p = 1.0 / (1.0 + std::exp(-x));
        return -alpha * (1.0 - p) * (1.0 - p) * std::log(p);
    };
    const double expected = (term(-0.5, 0.75) + term(-1.0, 0.25) + term(-2.0, 0.75)) / 3.0;
    QVERIFY(std::abs(value(maskLoss(rows, batch, 1, focal)) - expected) < 1e-6);
}

void TestSelectorLoss::flatCrfIsTheTagsCrossEntropy()
{
    const TrainBatch batch = batchOf({{true, 4, {{{1, 3}}}, {}, {}}, {true, 2, {}, {}, {}}});
    for (const SelectorKind kind : {SelectorKind::Bio, SelectorKind::Bioes}) {
        const nn::Network crf = networkOf(kind, true, {"core"}), plain = networkOf(kind, false, {"core"});
        const at::Tensor rows = randomRows(batch, crf.config.selectorRows());
        QVERIFY(std::abs(value(tagLoss(crf, rows, batch)) - value(tagLoss(plain, rows, batch))) < 1e-5);
    }
}

void TestSelectorLoss::crfGradientsReachEverything()
{
    GoldCore open{{0, 2}};
    open.openBegin = true;
    const TrainBatch batch = batchOf({{true, 5, {open}, {{3, 4}}, {}}});
    const nn::Network network = networkOf(SelectorKind::Bioes, true, {"core"});
    const at::Tensor rows = randomRows(batch, 5);
    tagLoss(network, rows, batch).backward();
    for (const at::Tensor& t : {rows, network.crfStart, network.crfEnd, network.crfTransitions})
        QVERIFY(t.grad().defined() && t.grad().abs().sum().item<double>() > 0.0);
    // Finite differences of one emission.
    const at::NoGradGuard noGrad;
    const at::Tensor up = rows.clone(), down = rows.clone();
    up[1][3] += 1e-2F;
    down[1][3] -= 1e-2F;
    const double slope = (value(tagLoss(network, up, batch)) - value(tagLoss(network, down, batch))) / 2e-2;
    QVERIFY(std::abs(slope - rows.grad()[1][3].item<double>()) < 1e-3);
    QCOMPARE(rows.grad()[5].abs().sum().item<double>(), 0.0); // `</s>` has no tag
}

void TestSelectorLoss::crfTakesACutEdgeForNoBoundary()
{
    // The core fills the record and goes on beyond both edges: B and I, I and E stand for it equally.
    GoldCore core{{0, 3}};
    core.openBegin = core.openEnd = true;
    const TrainBatch batch = batchOf({{true, 3, {core}, {}, {}}});
    const nn::Network network = networkOf(SelectorKind::Bioes, true, {"core"});
    const at::Tensor rows = at::zeros({4, 5});
    rows[0][2] = rows[2][2] = 4.0F; // I at both edges
    // By hand: four tag sequences of the 5^3 agree, (B or I) I (I or E).
    const double edge = std::exp(4.0) + 4.0, agreeing = (std::exp(4.0) + 1.0) / edge;
    const double expected = -(2.0 * std::log(agreeing) + std::log(1.0 / 5.0)) / 3.0;
    QVERIFY(std::abs(value(tagLoss(network, rows, batch)) - expected) < 1e-5);
    core.openBegin = false; // now only B
    const double begun = -(std::log(1.0 / edge) + std::log(1.0 / 5.0) + std::log(agreeing)) / 3.0;
    QVERIFY(std::abs(value(tagLoss(network, rows, batchOf({{true, 3, {core}, {}, {}}}))) - begun) < 1e-5);
}

void TestSelectorLoss::ctcEqualsTorch()
{
    const TrainBatch batch = batchOf({{false, 6, {}, {}, {1, 1, 0}}, {true, 3, {}, {}, {}}, {false, 4, {}, {}, {}}});
    const at::Tensor rows = randomRows(batch, 3);
    const at::Tensor first = at::log_softmax(rows.narrow(0, 0, 6), 1).unsqueeze(1);
    const std::int64_t six[] = {6}, three[] = {3};
    const double string = value(at::ctc_loss(first, at::tensor({1, 1, 0}, at::kLong).unsqueeze(0), at::IntArrayRef(six),
                                             at::IntArrayRef(three), 2, at::Reduction::Sum, false));
    const double blanks = -value(at::log_softmax(rows.narrow(0, 7, 3), 1).select(1, 2).sum());
    QVERIFY(std::abs(value(ctcLoss(rows, batch, {})) - (string + blanks) / 9.0) < 1e-5);
}

/// The sum over the places of the first letter, one by one.
void TestSelectorLoss::spacedCtcSumsOverItsPlaces()
{
    const TrainBatch batch = batchOf({{false, 9, {}, {}, {1, 1, 0}}, {false, 6, {}, {}, {0, 1, 1}}});
    const at::Tensor rows = randomRows(batch, 3);
    SelectorLossConfig config;
    config.ctcStep = 3;
    const auto scores = at::log_softmax(rows.narrow(0, 0, 9), 1).to(at::kDouble);
    const int target[] = {1, 1, 0};
    double likelihood = 0.0;
    for (std::int64_t first = 0; first + 6 < 9; ++first) {
        double path = 0.0;
        for (std::int64_t p = 0; p < 9; ++p) {
            const bool letter = p >= first && (p - first) % 3 == 0 && (p - first) / 3 < 3;
            path += value(scores[p][letter ? target[(p - first) / 3] : 2]);
        }
        likelihood += std::exp(path);
    }
    // The second record has no room for three letters.
    const at::Tensor loss = ctcLoss(rows, batch, config);
    QVERIFY(std::abs(value(loss) + std::log(likelihood) / 9.0) < 1e-5);
    loss.backward();
    QCOMPARE(rows.grad().narrow(0, 10, 6).abs().sum().item<double>(), 0.0);
    const at::NoGradGuard noGrad;
    const at::Tensor up = rows.clone(), down = rows.clone();
    up[4][1] += 1e-2F;
    down[4][1] -= 1e-2F;
    const double slope = (value(ctcLoss(up, batch, config)) - value(ctcLoss(down, batch, config))) / 2e-2;
    QVERIFY(std::abs(slope - rows.grad()[4][1].item<double>()) < 1e-3);
}

/// Where one place is left, the spaced loss is that path's; torch's allows more paths, so it is smaller.
void TestSelectorLoss::spacedCtcIsAPartOfCtc()
{
    const TrainBatch batch = batchOf({{false, 7, {}, {}, {0, 1, 0}}});
    const at::Tensor rows = randomRows(batch, 3);
    SelectorLossConfig config;
    config.ctcStep = 3;
    const at::Tensor scores = at::log_softmax(rows.narrow(0, 0, 7), 1);
    double path = 0.0;
    for (std::int64_t p = 0; p < 7; ++p)
        path += value(scores[p][p == 0 || p == 6 ? 0 : p == 3 ? 1 : 2]);
    QVERIFY(std::abs(value(ctcLoss(rows, batch, config)) + path / 7.0) < 1e-5);
    QVERIFY(value(ctcLoss(rows, batch, {})) < value(ctcLoss(rows, batch, config)));
}

void TestSelectorLoss::nothingKnownNoLoss()
{
    const TrainBatch batch = batchOf({{false, 4, {}, {}, {}}});
    QVERIFY(!spanLoss(randomRows(batch, 2), batch, 1, {}).defined());
    QVERIFY(!maskLoss(randomRows(batch, 1), batch, 1, {}).defined());
    QVERIFY(!tagLoss(networkOf(SelectorKind::Bio, true, {"core"}), randomRows(batch, 3), batch).defined());
    QVERIFY(!tagLoss(networkOf(SelectorKind::Bio, false, {"core"}), randomRows(batch, 3), batch).defined());
    QVERIFY(!ctcLoss(randomRows(batch, 3), batch, {}).defined());
}

QTEST_APPLESS_MAIN(TestSelectorLoss)
#include "tst_selector_loss.moc"
