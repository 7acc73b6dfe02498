// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include <QDir>
#include <QFile>

static void initSchemaResource()
{
    Q_INIT_RESOURCE(corespan_schema);
}

namespace corespan {

namespace {

/// Statements are separated by empty lines, because a trigger has semicolons inside.
QStringList statements(const QString& script)
{
    QStringList list;
    for (const QString& block : script.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts)) {
        const QStringList lines = block.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        const bool onlyComment = std::all_of(lines.begin(), lines.end(),
                                             [](const QString& line) { return line.startsWith(QLatin1String("--")); });
        if (!onlyComment)
            list << block;
    }
    return list;
}

Result<QString> script(int version)
{
    const QDir folder(QStringLiteral(":/schema"));
    const QStringList files = folder.entryList({QStringLiteral("%1_*.sql").arg(version, 3, 10, QLatin1Char('0'))});
    QFile file(files.size() == 1 ? folder.filePath(files.first()) : QString());
    if (!file.open(QIODevice::ReadOnly))
        return Error{QStringLiteral("The program lacks migration %1 of the project format.").arg(version)};
    return QString::fromUtf8(file.readAll());
}

} // namespace

Status migrate(const Connection& connection, int from)
{
    initSchemaResource();
    for (int version = from + 1; version <= newestSchema; ++version) {
        const Result<QString> sql = script(version);
        if (!sql)
            return sql.error();
        for (const QString& statement : statements(*sql)) {
            if (Status status = connection.exec(statement); !status)
                return status;
        }
    }
    return connection.exec(QStringLiteral("PRAGMA user_version = %1").arg(newestSchema));
}

} // namespace corespan
