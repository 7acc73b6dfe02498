// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/exporting/export_facts.h"

#include <QTemporaryFile>

#include <stop_token>

namespace corespan {

/// Remembers, on disk, what an export's file has to hold, record by record; then reads the file and compares. What was
/// written and cannot be read again as it was is found here, not by whoever gets the file.
class ExportCheck
{
public:
    explicit ExportCheck(ExportFormat format) : m_format(format) {}

    Status open();
    /// A record that was written, with the bytes that it took.
    void expect(const ExportRow& row, const Gold& gold, qint64 bytes);
    /// \param header what stands before the first record \param sha256 of all that was written \param name that the
    /// error calls the file by. Error::Kind::Damaged: names the first record that does not read back as it was written.
    Status check(const QString& file, const QByteArray& header, const QString& sha256, const QString& name,
                 const std::stop_token& stop);

private:
    Status compare(FactReader& reader, const QString& name, const std::stop_token& stop);

    ExportFormat m_format;
    QTemporaryFile m_expected; ///< a record after the other: name, bytes, facts
    std::int64_t m_records = 0;
    bool m_text = false; ///< of the text alphabet
};

} // namespace corespan
