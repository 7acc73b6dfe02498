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

/// Positions that may carry a label: the cores', or all where cores are not annotated.
QVector<Span> labelledRanges(const Gold& gold)
{
    if (!gold.annotated)
        return {{0, gold.labels.size()}};
    QVector<Span> ranges;
    for (const Core& core : gold.cores)
        ranges.append({core.span.begin, std::min<std::int64_t>(core.span.end, gold.labels.size())});
    return ranges;
}

Error unknownLabel(const ImportedRecord& record, const QString& where, const QString& label)
{
    return {text("record \"%1\", %2: the model has no label \"%3\"").arg(record.record.name, where, label),
            Error::Kind::BadInput};
}

Result<std::vector<std::int16_t>> labelIndices(const ImportedRecord& record, const QStringList& labels)
{
    std::vector<std::int16_t> indices;
    const Gold& gold = record.gold;
    if (gold.labels.isEmpty() || labels.isEmpty())
        return indices;
    indices.assign(static_cast<std::size_t>(record.residues.size()), ignored);
    bool any = false;
    for (const Span& range : labelledRanges(gold)) {
        for (std::int64_t i = range.begin; i < range.end; ++i) {
            if (gold.labels[i].isEmpty())
                continue;
            const qsizetype index = labels.indexOf(gold.labels[i]);
            if (index < 0)
                return unknownLabel(record, text("position %1").arg(i + 1), gold.labels[i]);
            indices[static_cast<std::size_t>(i)] = static_cast<std::int16_t>(index);
            any = true;
        }
    }
    if (!any)
        indices.clear();
    return indices;
}

Result<std::vector<std::int16_t>> targetIndices(const ImportedRecord& record, const QStringList& labels)
{
    std::vector<std::int16_t> indices;
    for (const QString& letter : record.gold.target) {
        const qsizetype index = labels.indexOf(letter);
        if (index < 0)
            return unknownLabel(record, text("target"), letter);
        indices.push_back(static_cast<std::int16_t>(index));
    }
    return indices;
}

Result<model::GoldCore> toGoldCore(const ImportedRecord& record, const Core& core, const GoldShape& shape)
{
    const qsizetype type = shape.types.size() == 1 ? 0 : shape.types.indexOf(core.type);
    if (type < 0) {
        return Error{text("record \"%1\": the model has no core type \"%2\"; it knows %3")
                         .arg(record.record.name, core.type, shape.types.join(QStringLiteral(", "))),
                     Error::Kind::BadInput};
    }
    return model::GoldCore{{core.span.begin, core.span.end}, static_cast<int>(type), core.openBegin, core.openEnd};
}

/// Puts the record into the set, or counts it as left out.
Status collect(const ImportedRecord& record, const QStringList& labels, const GoldShape& shape, GoldSet& set)
{
    if (!record.gold.annotated && record.gold.labels.isEmpty() && record.gold.target.isEmpty()) {
        ++set.unannotated;
        return ok();
    }
    if (record.gold.cores.size() > 1 && !shape.severalCores) {
        ++set.severalCores;
        return ok();
    }
    Result<model::TrainRecord> converted = toTrainRecord(record, labels, shape);
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

template <typename Visit>
Status forEachReviewed(const QString& project, const Visit& visit)
{
    const Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
    if (!reader)
        return reader.error();
    Result<Run> run = runOrLatest(**reader, RunId::None);
    if (!run)
        return run.error();
    const auto take = [&](const ExportRow& row, const Gold& gold) -> Status {
        Status taken = visit({row.record, row.residues, gold});
        if (!taken)
            return Error{QStringLiteral("%1: %2").arg(project, taken.error().message), taken.error().kind};
        return taken;
    };
    return forEachCurated(**reader, {*std::move(run), exampleStates()}, take);
}

void addLabels(const Gold& gold, QSet<QString>& names)
{
    for (const Span& range : labelledRanges(gold))
        for (std::int64_t i = range.begin; i < range.end; ++i)
            names.insert(gold.labels[i]);
    for (const QString& letter : gold.target)
        names.insert(letter);
}

QStringList sorted(const QSet<QString>& names)
{
    QStringList list(names.begin(), names.end());
    list.sort();
    return list;
}

} // namespace

GoldShape goldShapeOf(const model::ModelConfig& config)
{
    GoldShape shape;
    shape.types.clear();
    for (const std::string& type : config.selector.types)
        shape.types.append(QString::fromStdString(type));
    shape.severalCores = config.findsSeveralCores();
    return shape;
}

Result<model::TrainRecord> toTrainRecord(const ImportedRecord& record, const QStringList& labels,
                                         const GoldShape& shape)
{
    model::TrainRecord out;
    out.id = record.record.name.toStdString();
    out.sequence = record.residues.toStdString();
    out.annotated = record.gold.annotated;
    for (const Core& core : record.gold.cores) {
        const Result<model::GoldCore> converted = toGoldCore(record, core, shape);
        if (!converted)
            return converted.error();
        out.cores.push_back(*converted);
    }
    std::ranges::sort(out.cores, {}, [](const model::GoldCore& core) { return core.span.begin; });
    for (const Span& zone : record.gold.ambiguous)
        out.ambiguous.push_back({zone.begin, zone.end});
    Result<std::vector<std::int16_t>> target = targetIndices(record, labels);
    if (!target)
        return target.error();
    out.target = *std::move(target);
    Result<std::vector<std::int16_t>> indices = labelIndices(record, labels);
    if (!indices)
        return indices.error();
    out.labels = *std::move(indices);
    return out;
}

Result<GoldSet> readGold(const QString& file, const QStringList& labels, const GoldShape& shape)
{
    GoldSet set;
    Result<QStringList> issues =
        forEachRecord(file, [&](const ImportedRecord& record) { return collect(record, labels, shape, set); });
    if (!issues)
        return issues.error();
    set.issues = *std::move(issues);
    if (set.records.empty()) {
        return Error{text("%1: no record that can be used: gold needs \"cores\", \"labels\" or \"target\"").arg(file),
                     Error::Kind::BadInput};
    }
    return set;
}

Result<GoldSet> readReviewed(const QString& project, const QStringList& labels, const GoldShape& shape)
{
    GoldSet set;
    const auto take = [&](const ImportedRecord& record) { return collect(record, labels, shape, set); };
    if (const Status walked = forEachReviewed(project, take); !walked)
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
        addLabels(record.gold, names);
        return ok();
    });
    if (!issues)
        return issues.error();
    names.remove(QString());
    return sorted(names);
}

Result<QStringList> reviewedLabelNames(const QString& project)
{
    QSet<QString> names;
    const auto take = [&names](const ImportedRecord& record) {
        addLabels(record.gold, names);
        return ok();
    };
    if (const Status walked = forEachReviewed(project, take); !walked)
        return walked.error();
    names.remove(QString());
    return sorted(names);
}

Result<QStringList> typeNames(const QString& file)
{
    QSet<QString> names;
    const Result<QStringList> issues = forEachRecord(file, [&names](const ImportedRecord& record) {
        for (const Core& core : record.gold.cores)
            names.insert(core.type);
        return ok();
    });
    if (!issues)
        return issues.error();
    return sorted(names);
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
