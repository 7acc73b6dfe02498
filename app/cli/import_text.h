// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/record_stream.h"

#include <QJsonObject>

#include <optional>
#include <string>

namespace corespan::cli {

/// "fasta", "genbank", "3line", "jsonl"; nullopt: by content.
std::optional<FileFormat> readFormat(const std::string& text);

/// One line on stderr for each skipped entry and file; the number of those that are not listed.
void complainOf(const ImportReport& report);

QJsonObject toJson(const ImportReport& report);

} // namespace corespan::cli
