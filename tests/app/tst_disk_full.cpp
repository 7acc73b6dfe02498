// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "app/store_fixture.h"
#include "core/exporting/atomic_file.h"
#include "support/file_size_limit.h"

#include <QDir>

using namespace corespan;
using namespace corespan::test;

/// What is on disk, and what is said, when the file system takes no more.
class TestDiskFull : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath("p.corespan");
    }

    void editsThatDoNotFitAreRefusedWhole()
    {
        project(*m_folder, 3);
        const auto writer = valueOf(ProjectWriter::open(m_path));
        Curation now = valueOf(writer->applyEdit(coreEdit(RecordId(1), {}, {0, 10}))).after;
        Result<Edit> refused = Error{};
        {
            const FileSizeLimit limit(rlim_t(QFileInfo(m_path + "-wal").size()) + 20000);
            for (int end = 11; end <= 100; ++end) {
                refused = writer->applyEdit(coreEdit(RecordId(1), now, {0, end}));
                if (!refused)
                    break;
                now = refused->after;
            }
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, Error::Kind::DiskFull);
            QCOMPARE(refused.error().message,
                     QString("p.corespan cannot be written (disk I/O error). Is there room on the disk, and in the "
                             "quota?"));
            const auto reader = valueOf(ProjectReader::open(m_path));
            QCOMPARE(valueOf(reader->curation(RecordId(1))), now);
        }
        // There is room again: the same writer goes on.
        now = valueOf(writer->applyEdit(coreEdit(RecordId(1), now, {3, 99}))).after;
        QCOMPARE(now.cores, (QVector<Core>{Core{{3, 99}}}));
        QVERIFY(bool(writer->undo()));
    }

    void batchesThatDoNotFitAreRefusedWhole()
    {
        project(*m_folder, 0);
        const auto writer = valueOf(ProjectWriter::open(m_path));
        valueOf(writer->addRecords(records(1)));
        {
            const FileSizeLimit limit(rlim_t(QFileInfo(m_path + "-wal").size()) + 50000);
            const auto refused = writer->addRecords(records(2000));
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, Error::Kind::DiskFull);
        }
        QCOMPARE(valueOf(valueOf(ProjectReader::open(m_path))->counts()).total, 1);
        QCOMPARE(valueOf(writer->addRecords(records(2000))).added.size(), 1999);
    }

    void projectsThatDoNotFitAreNotMade()
    {
        const FileSizeLimit limit(30000);
        const Status refused = ProjectWriter::create(m_path, {});
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.startsWith("p.corespan cannot be written"),
                 qPrintable(refused.error().message));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
    }

    void filesAppearWholeOrNotAtAll_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("noticed at the end") << 4000; // all of it waits in the buffer until then
        QTest::newRow("noticed while writing") << 400000;
    }
    void filesAppearWholeOrNotAtAll()
    {
        QFETCH(int, size);
        const QString path = m_folder->filePath("out.txt");
        Status refused = ok();
        {
            const FileSizeLimit limit(1000);
            AtomicFile file(path);
            QVERIFY(bool(file.open()));
            for (int written = 0; written < size; written += 100)
                file.write(QByteArray(100, 'x'));
            refused = file.commit();
        }
        QVERIFY(!refused);
        QCOMPARE(refused.error().message, path + " cannot be written: File too large");
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestDiskFull)
#include "tst_disk_full.moc"
