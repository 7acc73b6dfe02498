// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/atomic_file.h"

#include <QCoreApplication>

namespace corespan {

AtomicFile::AtomicFile(const QString& path) : m_file(path) {}

Status AtomicFile::open()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return failure();
    return ok();
}

void AtomicFile::write(const QByteArray& bytes)
{
    if (m_failed)
        return;
    m_failed = m_file.write(bytes) != bytes.size();
    m_hash.addData(bytes);
    m_size += bytes.size();
}

Status AtomicFile::commit()
{
    if (m_failed || !m_file.commit())
        return failure();
    return ok();
}

QString AtomicFile::sha256() const
{
    return QString::fromLatin1(m_hash.result().toHex());
}

Error AtomicFile::failure() const
{
    const bool full = m_file.error() == QFileDevice::ResourceError;
    return {QCoreApplication::translate("AtomicFile", "%1 cannot be written: %2")
                .arg(m_file.fileName(), m_file.errorString()),
            full ? Error::Kind::DiskFull : Error::Kind::Failed};
}

} // namespace corespan
