// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_lock.h"

#include "core/store/connection.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

Error lockedBy(const QLockFile& lock, const QString& projectPath)
{
    qint64 process = 0;
    QString machine;
    QString program;
    lock.getLockInfo(&process, &machine, &program);
    const QFileInfo info(lock.fileName());
    const QString since = QLocale().toString(info.lastModified(), QLocale::ShortFormat);
    return {Text::tr("%1 is being edited by %2 on %3 (%4, process %5) since %6. Close it there, or open a copy.")
                .arg(fileName(projectPath), info.owner(), machine, program)
                .arg(process)
                .arg(since),
            Error::Kind::Locked};
}

} // namespace

ProjectLock::ProjectLock(const QString& lockPath) : m_lock(lockPath)
{
    // Never by age: a curator's session lasts for days.
    m_lock.setStaleLockTime(0);
}

Result<std::unique_ptr<ProjectLock>> ProjectLock::acquire(const QString& projectPath)
{
    std::unique_ptr<ProjectLock> lock(new ProjectLock(projectPath + QStringLiteral(".lock")));
    if (lock->m_lock.tryLock(0))
        return lock;
    switch (lock->m_lock.error()) {
    case QLockFile::LockFailedError:
        return lockedBy(lock->m_lock, projectPath);
    case QLockFile::PermissionError:
        return Error{Text::tr("%1 cannot be written: its folder is read-only.").arg(fileName(projectPath)),
                     Error::Kind::ReadOnly};
    default:
        return Error{Text::tr("%1 cannot be locked: the lock file cannot be written (is the disk full?).")
                         .arg(fileName(projectPath)),
                     Error::Kind::Failed};
    }
}

} // namespace corespan
