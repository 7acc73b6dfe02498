// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_project.h"

#include "core/exporting/checked_export.h"
#include "core/exporting/staging.h"

#include <QFileInfo>

namespace corespan {

Result<ExportReport> exportProject(const QString& project, const QString& out, const ExportOptions& options,
                                   const ExportProgress& onProgress, std::stop_token stop)
{
    if (const Status free = canReplace(out); !free)
        return free.error();
    const Result<std::unique_ptr<Staging>> staging = Staging::in(QFileInfo(out).absolutePath());
    if (!staging)
        return staging.error();
    const QString name = QStringLiteral("export");
    Result<ExportReport> report = exportChecked(project, {(*staging)->path(name), out}, options, onProgress, stop);
    if (!report)
        return report.error();
    if (const Status moved = (*staging)->moveTo(name, out); !moved)
        return moved.error();
    return report;
}

} // namespace corespan
