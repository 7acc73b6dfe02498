// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/gui_fixture.h"

#include <QFileInfo>
#include <QProcess>

namespace corespan::test {

/// The demo as installer/make_demo.sh makes it, in a data folder of its own, and a window that predicts with the model
/// of the program, on its own thread.
class DemoFixture
{
public:
    DemoFixture()
    {
        qputenv("XDG_DATA_HOME", folder.path().toLocal8Bit());
        qputenv("CORESPAN_MODELS", CORESPAN_RESOURCES "/models");
        const QString genome = QStringLiteral("/usr/share/doc/bowtie2/examples/reference/lambda_virus.fa");
        if (QFileInfo(genome).size() <= 0 && QFileInfo(genome + QStringLiteral(".gz")).size() <= 0)
            missing = QStringLiteral("no genome of phage lambda: the package bowtie2-examples has it");
        else
            make();
        settings = std::make_unique<Settings>(folder.filePath(QStringLiteral("settings.ini")));
        settings->set(keys::author, QStringLiteral("ann"));
        settings->set(keys::device, QStringLiteral("cpu")); // seconds, on any machine: there is time to drag
        settings->set(keys::threads, 1);
    }

    void show()
    {
        window = std::make_unique<gui::MainWindow>(gui::WindowParts{*settings, dialogs});
        window->resize(1400, 900);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    void close()
    {
        window->close();
        window.reset();
    }
    bool isSaved() const { return window->document().activity() == StoreActivity{}; }

    /// What is on disk now.
    std::unique_ptr<ProjectReader> disk() const
    {
        auto reader = ProjectReader::open(project());
        if (!reader)
            qFatal("%s", qPrintable(reader.error().message));
        return *std::move(reader);
    }

    struct Example
    {
        QString name;
        QByteArray residues;
        QVector<Core> cores;
        QVector<QString> labels;
    };
    /// What the reviewed records say, put together from the tables: the curator's cores, and inside them the run's
    /// labels.
    QVector<Example> examples() const
    {
        const auto reader = disk();
        const Run run = *reader->run(*reader->latestRun());
        QueueFilter all;
        all.which = QueueFilter::Which::All;
        QVector<Example> found;
        const QVector<RecordId> records = *reader->queue(all);
        for (const RecordId id : records) {
            const Curation curation = *reader->curation(id);
            if (!curation.annotated)
                continue;
            Example example{reader->record(id)->name, *reader->residues(id), curation.cores, {}};
            const Tracks tracks = (*reader->tracks(id, run.id)).value();
            for (const Core& core : curation.cores) {
                example.labels.resize(example.residues.size());
                for (std::int64_t at = core.span.begin; at < core.span.end; ++at)
                    example.labels[at] = run.labels.value(tracks.topLabel[at]);
            }
            found << example;
        }
        return found;
    }

    QTemporaryDir folder;
    QString missing; ///< why there can be no demo here
    QString problem; ///< why it could not be made
    ScriptedDialogs dialogs;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<gui::MainWindow> window;

private:
    QString project() const { return folder.filePath(QStringLiteral("corespan/demo/lambda.corespan")); }

    void make()
    {
        QProcess script;
        script.setProcessChannelMode(QProcess::MergedChannels);
        script.start(QStringLiteral("bash"), {QStringLiteral(CORESPAN_RESOURCES "/../installer/make_demo.sh"),
                                              QStringLiteral(CORESPAN_BIN_DIR), project()});
        if (!script.waitForFinished() || script.exitCode() != 0)
            problem = script.errorString() + QLatin1Char('\n') + QString::fromUtf8(script.readAll());
    }
};

} // namespace corespan::test
