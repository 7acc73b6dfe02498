// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/initialise.h"
#include "nn/packed.h"
#include "nn/relative_bias.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace corespan::model;
using namespace corespan::model::nn;

class TestRelativeBias : public QObject
{
    Q_OBJECT
private slots:
    void buckets_data();
    void buckets();
    void causalBuckets_data();
    void causalBuckets();
    void tableFollowsBuckets();
    void globalBlocksTakeOrphans();
    void patterns();
    void patternsLandInTheirBuckets();
    void patternCountHasToFit();
};

// Expected values: T5Attention._relative_position_bucket of transformers 5.17.
void TestRelativeBias::buckets_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("distance");
    QTest::addColumn<int>("bucket");
    QTest::newRow("same position") << 0 << 32 << 128 << 0;
    QTest::newRow("one back") << -1 << 32 << 128 << 1;
    QTest::newRow("one ahead") << 1 << 32 << 128 << 17;
    QTest::newRow("last exact") << -7 << 32 << 128 << 7;
    QTest::newRow("first shared") << -8 << 32 << 128 << 8;
    QTest::newRow("still shared") << -11 << 32 << 128 << 8;
    QTest::newRow("next border") << -12 << 32 << 128 << 9;
    QTest::newRow("far back") << -5000 << 32 << 128 << 15;
    QTest::newRow("far ahead") << 5000 << 32 << 128 << 31;
    QTest::newRow("one bucket an offset") << 63 << 256 << 256 << 191;
    QTest::newRow("one bucket an offset, back") << -63 << 256 << 256 << 63;
}

void TestRelativeBias::buckets()
{
    QFETCH(int, offset);
    QFETCH(int, count);
    QFETCH(int, distance);
    QTEST(static_cast<int>(relativeBucket(offset, count, distance)), "bucket");
}

// Expected values: the same with bidirectional=False.
void TestRelativeBias::causalBuckets_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("distance");
    QTest::addColumn<int>("bucket");
    QTest::newRow("same position") << 0 << 32 << 128 << 0;
    QTest::newRow("ahead") << 9 << 32 << 128 << 0;
    QTest::newRow("one back") << -1 << 32 << 128 << 1;
    QTest::newRow("last exact") << -15 << 32 << 128 << 15;
    QTest::newRow("first shared") << -16 << 32 << 128 << 16;
    QTest::newRow("still shared") << -18 << 32 << 128 << 16;
    QTest::newRow("next border") << -19 << 32 << 128 << 17;
    QTest::newRow("before the last") << -113 << 32 << 128 << 31;
    QTest::newRow("far back") << -5000 << 32 << 128 << 31;
}

void TestRelativeBias::causalBuckets()
{
    QFETCH(int, offset);
    QFETCH(int, count);
    QFETCH(int, distance);
    QTEST(static_cast<int>(causalBucket(offset, count, distance)), "bucket");
}

void TestRelativeBias::tableFollowsBuckets()
{
    const at::Tensor embedding = at::arange(64, at::kFloat).view({32, 2});
    const at::Tensor table = biasTable(embedding, 2, 128);
    // offsets -2 -1 0 1 2 are buckets 2 1 0 17 18; head 0 holds 2 * bucket, head 1 one more
    QVERIFY(at::equal(table[0], at::tensor({4.0F, 2.0F, 0.0F, 34.0F, 36.0F})));
    QVERIFY(at::equal(table[1], at::tensor({5.0F, 3.0F, 1.0F, 35.0F, 37.0F})));
    const at::Tensor causal = causalBiasTable(embedding, 2, 128); // buckets 2 1 0 0 0
    QVERIFY(at::equal(causal[0], at::tensor({4.0F, 2.0F, 0.0F, 0.0F, 0.0F})));
    const at::Tensor matrix = biasMatrix(table, 3);
    QVERIFY(at::equal(matrix[0], at::tensor({0.0F, 34.0F, 36.0F, 2.0F, 0.0F, 34.0F, 4.0F, 2.0F, 0.0F}).view({3, 3})));
}

void TestRelativeBias::globalBlocksTakeOrphans()
{
    Packed packed;
    for (const std::int64_t length : {7, 2, 3})
        packed.append(length);
    const GlobalBlocks blocks = makeGlobalBlocks(packed, 3, at::kCPU);
    QCOMPARE(blocks.most, 2);
    QCOMPARE(blocks.globals.rows(), 3);
    const std::vector<std::int64_t> expected = {0, 0, 0, 1, 1, 1, 1, 3, 3, 2, 2, 2}; // 3: no global token
    QVERIFY(at::equal(blocks.rowToGlobal, at::tensor(expected)));
}

void TestRelativeBias::patterns()
{
    const auto value = [](BiasPattern::Kind kind, std::int64_t offset) {
        BiasPattern pattern;
        pattern.kind = kind;
        pattern.offsets = {-3, -2};
        return patternValue(pattern, offset);
    };
    using K = BiasPattern::Kind;
    QCOMPARE(value(K::Flat, 5), 0.0);
    QCOMPARE(value(K::Offsets, -3), 5.0);
    QCOMPARE(value(K::Offsets, 3), 0.0);
    QCOMPARE(value(K::Comb, 60), 5.0);
    QCOMPARE(value(K::Comb, 63), -1.0);
    QCOMPARE(value(K::Comb, -4), -1.0);
    QCOMPARE(value(K::DecayLeft, -16), -2.0);
    QCOMPARE(value(K::DecayLeft, 1), -8.0);
    QCOMPARE(value(K::DecayRight, 16), -2.0);
}

void TestRelativeBias::patternsLandInTheirBuckets()
{
    ModelConfig config;
    config.encoder.numHeads = 1;
    config.encoder.numLayers = 1;
    config.encoder.dModel = config.encoder.dFf = 8;
    config.encoder.vocabSize = 32;
    config.encoder.relativeBuckets = 256;
    config.encoder.relativeMaxDistance = 256;
    const Network network = Network::allocate(config);
    BiasPattern pattern;
    pattern.kind = BiasPattern::Kind::Offsets;
    pattern.offsets = {2};
    pattern.value = 6.0;
    initialiseBias(network, {pattern});
    QCOMPARE(network.relativeBias[130][0].item<double>(), 6.0);
    QCOMPARE(network.relativeBias.sum().item<double>(), 6.0);
}

void TestRelativeBias::patternCountHasToFit()
{
    const Network network = Network::allocate(ModelConfig());
    QVERIFY_THROWS_EXCEPTION(ModelError, initialiseBias(network, std::vector<BiasPattern>(3)));
}

QTEST_APPLESS_MAIN(TestRelativeBias)
#include "tst_relative_bias.moc"
