// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/exporting/export_project.h"

namespace corespan {

/// Where an export is written first, and what errors call it.
struct ExportPlace
{
    QString path; ///< in a Staging: it may be left there when an error is told
    QString name; ///< where it will be
};

/// exportProject() without putting the file in its place: writes it, reads it again and compares.
Result<ExportReport> exportChecked(const QString& project, const ExportPlace& place, const ExportOptions& options,
                                   const ExportProgress& onProgress, const std::stop_token& stop);

} // namespace corespan
