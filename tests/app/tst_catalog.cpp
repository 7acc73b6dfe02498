// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/model_catalog.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corespan;

class TestCatalog : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        for (const char* model : {"first/cds", "first/.hidden", "second/cds", "second/signal", "elsewhere/mine"})
            makeModel(model);
        QVERIFY(QDir(m_folder.path()).mkpath("second/empty"));
    }

    void listsModelsTheFirstOfANameWins()
    {
        const QVector<ModelEntry> models = catalog().models();
        QCOMPARE(models.size(), 2);
        QCOMPARE(models[0].name, "cds");
        QCOMPARE(models[0].directory, path("first/cds"));
        QCOMPARE(models[1].name, "signal");
    }

    void findsByName()
    {
        const Result<ModelEntry> entry = catalog().find("signal");
        QVERIFY(entry);
        QCOMPARE(entry->directory, path("second/signal"));
    }

    void findsByPath()
    {
        const Result<ModelEntry> entry = catalog().find(path("elsewhere/mine") + "/");
        QVERIFY(entry);
        QCOMPARE(entry->name, "mine");
        QCOMPARE(entry->directory, path("elsewhere/mine"));
    }

    void saysWhereItLooked()
    {
        const Result<ModelEntry> entry = catalog().find("nothing");
        QVERIFY(!entry);
        QCOMPARE(entry.error().kind, Error::Kind::NotFound);
        QVERIFY(entry.error().message.contains("no model \"nothing\""));
        QVERIFY(entry.error().message.contains(path("second")));
    }

    void saysThatAFolderIsNoModel()
    {
        const Result<ModelEntry> entry = catalog().find(path("second/empty"));
        QVERIFY(!entry);
        QCOMPARE(entry.error().message, path("second/empty") + " is not a model directory: it has no config.json");
    }

    void namesDoNotClimb()
    {
        QVERIFY(!catalog().find("../elsewhere/mine"));
        QVERIFY(!catalog().find(""));
        QVERIFY(!catalog().find(".."));
    }

    void environmentComesFirst()
    {
        qputenv("CORESPAN_MODELS", (path("second") + QDir::listSeparator() + path("first")).toUtf8());
        const Result<ModelEntry> entry = ModelCatalog().find("cds");
        qunsetenv("CORESPAN_MODELS");
        QVERIFY(entry);
        QCOMPARE(entry->directory, path("second/cds"));
    }

private:
    QString path(const QString& name) const { return QDir(m_folder.path()).canonicalPath() + '/' + name; }
    ModelCatalog catalog() const { return ModelCatalog(QStringList{path("first"), path("second"), path("missing")}); }
    void makeModel(const QString& name)
    {
        QVERIFY(QDir(m_folder.path()).mkpath(name));
        QFile file(m_folder.filePath(name + "/config.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
