// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/record_stream.h"

#include <QJsonArray>

#include <stop_token>

namespace corespan {

/// Reads parts of a set again: each has the checksum that its manifest tells ("records_file", "records_sha256"), and
/// together they hold the records of `whole`, each once. Error::Kind::Damaged otherwise.
Status checkParts(const QString& whole, const QString& folder, const QJsonArray& parts, const ReadOptions& reading,
                  const std::stop_token& stop);

} // namespace corespan
