// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json_fields.h"
#include "model/trainer.h"
#include "support/tiny_model.h"
#include "test_files.h"

#include <nlohmann/json.hpp>

#include <set>

using namespace corespan::model;
using nlohmann::json;

namespace {

QString refusalOf(const std::string& text)
{
    return errorOf([&] { parseTrainConfig(text, "x.json"); });
}

/// Paths of all leaves; lists and the labels' maps are leaves.
void collectPaths(const json& object, const std::string& prefix, std::set<std::string>& paths)
{
    for (const auto& [key, value] : object.items()) {
        const std::string path = prefix + key;
        const bool leaf =
            !value.is_object() || key == "id2label" || key == "label2id" || key == "grammar" || key == "training";
        if (leaf)
            paths.insert(path);
        else
            collectPaths(value, path + '.', paths);
    }
}

/// A model with every optional field of config.json written.
ModelConfig fullModel()
{
    ModelConfig model = corespan::test::tinyTraining().model;
    model.alphabet = Alphabet::Dna;
    model.tokenizer = {TokenizerKind::Kmer, "ACGT", 3};
    model.tokenizer.replaceFrom = "N";
    model.encoder.vocabSize = 80;
    model.selector.grammar.kind = GrammarConfig::Kind::Orf;
    model.window = {100, 20};
    model.hasTranslator = false;
    model.trainingProvenance = R"({"seed": 1})";
    return model;
}

} // namespace

class TestTrainConfig : public QObject
{
    Q_OBJECT
private slots:
    void everyFieldHasItsLine();
    void roundTrip();
    void allFaultsAreToldAtOnce();
    void single_data();
    void single();
    void contradictions_data();
    void contradictions();
    void faultsOfOnePlaceStayAsTheyAre();
};

void TestTrainConfig::everyFieldHasItsLine()
{
    TrainConfig config;
    config.model = fullModel();
    std::set<std::string> written, explained;
    collectPaths(json::parse(formatTrainConfig(config)), "", written);
    for (const FieldLine& field : explainTrainConfig()) {
        QVERIFY2(field.line.size() > 2, field.path.c_str());
        QVERIFY2(explained.insert(field.path).second, field.path.c_str());
    }
    for (const std::string& path : written)
        QVERIFY2(explained.contains(path), (path + " has no line").c_str());
    // And no line is about a field that is not there; those with parts have their own.
    for (const std::string& path : explained) {
        const auto isPart = [&](const std::string& leaf) { return leaf.starts_with(path + '.'); };
        QVERIFY2(written.contains(path) || std::ranges::any_of(written, isPart), path.c_str());
    }
    const std::vector<FieldLine> lines = explainTrainConfig();
    const auto warmUp = std::ranges::find(lines, "coupling.warm_up", &FieldLine::path);
    QVERIFY(warmUp != lines.end());
    QCOMPARE(warmUp->defaultValue, std::string("0.3"));
    const auto kind = std::ranges::find(lines, "model.corespan.selector.kind", &FieldLine::path);
    QVERIFY(kind != lines.end());
    QCOMPARE(kind->defaultValue, std::string("\"span\""));
}

void TestTrainConfig::roundTrip()
{
    TrainConfig config;
    config.model = fullModel();
    config.trainFile = "a.jsonl";
    config.minFlank = 50;
    config.biasInit.resize(2);
    config.biasInit[1] = {BiasPattern::Kind::Offsets, {-3, 2}};
    config.augmentation = {0.25, 700, 0.4, 0.1, AugmentationConfig::ReverseGold::Mirrored, 0.01, 0.02, 12};
    config.balance = {true, true, 0.5};
    config.emaDecay = 0.999;
    config.device = DeviceChoice::Cpu;
    config.precision = Precision::Fp32;
    config.coupling = {0.1, 0.4, 0.5, 2.0, "x"};
    const std::string text = formatTrainConfig(config);
    const TrainConfig again = parseTrainConfig(text, "x.json");
    QCOMPARE(formatTrainConfig(again), text);
    QCOMPARE(again.augmentation.protectedZone, 12);
    QVERIFY(again.augmentation.reverseGold == AugmentationConfig::ReverseGold::Mirrored);
    QVERIFY(again.balance.byLength && again.device == DeviceChoice::Cpu && again.precision == Precision::Fp32);
    QCOMPARE(formatTrainConfig(parseTrainConfig(formatTrainConfig({}), "defaults")), formatTrainConfig({}));
}

void TestTrainConfig::allFaultsAreToldAtOnce()
{
    const QString error = refusalOf(R"({
        "learning_rat": 1, "epochs": "ten", "token_budget": 0, "min_flank": 9, "max_flank": 3,
        "coupling": {"warm_up": 2, "probabilty": 0.5}, "precision": "fp16",
        "bias_init": [{"kind": "spiral"}, {"ofsets": [1]}],
        "augmentation": [], "completely_other": 1})");
    for (const char* part :
         {"x.json: 12 faults:", "unknown field \"learning_rat\"; did you mean \"learning_rate\"?",
          "field \"epochs\" must be a number, not \"ten\"", "field \"token_budget\" is 0; at least 1 is needed",
          "\"max_flank\" (3) is below \"min_flank\" (9)",
          "\"coupling\": field \"warm_up\" is 2; it must lie between 0.0 and 1.0",
          "\"coupling\": unknown field \"probabilty\"; did you mean \"probability\"?",
          "field \"precision\" is \"fp16\"; known are auto, fp32, bf16", "bias_init[0]: field \"kind\" is \"spiral\"",
          "bias_init[1]: unknown field \"ofsets\"; did you mean \"offsets\"?",
          "\"augmentation\": a JSON object is "
          "expected, not array",
          "unknown field \"completely_other\".", "\"bias_init\" has 2 patterns for 8 heads"})
        VERIFY_CONTAINS(error, part);
    QCOMPARE(error.count('\n'), 12);
}

void TestTrainConfig::single_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* given, const char* message) {
        QTest::newRow(given) << QByteArray(given) << QString("x.json: ") + message;
    };
    row("[]", "a JSON object is expected, not array.");
    row(R"({"learning_rat": 1})", "unknown field \"learning_rat\"; did you mean \"learning_rate\"?");
    row(R"({"learning_rate": -1})", "field \"learning_rate\" is -1; it must be at least 0.0.");
    row(R"({"train": 5})", "field \"train\" must be a string, not 5.");
    row(R"({"balance": {"by_class": 1}})", "\"balance\": field \"by_class\" must be true or false, not 1.");
    row(R"({"balance": {"power": 1.5}})", "\"balance\": field \"power\" is 1.5; it must lie between 0.0 and 1.0.");
    row(R"({"ema_decay": 1})", "field \"ema_decay\" is 1; it must lie between 0.0 and 0.9999999.");
    row(R"({"augmentation": {"reverse_gold": "none"}})",
        "\"augmentation\": field \"reverse_gold\" is \"none\"; known are no_core, mirrored.");
    row(R"({"bias_init": {}})", "field \"bias_init\" has to be a list with one pattern a head.");
    row(R"({"bias_init": [{"kind": "offsets", "offsets": [0.5]}], "init_from": ""})", // two faults: see below
        "2 faults:\n  bias_init[0]: field \"offsets\" must be a list of whole numbers, not [0.5].\n  \"bias_init\" has "
        "1 "
        "patterns for 8 heads; give one a head, or none.");
    row(R"({"model": {"corespan": {"selector": {"kind": "spam"}}}})",
        "\"model\": corespan.selector: field \"kind\" is \"spam\"; known are span, mask, bio, bioes, ctc and padded.");
}

void TestTrainConfig::single()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    QCOMPARE(refusalOf(text.toStdString()), message);
}

void TestTrainConfig::contradictions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* given, const char* part) { QTest::newRow(given) << QByteArray(given) << part; };
    row(R"({"epochs": 0})", "\"epochs\" and \"max_minutes\" are both 0");
    row(R"({"max_flank": 9})", "\"max_flank\" has no effect without \"min_flank\"");
    row(R"({"coupling": {"full": 0.1}})", "full (0.1) must not be below warm_up (0.3)");
    row(R"({"freeze_layers": 7})", "\"freeze_layers\" is 7, but the encoder has 6 layers");
    row(R"({"augmentation": {"reverse_complement": 0.5}})", "the model's alphabet is protein");
    row(R"({"augmentation": {"flank_substitution": 0.5},
            "model": {"vocab_size": 30, "corespan": {"alphabet": "text"}}})",
        "letters of text cannot be substituted");
    row(R"({"init_from": "cds", "bias_init": [{"kind": "flat"}]})", "\"bias_init\" has no effect with \"init_from\"");
}

void TestTrainConfig::contradictions()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, part);
    const QString error = refusalOf(text.toStdString());
    VERIFY_CONTAINS(error, part);
    QVERIFY(!error.contains('\n'));
}

void TestTrainConfig::faultsOfOnePlaceStayAsTheyAre()
{
    ConfigFaults none("here");
    none.throwAny();
    ConfigFaults one("here");
    one.attempt([] { throw ModelError("here: a fault"); });
    one.attempt([] {});
    QCOMPARE(errorOf([&] { one.throwAny(); }), QString("here: a fault"));
    one.add("elsewhere: another");
    QCOMPARE(errorOf([&] { one.throwAny(); }), QString("here: 2 faults:\n  a fault\n  elsewhere: another"));
}

QTEST_GUILESS_MAIN(TestTrainConfig)
#include "tst_train_config.moc"
