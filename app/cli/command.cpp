// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include <algorithm>
#include <cstdio>

namespace corespan::cli {

namespace {

/// A function's static, so that it is there whichever file's Registration comes first.
std::vector<CommandEntry>& table()
{
    static std::vector<CommandEntry> entries;
    return entries;
}

} // namespace

std::vector<CommandEntry> commands()
{
    std::vector<CommandEntry> sorted = table();
    std::sort(sorted.begin(), sorted.end(),
              [](const CommandEntry& a, const CommandEntry& b) { return a.order < b.order; });
    return sorted;
}

Registration::Registration(CommandEntry entry)
{
    table().push_back(std::move(entry));
}

void complain(const QString& message)
{
    std::fprintf(stderr, "corespan-cli: %s\n", message.toUtf8().constData());
}

ExitCode fail(const Error& error)
{
    complain(error.message);
    return error.kind == Error::Kind::Cancelled ? ExitCode::Interrupted : ExitCode::Failed;
}

void print(const QString& line)
{
    std::fprintf(stdout, "%s\n", line.toUtf8().constData());
    std::fflush(stdout);
}

} // namespace corespan::cli
