// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/exporting/export_format.h"

#include <QByteArray>
#include <QStringList>

namespace corespan {

// The statements of export_facts.h, one by one. Equal facts: the file says the same.

/// Checksum of what a format with sequences carries of the record; the rest is left out.
QByteArray recordFact(ExportFormat format, const ImportedRecord& record);
QByteArray coreFact(const QString& sequence, const Core& core);
QByteArray noCoreFact(const QString& sequence);
QByteArray fieldsFact(const QStringList& fields);

} // namespace corespan
