// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/staging.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

namespace corespan {

namespace {

Error refused(const QString& path, const QString& reason)
{
    return {QCoreApplication::translate("AtomicFile", "%1 cannot be written: %2").arg(path, reason)};
}

std::filesystem::path native(const QString& path)
{
    return {QFile::encodeName(path).toStdString()};
}

} // namespace

Result<std::unique_ptr<Staging>> Staging::in(const QString& folder)
{
    std::unique_ptr<Staging> staging(new Staging(QDir(folder).filePath(QStringLiteral(".corespan-XXXXXX"))));
    if (!staging->m_folder.isValid())
        return refused(folder, staging->m_folder.errorString());
    return staging;
}

Status Staging::moveTo(const QString& name, const QString& target) const
{
    const QFileInfo there(target); // behind a link, the file that it leads to
    const QString place = there.isSymLink() ? there.symLinkTarget() : target;
    std::error_code fault;
    std::filesystem::rename(native(path(name)), native(place), fault);
    return fault ? Status(refused(target, QString::fromStdString(fault.message()))) : ok();
}

Status canReplace(const QString& target)
{
    const QFileInfo there(target);
    const QFileInfo folder(there.absolutePath());
    const auto translated = [](const char* text) { return QCoreApplication::translate("Staging", text); };
    if (!folder.isDir())
        return refused(target, translated("there is no folder %1").arg(folder.filePath()));
    if (there.isDir())
        return refused(target, translated("it is a folder"));
    if (!folder.isWritable() || (there.exists() && !there.isWritable()))
        return refused(target, translated("permission denied"));
    return ok();
}

} // namespace corespan
