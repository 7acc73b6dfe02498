// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/exporting/export_format.h"
#include "core/result.h"
#include "core/store/project_types.h"

#include <QByteArrayList>

#include <memory>

namespace corespan {

/// What a format carries of a record, as statements that can be compared: of a format with sequences the whole record
/// as one, else one for each core. In the order of the file.
QByteArrayList factsOf(ExportFormat format, const ExportRow& row, const Gold& gold);

/// Reads an export again, record by record, with the readers that an import uses.
class FactReader
{
public:
    virtual ~FactReader() = default;
    /// Those of the next record, which takes `bytes` of the file and should have `count` facts; what does not read is a
    /// fact too, in words. Error: the file cannot be read further.
    virtual Result<QByteArrayList> next(qint64 bytes, qsizetype count) = 0;
    /// True when no record follows.
    virtual Result<bool> atEnd() = 0;
};

/// \param header what stands before the first record \param text the records are of the text alphabet
Result<std::unique_ptr<FactReader>> openFacts(const QString& path, ExportFormat format, const QByteArray& header,
                                              bool text);

} // namespace corespan
