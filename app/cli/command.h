// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace CLI {
class App;
}

namespace corespan::cli {

/// What the process returns. CLI11's own complaints about arguments end in Usage.
enum class ExitCode {
    Ok = 0,
    Failed = 1,        ///< nothing useful was done
    Usage = 2,         ///< wrong arguments
    Partly = 3,        ///< done, but records or files were skipped; each is named on stderr
    Interrupted = 130, ///< Ctrl+C or SIGTERM came before it was done; stderr says what is kept
};

/// One subcommand. It lives from parsing until run() returns, so options may be bound to its members.
class Command
{
public:
    virtual ~Command() = default;

    /// Adds options and, by `app.footer()`, examples. Called once, on an App that carries the name and summary already.
    virtual void declare(CLI::App& app) = 0;
    /// Called once, when this is the subcommand that the user named. May throw std::exception: main prints what() after
    /// "corespan-cli: " and returns Failed.
    virtual ExitCode run() = 0;
};

/// A line of the table of subcommands.
struct CommandEntry
{
    int order = 0; ///< place in --help
    const char* name = "";
    const char* summary = "";
    std::function<std::unique_ptr<Command>()> make;
};

/// The table, sorted by `order`.
std::vector<CommandEntry> commands();

/// A namespace-scope object of this type in a subcommand's file puts it into the table:
///   const Registration registration{{10, "import", "Read files into a project", [] { return
///   std::make_unique<Import>(); }}};
class Registration
{
public:
    explicit Registration(CommandEntry entry);
};

/// "corespan-cli: MESSAGE" on stderr.
void complain(const QString& message);
/// Complains and says how the process ends, Interrupted for a cancelled one: for `return fail(result.error());`
ExitCode fail(const Error& error);
/// One line of UTF-8 on stdout.
void print(const QString& line);

} // namespace corespan::cli
