// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation_fixture.h"

#include "core/datasets/windows_dataset.h"
#include "core/importing/nucleotide.h"

#include <QtTest>

using namespace corespan;

namespace {

/// 40 letters, all different in their neighbourhood; a gene of two exons on +, one of two on -, and a single core.
ImportedRecord contig()
{
    ImportedRecord record;
    record.record.name = "c";
    record.residues = "AACCGGTTACGTACTTGACCATGGCATTACGGATCCAGTC";
    record.record.length = 40;
    record.record.alphabet = Alphabet::Dna;
    record.gold.annotated = true;
    record.gold.cores = {Core{{2, 6}}, Core{{9, 12}}, Core{{18, 21}, "core_reverse"}, Core{{25, 30}, "core_reverse"},
                         Core{{34, 36}}};
    record.gold.ambiguous = {{13, 15}};
    record.gold.labels = QVector<QString>(40);
    for (int i = 2; i < 6; ++i)
        record.gold.labels[i] = "M";
    for (int i = 25; i < 30; ++i)
        record.gold.labels[i] = QString::number(i - 25);
    record.record.meta["groups"] = QJsonArray{
        QJsonObject{
            {"name", "g1"}, {"strand", "+"}, {"phase", 1}, {"cores", QJsonArray{QJsonArray{2, 6}, QJsonArray{9, 12}}}},
        QJsonObject{{"name", "g2"}, {"strand", "-"}, {"cores", QJsonArray{QJsonArray{25, 30}, QJsonArray{18, 21}}}}};
    return record;
}

QByteArray gbk()
{
    return "LOCUS       TST01   40 bp    DNA\nFEATURES             Location/Qualifiers\n"
           "     CDS             join(3..6,10..12)\n                     /gene=\"g1\"\n"
           "     CDS             complement(join(19..21,26..30))\n                     /gene=\"g2\"\n"
           "ORIGIN\n        1 aaccggttac gtacttgacc atggcattac ggatccagtc\n//\n"
           "LOCUS       TST02   10 bp    DNA\nORIGIN\n        1 aaccggttac\n//\n";
}

} // namespace

class TestDatasetWindows : public QObject
{
    Q_OBJECT
private slots:
    void tilesCoverTheSequence()
    {
        QCOMPARE(tiles(10, 4, 1), (QVector<Span>{{0, 4}, {3, 7}, {6, 10}}));
        QCOMPARE(tiles(11, 4, 1), (QVector<Span>{{0, 4}, {3, 7}, {6, 10}, {7, 11}}));
        QCOMPARE(tiles(4, 4, 1), (QVector<Span>{{0, 4}}));
        QCOMPARE(tiles(3, 4, 1), (QVector<Span>{{0, 3}}));
    }

    void forwardWindowsHoldBothStrands()
    {
        const ImportedRecord record = contig();
        PlaceCutter cutter(record, Strands::Mixed, 1);
        const ImportedRecord window = cutter.cut({{4, 27}, false, {}});
        QCOMPARE(window.residues, QByteArray("GGTTACGTACTTGACCATGGCAT"));
        QCOMPARE(window.record.name, QString("c_+_4_27"));
        QCOMPARE(coresText(window), QString("<0-2 core, 5-8 core, 14-17 core_reverse, 21-23> core_reverse"));
        QCOMPARE(zonesText(window), QString("9-11"));
        QCOMPARE(labelsText(window), QString("MM...................01"));
        QCOMPARE(groupsText(window),
                 QByteArray(R"([{"cores":[[0,2],[5,8]],"incomplete":true,"name":"g1","strand":"+"},)"
                            R"({"cores":[[21,23],[14,17]],"incomplete":true,"name":"g2","strand":"-"}])"));
        QCOMPARE(cutter.counts().cut, 2);
        QCOMPARE(window.record.meta["begin"].toInt(), 4);
        QCOMPARE(window.record.meta["strand"].toString(), QString("+"));
    }

    void windowsAlongAStrandHoldThatOne()
    {
        const ImportedRecord record = contig();
        PlaceCutter cutter(record, Strands::Along, 1);
        const ImportedRecord window = cutter.cut({{10, 28}, true, "g2"});
        QCOMPARE(window.residues, reverseComplement("GTACTTGACCATGGCATT"));
        QCOMPARE(coresText(window), QString("<0-3 core, 7-10 core"));
        QCOMPARE(zonesText(window), QString("13-15"));
        QCOMPARE(labelsText(window), QString("210..............."));
        QCOMPARE(groupsText(window),
                 QByteArray(R"([{"cores":[[0,3],[7,10]],"incomplete":true,"name":"g2","strand":"+"}])"));
        QCOMPARE(window.record.meta["gene"].toString(), QString("g2"));
        const ImportedRecord whole = cutter.cut({{0, 40}, false, {}});
        QCOMPARE(coresText(whole), QString("2-6 core, 9-12 core, 34-36 core"));
        QCOMPARE(groupsText(whole), QByteArray(R"([{"cores":[[2,6],[9,12]],"name":"g1","phase":1,"strand":"+"}])"));
        QVERIFY(cutter.isBackground({{0, 13}, true, {}}));
        QVERIFY(!cutter.isBackground({{0, 14}, true, {}})); // a zone
        QVERIFY(!cutter.isBackground({{11, 12}, false, {}}));
    }

    void smallPiecesBecomeZones()
    {
        const ImportedRecord record = contig();
        PlaceCutter cutter(record, Strands::Mixed, 3);
        const ImportedRecord window = cutter.cut({{4, 28}, false, {}});
        QCOMPARE(coresText(window), QString("5-8 core, 14-17 core_reverse, 21-24> core_reverse"));
        QCOMPARE(zonesText(window), QString("0-2, 9-11"));
        QCOMPARE(cutter.counts().small, 1);
    }

    /// Every window of every size, compared position by position with the sequence that it was taken from.
    void windowsSayWhatTheSequenceSays()
    {
        const ImportedRecord record = contig();
        for (const Strands strands : {Strands::Mixed, Strands::Along}) {
            for (std::int64_t size = 1; size <= 40; ++size) {
                for (std::int64_t begin = 0; begin + size <= 40; ++begin) {
                    for (const bool reverse : {false, true})
                        compare(record, {{begin, begin + size}, reverse, {}}, strands);
                }
            }
        }
    }

    void genesAreKnownByName()
    {
        const QVector<GeneExtent> genes = genesOf(contig());
        QCOMPARE(genes.size(), 3);
        QCOMPARE(genes[0].name, QString("g1"));
        QCOMPARE(genes[0].span, (Span{2, 12}));
        QVERIFY(genes[1].reverse);
        QCOMPARE(genes[1].span, (Span{18, 30}));
        QCOMPARE(genes[2].span, (Span{34, 36}));
    }

    void writesTiles()
    {
        WindowsOptions options;
        options.size = 12;
        options.overlap = 2;
        options.negatives = -1;
        const QString out = m_files.path("tiles.jsonl");
        const auto report = writeWindowsDataset({m_files.write("a.gb", gbk())}, out, options);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->sequences, 2);
        QCOMPARE(report->notAnnotated, 1);
        QCOMPARE(report->windows, 4);
        QCOMPARE(report->background, 0);
        const Read all = readAll(out);
        QCOMPARE(coresText(all.records[1]), QString("<0-2 core, 8-11 core_reverse"));
        const QJsonObject manifest = QJsonDocument::fromJson(Files::read(m_files.path("tiles.dataset.json"))).object();
        QCOMPARE(manifest["records"].toInt(), 4);
        QCOMPARE(manifest["records_file"].toString(), QString("tiles.jsonl"));
        QCOMPARE(manifest["records_sha256"].toString().toLatin1(),
                 QCryptographicHash::hash(Files::read(out), QCryptographicHash::Sha256).toHex());
        QCOMPARE(manifest["provenance"]["options"]["size"].toInt(), 12);
        QCOMPARE(manifest["provenance"]["inputs"][0]["file"].toString(), QString("a.gb"));
        QCOMPARE(manifest["core_counts"]["core"].toInt(), 3);
        options.complete = true;
        QCOMPARE(writeWindowsDataset({m_files.path("a.gb")}, out, options)->windows, 5);
        options.negatives = 0;
        QCOMPARE(writeWindowsDataset({m_files.path("a.gb")}, out, options)->windows, 4);
    }

    void writesWindowsAroundGenesAlongTheirStrand()
    {
        WindowsOptions options;
        options.kind = WindowsOptions::Kind::Around;
        options.minFlank = options.maxFlank = 2;
        options.strands = Strands::Along;
        options.negatives = 0;
        const QString out = m_files.path("records.jsonl");
        const auto report = writeWindowsDataset({m_files.write("a.gb", gbk())}, out, options);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        const Read all = readAll(out);
        QCOMPARE(all.records.size(), 2);
        QCOMPARE(all.records[1].residues, reverseComplement("GACCATGGCATTACGG"));
        QCOMPARE(coresText(all.records[1]), QString("2-7 core, 11-14 core"));
        QCOMPARE(all.records[1].record.meta["gene"].toString(), QString("g2"));
        QVERIFY(QFile::exists(m_files.path("dataset.json")));
        options.maxLength = 15;
        QCOMPARE(writeWindowsDataset({m_files.path("a.gb")}, out, options)->tooLong, 1);
    }

    void refusesWhatMakesNoWindow()
    {
        WindowsOptions options;
        options.overlap = options.size;
        const QString file = m_files.write("a.gb", gbk());
        QVERIFY(writeWindowsDataset({file}, m_files.path("x"), options).error().message.contains("below the size"));
        options = {};
        const auto none = writeWindowsDataset({m_files.write("p.fa", ">a\nACGT\n")}, m_files.path("x"), options);
        QVERIFY2(none.error().message.contains("no window: of 1 sequences 1 have no annotation"),
                 qPrintable(none.error().message));
        const auto missing = writeWindowsDataset({"/nowhere.gb"}, m_files.path("x"), options);
        QVERIFY(missing.error().message.contains("/nowhere.gb does not exist"));
        std::stop_source source;
        source.request_stop();
        QCOMPARE(writeWindowsDataset({file}, m_files.path("x"), options, {source.get_token(), {}}).error().kind,
                 Error::Kind::Cancelled);
        QVERIFY(!QFile::exists(m_files.path("x")));
    }

    void realLoci()
    {
        const QString loci = QStringLiteral(CORESPAN_SHARED "/data/augustus_fly/train.gb");
        if (!QFile::exists(loci))
            QSKIP("the development data are not here");
        WindowsOptions options;
        options.kind = WindowsOptions::Kind::Whole;
        options.strands = Strands::Along;
        const QString out = m_files.path("fly.jsonl");
        const auto report = writeWindowsDataset({loci}, out, options);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        QCOMPARE(report->windows, 486);
        int starts = 0;
        for (const ImportedRecord& record : readAll(out).records) {
            const Span first = record.gold.cores.first().span;
            starts += record.residues.mid(first.begin, 3) == "ATG" ? 1 : 0;
            QVERIFY(std::ranges::none_of(record.gold.cores, isReverse));
        }
        QVERIFY2(starts >= 470, qPrintable(QString::number(starts))); // a first exon may hold one or two letters of ATG
        const QByteArray bytes = Files::read(out);
        QVERIFY(writeWindowsDataset({loci}, out, options));
        QVERIFY(Files::read(out) == bytes);
    }

private:
    static void compare(const ImportedRecord& record, const Place& place, Strands strands)
    {
        PlaceCutter cutter(record, strands, 1);
        const ImportedRecord window = cutter.cut(place);
        const bool turned = strands == Strands::Along && place.reverse;
        for (std::int64_t i = 0; i < place.span.length(); ++i) {
            const std::int64_t at = turned ? place.span.end - 1 - i : place.span.begin + i;
            QCOMPARE(coreAt(window, i).isEmpty() ? QString() : coreAt(window, i), expected(record, at, place, strands));
            const char letter = record.residues.at(at);
            QCOMPARE(window.residues.at(i), turned ? reverseComplement({&letter, 1})[0] : letter);
            QCOMPARE(zoneAt(window, i), zoneAt(record, at));
        }
        for (const Core& core : window.gold.cores) { // open where, and only where, the edge cuts
            const Span there = turned ? Span{place.span.end - core.span.end, place.span.end - core.span.begin}
                                      : Span{place.span.begin + core.span.begin, place.span.begin + core.span.end};
            const auto from =
                std::ranges::find_if(record.gold.cores, [&](const Core& each) { return each.span.overlaps(there); });
            QCOMPARE(turned ? core.openEnd : core.openBegin, there.begin != from->span.begin);
            QCOMPARE(turned ? core.openBegin : core.openEnd, there.end != from->span.end);
        }
    }

    static QString expected(const ImportedRecord& record, std::int64_t at, const Place& place, Strands strands)
    {
        const QString type = coreAt(record, at);
        if (strands == Strands::Mixed || type.isEmpty())
            return type;
        return type.endsWith("_reverse") == place.reverse ? QStringLiteral("core") : QString();
    }

    static QString coreAt(const ImportedRecord& record, std::int64_t at)
    {
        for (const Core& core : record.gold.cores) {
            if (core.span.contains(at))
                return core.type;
        }
        return {};
    }

    static bool zoneAt(const ImportedRecord& record, std::int64_t at)
    {
        return std::ranges::any_of(record.gold.ambiguous, [at](const Span& zone) { return zone.contains(at); });
    }

    Files m_files;
};

QTEST_APPLESS_MAIN(TestDatasetWindows)
#include "tst_dataset_windows.moc"
