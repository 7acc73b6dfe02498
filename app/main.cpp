// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"
#include "gui/main_window.h"
#include "gui/startup.h"

#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QTranslator>

#include <cstdio>
#include <cstring>

namespace {

void print(FILE* to, const QString& text)
{
    std::fputs(qPrintable(text), to);
    std::fputc('\n', to);
}

} // namespace

int main(int argc, char* argv[])
{
    // Before anything needs a display.
    for (int at = 1; at < argc; ++at)
        if (std::strcmp(argv[at], "--version") == 0 || std::strcmp(argv[at], "-v") == 0) {
            print(stdout, QStringLiteral("corespan " CORESPAN_VERSION));
            return 0;
        }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("corespan"));
    QApplication::setOrganizationName(QStringLiteral("corespan"));
    QApplication::setApplicationDisplayName(QStringLiteral("CoreSpan"));
    QApplication::setApplicationVersion(QStringLiteral(CORESPAN_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("corespan"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/corespan.svg")));
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("corespan"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QApplication::installTranslator(&translator);

    const QStringList arguments = QApplication::arguments().mid(1);
    if (arguments.contains(QStringLiteral("--help")) || arguments.contains(QStringLiteral("-h"))) {
        print(stdout, corespan::gui::usageText());
        return 0;
    }
    const auto options = corespan::gui::parseArguments(arguments);
    if (!options) {
        print(stderr, options.error().message);
        return 2;
    }

    corespan::Settings settings;
    corespan::gui::WindowDialogs dialogs;
    corespan::gui::MainWindow window({settings, dialogs, corespan::gui::systemIsDark()});
    corespan::gui::Startup startup(window, *options);
    QObject::connect(&startup, &corespan::gui::Startup::pictured, &application, [](const QString& problem) {
        if (!problem.isEmpty())
            print(stderr, problem);
        QApplication::exit(problem.isEmpty() ? 0 : 1);
    });
    startup.begin();
    return QApplication::exec();
}
