// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "interrupt.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <exception>

namespace {

using namespace corespan::cli;

constexpr const char* version = CORESPAN_VERSION;

struct Subcommand
{
    CLI::App* app = nullptr;
    std::unique_ptr<Command> command;
};

std::vector<Subcommand> declareAll(CLI::App& app)
{
    std::vector<Subcommand> subcommands;
    for (const CommandEntry& entry : commands()) {
        Subcommand subcommand{app.add_subcommand(entry.name, entry.summary), entry.make()};
        subcommand.command->declare(*subcommand.app);
        subcommands.push_back(std::move(subcommand));
    }
    return subcommands;
}

ExitCode runNamed(std::vector<Subcommand>& subcommands)
{
    for (Subcommand& subcommand : subcommands) {
        if (subcommand.app->parsed())
            return subcommand.command->run();
    }
    return ExitCode::Usage;
}

} // namespace

int main(int argc, char** argv)
{
    watchInterrupts(); // before any other thread: they inherit what is blocked
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("corespan"));
    QCoreApplication::setApplicationVersion(QLatin1String(version));

    CLI::App app("Find, label and curate the core of biological sequences.", "corespan-cli");
    app.set_version_flag("--version", std::string("corespan-cli ") + version);
    app.require_subcommand(1);
    app.footer("corespan-cli COMMAND --help shows a command's options and examples.\n"
               "Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 done in part, 130 interrupted (see stderr).");
    std::vector<Subcommand> subcommands = declareAll(app);
    try {
        app.parse(argc, argv);
        return static_cast<int>(runNamed(subcommands));
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::Usage);
    } catch (const std::exception& error) {
        complain(QString::fromUtf8(error.what()));
        return static_cast<int>(ExitCode::Failed);
    }
}
