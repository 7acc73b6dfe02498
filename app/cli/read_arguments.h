// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/record_stream.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace corespan::cli {

/// The options of every command that reads files of records.
class ReadArguments
{
public:
    void declare(CLI::App& app);
    /// Error: contradictory or unknown values that CLI11 cannot tell.
    Result<ReadOptions> options() const;

private:
    std::string m_format;
    std::string m_alphabet;
    std::vector<std::string> m_features;
    std::vector<std::string> m_columns;
    std::string m_coordinates;
    std::string m_labelRow;
    bool m_strictTags = false;
};

/// As the command line gives them.
QStringList toList(const std::vector<std::string>& texts);

} // namespace corespan::cli
