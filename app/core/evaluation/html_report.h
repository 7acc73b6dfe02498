// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/figures.h"
#include "core/result.h"

namespace corespan {

/// The evaluation as one HTML page with its pictures inside, light or dark as the reader's system is. The same figures
/// give the same bytes.
QByteArray htmlReport(const Evaluation& evaluation);

/// Atomic.
Status writeHtmlReport(const QString& path, const Evaluation& evaluation);

} // namespace corespan
