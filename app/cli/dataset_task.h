// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "command.h"
#include "progress.h"

#include "core/datasets/dataset_file.h"
#include "core/domain/span.h"
#include "core/importing/report.h"

#include <optional>
#include <string>

namespace corespan::cli {

/// A line of the table of `dataset`'s own subcommands; each is a Command in a file of its own.
class DatasetRegistration
{
public:
    explicit DatasetRegistration(CommandEntry entry);
};
std::vector<CommandEntry> datasetTasks(); ///< sorted by `order`

/// "A-B" with whole numbers, 0 <= A <= B.
std::optional<Span> parsePair(const std::string& text);
/// For CLI11: what is wrong with such a text, or nothing.
std::string pairProblem(const std::string& text);

/// Shows progress on stderr, in MB read, and hands on Ctrl+C.
DatasetControl datasetControl(Progress& progress);

/// Prints the counts as JSON or the line; complains of what could not be read, which makes the exit code Partly.
ExitCode tellDataset(const ImportReport& read, bool asJson, const QJsonObject& json, const QString& line);

} // namespace corespan::cli
