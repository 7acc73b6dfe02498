// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/dataset.h"
#include "core/importing/record_stream.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SegmentsDataset)
};

/// One name a line, with or without ">".
Result<QSet<QString>> namesIn(const QString& path)
{
    QSet<QString> names;
    if (path.isEmpty())
        return names;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Text::tr("%1: %2").arg(path, file.errorString()), Error::Kind::NotFound};
    for (const QByteArray& line : file.readAll().split('\n')) {
        QString name = QString::fromUtf8(line.trimmed());
        if (name.startsWith(QLatin1Char('>')))
            name.remove(0, 1);
        if (!name.isEmpty())
            names.insert(name);
    }
    return names;
}

/// The record as it is written, or nothing if it is left out.
bool toSegments(ImportedRecord& record, const SegmentsDatasetOptions& options, const QSet<QString>& excluded,
                SegmentsReport& report)
{
    if (excluded.contains(record.record.name)) {
        ++report.excluded;
        return false;
    }
    if (options.maxLength > 0 && record.record.length > options.maxLength) {
        ++report.tooLong;
        return false;
    }
    Gold gold = segmentsOf(record.gold.labels, options.rule);
    if (options.labels)
        gold.labels = segmentLabels(record.gold.labels, gold);
    record.gold = std::move(gold);
    for (const Core& core : record.gold.cores)
        ++report.segments[core.type];
    report.withoutCore += record.gold.cores.isEmpty();
    report.positions += record.record.length;
    ++report.records;
    return true;
}

Status copyRecords(const QString& in, const SegmentsDatasetOptions& options, const QSet<QString>& excluded,
                   DatasetFile& out, SegmentsReport& report, const DatasetControl& control)
{
    ImportReport issues;
    ReadOptions reading;
    reading.alphabet = Alphabet::Protein;
    Result<RecordStream> stream = RecordStream::open(in, reading, issues);
    if (!stream)
        return stream.error();
    for (;;) {
        Result<std::optional<ImportedRecord>> record = stream->next();
        if (!record)
            return record.error();
        if (!*record)
            break;
        if (control.stop.stop_requested())
            return interrupted();
        control.tell(stream->bytesRead(), stream->bytesTotal());
        if ((*record)->gold.labels.isEmpty())
            return Error{Text::tr("%1: record %2 has no labels").arg(in, (*record)->record.name),
                         Error::Kind::BadInput};
        if (toSegments(**record, options, excluded, report))
            out.write(**record);
    }
    for (const ImportIssue& issue : issues.issues)
        report.issues.append(issue.text());
    return ok();
}

} // namespace

QJsonObject SegmentsDatasetOptions::toJson() const
{
    QJsonObject types;
    for (const SegmentRule::Type& type : rule.types)
        types[type.name] = type.letters;
    return {{"types", types},
            {"ambiguous", rule.ambiguous},
            {"exclude", QFileInfo(exclude).fileName()},
            {"max_length", qint64(maxLength)},
            {"labels", labels}};
}

QJsonObject SegmentsReport::toJson() const
{
    QJsonObject types;
    for (auto at = segments.cbegin(); at != segments.cend(); ++at)
        types.insert(at.key(), qint64(at.value()));
    return {{"records", qint64(records)},      {"without_core", qint64(withoutCore)}, {"segments", types},
            {"positions", qint64(positions)},  {"excluded", qint64(excluded)},        {"too_long", qint64(tooLong)},
            {"skipped", qint64(issues.size())}};
}

Result<SegmentsReport> writeSegmentsDataset(const QStringList& in, const QString& out,
                                            const SegmentsDatasetOptions& options, const DatasetControl& control)
{
    const Result<QSet<QString>> excluded = namesIn(options.exclude);
    if (!excluded)
        return excluded.error();
    DatasetFile file(out);
    if (const Status opened = file.open(); !opened)
        return opened.error();
    SegmentsReport report;
    for (const QString& path : in) {
        if (const Status copied = copyRecords(path, options, *excluded, file, report, control); !copied)
            return copied.error();
    }
    if (report.records == 0)
        return Error{Text::tr("no record is left; nothing was written"), Error::Kind::BadInput};
    if (const Status saved = commitDataset(file, out, {QStringLiteral("dataset segments"), in, options.toJson()});
        !saved)
        return saved.error();
    return report;
}

} // namespace corespan
