// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/parts_check.h"

#include "core/exporting/atomic_file.h"
#include "core/exporting/record_facts.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonObject>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportCheck", text);
}

/// What does not depend on the order of records.
struct Sum
{
    std::int64_t records = 0;
    QByteArray facts = QByteArray(64, '\0'); ///< of all, letter by letter, exclusive or
    bool operator==(const Sum&) const = default;
};

Status add(const QString& file, const ReadOptions& reading, const std::stop_token& stop, Sum& sum)
{
    ImportReport report;
    Result<RecordStream> stream = RecordStream::open(file, reading, report);
    while (stream) {
        const Result<std::optional<ImportedRecord>> record = stream->next();
        if (!record)
            return record.error();
        if (!*record)
            return ok();
        if (stop.stop_requested())
            return Error{tr("The export was cancelled; nothing was written"), Error::Kind::Cancelled};
        const QByteArray fact = recordFact(ExportFormat::Jsonl, **record);
        for (qsizetype i = 0; i < fact.size(); ++i)
            sum.facts[i] = char(sum.facts[i] ^ fact[i]);
        ++sum.records;
    }
    return stream.error();
}

} // namespace

Status checkParts(const QString& whole, const QString& folder, const QJsonArray& parts, const ReadOptions& reading,
                  const std::stop_token& stop)
{
    ReadOptions options = reading;
    options.skipDuplicates = false;
    Sum all;
    if (const Status added = add(whole, options, stop, all); !added)
        return added;
    Sum together;
    for (const QJsonValue part : parts) {
        const QString file = QDir(folder).filePath(part["records_file"].toString());
        if (const Result<QString> sum = fileSha256(file); !sum || *sum != part["records_sha256"].toString())
            return Error{tr("%1 was not kept: %2")
                             .arg(part["records_file"].toString(), tr("its checksum is not that of what was written")),
                         Error::Kind::Damaged};
        if (const Status added = add(file, options, stop, together); !added)
            return added;
    }
    if (together == all)
        return ok();
    return Error{tr("The parts were not kept: they hold other records (%1) than the set (%2)")
                     .arg(together.records)
                     .arg(all.records),
                 Error::Kind::Damaged};
}

} // namespace corespan
