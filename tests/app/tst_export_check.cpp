// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_fixture.h"

#include "core/exporting/export_check.h"
#include "core/exporting/parts_check.h"
#include "core/exporting/row_format.h"
#include "core/exporting/staging.h"

#include <QCryptographicHash>
#include <QDir>
#include <QtTest>

using namespace corespan;

namespace {

ExportRow rowOf(const QString& name)
{
    ExportRow row;
    row.record.name = name;
    row.record.alphabet = Alphabet::Dna;
    row.record.length = 8;
    row.residues = "ACGTACGT";
    row.curation.state = ReviewState::Corrected;
    row.curation.annotated = true;
    return row;
}

Gold goldOf(std::int64_t begin)
{
    Gold gold;
    gold.annotated = true;
    gold.cores = {Core{{begin, 6}}};
    gold.labels = QVector<QString>(8);
    for (std::int64_t at = begin; at < 6; ++at)
        gold.labels[at] = "M";
    return gold;
}

QString sha256(const QByteArray& bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace

/// A file that does not say what was written is found out, whatever its format.
class TestExportCheck : public QObject
{
    Q_OBJECT
private slots:
    void soundFilesPass_data() { formats(); }
    void soundFilesPass()
    {
        QFETCH(int, format);
        const Status checked = check(ExportFormat(format), 2, 2);
        QVERIFY2(checked, qPrintable(checked ? QString() : checked.error().message));
    }

    void otherCoresAreFound_data() { formats(); }
    /// The file has another core for the third record than the one that was to be written.
    void otherCoresAreFound()
    {
        QFETCH(int, format);
        const Status checked = check(ExportFormat(format), 2, 3);
        if (ExportFormat(format) == ExportFormat::Fasta) { // it holds no cores
            QVERIFY(checked);
            return;
        }
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, Error::Kind::Damaged);
        QVERIFY2(checked.error().message.startsWith("x.out was not kept: record \"r3\" does not read back"),
                 qPrintable(checked.error().message));
    }

    void missingRecordsAreFound_data() { formats(); }
    void missingRecordsAreFound()
    {
        QFETCH(int, format);
        const Status checked = check(ExportFormat(format), 2, 2, -1);
        QVERIFY(!checked);
        QVERIFY2(checked.error().message.contains("record \"r3\""), qPrintable(checked.error().message));
    }

    void surplusRecordsAreFound_data() { formats(); }
    void surplusRecordsAreFound()
    {
        QFETCH(int, format);
        const Status checked = check(ExportFormat(format), 2, 2, 1);
        QVERIFY(!checked);
        QVERIFY2(checked.error().message.contains("more than the 3 records"), qPrintable(checked.error().message));
    }

    void changedBytesAreFound()
    {
        const QString file = m_files.write("x", "{\"id\":\"r1\",\"sequence\":\"ACGT\"}\n");
        ExportCheck check(ExportFormat::Jsonl);
        QVERIFY(check.open());
        const Status checked = check.check(file, {}, sha256("something else"), "x.out", {});
        QVERIFY(!checked);
        QCOMPARE(checked.error().message, QString("x.out was not kept: its checksum is not that of what was written"));
    }

    /// Names that no reader can give back leave nothing at the target's place, and an older file as it was.
    void whatFailsLeavesNoFile()
    {
        auto& files = m_files;
        const QByteArray gold = R"({"id":"a","sequence":"ACGT","description":"x","cores":[[1,2]]})"
                                "\n";
        const QString project = m_projects.import("p", {files.write("g.jsonl", gold)});
        QVERIFY(!exportProject(project, files.path("none/out.jsonl"), {}));
        QVERIFY(!exportProject(project, QFileInfo(files.path("x")).absolutePath(), {}));
        const QString kept = files.write("kept.jsonl", "old");
        std::stop_source source;
        source.request_stop();
        QVERIFY(!exportProject(project, kept, {}, {}, source.get_token()));
        QCOMPARE(Files::read(kept), QByteArray("old"));
        QVERIFY(exportProject(project, kept, {}));
        QCOMPARE(Files::read(kept), gold);
        const QDir folder = QFileInfo(kept).dir();
        QCOMPARE(folder.entryList({".corespan-*"}, QDir::AllEntries | QDir::Hidden), QStringList());
    }

    void linksLeadToTheirFiles()
    {
        const QString real = m_files.write("real.jsonl", "old");
        const QString link = m_files.path("link.jsonl");
        QVERIFY(QFile::link(real, link));
        const QString project =
            m_projects.import("l", {m_files.write("g.jsonl", "{\"id\":\"a\",\"sequence\":\"ACGT\"}\n")});
        QVERIFY(exportProject(project, link, {}));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(Files::read(real), QByteArray("{\"id\":\"a\",\"sequence\":\"ACGT\"}\n"));
    }

    void partsHoldEachRecordOnce()
    {
        const QByteArray a = "{\"id\":\"a\",\"sequence\":\"ACGT\"}\n";
        const QByteArray b = "{\"id\":\"b\",\"sequence\":\"ACGT\",\"cores\":[]}\n";
        const QString whole = m_files.write("whole.jsonl", a + b);
        const QString folder = QFileInfo(whole).absolutePath();
        const auto part = [this](const QString& name, const QByteArray& text) {
            m_files.write(name, text);
            return QJsonObject{{"records_file", name}, {"records_sha256", sha256(text)}};
        };
        QVERIFY(checkParts(whole, folder, {part("t.jsonl", b), part("v.jsonl", a)}, {}, {}));
        QVERIFY(!checkParts(whole, folder, {part("t.jsonl", b), part("v.jsonl", b)}, {}, {}));
        QVERIFY(!checkParts(whole, folder, {part("t.jsonl", a)}, {}, {}));
        QJsonObject wrong = part("t.jsonl", a + b);
        wrong["records_sha256"] = "0";
        QVERIFY(!checkParts(whole, folder, {wrong}, {}, {}));
    }

private:
    static void formats()
    {
        QTest::addColumn<int>("format");
        for (const ExportFormat format : allExportFormats())
            QTest::addRow("%s", qPrintable(toText(format))) << int(format);
    }

    /// Writes r1, r2, r3 whose cores begin at 2 where `written` says so of the last, and expects `expected` of it.
    /// \param surplus records more, or fewer, in the file
    Status check(ExportFormat format, std::int64_t written, std::int64_t expected, int surplus = 0)
    {
        RowFormat rows = rowFormat(format);
        ExportCheck check(format);
        if (const Status opened = check.open(); !opened)
            return opened;
        QByteArray text = rows.header;
        for (int at = 1; at <= 3 + std::max(surplus, 0); ++at) {
            const ExportRow row = rowOf(QStringLiteral("r%1").arg(at));
            const QByteArray record = rows.write(row, goldOf(at == 3 ? written : 2)).text;
            if (at <= 3)
                check.expect(row, goldOf(at == 3 ? expected : 2), record.size());
            if (at <= 3 + surplus)
                text += record;
        }
        return check.check(m_files.write("x", text), rows.header, sha256(text), "x.out", {});
    }

    Files m_files;
    Projects m_projects{m_files};
};

QTEST_GUILESS_MAIN(TestExportCheck)
#include "tst_export_check.moc"
