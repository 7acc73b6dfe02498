// SPDX-License-Identifier: GPL-3.0-or-later
// The fused element-wise operators against plain ones, values and gradients; the dropout mask's properties.
#include "nn/fused_ops.h"

#include <ATen/ATen.h>
#include <QTest>
#include <torch/csrc/autograd/autograd.h>

using namespace corespan::model;
using namespace corespan::model::nn;

namespace {

at::Tensor leaf(at::IntArrayRef shape)
{
    return at::randn(shape).requires_grad_(true);
}

double largest(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// Gradients of a weighted sum, so that every element counts differently.
std::vector<at::Tensor> gradients(const at::Tensor& out, const std::vector<at::Tensor>& inputs)
{
    const at::Tensor weights = at::arange(out.numel(), at::kFloat).remainder(5).sub(2).view(out.sizes());
    return torch::autograd::grad({(out * weights).sum()}, inputs);
}

} // namespace

class TestFusedOps : public QObject
{
    Q_OBJECT
private slots:
    void init() { at::manual_seed(3); }
    void rmsNormByHand();
    void rmsNormGradients_data();
    void rmsNormGradients();
    void activations_data();
    void activations();
    void dropoutKeepsItsShareAndRepeats();
    void dropoutGradientUsesTheSameMask();
};

void TestFusedOps::rmsNormByHand()
{
    // rms of (3, 4) is sqrt(12.5); weights 1 and 2
    const at::Tensor y = rmsNorm(at::tensor({3.0F, 4.0F}).view({1, 2}), at::tensor({1.0F, 2.0F}), 0.0);
    QVERIFY(std::abs(y[0][0].item<double>() - 0.8485281) < 1e-6);
    QVERIFY(std::abs(y[0][1].item<double>() - 2.2627417) < 1e-6);
}

void TestFusedOps::rmsNormGradients_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("n");
    QTest::newRow("one row, odd width") << 1 << 7;
    QTest::newRow("several chunks of rows") << 1100 << 24;
    QTest::newRow("whole vectors") << 5 << 128;
}

void TestFusedOps::rmsNormGradients()
{
    QFETCH(int, rows);
    QFETCH(int, n);
    const at::Tensor x = leaf({rows, n}), w = leaf({n});
    const at::Tensor expected = w * (x * at::rsqrt(x.pow(2).mean(-1, true) + 1e-6)), got = rmsNorm(x, w, 1e-6);
    QVERIFY(largest(expected, got) < 1e-5);
    const auto a = gradients(expected, {x, w}), b = gradients(got, {x, w});
    QVERIFY(largest(a[0], b[0]) < 2e-5);
    QVERIFY(largest(a[1], b[1]) < 2e-5 * std::max(1, rows / 10));
}

void TestFusedOps::activations_data()
{
    QTest::addColumn<int>("activation");
    QTest::addColumn<bool>("gated");
    QTest::newRow("gated gelu_new") << static_cast<int>(Activation::GeluNew) << true;
    QTest::newRow("gated silu") << static_cast<int>(Activation::Silu) << true;
    QTest::newRow("relu") << static_cast<int>(Activation::Relu) << false;
}

void TestFusedOps::activations()
{
    QFETCH(int, activation);
    QFETCH(bool, gated);
    const at::Tensor u = leaf({9, 42});
    const auto kind = static_cast<Activation>(activation);
    const auto plain = [&](const at::Tensor& x) {
        return kind == Activation::Relu   ? at::relu(x)
               : kind == Activation::Silu ? x * at::sigmoid(x)
                                          : at::gelu(x, "tanh");
    };
    const at::Tensor expected = gated ? plain(u.narrow(1, 0, 21)) * u.narrow(1, 21, 21) : plain(u);
    const at::Tensor got = feedForwardActivation(u, kind, gated);
    QVERIFY(largest(expected, got) < 2e-6);
    QVERIFY(largest(gradients(expected, {u})[0], gradients(got, {u})[0]) < 2e-5);
}

void TestFusedOps::dropoutKeepsItsShareAndRepeats()
{
    const at::Tensor x = at::ones({1000, 37});
    const at::Tensor y = dropped(x, 0.25, 11);
    const double kept = y.gt(0).to(at::kFloat).mean().item<double>();
    QVERIFY2(std::abs(kept - 0.75) < 0.01, qPrintable(QString::number(kept)));
    QVERIFY(std::abs(y.max().item<double>() - 4.0 / 3.0) < 1e-6);
    QVERIFY(at::equal(y, dropped(x, 0.25, 11)));
    QVERIFY(!at::equal(y, dropped(x, 0.25, 12)));
    QVERIFY(at::equal(dropped(x, 0.0, 11), x));
}

void TestFusedOps::dropoutGradientUsesTheSameMask()
{
    const at::Tensor residual = leaf({20, 9}), x = leaf({20, 9});
    const at::Tensor mask = dropped(at::ones({20, 9}), 0.5, 5);
    const at::Tensor y = addDropped(residual, x, 0.5, 5);
    QVERIFY(largest(y, residual + x * mask) < 1e-6);
    const auto g = torch::autograd::grad({y.sum()}, {residual, x});
    QVERIFY(at::equal(g[0], at::ones({20, 9})));
    QVERIFY(at::equal(g[1], mask));
}

QTEST_APPLESS_MAIN(TestFusedOps)
#include "tst_fused_ops.moc"
