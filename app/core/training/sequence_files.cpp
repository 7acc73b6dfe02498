// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/sequence_files.h"

#include "core/importing/record_stream.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

void addParts(const ImportedRecord& record, std::int64_t partLength, SequenceSet& set)
{
    const std::string residues = record.residues.toUpper().toStdString();
    const auto length = static_cast<std::int64_t>(residues.size());
    const std::string name = record.record.name.toStdString();
    for (std::int64_t begin = 0; begin < length; begin += partLength) {
        model::TrainRecord part;
        part.id = length > partLength ? name + ':' + std::to_string(begin + 1) : name;
        part.sequence = residues.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(partLength));
        part.annotated = false;
        set.records.push_back(std::move(part));
    }
}

} // namespace

Result<SequenceSet> readSequences(const QStringList& files, std::int64_t partLength)
{
    SequenceSet set;
    ReadOptions options;
    options.skipDuplicates = false; // unlabelled sets come from many places
    for (const QString& file : files) {
        ImportReport report;
        Result<RecordStream> stream = RecordStream::open(file, options, report);
        if (!stream)
            return stream.error();
        while (true) {
            const Result<std::optional<ImportedRecord>> next = stream->next();
            if (!next)
                return next.error();
            if (!*next)
                break;
            addParts(**next, partLength, set);
        }
        set.skipped += report.skipped;
        for (const ImportIssue& issue : report.issues)
            set.issues.append(issue.text());
    }
    if (set.records.empty()) {
        return Error{QCoreApplication::translate("corespan::SequenceFiles", "%1: no sequence that can be read")
                         .arg(files.join(QStringLiteral(", "))),
                     Error::Kind::BadInput};
    }
    return set;
}

} // namespace corespan
