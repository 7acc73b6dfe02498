// SPDX-License-Identifier: GPL-3.0-or-later
// The tiled kernels, and what runs in their place elsewhere, against plain matrices: values and every gradient, for
// each instruction set that this CPU has.
#include "nn/attention.h"
#include "nn/attention_kernel.h"
#include "nn/padded_attention.h"
#include "nn/relative_bias.h"

#include <ATen/ATen.h>
#include <QTest>
#include <torch/csrc/autograd/autograd.h>

using namespace corespan::model;
using namespace corespan::model::nn;

namespace {

struct Case
{
    Packed packed;
    GlobalBlocks blocks;
    AttentionInput input;
};

Case makeCase(std::vector<std::int64_t> lengths, std::int64_t heads, std::int64_t dim, std::int64_t radius,
              std::int64_t block, bool causal = false)
{
    at::manual_seed(7);
    Case c;
    for (const std::int64_t length : lengths)
        c.packed.append(length);
    const auto tensor = [](at::IntArrayRef shape) { return (0.6 * at::randn(shape)).requires_grad_(true); };
    c.input.heads = heads;
    c.input.dim = dim;
    c.input.radius = radius;
    c.input.causal = causal;
    c.input.qkv = tensor({c.packed.rows(), 3 * heads * dim});
    c.input.bias = tensor({heads, 2 * (radius < 0 ? c.packed.longest() : radius) + 1});
    if (block > 0) {
        c.blocks = makeGlobalBlocks(c.packed, block, at::kCPU);
        c.input.sideKv = tensor({c.blocks.globals.rows(), 2 * heads * dim});
        c.input.sideBias = tensor({heads, 2 * c.blocks.most + 1});
    }
    return c;
}

struct Outcome
{
    at::Tensor value;
    std::vector<at::Tensor> gradients;
};

template <typename Function>
Outcome evaluate(const Case& c, const Function& function)
{
    std::vector<at::Tensor> inputs = {c.input.qkv, c.input.bias};
    if (c.input.sideKv.defined() && c.input.sideKv.size(0) > 0) {
        inputs.push_back(c.input.sideKv);
        inputs.push_back(c.input.sideBias);
    }
    const at::Tensor out =
        function(c.input, c.packed, c.input.sideKv.defined() && c.input.sideKv.size(0) > 0 ? &c.blocks : nullptr);
    const at::Tensor weights = at::arange(out.numel(), at::kFloat).remainder(7).sub(3).view(out.sizes());
    return {out.detach(), torch::autograd::grad({(out * weights).sum()}, inputs)};
}

double largest(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

at::Tensor padded(const AttentionInput& input, const Packed& packed, const GlobalBlocks* blocks)
{
    return PaddedAttention(packed, input.radius, blocks, at::kCPU).run(input);
}

void compare(const Outcome& expected, const Outcome& got, const char* what)
{
    QVERIFY2(largest(expected.value, got.value) < 2e-6,
             qPrintable(QString("%1: %2").arg(what).arg(largest(expected.value, got.value))));
    QCOMPARE(got.gradients.size(), expected.gradients.size());
    for (std::size_t i = 0; i < expected.gradients.size(); ++i) {
        const double scale = std::max(1.0, expected.gradients[i].abs().max().item<double>());
        const double error = largest(expected.gradients[i], got.gradients[i]) / scale;
        QVERIFY2(error < 5e-6, qPrintable(QString("%1, gradient %2: %3").arg(what).arg(i).arg(error)));
    }
}

} // namespace

class TestAttention : public QObject
{
    Q_OBJECT
private slots:
    void equalsReference_data();
    void equalsReference();
    void layersShareOneScoreBias();
    void instructionSetsAgree();
    void packingDoesNotMatter();
    void causalSeesNothingBehind();
};

void TestAttention::equalsReference_data()
{
    QTest::addColumn<std::vector<std::int64_t>>("lengths");
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("dim");
    QTest::addColumn<int>("radius");
    QTest::addColumn<int>("block");
    QTest::addColumn<bool>("causal");
    using L = std::vector<std::int64_t>;
    QTest::newRow("full, one position") << L{1} << 2 << 4 << -1 << 0 << false;
    QTest::newRow("full, tile borders") << L{15, 16, 17, 33} << 2 << 8 << -1 << 0 << false;
    QTest::newRow("full, wide head") << L{70} << 1 << 64 << -1 << 0 << false;
    QTest::newRow("full, widest head") << L{40} << 1 << 128 << -1 << 0 << false;
    QTest::newRow("odd head size") << L{21, 5} << 3 << 20 << -1 << 0 << false;
    QTest::newRow("local, shorter than the radius") << L{5, 9} << 2 << 16 << 63 << 0 << false;
    QTest::newRow("local, longer") << L{200, 64, 127} << 2 << 16 << 63 << 0 << false;
    QTest::newRow("local, radius 1") << L{50} << 2 << 16 << 1 << 0 << false;
    QTest::newRow("causal") << L{1, 15, 16, 17, 70} << 2 << 8 << -1 << 0 << true;
    QTest::newRow("causal, local") << L{200, 9} << 2 << 16 << 21 << 0 << true;
    QTest::newRow("local, many blocks") << L{513, 512, 40, 1} << 2 << 16 << 20 << 0 << false;
    QTest::newRow("global, many blocks") << L{513, 30, 512} << 2 << 16 << 21 << 32 << false;
    QTest::newRow("global, with orphans") << L{70, 33, 300} << 2 << 16 << 20 << 32 << false;
    QTest::newRow("global, one record without any") << L{10, 100} << 2 << 32 << 15 << 16 << false;
}

void TestAttention::equalsReference()
{
    QFETCH(std::vector<std::int64_t>, lengths);
    QFETCH(int, heads);
    QFETCH(int, dim);
    QFETCH(int, radius);
    QFETCH(int, block);
    QFETCH(bool, causal);
    const Case c = makeCase(lengths, heads, dim, radius, block, causal);
    const Outcome expected = evaluate(c, attentionReference);
    const auto kernels = [](const AttentionInput& input, const Packed& packed, const GlobalBlocks* blocks) {
        return attention(input, packed, blocks);
    };
    compare(expected, evaluate(c, kernels), "kernels");
    compare(expected, evaluate(c, padded), "padded");
}

/// A second layer's call, with other values and the same tables, takes the bias that the first one made.
void TestAttention::layersShareOneScoreBias()
{
    const Case c = makeCase({70, 33, 300}, 2, 16, 20, 32);
    PaddedAttention plan(c.packed, c.input.radius, &c.blocks, at::kCPU);
    plan.run(c.input);
    AttentionInput second = c.input;
    second.qkv = 0.6 * at::randn_like(c.input.qkv);
    QVERIFY(largest(plan.run(second), attentionReference(second, c.packed, &c.blocks)) < 2e-6);
    second.bias = 0.6 * at::randn_like(c.input.bias);
    QVERIFY(largest(plan.run(second), attentionReference(second, c.packed, &c.blocks)) < 2e-6);
}

void TestAttention::instructionSetsAgree()
{
    std::vector<const kernel::Kernels*> sets = {&kernel::genericKernels()};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        sets.push_back(&kernel::avx2Kernels());
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        sets.push_back(&kernel::avx512Kernels());
#endif
    std::vector<float> x(37 * 2), expected;
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = static_cast<float>(i) * 0.17F - 6.0F;
    for (const kernel::Kernels* set : sets) {
        std::vector<float> y(37);
        set->gegluForward(x.data(), y.data(), 1, 37);
        if (expected.empty())
            expected = y;
        for (std::size_t i = 0; i < y.size(); ++i)
            QVERIFY2(std::abs(y[i] - expected[i]) <= 2e-6F * std::max(1.0F, std::abs(expected[i])), set->isa);
    }
    QCOMPARE(std::string(sets.front()->isa), std::string("generic"));
}

void TestAttention::packingDoesNotMatter()
{
    const Case both = makeCase({40, 90}, 2, 16, 20, 16);
    const at::Tensor together = attention(both.input, both.packed, &both.blocks).detach();
    AttentionInput second = both.input;
    second.qkv = both.input.qkv.narrow(0, 40, 90);
    second.sideKv = both.input.sideKv.narrow(0, both.blocks.globals.offsets[1], both.blocks.globals.length(1));
    Packed alone;
    alone.append(90);
    const GlobalBlocks blocks = makeGlobalBlocks(alone, 16, at::kCPU);
    const at::Tensor single = attention(second, alone, &blocks).detach();
    QVERIFY(at::equal(together.narrow(0, 40, 90), single));
}

void TestAttention::causalSeesNothingBehind()
{
    const Case whole = makeCase({50}, 2, 8, -1, 0, true);
    AttentionInput begin = whole.input;
    begin.qkv = whole.input.qkv.narrow(0, 0, 20);
    Packed packed;
    packed.append(20);
    const at::Tensor all = attention(whole.input, whole.packed, nullptr), part = attention(begin, packed, nullptr);
    QVERIFY(largest(all.narrow(0, 0, 20), part) < 1e-6);
    QVERIFY(largest(all[0], whole.input.qkv[0].narrow(0, 32, 16)) < 1e-6); // the first position sees itself only
}

QTEST_APPLESS_MAIN(TestAttention)
#include "tst_attention.moc"
