// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/report.h"

#include <QJsonObject>

namespace corespan::cli {

/// One line on stderr for each skipped entry, file, and reason why parts of entries were left out; the number of
/// entries that are not listed.
void complainOf(const ImportReport& report);

QJsonObject toJson(const ImportReport& report);

} // namespace corespan::cli
