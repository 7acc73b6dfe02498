// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/format_fixture.h"

#include "core/importing/annotation_readers.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace corespan {

/// Files that are read together, annotations first, as an import does it.
inline Read readTogether(const QStringList& files, ReadOptions options = {})
{
    Read all;
    const AnnotatedFiles sorted = sortFiles(files, options, all.report);
    options.annotations = sorted.annotations;
    for (const QString& file : sorted.sequences) {
        Result<RecordStream> stream = RecordStream::open(file, options, all.report);
        while (stream) {
            Result<std::optional<ImportedRecord>> record = stream->next();
            if (!record)
                all.error = record.error().message;
            if (!record || !*record)
                break;
            all.records.append(std::move(**record));
        }
        if (!stream)
            all.error = stream.error().message;
    }
    if (sorted.annotations)
        sorted.annotations->finish(all.report);
    return all;
}

/// "2-5 core, <6-9> SIGNAL": 0-based half-open, open ends marked.
inline QString coresText(const ImportedRecord& record)
{
    QStringList parts;
    for (const Core& core : record.gold.cores)
        parts << QStringLiteral("%1%2-%3%4 %5")
                     .arg(core.openBegin ? "<" : "")
                     .arg(core.span.begin)
                     .arg(core.span.end)
                     .arg(core.openEnd ? ">" : "", core.type);
    return parts.join(QStringLiteral(", "));
}

inline QString zonesText(const ImportedRecord& record)
{
    QStringList parts;
    for (const Span& zone : record.gold.ambiguous)
        parts << QStringLiteral("%1-%2").arg(zone.begin).arg(zone.end);
    return parts.join(QStringLiteral(", "));
}

inline QString labelsText(const ImportedRecord& record)
{
    QString text;
    for (const QString& label : record.gold.labels)
        text += label.isEmpty() ? QStringLiteral(".") : label;
    return text;
}

inline QByteArray groupsText(const ImportedRecord& record)
{
    return QJsonDocument(record.record.meta["groups"].toArray()).toJson(QJsonDocument::Compact);
}

} // namespace corespan
