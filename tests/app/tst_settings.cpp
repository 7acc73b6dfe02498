// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace corespan;

class TestSettings : public QObject
{
    Q_OBJECT
private slots:
    void defaultsWithoutAFile()
    {
        const Settings settings(m_folder.filePath("none.ini"));
        QCOMPARE(settings.get(keys::author), "");
        QCOMPARE(settings.get(keys::theme), "system");
        QCOMPARE(settings.get(keys::snapToCrossings), true);
        QCOMPARE(settings.get(keys::threads), 0);
        QCOMPARE(settings.get(keys::recentProjects), QStringList());
        QVERIFY(!QFile::exists(m_folder.filePath("none.ini")));
    }

    void readsTheFileOfAnOlderVersion()
    {
        const QString file = copyOfOldFile();
        const Settings settings(file);
        QCOMPARE(settings.get(keys::author), "Ada Lovelace");
        QCOMPARE(settings.get(keys::theme), "dark");
        QCOMPARE(settings.get(keys::colourMap), "cividis");
        QCOMPARE(settings.get(keys::windowGeometry), QByteArray("\x01\xd9\xd0\xcb"));
        QCOMPARE(settings.get(keys::windowState), QByteArray());
        QCOMPARE(settings.get(keys::recentProjects), QStringList({"/data/a.corespan", "/data/b.corespan"}));
        QCOMPARE(settings.get(keys::snapToCrossings), false);
        QCOMPARE(settings.get(keys::model), "cds");
    }

    void wrongKindsReadAsDefaults()
    {
        const Settings settings(copyOfOldFile());
        QCOMPARE(settings.get(keys::snapToRuns), true); // "perhaps"
        QCOMPARE(settings.get(keys::threads), 0);       // "many"
    }

    void unknownKeysAreKept()
    {
        const QString file = copyOfOldFile();
        {
            Settings settings(file);
            settings.set(keys::threads, 3);
        }
        QFile text(file);
        QVERIFY(text.open(QIODevice::ReadOnly));
        const QByteArray content = text.readAll();
        QVERIFY(content.contains("gone_in_later_versions=7"));
        QVERIFY(content.contains("threads=3"));
        QVERIFY(content.contains("author=Ada Lovelace"));
    }

    void writesAndTellsOnlyChanges()
    {
        const QString file = m_folder.filePath("new.ini");
        {
            Settings settings(file);
            QSignalSpy changed(&settings, &Settings::changed);
            settings.set(keys::theme, QString("system")); // the default: nothing to write
            QCOMPARE(changed.size(), 0);
            settings.set(keys::theme, QString("light"));
            settings.set(keys::theme, QString("light"));
            settings.set(keys::snapToRuns, false);
            settings.set(keys::recentProjects, QStringList{"/one, with a comma"});
            settings.set(keys::windowState, QByteArray("\0\x01\xff", 3));
            QCOMPARE(changed.size(), 4);
            QCOMPARE(changed[0][0].toString(), "window/theme");
        }
        const Settings again(file);
        QCOMPARE(again.get(keys::theme), "light");
        QCOMPARE(again.get(keys::snapToRuns), false);
        QCOMPARE(again.get(keys::recentProjects), QStringList{"/one, with a comma"});
        QCOMPARE(again.get(keys::windowState), QByteArray("\0\x01\xff", 3));
    }

    void emptyingAListLasts()
    {
        const QString file = m_folder.filePath("list.ini");
        {
            Settings settings(file);
            settings.set(keys::recentProjects, QStringList{"/a", "/b"});
            settings.set(keys::recentProjects, QStringList());
        }
        QCOMPARE(Settings(file).get(keys::recentProjects), QStringList());
    }

private:
    QString copyOfOldFile()
    {
        const QString copy = m_folder.filePath(QString("old%1.ini").arg(++m_copies));
        QFile::copy(QStringLiteral(CORESPAN_TEST_DATA "/settings/corespan-0.1.ini"), copy);
        QFile(copy).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return copy;
    }

    QTemporaryDir m_folder;
    int m_copies = 0;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
