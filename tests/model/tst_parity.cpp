// SPDX-License-Identifier: GPL-3.0-or-later
// Hidden states and logits against transformers' (tests/data/golden). Prints the parity table: largest difference for
// each configuration.
#include "golden_tensors.h"
#include "nn/weights_io.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <c10/core/InferenceMode.h>

#include <cstdio>
#include <set>

using namespace corespan::model;
using namespace corespan::test;

namespace {

constexpr double tolerance = 1e-5;

std::set<std::string> casesOf(const SafetensorsFile& file)
{
    std::set<std::string> names;
    for (const auto& [name, tensor] : file.tensors())
        names.insert(name.substr(0, name.find('/')));
    return names;
}

struct Differences
{
    double hidden = 0.0, selector = 0.0, labels = 0.0, scale = 0.0;
    int sequences = 0;
};

/// Compares every sequence of a case, computed as one packed batch.
void compareCase(const nn::Network& network, const SafetensorsFile& golden, const std::string& name, Differences& worst)
{
    const c10::InferenceMode inference;
    const auto read = [&](const char* key) { return tensorOf(golden, name + '/' + key); };
    const at::Tensor ids = read("input_ids"), mask = read("attention_mask"), rows = read("rows").to(at::kLong);
    nn::Packed packed;
    std::vector<at::Tensor> parts;
    for (std::int64_t s = 0; s < ids.size(0); ++s) {
        parts.push_back(realIds(ids, mask, s));
        packed.append(parts.back().size(0));
    }
    const nn::NetworkOutput out = nn::forward(network, at::cat(parts), packed);
    const at::Tensor start = read("start"), end = read("end"), hidden = read("hidden"), labels = read("labels");
    for (std::int64_t s = 0; s < ids.size(0); ++s) {
        const std::int64_t length = packed.length(s);
        const auto own = [&](const at::Tensor& t) {
            return t.narrow(0, packed.offsets[static_cast<std::size_t>(s)], length);
        };
        const at::Tensor kept = rows.masked_select(rows < length);
        const std::int64_t count = kept.size(0);
        worst.selector =
            std::max(worst.selector, largestDifference(own(out.selector).select(1, 0), start[s].narrow(0, 0, length)));
        worst.selector =
            std::max(worst.selector, largestDifference(own(out.selector).select(1, 1), end[s].narrow(0, 0, length)));
        worst.hidden = std::max(
            worst.hidden, largestDifference(own(out.hidden).index_select(0, kept), hidden[s].narrow(0, 0, count)));
        worst.labels = std::max(
            worst.labels, largestDifference(own(out.labels).index_select(0, kept), labels[s].narrow(0, 0, count)));
        worst.scale = std::max(worst.scale, own(out.hidden).pow(2).mean().sqrt().item<double>());
        ++worst.sequences;
    }
}

} // namespace

class TestParity : public QObject
{
    Q_OBJECT
private slots:
    void equalsTransformers_data();
    void equalsTransformers();
    void savedModelLoadsUnchanged();
};

void TestParity::equalsTransformers_data()
{
    QTest::addColumn<QString>("directory");
    const QStringList directories = goldenDirectories(QStringLiteral(CORESPAN_TEST_DATA "/golden"));
    QVERIFY(directories.size() >= 11);
    for (const QString& directory : directories)
        QTest::newRow(qPrintable(QFileInfo(directory).fileName())) << directory;
}

void TestParity::equalsTransformers()
{
    QFETCH(QString, directory);
    const nn::Network network = nn::loadNetwork(directory.toStdString());
    const SafetensorsFile golden(directory.toStdString() + "/golden.safetensors");
    Differences worst;
    for (const std::string& name : casesOf(golden))
        compareCase(network, golden, name, worst);
    std::printf("%-28s %3d sequences  hidden %.1e  start/end %.1e  labels %.1e  (rms of hidden %.2f)\n",
                QTest::currentDataTag(), worst.sequences, worst.hidden, worst.selector, worst.labels, worst.scale);
    QVERIFY(worst.sequences >= 3);
    QVERIFY(worst.hidden < tolerance);
    QVERIFY(worst.selector < tolerance);
    QVERIFY(worst.labels < tolerance);
}

void TestParity::savedModelLoadsUnchanged()
{
    QTemporaryDir folder;
    const std::filesystem::path copy = folder.filePath("copy").toStdString();
    const nn::Network network = nn::loadNetwork(CORESPAN_TEST_DATA "/golden/longt5_global_codons");
    nn::saveNetwork(network, copy);
    const nn::Network again = nn::loadNetwork(copy);
    const auto before = network.views(), after = again.views();
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        QCOMPARE(after[i].name, before[i].name);
        QVERIFY(at::equal(after[i].view, before[i].view));
    }
}

QTEST_APPLESS_MAIN(TestParity)
#include "tst_parity.moc"
