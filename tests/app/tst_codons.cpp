// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codons.h"

#include <QMap>
#include <QTest>

using namespace corespan;

namespace {

/// A letter a position, '.' for none.
QVector<CodonConflict> conflicts(const QByteArray& residues, const QVector<Core>& cores, const QByteArray& labels)
{
    QStringList names;
    QVector<qint16> indices;
    for (const char label : labels) {
        const QString name = QString(QLatin1Char(label));
        if (label != '.' && !names.contains(name))
            names << name;
        indices << qint16(names.indexOf(name));
    }
    return codonConflicts(residues, cores, indices, names).told;
}

QString text(const QVector<CodonConflict>& found)
{
    QStringList list;
    for (const CodonConflict& each : found)
        list << QString("%1-%2 %3 %4/%5")
                    .arg(each.codon.begin)
                    .arg(each.codon.end)
                    .arg(each.read, each.says, each.label);
    return list.join(", ");
}

} // namespace

/// The codon table, and labels that contradict it.
class TestCodons : public QObject
{
    Q_OBJECT
private slots:
    void aminoAcids_data();
    void aminoAcids();
    void everyCodonOnce();
    void complements();
    void readFromTheBegin();
    void readOnTheReverseStrand();
    void openEndsMoveTheFrame();
    void piecesOfAGene();
    void startsStopsAndRecoding();
    void labelsShorterThanTheCore();
    void toldAreLimited();
};

void TestCodons::aminoAcids_data()
{
    QTest::addColumn<QByteArray>("codon");
    QTest::addColumn<char>("aminoAcid");
    const auto row = [](const char* codon, char aminoAcid) { QTest::newRow(codon) << QByteArray(codon) << aminoAcid; };
    row("ATG", 'M');
    row("TGG", 'W');
    row("TAA", '*');
    row("TGA", '*');
    row("aug", 'M');
    row("GCN", 'A'); // whatever the third base is
    row("TTR", 'L');
    row("MGR", 'R'); // CGA, CGG, AGA, AGG
    row("ATN", 'X'); // I or M
    row("NNN", 'X');
    row("A-G", 'X');
    row("AT", 'X');
}

void TestCodons::aminoAcids()
{
    QFETCH(QByteArray, codon);
    QFETCH(char, aminoAcid);
    QCOMPARE(aminoAcidOf({codon.constData(), std::size_t(codon.size())}), aminoAcid);
}

void TestCodons::everyCodonOnce()
{
    QMap<char, int> codons;
    for (const char first : {'A', 'C', 'G', 'T'})
        for (const char second : {'A', 'C', 'G', 'T'})
            for (const char third : {'A', 'C', 'G', 'T'})
                ++codons[aminoAcidOf(std::string{first, second, third})];
    QCOMPARE(codons.size(), 21);
    QCOMPARE(codons['L'], 6);
    QCOMPARE(codons['S'], 6);
    QCOMPARE(codons['R'], 6);
    QCOMPARE(codons['*'], 3);
    QCOMPARE(codons['I'], 3);
    QCOMPARE(codons['W'], 1);
}

void TestCodons::complements()
{
    QByteArray other;
    for (const char base : QByteArray("ACGTUNRYKMacgt-"))
        other += complementOf(base);
    QCOMPARE(other, QByteArray("TGCAANYRMKtgca-"));
}

void TestCodons::readFromTheBegin()
{
    //                      AC ATG AAA TGG TAA G
    const QByteArray residues = "ACATGAAATGGTAAG";
    const QVector<Core> core{Core{{2, 14}}};
    QVERIFY(conflicts(residues, core, "..MMMKKKWWW***.").isEmpty());
    QVERIFY(conflicts(residues, core, "KKMMMKKK......K").isEmpty()); // none, and outside: nothing to contradict
    QCOMPARE(text(conflicts(residues, core, "..MMMKRKWWW***.")), QString("5-8 AAA K/R"));
    QCOMPARE(text(conflicts(residues, {Core{{3, 14}}}, "..MMMKKKWWW***.")),
             QString("3-6 TGA */M, 6-9 AAT N/K, 9-12 GGT G/W"));
}

void TestCodons::readOnTheReverseStrand()
{
    // CTTACCATTT read backwards: AAATGGTAAG
    const QByteArray residues = "CTTACCATTT";
    const QVector<Core> core{Core{{1, 10}, QStringLiteral("core_reverse")}};
    QVERIFY(conflicts(residues, core, ".***WWWKKK").isEmpty());
    QCOMPARE(text(conflicts(residues, core, ".***WWFKKK")), QString("4-7 TGG W/F"));
}

void TestCodons::openEndsMoveTheFrame()
{
    const QByteArray residues = "GAAATGGTAA"; // G AAA TGG TAA
    Core open{{0, 10}};
    open.openBegin = true;
    QVERIFY(conflicts(residues, {open}, "KKKKWWW***").isEmpty());
    QCOMPARE(text(conflicts(residues, {open}, "KFKKWWW***")), QString("1-4 AAA K/F"));
    open.openEnd = true; // nothing tells the frame but the labels
    QCOMPARE(text(conflicts(residues, {open}, "KFKKWWW***")), QString("1-4 AAA K/F"));
}

void TestCodons::piecesOfAGene()
{
    // AT|G AAA T|GG: exons [0, 2), [5, 9) and [12, 14)
    const QByteArray residues = "ATccc"
                                "GAAAT"
                                "cc"
                                "GG";
    const QVector<Core> exons{Core{{0, 2}}, Core{{5, 10}}, Core{{12, 14}}};
    QVERIFY(conflicts(residues, exons, "MM...MKKKW..WW").isEmpty());
    QCOMPARE(text(conflicts(residues, exons, "MM...MKEKW..WW")), QString("6-9 AAA K/E"));
}

void TestCodons::startsStopsAndRecoding()
{
    QVERIFY(conflicts("GTGAAA", {Core{{0, 6}}}, "MMMKKK").isEmpty());
    QCOMPARE(text(conflicts("AAAGTG", {Core{{0, 6}}}, "KKKMMM")), QString("3-6 GTG V/M"));
    Core open{{0, 3}};
    open.openBegin = true;
    QCOMPARE(text(conflicts("GTG", {open}, "MMM")), QString("0-3 GTG V/M"));
    QVERIFY(conflicts("TGATAG", {Core{{0, 6}}}, "UUUOOO").isEmpty());
    QVERIFY(conflicts("GAANNN", {Core{{0, 6}}}, "ZZZKKK").isEmpty());
}

void TestCodons::labelsShorterThanTheCore()
{
    QCOMPARE(text(conflicts("ATGAAA", {Core{{0, 6}}}, "FFFF")), QString("0-3 ATG M/F"));
    QVERIFY(conflicts("ATG", {Core{{-3, 9}}}, "MMM").isEmpty());
    QVERIFY(codonConflicts("ATG", {Core{{0, 3}}}, {7, 7, 7}, {QStringLiteral("F")}).told.isEmpty()); // no such label
}

void TestCodons::toldAreLimited()
{
    const qsizetype codons = mostToldConflicts + 200;
    const QByteArray residues = QByteArray("ATG").repeated(codons);
    const QVector<qint16> labels(codons * 3, 0);
    const CodonConflicts found = codonConflicts(residues, {Core{{0, codons * 3}}}, labels, {QStringLiteral("F")});
    QCOMPARE(found.all, codons);
    QCOMPARE(found.told.size(), mostToldConflicts);
    QCOMPARE(found.told.first().codon, (Span{0, 3}));
    QCOMPARE(found.told.last().codon, (Span{(mostToldConflicts - 1) * 3, mostToldConflicts * 3}));
}

QTEST_GUILESS_MAIN(TestCodons)
#include "tst_codons.moc"
