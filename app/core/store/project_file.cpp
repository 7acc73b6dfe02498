// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_file.h"

#include "core/store/rows.h"
#include "core/store/schema.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QtEndian>

namespace corespan::projectfile {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

Error tooNew(const QString& path, int schema, const QString& needed)
{
    const QString program =
        needed.isEmpty() ? Text::tr("a newer CoreSpan") : Text::tr("CoreSpan %1 or later").arg(needed);
    return {Text::tr("%1 needs %2: its format is %3, this program knows formats up to %4. It has not been changed.")
                .arg(fileName(path), program)
                .arg(schema)
                .arg(newestSchema),
            Error::Kind::TooNew};
}

Error notAProject(const QString& path)
{
    return {Text::tr("%1 is not a CoreSpan project.").arg(fileName(path)), Error::Kind::BadInput};
}

} // namespace

Error damaged(const QString& path, const QString& detail)
{
    return {
        Text::tr("%1 is damaged (%2). It has not been changed; salvage copies what can still be read to a new project.")
            .arg(fileName(path), detail),
        Error::Kind::Damaged};
}

Status checkHeader(const QString& path)
{
    // Offsets of the SQLite database header.
    constexpr qsizetype headerSize = 100, pageSizeAt = 16, applicationIdAt = 68;
    const QFileInfo info(path);
    if (!info.exists())
        return Error{Text::tr("%1 does not exist.").arg(path), Error::Kind::NotFound};
    if (!info.isFile())
        return Error{Text::tr("%1 is not a file.").arg(path), Error::Kind::BadInput};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Text::tr("%1 cannot be read: %2.").arg(path, file.errorString()), Error::Kind::Failed};
    const QByteArray header = file.read(headerSize);
    if (!header.startsWith(QByteArrayView("SQLite format 3\0", 16)))
        return notAProject(path);
    if (header.size() < headerSize)
        return damaged(path, Text::tr("it ends after %1 bytes").arg(header.size()));
    if (qFromBigEndian<qint32>(header.constData() + applicationIdAt) != projectApplicationId)
        return notAProject(path);
    const int pageSize = qFromBigEndian<quint16>(header.constData() + pageSizeAt);
    if (info.size() < pageSize)
        return damaged(path, Text::tr("it ends after %1 bytes").arg(info.size()));
    return ok();
}

Result<int> checkVersion(const Connection& connection)
{
    const QString& path = connection.path();
    const Result<QVariant> application = connection.scalar(QStringLiteral("PRAGMA application_id"));
    if (!application)
        return damaged(path, application.error().message);
    if (application->toInt() != projectApplicationId)
        return notAProject(path);
    const Result<QVariant> version = connection.scalar(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return damaged(path, version.error().message);
    const int schema = version->toInt();
    if (schema > newestSchema) {
        const Result<QString> needed = rows::meta(connection, QStringLiteral("needs"));
        return tooNew(path, schema, needed ? *needed : QString());
    }
    if (schema < 1)
        return damaged(path, Text::tr("it has no format number"));
    return schema;
}

Status checkWhole(const Connection& connection)
{
    const Result<QVariant> answer = connection.scalar(QStringLiteral("PRAGMA quick_check(1)"));
    if (!answer)
        return answer.error().kind == Error::Kind::Damaged ? damaged(connection.path(), answer.error().message)
                                                           : answer.error();
    if (answer->toString() != QLatin1String("ok"))
        return damaged(connection.path(), answer->toString());
    return ok();
}

Result<std::unique_ptr<Connection>> openReadOnly(const QString& path)
{
    using Mode = Connection::Mode;
    if (QFileInfo(path + QStringLiteral("-wal")).size() == 0 && !QFileInfo(QFileInfo(path).absolutePath()).isWritable())
        return Connection::open(path, Mode::Immutable);
    // After a crash in DELETE mode the journal has to be rolled back, which a read-only connection may not do.
    const bool hotJournal = QFileInfo(path + QStringLiteral("-journal")).size() > 0;
    return Connection::open(path, hotJournal ? Mode::ReadWrite : Mode::ReadOnly);
}

bool isReadOnly(const QString& path)
{
    const QFileInfo info(path);
    const auto anyWrite = QFile::WriteOwner | QFile::WriteGroup | QFile::WriteOther;
    return !info.isWritable() || !(info.permissions() & anyWrite) || !QFileInfo(info.absolutePath()).isWritable();
}

bool isOnNetwork(const QString& path)
{
    static const QList<QByteArray> types = {"nfs",    "nfs4", "cifs",   "smb3", "smbfs", "9p",    "fuse.sshfs",
                                            "lustre", "gpfs", "beegfs", "ceph", "afs",   "vboxsf"};
    return types.contains(QStorageInfo(QFileInfo(path).absolutePath()).fileSystemType());
}

} // namespace corespan::projectfile
