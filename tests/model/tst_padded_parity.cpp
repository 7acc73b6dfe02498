// SPDX-License-Identifier: GPL-3.0-or-later
// The padded decoder against transformers' T5ForConditionalGeneration and LongT5ForConditionalGeneration
// (tests/data/padded_golden): states, teacher-forced logits, greedy sequences. Prints the largest difference of each
// configuration.
#include "heads/padded_run.h"
#include "model/safetensors.h"
#include "nn/decoder.h"
#include "nn/greedy.h"
#include "nn/weights_io.h"

#include <ATen/ATen.h>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <c10/core/InferenceMode.h>

#include <cstdio>

using namespace corespan::model;

namespace {

constexpr double tolerance = 1e-5;

at::Tensor tensorOf(const SafetensorsFile& file, const std::string& name)
{
    const TensorView& view = file.tensors().at(name);
    const at::ScalarType type = view.type == DType::F32 ? at::kFloat : view.type == DType::I32 ? at::kInt : at::kByte;
    const at::Tensor t = at::from_blob(const_cast<std::byte*>(view.bytes.data()), view.shape, type).clone();
    return type == at::kFloat ? t : t.to(at::kLong);
}

double largest(const at::Tensor& a, const at::Tensor& b)
{
    return a.numel() == 0 ? 0.0 : (a - b).abs().max().item<double>();
}

/// A padded batch of the file as rows without padding.
struct Batch
{
    nn::Packed packed;
    at::Tensor mask;

    explicit Batch(const at::Tensor& attentionMask) : mask(attentionMask.to(at::kBool))
    {
        for (std::int64_t s = 0; s < mask.size(0); ++s)
            packed.append(mask[s].sum().item<std::int64_t>());
    }
    at::Tensor rows(const at::Tensor& padded) const
    {
        return padded.dim() == 2 ? padded.masked_select(mask)
                                 : padded.masked_select(mask.unsqueeze(-1)).view({packed.rows(), padded.size(2)});
    }
};

struct Loaded
{
    nn::Network network;
    SafetensorsFile golden;
    Batch batch;
    at::Tensor ids, hidden;

    explicit Loaded(const QString& directory)
        : network(nn::loadNetwork(directory.toStdString())), golden(directory.toStdString() + "/golden.safetensors"),
          batch(tensorOf(golden, "attention_mask")), ids(batch.rows(tensorOf(golden, "input_ids"))),
          hidden(nn::forward(network, ids, batch.packed).hidden)
    {
    }
};

/// Any token but `</s>`, as generate() does without a rule.
nn::StepRules anyToken(std::int64_t vocabulary)
{
    nn::StepRules rules;
    rules.allowed = at::zeros({1, vocabulary});
    rules.allowed[0][1].fill_(-std::numeric_limits<float>::infinity());
    rules.next = at::zeros({vocabulary}, at::kLong);
    return rules;
}

/// Greedy without a cache: each step runs the decoder over everything written so far.
at::Tensor uncached(const nn::Network& network, const at::Tensor& hidden, const nn::StepRules& rules)
{
    const std::int64_t length = hidden.size(0) - 1;
    nn::Packed packed;
    packed.append(length + 1);
    const at::Tensor inputs = at::full({length + 1}, network.config.decoder.startId, at::kLong);
    std::int64_t state = 0;
    for (std::int64_t step = 0; step < length; ++step) {
        const at::Tensor states = nn::decode(network, hidden, inputs, packed);
        const at::Tensor logits = nn::outputLogits(network, states, rules.first, rules.allowed.size(1))[step];
        const auto best = (logits + rules.allowed[state]).argmax().item<std::int64_t>();
        inputs[step + 1].fill_(best + rules.first);
        state = rules.next[best].item<std::int64_t>();
    }
    return inputs.narrow(0, 1, length);
}

} // namespace

class TestPaddedParity : public QObject
{
    Q_OBJECT
private slots:
    void equalsTransformers_data() { directories(); }
    void equalsTransformers();
    void greedyEqualsGenerate_data() { directories(); }
    void greedyEqualsGenerate();
    void cacheChangesNothing_data() { directories(); }
    void cacheChangesNothing();
    void batchEqualsSingle_data() { directories(); }
    void batchEqualsSingle();
    void savedModelLoadsUnchanged_data() { directories(); }
    void savedModelLoadsUnchanged();

private:
    static void directories();
};

void TestPaddedParity::directories()
{
    QTest::addColumn<QString>("directory");
    const QDir golden(QStringLiteral(CORESPAN_TEST_DATA "/padded_golden"));
    const QStringList names = golden.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    QVERIFY(names.size() >= 8);
    for (const QString& name : names)
        QTest::newRow(qPrintable(name)) << golden.filePath(name);
}

void TestPaddedParity::equalsTransformers()
{
    QFETCH(QString, directory);
    const c10::InferenceMode inference;
    const Loaded given(directory);
    const at::Tensor inputs = given.batch.rows(tensorOf(given.golden, "decoder_input_ids"));
    const at::Tensor states = nn::decode(given.network, given.hidden, inputs, given.batch.packed);
    const at::Tensor logits = nn::outputLogits(given.network, states, 0, given.network.config.encoder.vocabSize);
    const at::Tensor expected = given.batch.rows(tensorOf(given.golden, "logits"));
    const double hidden = largest(given.hidden, given.batch.rows(tensorOf(given.golden, "hidden")));
    const double difference = largest(logits, expected);
    std::printf("%-32s hidden %.1e  logits %.1e  (rms of logits %.2f)\n", QTest::currentDataTag(), hidden, difference,
                expected.pow(2).mean().sqrt().item<double>());
    QVERIFY(hidden < tolerance);
    QVERIFY(difference < tolerance);
    const at::Tensor some = nn::outputLogits(given.network, states, 7, 4);
    QVERIFY(largest(some, logits.narrow(1, 7, 4)) < tolerance);
}

void TestPaddedParity::greedyEqualsGenerate()
{
    QFETCH(QString, directory);
    const Loaded given(directory);
    const nn::StepRules rules = paddedRules(paddedTokens(given.network.config));
    const at::Tensor expected = given.batch.rows(tensorOf(given.golden, "greedy"));
    for (const bool early : {false, true}) {
        const nn::GreedyOutput greedy =
            nn::greedyDecode(given.network, given.hidden, given.batch.packed, rules, {early});
        QVERIFY(at::equal(greedy.tokens, expected));
        QVERIFY(early ? greedy.steps <= 33 : greedy.steps == 33);
    }
    const nn::StepRules any = anyToken(given.network.config.encoder.vocabSize);
    const at::Tensor free = nn::greedyDecode(given.network, given.hidden, given.batch.packed, any).tokens;
    QVERIFY(at::equal(free, given.batch.rows(tensorOf(given.golden, "free"))));
}

void TestPaddedParity::cacheChangesNothing()
{
    QFETCH(QString, directory);
    const c10::InferenceMode inference;
    const Loaded given(directory);
    const nn::StepRules rules = paddedRules(paddedTokens(given.network.config));
    const at::Tensor expected = given.batch.rows(tensorOf(given.golden, "greedy"));
    const nn::GreedyOutput cached =
        nn::greedyDecode(given.network, given.hidden, given.batch.packed, rules, {.stopEarly = false});
    for (std::int64_t s = 0; s < given.batch.packed.sequences(); ++s) {
        const std::int64_t first = given.batch.packed.offsets[static_cast<std::size_t>(s)],
                           length = given.batch.packed.length(s) - 1;
        const at::Tensor hidden = given.hidden.narrow(0, first, length + 1);
        QVERIFY(at::equal(uncached(given.network, hidden, rules), expected.narrow(0, first, length)));

        // And the logits of each step are those of the whole sequence at once.
        nn::Packed packed;
        packed.append(length + 1);
        const at::Tensor start = at::full({1}, given.network.config.decoder.startId, at::kLong);
        const at::Tensor inputs = at::cat({start, expected.narrow(0, first, length)});
        const at::Tensor logits = nn::outputLogits(given.network, nn::decode(given.network, hidden, inputs, packed),
                                                   rules.first, rules.allowed.size(1));
        QVERIFY(largest(logits.narrow(0, 0, length), cached.logits.narrow(0, first, length)) < tolerance);
    }
}

void TestPaddedParity::batchEqualsSingle()
{
    QFETCH(QString, directory);
    const Loaded given(directory);
    const PaddedRun together = runPadded(given.network, given.hidden, given.batch.packed);
    for (std::int64_t s = 0; s < given.batch.packed.sequences(); ++s) {
        const std::int64_t first = given.batch.packed.offsets[static_cast<std::size_t>(s)],
                           rows = given.batch.packed.length(s);
        nn::Packed packed;
        packed.append(rows);
        const PaddedRun alone = runPadded(given.network, given.hidden.narrow(0, first, rows), packed);
        QVERIFY(at::equal(alone.tokens, together.tokens.narrow(0, first, rows)));
        QVERIFY(largest(alone.tracks, together.tracks.narrow(0, first, rows)) < tolerance);
        const std::int64_t core = (alone.tracks.select(1, 3) == 1.0F).sum().item<std::int64_t>();
        const at::Tensor inside = alone.tracks.select(1, 3) == 1.0F;
        QVERIFY(largest(alone.labels.index({inside}), together.labels.narrow(0, first, rows).index({inside})) <
                tolerance);
        if (rows == 34)
            QVERIFY(core >= 2);
    }
}

void TestPaddedParity::savedModelLoadsUnchanged()
{
    QFETCH(QString, directory);
    QTemporaryDir folder;
    const std::filesystem::path copy = folder.filePath("copy").toStdString();
    const nn::Network network = nn::loadNetwork(directory.toStdString());
    nn::saveNetwork(network, copy);
    // The names of Hugging Face's own file, and no others.
    const SafetensorsFile before(directory.toStdString() + "/model.safetensors"), after(copy / "model.safetensors");
    QCOMPARE(after.tensors().size(), before.tensors().size());
    for (const auto& [name, tensor] : before.tensors()) {
        QVERIFY2(after.tensors().contains(name), name.c_str());
        QVERIFY(after.tensors().at(name).shape == tensor.shape);
        QVERIFY2(std::ranges::equal(after.tensors().at(name).bytes, tensor.bytes), name.c_str());
    }
    const nn::Network again = nn::loadNetwork(copy);
    QCOMPARE(again.config.decoder.tied, network.config.decoder.tied);
    QCOMPARE(again.config.decoder.numLayers, network.config.decoder.numLayers);
    QCOMPARE(formatModelConfig(again.config), formatModelConfig(network.config));
}

QTEST_APPLESS_MAIN(TestPaddedParity)
#include "tst_padded_parity.moc"
