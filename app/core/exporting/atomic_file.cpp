// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/atomic_file.h"

#include <QCoreApplication>
#include <QFile>

namespace corespan {

AtomicFile::AtomicFile(const QString& path, const QString& name) : m_file(path), m_name(name.isEmpty() ? path : name) {}

Status AtomicFile::open()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return failure();
    return ok();
}

void AtomicFile::write(const QByteArray& bytes)
{
    // A full disk takes a part first, and refuses only the rest.
    for (qsizetype done = 0; done < bytes.size() && !m_failure;) {
        const qint64 taken = m_file.write(bytes.constData() + done, bytes.size() - done);
        if (taken <= 0)
            m_failure = failure();
        done += taken;
    }
    m_hash.addData(bytes);
    m_size += bytes.size();
}

Status AtomicFile::commit()
{
    // QSaveFile::commit() does not look at what its last flush came to: it would rename a file that lacks its end.
    if (!m_failure && !m_file.flush())
        m_failure = failure();
    if (!m_failure && !m_file.commit())
        m_failure = failure();
    if (m_failure)
        return *m_failure;
    return ok();
}

QString AtomicFile::sha256() const
{
    return QString::fromLatin1(m_hash.result().toHex());
}

Error AtomicFile::failure()
{
    if (m_file.isOpen())
        m_file.flush(); // after a write that took a part, Qt knows the reason only from the next one
    const bool full = m_file.error() == QFileDevice::ResourceError;
    return {QCoreApplication::translate("AtomicFile", "%1 cannot be written: %2").arg(m_name, m_file.errorString()),
            full ? Error::Kind::DiskFull : Error::Kind::Failed};
}

Result<QString> fileSha256(const QString& path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return Error{QCoreApplication::translate("Export", "%1 cannot be read back: %2").arg(path, file.errorString())};
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace corespan
