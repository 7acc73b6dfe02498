// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tiny_model.h"
#include "train/augment.h"
#include "train/substitution.h"

#include <ATen/ATen.h>
#include <QTest>

#include <algorithm>
#include <map>
#include <numeric>

using namespace corespan::model;
using ReverseGold = AugmentationConfig::ReverseGold;

namespace {

TrainRecord dnaRecord()
{
    TrainRecord record;
    record.id = "r";
    record.sequence = "aACGTNRYUC";
    record.cores = {{{1, 4}, 1}, {{6, 10}, 0}};
    record.cores[1].openEnd = true;
    record.ambiguous = {{4, 6}};
    record.labels = {-100, 1, 2, 3, -100, -100, 4, 5, 6, 7};
    record.target = {1, 2, 3};
    return record;
}

/// Letters of `after` that differ from `before`, by position.
std::vector<std::size_t> differences(const std::string& before, const std::string& after)
{
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i] != after[i])
            positions.push_back(i);
    return positions;
}

} // namespace

/// Reverse complements and substituted letters.
class TestAugmentLetters : public QObject
{
    Q_OBJECT
private slots:
    void mirroredGoldTurnsWithTheSequence();
    void reverseOfAForwardCoreIsNoCore();
    void onlyRecordsThatSaySomethingAreTurned();
    void turnedSlicesShowTheSamePiece();
    void replacementsAreThoseOfBlosum62();
    void flanksCoresAndProtectedZones();
    void nucleotidesBecomeOneOfTheOthers();
    void sameSeedSameLetters();
    void batchesHoldTheChangedLetters();
};

void TestAugmentLetters::mirroredGoldTurnsWithTheSequence()
{
    const TrainRecord record = dnaRecord();
    const TrainRecord other = reverseComplement(record, ReverseGold::Mirrored);
    QCOMPARE(other.sequence, std::string("GARYNACGTt"));
    QCOMPARE(other.cores.size(), 2U);
    QVERIFY((other.cores[0] == GoldCore{{0, 4}, 0, true, false}));
    QVERIFY((other.cores[1] == GoldCore{{6, 9}, 1, false, false}));
    QVERIFY((other.ambiguous == std::vector<Span>{{4, 6}}));
    QCOMPARE(other.labels, (std::vector<std::int16_t>{7, 6, 5, 4, -100, -100, 3, 2, 1, -100}));
    QCOMPARE(other.target, (std::vector<std::int16_t>{3, 2, 1}));
    // Twice is the record again, but for U, which came back as T.
    TrainRecord twice = reverseComplement(other, ReverseGold::Mirrored);
    QCOMPARE(twice.sequence, std::string("aACGTNRYTC"));
    QVERIFY(twice.cores == record.cores && twice.ambiguous == record.ambiguous && twice.labels == record.labels);
}

void TestAugmentLetters::reverseOfAForwardCoreIsNoCore()
{
    const TrainRecord other = reverseComplement(dnaRecord(), ReverseGold::NoCore);
    QCOMPARE(other.sequence, std::string("GARYNACGTt"));
    QVERIFY(other.annotated && other.cores.empty() && other.ambiguous.empty());
    QVERIFY(other.labels.empty() && other.target.empty());
}

void TestAugmentLetters::onlyRecordsThatSaySomethingAreTurned()
{
    AugmentationConfig config;
    config.reverseComplement = 1.0;
    std::mt19937_64 generator(1);
    const auto turned = [&](const TrainRecord& record) {
        return changeSlice({0, 0, 10}, record, config, generator).reversed;
    };
    TrainRecord core = dnaRecord(), none = dnaRecord(), unknown = dnaRecord();
    none.cores.clear();
    unknown.annotated = false;
    unknown.cores.clear();
    QVERIFY(turned(core) && !turned(none) && !turned(unknown));
    config.reverseGold = ReverseGold::Mirrored;
    QVERIFY(turned(core) && turned(none) && !turned(unknown));
    config.reverseComplement = 0.2;
    int count = 0;
    for (int i = 0; i < 5000; ++i)
        count += turned(core) ? 1 : 0;
    QVERIFY(std::abs(count / 5000.0 - 0.2) < 0.03);
}

void TestAugmentLetters::turnedSlicesShowTheSamePiece()
{
    AugmentationConfig config;
    config.reverseComplement = 1.0;
    config.reverseGold = ReverseGold::Mirrored;
    std::mt19937_64 generator(1);
    const TrainRecord record = dnaRecord();
    const Slice slice = changeSlice({0, 1, 8}, record, config, generator);
    QCOMPARE(slice.begin, 2);
    QCOMPARE(slice.end, 9);
    const auto changed = changedRecord(record, slice, config, Alphabet::Dna);
    QVERIFY(changed.has_value());
    QCOMPARE(changed->sequence.substr(2, 7), std::string("RYNACGT")); // of ACGTNRY
    QVERIFY(!changedRecord(record, {0, 1, 8}, config, Alphabet::Dna).has_value());
}

void TestAugmentLetters::replacementsAreThoseOfBlosum62()
{
    const auto at = [](char letter) { return aminoAcids.find(letter); };
    const auto toI = [&](char letter) { return replacements(at('I'))[at(letter)]; };
    const auto row = replacements(at('I'));
    QVERIFY(std::abs(std::accumulate(row.begin(), row.end(), 0.0) - 1.0) < 1e-12);
    QCOMPARE(toI('I'), 0.0);
    // P(V|I) / P(W|I) = p(V) / p(W) * 2^((3 - -3) / 2)
    QVERIFY(std::abs(toI('V') / toI('W') - 0.06441 / 0.01330 * 8.0) < 1e-9);
    QVERIFY(std::abs(toI('L') / toI('M') - 0.09019 / 0.02243 * std::sqrt(2.0)) < 1e-9);
    // What a protein gets is drawn from them.
    TrainRecord record;
    record.sequence.assign(40000, 'I');
    AugmentationConfig config;
    config.flankSubstitution = 1.0;
    std::mt19937_64 generator(3);
    substitute(record, {0, 40000}, config, Alphabet::Protein, generator);
    for (const char letter : aminoAcids) {
        const auto share = static_cast<double>(std::ranges::count(record.sequence, letter)) / 40000.0;
        QVERIFY2(std::abs(share - toI(letter)) < 0.01, &letter);
    }
}

void TestAugmentLetters::flanksCoresAndProtectedZones()
{
    TrainRecord record;
    record.sequence.assign(1000, 'A');
    record.cores = {{{300, 600}}};
    AugmentationConfig config;
    config.flankSubstitution = 1.0;
    config.protectedZone = 20;
    const auto changedBy = [&] {
        TrainRecord changed = record;
        std::mt19937_64 generator(4);
        substitute(changed, {100, 900}, config, Alphabet::Protein, generator);
        return differences(record.sequence, changed.sequence);
    };
    std::vector<std::size_t> expected;
    for (std::size_t i = 100; i < 900; ++i)
        if (i < 280 || i >= 620)
            expected.push_back(i);
    QCOMPARE(changedBy(), expected);
    config.flankSubstitution = 0.0;
    config.coreSubstitution = 1.0;
    expected.resize(260);
    std::iota(expected.begin(), expected.end(), std::size_t{320});
    QCOMPARE(changedBy(), expected);
    config.coreSubstitution = 0.1;
    const std::vector<std::size_t> some = changedBy();
    QVERIFY(some.size() > 10 && some.size() < 50 && some.front() >= 320 && some.back() < 580);
}

void TestAugmentLetters::nucleotidesBecomeOneOfTheOthers()
{
    AugmentationConfig config;
    config.flankSubstitution = 1.0;
    std::mt19937_64 generator(5);
    std::map<char, int> seen;
    for (int i = 0; i < 3000; ++i) {
        TrainRecord record;
        record.sequence = "cNU";
        substitute(record, {0, 3}, config, Alphabet::Dna, generator);
        ++seen[record.sequence[0]];
        QCOMPARE(record.sequence[1], 'N');
        QVERIFY(record.sequence[2] != 'T' && record.sequence[2] != 'U'); // U is T in DNA
    }
    QCOMPARE(seen.size(), 3U);
    for (const char letter : {'A', 'G', 'T'})
        QVERIFY(seen[letter] > 900);
    TrainRecord rna;
    rna.sequence.assign(300, 'G');
    substitute(rna, {0, 300}, config, Alphabet::Rna, generator);
    QCOMPARE(std::ranges::count(rna.sequence, 'T'), 0);
    QVERIFY(std::ranges::count(rna.sequence, 'U') > 50);
}

void TestAugmentLetters::sameSeedSameLetters()
{
    std::vector<TrainRecord> records(1);
    records[0].sequence.assign(500, 'A');
    records[0].cores = {{{200, 300}}};
    TrainConfig config;
    config.augmentation.flankSubstitution = 0.3;
    const auto lettersOf = [&](std::int64_t epoch) {
        const Slice slice = drawSlices(records, config, epoch).front();
        return changedRecord(records[0], slice, config.augmentation, Alphabet::Dna)->sequence;
    };
    QCOMPARE(lettersOf(0), lettersOf(0));
    QVERIFY(lettersOf(0) != lettersOf(1));
}

void TestAugmentLetters::batchesHoldTheChangedLetters()
{
    std::vector<TrainRecord> records = {dnaRecord()};
    records[0].sequence = "AACGTACGTC";
    const Tokenizer tokenizer(corespan::test::tinyTraining().model.tokenizer, Alphabet::Dna);
    ShownAs shown;
    shown.alphabet = Alphabet::Dna;
    shown.augmentation.reverseGold = ReverseGold::Mirrored;
    const Slice slices[] = {{0, 0, 9, true, 0}};
    const TrainBatch batch = makeTrainBatch(records, slices, tokenizer, shown);
    // GACGTACGT of the reverse complement, symbols from 3 on.
    const std::vector<std::int64_t> expected = {5, 3, 4, 5, 6, 3, 4, 5, 6, 1};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(batch.ids[static_cast<std::int64_t>(i)].item<std::int64_t>(), expected[i]);
    QCOMPARE(batch.labels[0].item<std::int64_t>(), 7);
    QVERIFY((batch.truth[0].cores[1] == GoldCore{{6, 9}, 1, false, false}));
}

QTEST_APPLESS_MAIN(TestAugmentLetters)
#include "tst_augment_letters.moc"
