// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/inference_types.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace corespan;

class TestRunOptions : public QObject
{
    Q_OBJECT
private slots:
    void whatCannotBeIsRefused();
    void overridesAndText();
};

void TestRunOptions::whatCannotBeIsRefused()
{
    PredictorInfo dna;
    dna.alphabet = Alphabet::Dna;
    dna.types = {"core"};
    RunOptions options;
    QVERIFY(checkRunOptions(dna, options));
    QCOMPARE(runTypes(dna, options), QStringList{"core"});
    options.bothStrands = true;
    QVERIFY(checkRunOptions(dna, options));
    QCOMPARE(runTypes(dna, options), (QStringList{"core", "core_reverse"}));

    PredictorInfo protein = dna;
    protein.alphabet = Alphabet::Protein;
    const Status oneStrand = checkRunOptions(protein, options);
    QVERIFY(!oneStrand && oneStrand.error().kind == Error::Kind::BadInput);
    QVERIFY(oneStrand.error().message.contains("protein"));

    PredictorInfo knows = dna;
    knows.types = {"exon", "exon_reverse"};
    const Status twice = checkRunOptions(knows, options);
    QVERIFY(!twice && twice.error().message.contains("exon_reverse"));

    options.windowSize = 1000;
    options.windowOverlap = 1000;
    const Status windows = checkRunOptions(dna, options);
    QVERIFY(!windows && windows.error().kind == Error::Kind::BadInput);
    QVERIFY(windows.error().message.contains("windows of 1000 positions cannot overlap by 1000"));
    options.windowOverlap = 999;
    QVERIFY(checkRunOptions(dna, options));
}

void TestRunOptions::overridesAndText()
{
    RunOverrides overrides;
    overrides.windowSize = 2048;
    overrides.bothStrands = true;
    const RunOptions options = overrides.applied({});
    QCOMPARE(options.windowSize, std::int64_t{2048});
    QCOMPARE(options.windowOverlap, std::int64_t{-1});
    const QJsonObject json = QJsonDocument::fromJson(formatRunOptions(options).toUtf8()).object();
    QCOMPARE(json["window_size"].toInt(), 2048);
    QCOMPARE(json["strands"].toString(), QString("both"));
    QCOMPARE(RunOverrides().applied(options), options);
    QCOMPARE(parseRunOptions(formatRunOptions(options), {}), options);
    RunOptions defaults;
    defaults.threshold = 0.25;
    QCOMPARE(parseRunOptions("{}", defaults), defaults);
}

QTEST_GUILESS_MAIN(TestRunOptions)
#include "tst_run_options.moc"
