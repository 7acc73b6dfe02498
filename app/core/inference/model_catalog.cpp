// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/model_catalog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace corespan {

namespace {

bool isModel(const QString& directory)
{
    return QFileInfo(directory + QStringLiteral("/config.json")).isFile();
}

/// resources/models of the build tree (bin/ is up to three levels below the sources) and of the installed tree.
QStringList programFolders()
{
    QStringList folders;
    QDir directory(QCoreApplication::applicationDirPath());
    for (int level = 0; level < 4; ++level) {
        folders.append(directory.filePath(QStringLiteral("resources/models")));
        folders.append(directory.filePath(QStringLiteral("share/corespan/models")));
        if (!directory.cdUp())
            break;
    }
    return folders;
}

QStringList standardFolders()
{
    QStringList folders = qEnvironmentVariable("CORESPAN_MODELS").split(QDir::listSeparator(), Qt::SkipEmptyParts);
    folders.append(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                   QStringLiteral("/corespan/models"));
    if (QCoreApplication::instance())
        folders.append(programFolders());
    return folders;
}

ModelEntry entry(const QString& directory)
{
    const QString absolute = QDir::cleanPath(QFileInfo(directory).absoluteFilePath());
    return {QFileInfo(absolute).fileName(), absolute};
}

} // namespace

ModelCatalog::ModelCatalog() : ModelCatalog(standardFolders()) {}

ModelCatalog::ModelCatalog(QStringList folders) : m_folders(std::move(folders)) {}

QVector<ModelEntry> ModelCatalog::models() const
{
    QVector<ModelEntry> found;
    QStringList names;
    for (const QString& folder : m_folders) {
        const QDir directory(folder);
        const QStringList entries = directory.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QString& name : entries) {
            if (names.contains(name) || !isModel(directory.filePath(name)))
                continue;
            names.append(name);
            found.append(entry(directory.filePath(name)));
        }
    }
    return found;
}

Result<ModelEntry> ModelCatalog::find(const QString& nameOrPath) const
{
    const QString wanted = nameOrPath.trimmed();
    if (!wanted.isEmpty() && isModel(wanted))
        return entry(wanted);
    const bool isName = !wanted.isEmpty() && !wanted.contains('/') && wanted != ".." && wanted != ".";
    for (const QString& folder : isName ? m_folders : QStringList()) {
        const QString directory = QDir(folder).filePath(wanted);
        if (isModel(directory))
            return entry(directory);
    }
    if (QFileInfo(wanted).isDir()) {
        return Error{
            QCoreApplication::translate("corespan::ModelCatalog", "%1 is not a model directory: it has no config.json")
                .arg(wanted),
            Error::Kind::BadInput};
    }
    return Error{QCoreApplication::translate("corespan::ModelCatalog",
                                             "no model \"%1\": it is no directory, and none of these holds it: %2")
                     .arg(wanted, m_folders.join(QStringLiteral(", "))),
                 Error::Kind::NotFound};
}

} // namespace corespan
