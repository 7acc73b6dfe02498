// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QByteArray>

namespace corespan {

/// One line of gold JSONL without its end of line. Keys in a fixed order (id, sequence, description, cores, labels,
/// meta), absent ones left out, so that equal records give equal bytes. `cores` is written only when the gold is
/// annotated; labels are one string where each is one character, else a list; "." stands for no label.
QByteArray toJsonLine(const ImportedRecord& record);

} // namespace corespan
