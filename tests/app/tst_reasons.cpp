// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/boundary_entropy.h"
#include "core/domain/reasons.h"
#include "core/review/frame_rule.h"

#include <QTest>

using namespace corespan;

namespace {

QVector<PredictedCore> cores(const QVector<Span>& spans)
{
    QVector<PredictedCore> list;
    for (const Span& span : spans)
        list.append({Core{span}, 0.5});
    return list;
}

Core orf(std::int64_t begin, std::int64_t end, const QString& open = {}, const QString& type = QStringLiteral("core"))
{
    return {{begin, end}, type, open.contains(QLatin1Char('<')), open.contains(QLatin1Char('>'))};
}

} // namespace

/// Why records deserve a look, as pure functions.
class TestReasons : public QObject
{
    Q_OBJECT
private slots:
    void entropyOfOneBoundary()
    {
        Tracks tracks;
        tracks.start = {0.0F, 1.0F, 0.0F, 0.0F, 0.0F, 0.0F};
        tracks.end = {0.0F, 0.0F, 0.25F, 0.25F, 0.25F, 0.25F};
        const auto sure = boundaryEntropy(cores({{1, 4}}), tracks);
        QCOMPARE(sure->start, 0.0);
        QCOMPARE(sure->end, 2.0);
        // Half of the probability may be that there is no core: what is left says as much about where one would be.
        tracks.start = {0.25F, 0.25F, 0.0F, 0.0F, 0.0F, 0.0F};
        QCOMPARE(boundaryEntropy(cores({{1, 4}}), tracks)->start, 1.0);
    }

    void entropyOfSeveralCores()
    {
        Tracks tracks;
        tracks.start = {1.0F, 0.0F, 0.0F, 0.0F, 0.5F, 0.5F, 0.0F, 0.0F};
        tracks.end = {0.0F, 1.0F, 0.0F, 0.0F, 0.0F, 0.0F, 0.0F, 1.0F};
        const auto both = boundaryEntropy(cores({{0, 2}, {5, 8}}), tracks);
        QCOMPARE(both->start, 1.0); // the second one's; each begins once
        QCOMPARE(both->end, 0.0);
    }

    void entropyOfNothing()
    {
        Tracks tracks;
        QVERIFY(!boundaryEntropy(cores({{0, 2}}), tracks));
        tracks.start = tracks.end = {0.5F, 0.5F};
        QVERIFY(!boundaryEntropy({}, tracks));
        QVERIFY(!boundaryEntropy(cores({{0, 3}}), tracks)); // does not fit
        tracks.start = tracks.end = {0.0F, 0.0F};
        QCOMPARE(boundaryEntropy(cores({{0, 2}}), tracks), std::optional(BoundaryEntropy{0.0, 0.0}));
    }

    void lengthsThatAreUsual()
    {
        QVERIFY(!lengthLimits(QVector<std::int64_t>(19, 100)));
        const auto equal = lengthLimits(QVector<std::int64_t>(20, 100));
        QVERIFY(equal->least > 90.4 && equal->least < 90.5); // 100 / e^0.1
        QVERIFY(equal->most > 110.5 && equal->most < 110.6);
        QVector<std::int64_t> spread;
        for (int at = 0; at < 30; ++at)
            spread << 100 << 200 << 400;
        const auto wide = lengthLimits(spread);          // deviation of the logarithms: ln 2
        QVERIFY(wide->least > 5.4 && wide->least < 5.6); // 200 / 2^(3.5 * 1.4826)
        QVERIFY(wide->most > 7270.0 && wide->most < 7320.0);
        const QMap<QString, LengthLimits> limits{{QStringLiteral("core"), *equal}};
        QVERIFY(!isLengthOutlier({Core{{0, 100}}, Core{{200, 305}}}, limits));
        QVERIFY(isLengthOutlier({Core{{0, 100}}, Core{{200, 320}}}, limits));
        QVERIFY(!isLengthOutlier({Core{{0, 5}, QStringLiteral("other")}}, limits));
    }

    void frames_data()
    {
        QTest::addColumn<QByteArray>("residues");
        QTest::addColumn<Core>("core");
        QTest::addColumn<QString>("problem");
        const QByteArray gene = "CCATGAAATAACC";
        QTest::newRow("whole") << gene << orf(2, 11) << QString();
        QTest::newRow("rna") << QByteArray("CCAUGAAAUAACC") << orf(2, 11) << QString();
        QTest::newRow("one short") << gene << orf(2, 10) << "its length is not a multiple of three";
        QTest::newRow("no start") << gene << orf(5, 11) << "it begins with AAA, no start codon";
        QTest::newRow("no stop") << gene << orf(2, 8) << "it ends with AAA, no stop codon";
        QTest::newRow("stop inside") << QByteArray("ATGTAAAAATAG") << orf(0, 12) << "a stop codon lies inside";
        QTest::newRow("open begin") << gene << orf(4, 11, QStringLiteral("<")) << QString();
        QTest::newRow("open begin, stop inside")
            << QByteArray("ATAACCCTAG") << orf(0, 10, QStringLiteral("<")) << "a stop codon lies inside";
        QTest::newRow("open end") << gene << orf(2, 9, QStringLiteral(">")) << QString();
        QTest::newRow("open both") << gene << orf(5, 10, QStringLiteral("<>")) << QString();
        QTest::newRow("reverse") << QByteArray("GGTTATTTCATGG") << orf(2, 11, {}, QStringLiteral("core_reverse"))
                                 << QString();
        QTest::newRow("reverse, open") << QByteArray("GGTTATTTCATGG")
                                       << orf(2, 9, QStringLiteral(">"), QStringLiteral("core_reverse")) << QString();
        QTest::newRow("two letters") << QByteArray("AT") << orf(0, 2, QStringLiteral("<"))
                                     << "it ends with AT, no stop codon";
    }
    void frames()
    {
        QFETCH(QByteArray, residues);
        QFETCH(Core, core);
        QFETCH(QString, problem);
        QCOMPARE(frameProblem({residues.constData(), std::size_t(residues.size())}, core), problem);
    }

    void namesComeBack()
    {
        for (const Reason reason : allReasons()) {
            QCOMPARE(reasonFromText(toText(reason)), std::optional(reason));
            QVERIFY(!displayName(reason).isEmpty());
        }
        QVERIFY(!reasonFromText(QStringLiteral("because")));
    }

    void whoLabelsCodons()
    {
        QStringList letters;
        for (const QChar letter : QStringLiteral("ACDEFGHIKLMNPQRSTVWY*"))
            letters << letter;
        QVERIFY(labelsCodons(Alphabet::Dna, letters));
        QVERIFY(!labelsCodons(Alphabet::Protein, letters));
        QVERIFY(!labelsCodons(Alphabet::Dna, letters.mid(0, 4)));
        QVERIFY(!labelsCodons(Alphabet::Rna, letters + QStringList{QStringLiteral("helix")}));
    }
};

QTEST_GUILESS_MAIN(TestReasons)
#include "tst_reasons.moc"
