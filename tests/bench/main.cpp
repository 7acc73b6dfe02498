// SPDX-License-Identifier: GPL-3.0-or-later
// corespan-bench: the speed of the window and of a project's store on made-up projects. Prints a table; asserts nothing
// of time.
#include "bench/benches.h"
#include "core/exporting/atomic_file.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <cstdio>

using namespace corespan;
using namespace corespan::bench;

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures the window and the project store on made-up projects."));
    parser.addHelpOption();
    parser.addOptions({{QStringLiteral("small"), QStringLiteral("Small projects: that it runs, not how fast.")},
                       {QStringLiteral("only"), QStringLiteral("long, queue or review."), QStringLiteral("part")},
                       {QStringLiteral("keep"), QStringLiteral("Keep the projects in FOLDER, and use those there."),
                        QStringLiteral("folder")},
                       {QStringLiteral("json"), QStringLiteral("Write the table to FILE."), QStringLiteral("file")}});
    parser.process(app);
    const QTemporaryDir temporary;
    const QString folder =
        parser.isSet(QStringLiteral("keep")) ? parser.value(QStringLiteral("keep")) : temporary.path();
    const BenchSizes sizes = parser.isSet(QStringLiteral("small")) ? BenchSizes::small() : BenchSizes();
    const QString only = parser.value(QStringLiteral("only"));
    BenchReport report;
    if (only.isEmpty() || only == QLatin1String("long"))
        benchLongRecord(folder, sizes, report);
    if (only.isEmpty() || only == QLatin1String("queue"))
        benchQueue(folder, sizes, report);
    if (only.isEmpty() || only == QLatin1String("review"))
        benchReview(folder, sizes, report);
    if (parser.isSet(QStringLiteral("json"))) {
        AtomicFile file(parser.value(QStringLiteral("json")));
        Status written = file.open();
        if (written) {
            file.write(QJsonDocument(report.toJson()).toJson());
            written = file.commit();
        }
        if (!written) {
            std::fprintf(stderr, "%s\n", qPrintable(written.error().message));
            return 1;
        }
    }
    return report.hasGaps() ? 1 : 0;
}
