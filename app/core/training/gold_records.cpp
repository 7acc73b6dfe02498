// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/gold_records.h"

#include "core/domain/names.h"
#include "core/exporting/curated_rows.h"
#include "core/importing/record_stream.h"
#include "core/store/project_reader.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace corespan {

namespace {

constexpr std::int16_t ignored = -100; ///< the trainer's "no loss here"

QString text(const char* source)
{
    return QCoreApplication::translate("corespan::GoldRecords", source);
}

/// Positions that may carry a label: the core's, or all where cores are not annotated.
Span labelledRange(const Gold& gold, std::int64_t length)
{
    if (!gold.annotated)
        return {0, length};
    return gold.cores.isEmpty() ? Span{} : gold.cores.front().span;
}

Result<std::vector<std::int16_t>> labelIndices(const ImportedRecord& record, const QStringList& labels)
{
    std::vector<std::int16_t> indices;
    const Gold& gold = record.gold;
    if (gold.labels.isEmpty() || labels.isEmpty())
        return indices;
    const Span range = labelledRange(gold, record.residues.size());
    indices.assign(static_cast<std::size_t>(record.residues.size()), ignored);
    bool any = false;
    for (std::int64_t i = range.begin; i < std::min<std::int64_t>(range.end, gold.labels.size()); ++i) {
        if (gold.labels[i].isEmpty())
            continue;
        const qsizetype index = labels.indexOf(gold.labels[i]);
        if (index < 0) {
            return Error{text("record \"%1\", position %2: the model has no label \"%3\"")
                             .arg(record.record.name, QString::number(i + 1), gold.labels[i]),
                         Error::Kind::BadInput};
        }
        indices[static_cast<std::size_t>(i)] = static_cast<std::int16_t>(index);
        any = true;
    }
    if (!any)
        indices.clear();
    return indices;
}

/// Puts the record into the set, or counts it as left out.
Status collect(const ImportedRecord& record, const QStringList& labels, GoldSet& set)
{
    if (!record.gold.annotated && record.gold.labels.isEmpty()) {
        ++set.unannotated;
        return ok();
    }
    if (record.gold.cores.size() > 1) {
        ++set.severalCores;
        return ok();
    }
    Result<model::TrainRecord> converted = toTrainRecord(record, labels);
    if (!converted)
        return converted.error();
    set.records.push_back(*std::move(converted));
    return ok();
}

template <typename Visit>
Result<QStringList> forEachRecord(const QString& file, const Visit& visit)
{
    ImportReport report;
    Result<RecordStream> stream = RecordStream::open(file, {}, report);
    if (!stream)
        return stream.error();
    while (true) {
        const Result<std::optional<ImportedRecord>> next = stream->next();
        if (!next)
            return next.error();
        if (!*next)
            break;
        const Status status = visit(**next);
        if (!status) {
            return Error{QStringLiteral("%1:%2: %3").arg(file, QString::number(stream->line()), status.error().message),
                         status.error().kind};
        }
    }
    QStringList issues;
    for (const ImportIssue& issue : report.issues)
        issues.append(issue.text());
    return issues;
}

} // namespace

Result<model::TrainRecord> toTrainRecord(const ImportedRecord& record, const QStringList& labels)
{
    model::TrainRecord out;
    out.id = record.record.name.toStdString();
    out.sequence = record.residues.toStdString();
    out.annotated = record.gold.annotated;
    if (!record.gold.cores.isEmpty())
        out.core = model::Span{record.gold.cores.front().span.begin, record.gold.cores.front().span.end};
    Result<std::vector<std::int16_t>> indices = labelIndices(record, labels);
    if (!indices)
        return indices.error();
    out.labels = *std::move(indices);
    return out;
}

Result<GoldSet> readGold(const QString& file, const QStringList& labels)
{
    GoldSet set;
    Result<QStringList> issues =
        forEachRecord(file, [&](const ImportedRecord& record) { return collect(record, labels, set); });
    if (!issues)
        return issues.error();
    set.issues = *std::move(issues);
    if (set.records.empty()) {
        return Error{text("%1: no record that can be used: gold needs \"cores\" or \"labels\"").arg(file),
                     Error::Kind::BadInput};
    }
    return set;
}

Result<GoldSet> readReviewed(const QString& project, const QStringList& labels)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
    if (!reader)
        return reader.error();
    Result<Run> run = runOrLatest(**reader, RunId::None);
    if (!run)
        return run.error();
    GoldSet set;
    const auto take = [&](const ExportRow& row, const Gold& gold) -> Status {
        Status taken = collect({row.record, row.residues, gold}, labels, set);
        if (!taken)
            return Error{QStringLiteral("%1: %2").arg(project, taken.error().message), taken.error().kind};
        return taken;
    };
    if (const Status walked = forEachCurated(**reader, {*std::move(run), true}, take); !walked)
        return walked.error();
    if (set.records.empty()) {
        return Error{text("%1: no reviewed record: accept or correct some before training").arg(project),
                     Error::Kind::BadInput};
    }
    return set;
}

Result<QStringList> labelNames(const QString& file)
{
    QSet<QString> names;
    const Result<QStringList> issues = forEachRecord(file, [&names](const ImportedRecord& record) {
        const Span range = labelledRange(record.gold, record.residues.size());
        for (std::int64_t i = range.begin; i < std::min<std::int64_t>(range.end, record.gold.labels.size()); ++i)
            names.insert(record.gold.labels[i]);
        return ok();
    });
    if (!issues)
        return issues.error();
    names.remove(QString());
    QStringList sorted(names.begin(), names.end());
    sorted.sort();
    return sorted;
}

std::pair<std::vector<model::TrainRecord>, std::vector<model::TrainRecord>>
splitForValidation(std::vector<model::TrainRecord> records, double share)
{
    std::pair<std::vector<model::TrainRecord>, std::vector<model::TrainRecord>> sets;
    for (model::TrainRecord& record : records) {
        std::uint64_t hash = 1469598103934665603U; // FNV-1a: the same on every machine, as std::hash is not
        for (const char letter : record.id)
            hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
        // The low bits of similar names differ most evenly after a last mix.
        const double place = static_cast<double>((hash ^ (hash >> 32U)) % 10000U) / 10000.0;
        (place < share ? sets.second : sets.first).push_back(std::move(record));
    }
    return sets;
}

} // namespace corespan
