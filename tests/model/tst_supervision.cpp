// SPDX-License-Identifier: GPL-3.0-or-later
#include "heads/selector_loss.h"
#include "model/supervision.h"
#include "support/tiny_model.h"
#include "train/loss.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

using namespace corespan::model;
using corespan::test::tinyTraining;

namespace {

struct Kind
{
    SelectorKind kind;
    bool crf;
    bool translator;
};

TrainRecord recordOf(std::string id, std::vector<GoldCore> cores)
{
    TrainRecord record;
    record.id = std::move(id);
    record.sequence = "AAAACCCCCCGGGG";
    record.cores = std::move(cores);
    return record;
}

GoldCore open(Span span, bool begin, bool end)
{
    return {span, 0, begin, end};
}

std::vector<std::int16_t> labelled()
{
    std::vector<std::int16_t> labels(14, -100);
    std::fill(labels.begin() + 4, labels.begin() + 10, std::int16_t{1});
    return labels;
}

/// One record of each kind of truth, by name.
std::vector<TrainRecord> mixed()
{
    std::vector<TrainRecord> records = {
        recordOf("cores and labels", {{{4, 10}}}),
        recordOf("cores", {{{4, 10}}}),
        recordOf("labels", {}),
        recordOf("target", {}),
        recordOf("no core", {}),
        recordOf("ambiguous no core", {}),
        recordOf("ambiguous labels", {{{4, 10}}}),
        recordOf("all ambiguous", {}),
        recordOf("open end", {open({4, 14}, false, true)}),
        recordOf("open both", {open({0, 14}, true, true)}),
        recordOf("nothing", {}),
    };
    records[0].labels = records[2].labels = records[6].labels = labelled();
    records[0].target = records[3].target = {1};
    for (const std::size_t unknown : {2U, 3U, 10U})
        records[unknown].annotated = false;
    records[5].ambiguous = {{2, 5}};
    records[6].ambiguous = {{4, 10}};
    records[7].ambiguous = {{0, 14}};
    return records;
}

TrainConfig configFor(const Kind& kind)
{
    TrainConfig config = tinyTraining();
    config.model.selector.kind = kind.kind;
    config.model.selector.crf = kind.crf;
    config.model.hasTranslator = kind.translator;
    return config;
}

/// Names of the records that the given losses contribute to, by computing them one by one.
QStringList contributing(const TrainConfig& config, bool toSelector)
{
    const std::vector<TrainRecord> records = mixed();
    const Tokenizer tokenizer(config.model.tokenizer, config.model.alphabet);
    nn::Network network;
    network.config = config.model;
    const std::int64_t rows = config.model.selectorRows();
    if (config.model.selector.crf) {
        network.crfStart = at::zeros({rows});
        network.crfEnd = at::zeros({rows});
        network.crfTransitions = at::zeros({rows, rows});
    }
    QStringList names;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Slice slices[] = {{i, 0, 14}};
        const TrainBatch batch = makeTrainBatch(records, slices, tokenizer);
        nn::NetworkOutput output;
        if (toSelector)
            output.selector = at::randn({15, rows});
        else if (config.model.translates())
            output.labels = at::randn({15, 2});
        std::mt19937_64 generator(1);
        if (computeLosses(network, output, batch, config, 0.0, generator).total.defined())
            names.append(QString::fromStdString(records[i].id));
    }
    return names;
}

QStringList taught(const TrainConfig& config, bool Supervision::*head)
{
    QStringList names;
    for (const TrainRecord& record : mixed())
        if (supervisionOf(config.model, record).*head)
            names.append(QString::fromStdString(record.id));
    return names;
}

} // namespace

/// Records with every kind of truth in one training set.
class TestSupervision : public QObject
{
    Q_OBJECT
private slots:
    void whoTeachesWhat_data();
    void whoTeachesWhat();
    void counts();
    void everyKindTrainsOnTheMix_data();
    void everyKindTrainsOnTheMix();
    void ambiguousPositionsDoNotCompete();

private:
    static void addKinds();
};

void TestSupervision::addKinds()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("crf");
    QTest::addColumn<bool>("translator");
    QTest::addColumn<QStringList>("selector");
    const QStringList cores = {"cores and labels", "cores"};
    const auto add = [](const char* name, SelectorKind kind, bool crf, bool translator, const QStringList& selector) {
        QTest::newRow(name) << static_cast<int>(kind) << crf << translator << selector;
    };
    const QStringList all = cores + QStringList{"no core",       "ambiguous no core", "ambiguous labels",
                                                "all ambiguous", "open end",          "open both"};
    QStringList boundaries = all, positions = all;
    boundaries.removeOne("open both");
    boundaries.removeOne("ambiguous labels"); // both boundaries lie in the zone
    positions.removeOne("all ambiguous");
    add("span", SelectorKind::Span, false, true, boundaries);
    add("mask", SelectorKind::Mask, false, true, positions);
    add("bio", SelectorKind::Bio, false, true, positions);
    add("bioes", SelectorKind::Bioes, false, true, positions);
    add("bio+crf", SelectorKind::Bio, true, true, all);
    add("bioes+crf", SelectorKind::Bioes, true, true, all);
    add("ctc", SelectorKind::Ctc, false, false, {"cores and labels", "target", "no core"});
}

void TestSupervision::whoTeachesWhat_data()
{
    addKinds();
}

void TestSupervision::whoTeachesWhat()
{
    QFETCH(const int, kind);
    QFETCH(const bool, crf);
    QFETCH(const bool, translator);
    QFETCH(const QStringList, selector);
    const TrainConfig config = configFor({static_cast<SelectorKind>(kind), crf, translator});
    QCOMPARE(taught(config, &Supervision::selector), selector);
    QCOMPARE(contributing(config, true), selector); // and so say the losses
    const QStringList labels = translator ? QStringList{"cores and labels", "labels"} : QStringList();
    QCOMPARE(taught(config, &Supervision::translator), labels);
    QCOMPARE(contributing(config, false), labels);
    QCOMPARE(taught(config, &Supervision::openEnd), QStringList({"open end", "open both"}));
}

void TestSupervision::counts()
{
    const SupervisionCounts counts = countSupervision(tinyTraining().model, mixed());
    const SupervisionCounts expected{11, 6, 2, 1, 4, 3, 2, 3};
    QVERIFY(counts == expected);
}

void TestSupervision::everyKindTrainsOnTheMix_data()
{
    addKinds();
}

void TestSupervision::everyKindTrainsOnTheMix()
{
    QFETCH(const int, kind);
    QFETCH(const bool, crf);
    QFETCH(const bool, translator);
    const QTemporaryDir folder;
    TrainConfig config = configFor({static_cast<SelectorKind>(kind), crf, translator});
    config.outputDirectory = folder.filePath("m").toStdString();
    config.tokenBudget = 60; // four records a batch: every batch is a mix of its own
    config.epochs = 60;
    config.selectorWeight = 1.0;
    const std::vector<TrainRecord> records = mixed();
    const std::vector<TrainRecord> validation = {records[0], records[4]};
    double first = 0.0, last = 0.0;
    train(config, records, validation, [&](const TrainProgress& p) {
        const double loss = p.selectorLoss + p.translatorLoss;
        QVERIFY(std::isfinite(loss));
        first += p.epoch <= 5.0 ? loss : 0.0;
        last += p.epoch > 55.0 ? loss : 0.0;
    });
    QVERIFY2(last < 0.8 * first, qPrintable(QString("%1 after %2").arg(last).arg(first)));
}

void TestSupervision::ambiguousPositionsDoNotCompete()
{
    // Flat logits: the surprise is the logarithm of the cells that compete, 14 positions and null.
    const Tokenizer tokenizer(tinyTraining().model.tokenizer, Alphabet::Text);
    const auto surprise = [&](std::vector<Span> zones) {
        std::vector<TrainRecord> records = {recordOf("r", {{{4, 10}}})};
        records[0].ambiguous = std::move(zones);
        const Slice slices[] = {{0, 0, 14}};
        const TrainBatch batch = makeTrainBatch(records, slices, tokenizer);
        return spanLoss(at::zeros({15, 2}), batch, 1, {}).item<double>();
    };
    QVERIFY(std::abs(surprise({}) - 2.0 * std::log(15.0)) < 1e-5);
    QVERIFY(std::abs(surprise({{0, 3}}) - 2.0 * std::log(12.0)) < 1e-5);
    QVERIFY(std::abs(surprise({{3, 6}}) - std::log(12.0)) < 1e-5); // the start itself is not known
}

QTEST_APPLESS_MAIN(TestSupervision)
#include "tst_supervision.moc"
