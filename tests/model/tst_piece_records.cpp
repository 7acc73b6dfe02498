// SPDX-License-Identifier: GPL-3.0-or-later
// Records whose tokens are pieces: what is predicted of pieces reaches positions, windows, and training on them.
#include "io/files.h"
#include "model/predictor.h"
#include "nn/initialise.h"
#include "nn/weights_io.h"
#include "predict/long_record.h"
#include "predict/positions.h"
#include "support/tiny_model.h"
#include "train/piece_truth.h"

#include <ATen/ATen.h>

#include "test_files.h" // after torch's: Qt has a macro "slots"

#include <nlohmann/json.hpp>

using namespace corespan::model;
using corespan::test::tinyTraining;

using Numbers = std::vector<std::int64_t>;

class TestPieceRecords : public QObject
{
    Q_OBJECT

private slots:
    void predictionsOfPositions();
    void rawOutputsOfPositions();
    void tokensWithoutPositionsAreReadOnly();
    void cutsAreSlicesOfTheWhole();
    void windowsGiveWhatTheWholeGives_data();
    void windowsGiveWhatTheWholeGives();
    void joinedResiduesAreResidues();
    void truthOfPiecesIsCovered();
    void coresThatMeetInAPiece();
    void labelsThatDisagree();
    void recordsThatDoNotFit();
    void learnsATinyTask_data();
    void learnsATinyTask();
};

namespace {

const std::string golden = CORESPAN_TEST_DATA "/golden/tokenizers/";

TokenizerConfig pieceTokenizer(const std::string& name, const std::string& joiner = {})
{
    TokenizerConfig config{.kind = TokenizerKind::SentencePiece, .joiner = joiner, .given = true};
    config.fileBytes = std::make_shared<const std::string>(readSmallFile(golden + name + "/spiece.model", 1 << 20));
    return config;
}

Tokenizer dna()
{
    return {pieceTokenizer("dna"), Alphabet::Dna};
}

/// A sequence of words that the golden DNA model knows.
std::string dnaSequence()
{
    return nlohmann::json::parse(readSmallFile(golden + "dna/ids.json", 1 << 20))["cases"][4]["sequence"];
}

/// Local attention over 14 tokens in all, as in tst_long_records.
ModelConfig windowModel(SelectorKind kind, const TokenizerConfig& tokenizer, Alphabet alphabet)
{
    ModelConfig config = tinyTraining().model;
    config.encoder.attention = AttentionKind::Local;
    config.encoder.vocabSize = 64;
    config.tokenizer = tokenizer;
    config.alphabet = alphabet;
    config.selector = {kind, true, false, {"c"}, {}};
    return config;
}

void saveRandom(const ModelConfig& config, const std::filesystem::path& directory)
{
    nn::Network network = nn::Network::allocate(config);
    nn::initialise(network, 3);
    network.selectorWeight.normal_(0.0, 0.5, at::Generator());
    nn::saveNetwork(network, directory);
}

Prediction predictOne(Predictor& predictor, std::string_view sequence, std::int64_t size, std::int64_t overlap)
{
    Prediction result;
    PredictOptions options;
    options.windowSize = size;
    options.windowOverlap = overlap;
    options.labelMatrix = true;
    predictor.predict({&sequence, 1}, options, [&](std::size_t, Prediction p) { result = std::move(p); });
    return result;
}

double furthest(const auto& a, const auto& b)
{
    double most = a.size() == b.size() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        most = std::max(most, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return most;
}

} // namespace

void TestPieceRecords::predictionsOfPositions()
{
    const Pieces pieces{{0, 1, 2}, {0, 2, 3, 6}};
    Prediction p;
    p.selector.cores = {{{1, 3}, 2.0, 0.9}};
    p.selector.candidates = {{{0, 1}}, {{2, 2}}};
    p.selector.pStart = {0.1, 0.7, 0.2};
    p.selector.pEnd = {0.0, 0.3, 0.6};
    p.selector.pCore = {0.1, 0.8, 0.9};
    p.selector.pType = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
    p.strings = {{{0, 1}, -1.0, {{0, 1}, {1, 3}}, {0, 2}}};
    p.topLabel = {5, -1, 7};
    p.topLabelProbability = {0.5F, 0.0F, 0.75F};
    p.labelProbabilities = {1, 2, 3, 4, 5, 6};
    toPositions(pieces, 2, p);
    QVERIFY((p.selector.cores[0].span == Span{2, 6}));
    QCOMPARE(p.selector.cores[0].probability, 0.9);
    QVERIFY((p.selector.candidates[0].span == Span{0, 2} && p.selector.candidates[1].span == Span{3, 3}));
    QCOMPARE(p.selector.pStart, (std::vector<double>{0.1, 0, 0.7, 0.2, 0, 0}));
    QCOMPARE(p.selector.pEnd, (std::vector<double>{0, 0, 0.3, 0, 0, 0.6}));
    QCOMPARE(p.selector.pCore, (std::vector<double>{0.1, 0.1, 0.8, 0.9, 0.9, 0.9}));
    QCOMPARE(p.selector.pType, (std::vector<double>{0.1, 0.1, 0.2, 0.3, 0.3, 0.3, 0.4, 0.4, 0.5, 0.6, 0.6, 0.6}));
    QVERIFY((p.strings[0].emissions == std::vector<Span>{{0, 2}, {2, 6}}));
    QCOMPARE(p.strings[0].peaks, (Numbers{0, 3}));
    QCOMPARE(p.topLabel, (std::vector<std::int16_t>{5, 5, -1, 7, 7, 7}));
    QCOMPARE(p.topLabelProbability, (std::vector<float>{0.5F, 0.5F, 0.0F, 0.75F, 0.75F, 0.75F}));
    QCOMPARE(p.labelProbabilities, (std::vector<float>{1, 2, 1, 2, 3, 4, 5, 6, 5, 6, 5, 6}));
}

void TestPieceRecords::rawOutputsOfPositions()
{
    RawLogits logits;
    logits.length = 2;
    logits.dModel = logits.selectorRows = 2;
    logits.hidden = {1, 2, 3, 4};
    logits.selector = {5, 6, 7, 8};
    logits.null = {9, 10};
    toPositions(Pieces{{0, 1}, {0, 1, 3}}, logits);
    QCOMPARE(logits.length, 3);
    QCOMPARE(logits.hidden, (std::vector<float>{1, 2, 3, 4, 3, 4}));
    QCOMPARE(logits.selector, (std::vector<float>{5, 6, 7, 8, 7, 8}));
    QCOMPARE(logits.null, (std::vector<float>{9, 10}));
    QVERIFY(logits.labels.empty());
}

/// The blanks of "letters" are tokens that heads never see; the encoder does.
void TestPieceRecords::tokensWithoutPositionsAreReadOnly()
{
    const Tokenizer tokenizer(pieceTokenizer("letters", " "), Alphabet::Protein);
    const std::string_view sequences[] = {"MKV", "", "WW"};
    const EncodedBatch batch = encodeBatch(tokenizer, sequences, at::kCPU);
    QCOMPARE(batch.packed.offsets, (Numbers{0, 4, 5, 8}));
    QCOMPARE(batch.encoderRows().offsets, (Numbers{0, 7, 8, 13}));
    const at::Tensor kept = at::tensor({1, 3, 5, 6, 7, 9, 11, 12}, at::kLong);
    QVERIFY(at::equal(batch.kept, kept));

    ModelConfig config = windowModel(SelectorKind::Span, pieceTokenizer("letters", " "), Alphabet::Protein);
    const nn::Network network = nn::Network::allocate(config);
    nn::initialise(network, 1);
    const BatchOutput out = infer(network, batch, true);
    const nn::NetworkOutput all = nn::forward(network, batch.ids, batch.encoderRows());
    QVERIFY(at::equal(out.hidden, all.hidden.index_select(0, kept)));
    QVERIFY(at::allclose(out.selector, all.selector.index_select(0, kept), 0.0, 1e-6));
}

void TestPieceRecords::cutsAreSlicesOfTheWhole()
{
    const Tokenizer tokenizer = dna();
    const std::string sequence = dnaSequence();
    const Encoding whole = tokenizer.split(sequence);
    const LongRecord record(tokenizer, sequence);
    QVERIFY(record.pieces() != nullptr);
    QCOMPARE(record.length(), whole.pieces->count());
    QVERIFY(record.length() > 20 && record.length() < static_cast<std::int64_t>(sequence.size()) * 2 / 3);
    Numbers ids, begins;
    for (std::int64_t from = 0; from < record.length(); from += 7) {
        const Span part{from, std::min(from + 7, record.length())};
        const Encoding cut = record.cut(part);
        QCOMPARE(cut.pieces->count(), part.length());
        QCOMPARE(cut.ids.back(), Tokenizer::endId);
        ids.insert(ids.end(), cut.ids.begin(), cut.ids.end() - 1);
        for (std::int64_t p = 0; p < part.length(); ++p) {
            begins.push_back(record.positionsBefore(from) + cut.pieces->begins[static_cast<std::size_t>(p)]);
            QCOMPARE(cut.ids[static_cast<std::size_t>(cut.pieces->tokens[static_cast<std::size_t>(p)])],
                     whole.ids[static_cast<std::size_t>(whole.pieces->tokens[static_cast<std::size_t>(from + p)])]);
        }
    }
    ids.push_back(Tokenizer::endId);
    begins.push_back(static_cast<std::int64_t>(sequence.size()));
    QCOMPARE(ids, whole.ids);
    QCOMPARE(begins, whole.pieces->begins);
    QCOMPARE(record.cut({3, 3}).ids, (Numbers{1}));
}

void TestPieceRecords::windowsGiveWhatTheWholeGives_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("mask") << static_cast<int>(SelectorKind::Mask);
    QTest::newRow("bio") << static_cast<int>(SelectorKind::Bio);
    QTest::newRow("ctc") << static_cast<int>(SelectorKind::Ctc);
}

void TestPieceRecords::windowsGiveWhatTheWholeGives()
{
    QFETCH(int, kind);
    const TestFolder folder;
    saveRandom(windowModel(static_cast<SelectorKind>(kind), pieceTokenizer("dna"), Alphabet::Dna), folder.path());
    Predictor predictor(folder.path(), {DeviceChoice::Cpu, 1, 0});
    const std::string sequence = dnaSequence();
    const std::int64_t pieces = dna().split(sequence).pieces->count();
    const Prediction whole = predictOne(predictor, sequence, 0, 0);
    QCOMPARE(whole.selector.pCore.size(), sequence.size());
    QVERIFY(pieces > 32);
    // Windows in which every kept piece sees its 14 neighbours; and one that all pieces fit, although not all letters.
    for (const auto& [size, overlap] : {std::pair<std::int64_t, std::int64_t>{40, 30}, {pieces, 1}}) {
        const Prediction cut = predictOne(predictor, sequence, size, overlap);
        QVERIFY(furthest(cut.selector.pCore, whole.selector.pCore) < 1e-4);
        QVERIFY(furthest(cut.selector.pStart, whole.selector.pStart) < 1e-4);
        QVERIFY(furthest(cut.labelProbabilities, whole.labelProbabilities) < 1e-4);
        QVERIFY(std::ranges::equal(cut.selector.cores, whole.selector.cores, {}, &ScoredSpan::span, &ScoredSpan::span));
    }
    const Pieces cuts = *dna().split(sequence).pieces;
    for (const ScoredSpan& core : whole.selector.cores) {
        QVERIFY(std::ranges::binary_search(cuts.begins, core.span.begin));
        QVERIFY(std::ranges::binary_search(cuts.begins, core.span.end));
    }
}

/// ProtT5's tokenizer and residues with the same ids say the same, in windows too.
void TestPieceRecords::joinedResiduesAreResidues()
{
    const TestFolder folder;
    const TokenizerConfig residues{.symbols = "ALGVSREDTIPKFQNYMHWCXBOUZ"};
    saveRandom(windowModel(SelectorKind::Bio, pieceTokenizer("prott5", " "), Alphabet::Protein), folder.path() / "a");
    nn::Network network = nn::loadNetwork(folder.path() / "a");
    network.config.tokenizer = residues;
    nn::saveNetwork(network, folder.path() / "b");
    Predictor pieces(folder.path() / "a", {DeviceChoice::Cpu, 1, 0});
    Predictor plain(folder.path() / "b", {DeviceChoice::Cpu, 1, 0});
    const std::string sequence = "MKVLAAGIVUZOBXJJWQ" + std::string(40, 'L') + "MKTAYIAKQR";
    for (const std::int64_t size : {0, 20}) {
        const Prediction a = predictOne(pieces, sequence, size, size / 2),
                         b = predictOne(plain, sequence, size, size / 2);
        QCOMPARE(a.selector.pCore.size(), sequence.size());
        QCOMPARE(a.selector.pCore, b.selector.pCore);
        QCOMPARE(a.labelProbabilities, b.labelProbabilities);
    }
    QCOMPARE(pieces.logits(sequence).selector, plain.logits(sequence).selector);
    QCOMPARE(pieces.logits("").length, 0);
}

void TestPieceRecords::truthOfPiecesIsCovered()
{
    const Pieces pieces{{0, 1, 2, 3}, {0, 3, 4, 9, 12}};
    const SelectorTruth truth{true, 12, {{{4, 9}, 1, true, false}, {{10, 12}}}, {{0, 1}, {2, 4}}, {5}};
    const SelectorTruth moved = truthOfPieces(truth, pieces);
    QCOMPARE(moved.length, 4);
    QCOMPARE(moved.cores, (std::vector<GoldCore>{{{2, 3}, 1, true, false}, {{3, 4}}}));
    QVERIFY((moved.ambiguous == std::vector<Span>{{0, 1}, {0, 2}}));
    QCOMPARE(moved.target, (std::vector<std::int16_t>{5}));
    QVERIFY(moved.annotated);
}

void TestPieceRecords::coresThatMeetInAPiece()
{
    const Pieces pieces{{0, 1, 2}, {0, 3, 6, 9}};
    const SelectorTruth truth{true, 9, {{{0, 4}}, {{5, 9}}, {{9, 9}}}, {}, {}};
    QCOMPARE(truthOfPieces(truth, pieces).cores, (std::vector<GoldCore>{{{0, 2}}, {{2, 3}}}));
    const SelectorTruth inside{true, 9, {{{0, 4}}, {{4, 5}}}, {}, {}};
    QCOMPARE(truthOfPieces(inside, pieces).cores, (std::vector<GoldCore>{{{0, 2}}}));
}

void TestPieceRecords::labelsThatDisagree()
{
    const Pieces pieces{{0, 1, 2, 3}, {0, 2, 4, 6, 7}};
    QCOMPARE(labelsOfPieces({3, 3, -100, 1, 0, 2, -100}, pieces), (Numbers{3, 1, -100, -100}));
    QCOMPARE(labelsOfPieces({}, pieces), Numbers());
}

void TestPieceRecords::recordsThatDoNotFit()
{
    ModelConfig model = windowModel(SelectorKind::Bio, pieceTokenizer("dna"), Alphabet::Dna);
    std::vector<TrainRecord> records(2);
    records[0].id = "fine";
    records[1].id = "both";
    records[0].sequence = records[1].sequence = "ATGAAACCCTAA";
    records[0].cores = {{{0, 3}}, {{4, 6}}};
    records[1].cores = {{{0, 2}}, {{2, 6}}}; // ATG is one token
    const QString error = errorOf([&] { checkPieces(dna(), model, records, "training"); });
    VERIFY_CONTAINS(error, "the training records do not fit the tokenizer");
    VERIFY_CONTAINS(error, "record \"both\": cores [0, 2) and [2, 6) meet in one token");
    QVERIFY(!error.contains("fine"));

    model.selector.kind = SelectorKind::Ctc;
    records[1].id = "long";
    records[1].cores.clear();
    records[1].target = {0, 1, 0, 1, 0};
    VERIFY_CONTAINS(errorOf([&] { checkPieces(dna(), model, records, "training"); }),
                    "record \"long\": a target of 5 letters cannot be aligned to 4 tokens");
    checkPieces(Tokenizer({}, Alphabet::Protein), model, records, "training"); // nothing to say of positions
}

void TestPieceRecords::learnsATinyTask_data()
{
    QTest::addColumn<QString>("tokenizer");
    QTest::addColumn<QString>("joiner");
    QTest::newRow("one token a residue") << "prott5"
                                         << " ";
    QTest::newRow("blanks between the tokens") << "letters"
                                               << " ";
    QTest::newRow("residues alone") << "residues"
                                    << "";
}

void TestPieceRecords::learnsATinyTask()
{
    QFETCH(QString, tokenizer);
    QFETCH(QString, joiner);
    const TestFolder folder;
    TrainConfig config = tinyTraining();
    config.model.alphabet = Alphabet::Protein;
    config.model.tokenizer = pieceTokenizer(tokenizer.toStdString(), joiner.toStdString());
    config.model.encoder.vocabSize = 28;
    config.outputDirectory = folder.path() / "model";
    config.epochs = 25;
    const auto records = corespan::test::tinyRecords(60, 1), validation = corespan::test::tinyRecords(20, 2);
    const TrainReport report = train(config, records, validation, {});
    QVERIFY2(report.bestExact >= 0.9, qPrintable(QString::number(report.bestExact)));
    QVERIFY(report.bestLabelAccuracy >= 0.99);

    Predictor predictor(config.outputDirectory, {DeviceChoice::Cpu, 1, 0});
    QCOMPARE(predictor.config().tokenizer.joiner, joiner.toStdString());
    int right = 0;
    for (const TrainRecord& record : validation) {
        const std::string_view sequence = record.sequence;
        predictor.predict({&sequence, 1}, {}, [&](std::size_t, const Prediction& p) {
            const auto core = p.selector.core();
            right += core.has_value() == !record.cores.empty() && (!core || *core == record.cores[0].span) ? 1 : 0;
        });
    }
    QCOMPARE(right, static_cast<int>(std::lround(report.bestExact * 20)));
}

QTEST_GUILESS_MAIN(TestPieceRecords)
#include "tst_piece_records.moc"
