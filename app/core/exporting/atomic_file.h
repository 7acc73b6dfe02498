// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QCryptographicHash>
#include <QSaveFile>
#include <QString>

#include <optional>

namespace corespan {

/// A file that appears whole or not at all: written beside its place, renamed by commit(). Keeps count and SHA-256.
class AtomicFile
{
public:
    /// \param name that errors call it by; empty: the path
    explicit AtomicFile(const QString& path, const QString& name = {});

    Status open();
    /// Errors are kept and told by commit(), so a writer may write on without looking.
    void write(const QByteArray& bytes);
    Status commit(); ///< without it nothing is left behind

    QString sha256() const; ///< lower-case hex of what was written
    qint64 size() const { return m_size; }

private:
    Error failure();

    QSaveFile m_file;
    QString m_name;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_size = 0;
    std::optional<Error> m_failure; ///< the first: QSaveFile forgets its words later
};

/// Lower-case hex. Error::Kind::Failed where it cannot be read.
Result<QString> fileSha256(const QString& path);

} // namespace corespan
